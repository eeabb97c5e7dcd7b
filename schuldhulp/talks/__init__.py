"""The report of a talk, written by both: each their own part, side by side, with what it said before."""
