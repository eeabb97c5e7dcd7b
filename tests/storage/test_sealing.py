"""Files are sealed in chunks under their own key: what was changed, cut, moved or swapped does not open."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schuldhulp.storage.sealing import CHUNK, Damaged, new_key, open_stream, seal_stream, sealed_size

KEY = bytes(range(32))


def sealed(data: bytes, name: str = "a") -> bytes:
    return b"".join(seal_stream(KEY, name, [data]))


def opened(data: bytes, name: str = "a", key: bytes = KEY, piece: int = 7000) -> bytes:
    return b"".join(open_stream(key, name, (data[i : i + piece] for i in range(0, len(data), piece))))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5])
def test_what_went_in_comes_out_whatever_the_pieces(size: int) -> None:
    plain = bytes(i % 251 for i in range(size))
    kept = sealed(plain)
    assert len(kept) == sealed_size(size) and opened(kept) == plain and opened(kept, piece=CHUNK * 9) == plain
    assert size < 30 or plain[:30] not in kept


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_changed_or_shortened_file_does_not_open(data: st.DataObject) -> None:
    kept = bytearray(sealed(bytes(2 * CHUNK + 40)))
    at = data.draw(st.integers(0, len(kept) - 1))
    if data.draw(st.booleans()):
        kept[at] ^= data.draw(st.integers(1, 255))
    else:
        del kept[at:]
    with pytest.raises(Damaged):
        opened(bytes(kept))


def test_chunks_do_not_move_and_a_file_opens_only_by_its_name_and_key() -> None:
    kept, head, step = sealed(bytes(CHUNK) + b"x" * CHUNK + b"end"), 11, CHUNK + 16
    first, second = kept[head : head + step], kept[head + step : head + 2 * step]
    wrong = [
        kept[:head] + second + first + kept[head + 2 * step :],
        kept[:head] + first + kept[head + 2 * step :],
        kept[: head + step] + kept[head:],
        kept[: head + 2 * step],
    ]
    for each in wrong:
        with pytest.raises(Damaged):
            opened(each)
    for name, key in (("b", KEY), ("a", new_key())):
        with pytest.raises(Damaged):
            opened(kept, name, key)
