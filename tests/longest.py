"""The files that take longest, in the order in which a run takes them up, before all others.

A file stays with one worker. Begun last, a long one keeps that worker busy while the other has nothing left to do.
"""

import pytest

LONGEST = (
    "tests/browser/test_axe_roles.py",
    "tests/journeys/test_case_a.py",
    "tests/security/test_extra_fields.py",
    "tests/journeys/test_two_municipalities.py",
    "tests/security/test_typed_everywhere.py",
    "tests/faults/test_unavailable.py",
    "tests/security/test_foreign_ids.py",
    "tests/faults/test_killed.py",
    "tests/jobs/test_processes.py",
    "tests/journeys/test_case_c.py",
    "tests/security/test_access_matrix.py",
    "tests/journeys/test_key_change.py",
    "tests/journeys/test_nameless.py",
    "tests/journeys/test_difficult_week.py",
    "tests/security/test_planted_secrets.py",
    "tests/journeys/test_offer.py",
    "tests/architecture/test_new_step.py",
    "tests/journeys/test_lost_phone.py",
    "tests/faults/test_soak.py",
    "tests/faults/test_keys_changing.py",
    "tests/faults/test_disk_full.py",
    "tests/security/test_quiet_processes.py",
    "tests/browser/test_papers.py",
    "tests/browser/test_work_forms.py",
)
_PLACE = {file: place for place, file in enumerate(LONGEST)}


def longest_first(items: list[pytest.Item]) -> None:
    """Put the tests of the longest files in front; the others stay in their order."""
    items.sort(key=lambda item: _PLACE.get(item.nodeid.split("::")[0], len(LONGEST)))
