"""What was loaded is out of the way of the collector once a server stands."""

import gc
import subprocess
import sys

from schuldhulp.settling import undisturbed

_SCRIPT = """
import gc
from schuldhulp.settling import settle
kept = [[number] for number in range(5_000)]
settle()
assert gc.get_freeze_count() > 5_000 and gc.get_threshold()[0] > 700
circle = []
circle.append(circle)
del circle
assert gc.collect() >= 1, "what comes later is still collected"
"""


def test_the_search_for_circles_goes_on_after_loading_even_when_that_fails() -> None:
    try:
        with undisturbed():
            assert not gc.isenabled()
            raise LookupError
    except LookupError:
        assert gc.isenabled()


def test_what_is_loaded_is_frozen_and_later_circles_are_still_found() -> None:
    subprocess.run([sys.executable, "-c", _SCRIPT], check=True)
