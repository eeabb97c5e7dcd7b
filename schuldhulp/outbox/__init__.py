"""The outbox: mail is written in the act that causes it and sent afterwards by a job."""
