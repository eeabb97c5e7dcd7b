"""What the pages of a proposal share between the client and staff."""
