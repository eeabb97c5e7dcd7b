"""Telling of a sign-in on a device that was not known."""
