"""The sheets of a paper: their order, which way up they are, and cutting a PDF over several papers."""
