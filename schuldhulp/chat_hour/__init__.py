"""The chat hour: somebody without a name talks with a counsellor, and afterwards only counts are left."""
