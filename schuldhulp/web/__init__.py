"""Everything that speaks HTTP; cut by who is looking."""
