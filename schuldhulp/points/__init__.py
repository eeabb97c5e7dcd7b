"""Mijn lijst: what a client or a counsellor does not want to forget, in their own words."""
