"""What a server does once: load everything, and settle before it answers the first request."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Python looks for circles after 700 new objects; a page makes more than that, and hardly ever a circle.
_EVERY, _SECOND, _THIRD = 20_000, 20, 20
_ARENA_MAX = -8  # M_ARENA_MAX in glibc's malloc.h


@contextmanager
def undisturbed() -> Iterator[None]:
    """Load without looking for circular garbage meanwhile: what is loaded stays, and is gone through four times over.

    A fifth of the CPU time of starting. `settle` looks once, afterwards.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def settle() -> None:
    """Leave out of every later search for circular garbage what stays for as long as the process lives.

    Two hundred thousand objects of code, templates and tables are loaded: going through them takes 0.12 s of CPU
    time, in the middle of somebody's page.
    """
    _share_one_heap()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_EVERY, _SECOND, _THIRD)


def _share_one_heap() -> None:
    """Let all threads take memory from one heap, where the C library is glibc; elsewhere this does nothing.

    It gives threads heaps of their own, and what a large answer or a password's hash left in one of them is no use to
    another: over PostgreSQL a server took 1 MB more with every thousand requests, and 15 MB more from the start. Only
    one thread runs Python at a time, so they hardly ever wait for each other here.
    """
    options = getattr(ctypes.CDLL(None), "mallopt", None)
    if options is not None:
        options(_ARENA_MAX, 1)
