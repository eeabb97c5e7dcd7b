"""Homework: a step that a counsellor asks for."""
