"""What a client brings along from another municipality: checked, shown first, then taken in with one act."""
