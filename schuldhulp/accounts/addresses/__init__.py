"""The e-mail addresses of accounts."""
