"""Changing keys: under a new master key, and a new key for one municipality, while everybody goes on."""
