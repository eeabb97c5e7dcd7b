"""What a server does once, when everything is loaded and before it answers the first request."""

import gc

# Python looks for circles after 700 new objects; a page makes more than that, and hardly ever a circle.
_EVERY, _SECOND, _THIRD = 20_000, 20, 20


def settle() -> None:
    """Leave out of every later search for circular garbage what stays for as long as the process lives.

    Two hundred thousand objects of code, templates and tables are loaded: going through them takes 0.12 s of CPU
    time, in the middle of somebody's page.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_EVERY, _SECOND, _THIRD)
