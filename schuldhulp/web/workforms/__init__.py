"""Work forms as pages: the form of one, built from its data, and what audiences share to show it."""
