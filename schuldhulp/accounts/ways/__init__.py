"""The ways by which an account is entered: told to its owner, and taken away by them."""
