"""The program does not start with a secret that is none."""

import base64
import os
from pathlib import Path

import pytest

from schuldhulp.claims.marks import Mark
from schuldhulp.config import Config, ConfigurationError

KEY = base64.b64encode(bytes(range(3, 35))).decode()
GOOD = {
    "SECRET_KEY": "0123456789 abcdefghij klmnopqrst", "MASTER_KEY": KEY, "BASE_URL": "https://schuld.example",
    "MAIL_URL": "map:/tmp/post",
}  # fmt: skip
REFUSED = [
    {"SECRET_KEY": ""}, {"SECRET_KEY": "kort"}, {"SECRET_KEY": "a" * 40}, {"SECRET_KEY": "changeme"},
    {"MASTER_KEY": ""}, {"MASTER_KEY": "geen base64!"}, {"MASTER_KEY": base64.b64encode(b"kort").decode()},
    {"MASTER_KEY": base64.b64encode(bytes(32)).decode()}, {"MASTER_KEY_BEFORE": "AAAA"},
    {"SECRET_KEY_BEFORE": "kort"}, {"FLASK_DEBUG": "1"}, {"FLASK_DEBUG": "true"},
    {"BACKUP_WITHIN_DAYS": "twee"}, {"DRILL_WITHIN_DAYS": "-1"},
]  # fmt: skip


@pytest.mark.parametrize("changed", REFUSED)
def test_a_start_without_a_good_secret_is_refused(changed: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        Config.from_environment(GOOD | {"DATA": str(tmp_path)} | changed)


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_key_that_others_can_read_is_refused(mode: int, tmp_path: Path) -> None:
    file = tmp_path / "master_key"
    file.write_text(KEY + "\n")
    file.chmod(mode)
    told = {name: value for name, value in GOOD.items() if name != "MASTER_KEY"} | {
        "MASTER_KEY_FILE": str(file)
    }
    with pytest.raises(ConfigurationError, match="chmod 400"):
        Config.from_environment(told | {"DATA": str(tmp_path)})
    file.chmod(0o400)
    assert Config.from_environment(told | {"DATA": str(tmp_path)}).master_key == bytes(range(3, 35))


def test_a_key_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        Config.from_environment(GOOD | {"MASTER_KEY_FILE": os.devnull + "/weg", "DATA": str(tmp_path)})


def test_the_key_of_before_only_opens(tmp_path: Path) -> None:
    older = base64.b64encode(bytes(range(40, 72))).decode()
    found = Config.from_environment(GOOD | {"MASTER_KEY_BEFORE": older, "DATA": str(tmp_path)})
    assert found.master_keys == (bytes(range(3, 35)), bytes(range(40, 72)))
    assert found.for_flask()["MASTER_KEY"] == bytes(range(3, 35))


def test_how_old_a_copy_may_be_is_a_setting_and_nought_is_not_looked_at(tmp_path: Path) -> None:
    told = GOOD | {"DATA": str(tmp_path)}
    assert {mark: age.days for mark, age in Config.from_environment(told).marks_within.items()} == {
        Mark.COPY: 2, Mark.DRILL: 400,
    }  # fmt: skip
    other = Config.from_environment(told | {"BACKUP_WITHIN_DAYS": "0", "DRILL_WITHIN_DAYS": "30"})
    assert {mark: age.days for mark, age in other.marks_within.items()} == {Mark.DRILL: 30}
    assert Config.from_environment(told | {"DEMO": "1"}).marks_within == {}, "nobody copies the demo"
