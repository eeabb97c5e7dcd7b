"""Established facts, beside the words of the client."""
