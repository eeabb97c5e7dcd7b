"""The identity block: who somebody is to the law."""
