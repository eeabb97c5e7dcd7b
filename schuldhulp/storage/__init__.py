"""Where files lie, sealed: in a folder of this machine or in object storage that speaks S3."""
