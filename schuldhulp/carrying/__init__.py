"""Going on under a name after beginning without one: what comes along, and erasing the rest."""
