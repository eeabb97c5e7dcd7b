"""What a package that is brought along may be: sizes, names, and how long it waits. Pure."""

from datetime import timedelta

STAGED_KEPT = timedelta(days=1)
