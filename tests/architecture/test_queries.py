"""No query is made from text; each way of making one so is seen."""

from pathlib import Path

import pytest

from tests.architecture.query_rules import OF_OWN_NAMES, queries_from_text
from tests.architecture.sources import ROOT, plant

FROM = "from sqlalchemy import text, literal_column\nimport sqlalchemy as sa\n\n"
PASTED = [
    'text(f"SELECT {x}")', 'text("SELECT " + x)', 'text("SELECT %s" % x)', 'text("SELECT {}".format(x))', "text(x)",
    'sa.text(f"SELECT {x}")', "literal_column(x)", 's.exec_driver_sql(f"SELECT {x}")', "s.exec_driver_sql(x)",
    's.execute("SELECT " + x)', 's.execute(f"SELECT {x}")', 's.scalar("SELECT {}".format(x))', 's.op(x)(1)',
    's.execute(" ".join(x))', "select(1).prefix_with(x)", 's.scalars("SELECT %s" % x)', "sa.sql.text(x)",
    "text(text=x)",
]  # fmt: skip


def test_no_query_is_made_from_text() -> None:
    assert queries_from_text(ROOT) == []
    assert all((ROOT / path).is_file() for path in OF_OWN_NAMES)


@pytest.mark.parametrize("pasted", PASTED)
def test_ways_of_making_one_are_found(pasted: str, tmp_path: Path) -> None:
    planted = {"schuldhulp/a.py": f"{FROM}def f(s, x):\n    return {pasted}\n"}
    assert len(queries_from_text(plant(tmp_path, planted))) == 1


def test_what_is_written_out_is_not_complained_of(tmp_path: Path) -> None:
    sound = (
        f'{FROM}ASKED = "SELECT 1"\n\ndef f(s, x, place):\n    place.text(x)\n    s.execute(select(x))\n'
        '    text("SELECT :x")\n    s.exec_driver_sql(ASKED)\n    s.exec_driver_sql("BEGIN" if x else "END")\n'
        '    s.op("->>")(x)\n'
    )
    assert queries_from_text(plant(tmp_path, {"schuldhulp/a.py": sound})) == []
