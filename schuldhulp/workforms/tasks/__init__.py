"""Work forms as homework: asking for one, taking it back, more time."""
