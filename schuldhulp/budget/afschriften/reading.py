"""One file of a bank, whatever it is: recognised by what is in it, and read in whole or not at all."""

import io
import zipfile

from schuldhulp.budget.afschriften.camt import looks_like_xml, read_camt
from schuldhulp.budget.afschriften.csv_bare import read_bare
from schuldhulp.budget.afschriften.csv_tables import read_table
from schuldhulp.budget.afschriften.decoding import text_of
from schuldhulp.budget.afschriften.mt940_files import looks_like_mt940, read_mt940
from schuldhulp.budget.afschriften.transaction import (
    BrokenStatement,
    NotAStatement,
    NotReadable,
    TooBigStatement,
    Transaction,
    in_order,
)

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_FILES = 400  # a year of days, and some
MAX_TRANSACTIONS = 60_000
_ZIP = b"PK\x03\x04"


def read_statement(data: bytes) -> tuple[Transaction, ...]:
    """The transactions of one file, by day. A zip may hold a statement a day, as banks give CAMT.053.

    Raises a StatementRefused; then nothing of the file counts.
    """
    found = [one for part in _parts(data) for one in _read(part)]
    if len(found) > MAX_TRANSACTIONS:
        raise TooBigStatement
    return in_order(found)


def _parts(data: bytes) -> list[bytes]:
    if not data.startswith(_ZIP):
        return [data]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            if any(name.startswith(("xl/", "word/", "[Content_Types]")) for name in names):
                raise NotReadable
            if not names or len(names) > MAX_FILES:
                raise NotAStatement
            parts, room = [], MAX_UNPACKED
            for name in names:
                with archive.open(name) as packed:
                    part = packed.read(room + 1)
                room -= len(part)
                if room < 0:
                    raise TooBigStatement
                parts.append(part)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise BrokenStatement from error
    if any(part.startswith(_ZIP) for part in parts):
        raise NotAStatement
    return parts


def _read(data: bytes) -> list[Transaction]:
    text = text_of(data)
    if looks_like_xml(text):
        return read_camt(text)
    if looks_like_mt940(text):
        return read_mt940(text)
    found = read_table(text)
    if found is None:
        found = read_bare(text)
    if found is None:
        raise NotAStatement
    return found
