"""The quality report of each source."""

from __future__ import annotations

from pipeline.ingest import quality
from pipeline.records import Quality
from tests.ingest import dirty
from tests.ingest.support import take


def report(text: str) -> Quality:
    done = take(text)
    (row,) = quality(done.documents, done.segments, done.passages, done.problems)
    return row


def test_noise_wraps_and_defects_are_counted() -> None:
    row = report(dirty.PORTAL)
    assert 0.1 < row.noise_share < 0.5
    assert row.wraps_undone == 1
    assert (row.documents, row.defects, row.masks) == (1, 0, 0)
    assert report(dirty.CUT).places == ["述职.txt#1.3 ends_mid_sentence"]


def test_masks_and_unknowns() -> None:
    row = report(dirty.MASKED)
    assert row.masks == 10
    assert row.unknown == ["述职.txt#1:published", "述职.txt#1:publisher"]


def test_an_empty_source_has_a_row_too() -> None:
    row = report("")
    assert (row.characters, row.documents, row.noise_share, row.problems) == (0, 0, 0.0, 1)
