"""Threats: reported, taken on, resolved."""
