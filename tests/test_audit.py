"""An audit that could ask nothing is no clean one."""

from __future__ import annotations

import json

import pytest

from tests.audit import NOT_REACHED, verdict

SOUND = {"name": "a", "version": "1", "vulns": []}
WEAK = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-0", "fix_versions": ["3"]}]}
UNKNOWN = {"name": "c", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(
    ("entries", "status", "said"),
    [
        ([SOUND], 0, "audit: 1 of 1 libraries looked up"),
        ([SOUND, WEAK], 1, "b 2: PYSEC-0; mended in: 3"),
        ([SOUND, UNKNOWN], 1, "not in the database: c"),
        ([UNKNOWN], 2, NOT_REACHED),
        ([], 2, NOT_REACHED),
    ],
)
def test_what_is_said(entries: list[dict[str, object]], status: int, said: str) -> None:
    found = verdict(json.dumps({"dependencies": entries}))
    assert found[0] == status and said in found[1]


@pytest.mark.parametrize("report", ["", "Traceback", "[]", "{}"])
def test_no_report_is_one_line(report: str) -> None:
    assert verdict(report) == (2, [NOT_REACHED])
