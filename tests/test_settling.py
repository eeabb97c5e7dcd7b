"""What was loaded is out of the way of the collector once a server stands, and its threads share one heap."""

import ctypes
import gc
import subprocess
import sys
from pathlib import Path

import pytest

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
_HEAPS = """
import ctypes, sys, threading
from schuldhulp.settling import settle
if sys.argv[2] == "settled":
    settle()
together = threading.Barrier(4)
def hold():
    block = bytes(100_000)
    together.wait()
threads = [threading.Thread(target=hold) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
told = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
assert libc.malloc_info(0, told) == 0
libc.fclose(told)
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


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallopt"), reason="the C library is not glibc")
@pytest.mark.parametrize(("settled", "one"), [("settled", True), ("as it comes", False)])
def test_threads_of_a_server_share_one_heap(tmp_path: Path, settled: str, one: bool) -> None:
    told = tmp_path / "heaps.xml"
    subprocess.run([sys.executable, "-c", _HEAPS, str(told), settled], check=True)
    assert (told.read_text().count("<heap nr=") == 1) is one
