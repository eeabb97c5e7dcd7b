"""Nazorg: after the end a client is asked a few times how it goes, and comes back in one press."""
