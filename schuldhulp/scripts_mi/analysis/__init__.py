"""Reading texts by rule, inside this process."""
