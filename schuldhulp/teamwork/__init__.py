"""Dividing the work: which team, which counsellor, who stands in, and who has too much."""
