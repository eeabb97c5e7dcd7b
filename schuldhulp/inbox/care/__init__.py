"""The care list: who is quiet."""
