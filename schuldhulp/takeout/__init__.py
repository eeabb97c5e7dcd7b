"""Everything the client takes along: one ZIP to read, to check and to bring elsewhere."""
