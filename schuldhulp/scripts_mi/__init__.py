"""Motivational reply scripts and prompts: what they are, which one fits, and how a draft comes about."""
