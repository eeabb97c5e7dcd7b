"""Beginning without a name: a handle and six words instead of an address and a password."""
