"""Whole real documents: labels without text that still fit, floors on the held-out ones, a scorer that can fail."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest

from pipeline.config import Config
from pipeline.profile import profile
from pipeline.records import Segment
from tests.build import document
from tests.quality import documents
from tests.quality.documents import DEV, HELD_OUT, REAL_FLOORS, TEXTS, Judged, Row, figures, judged, labels
from tests.quality.floors import below, read_floors
from tests.quality.relocate import anchors, digest, relocated, tight

at_hand = pytest.mark.skipif(not TEXTS.is_dir(), reason="the labelled texts do not lie beside this checkout")
ROWS = {part: labels(part) for part in (DEV, HELD_OUT)}
EVERY = [row for rows in ROWS.values() for row in rows]
SPANS = ("title_lines", "body", "furniture", "metadata")
KEYS = {"sha256", "kind", "text", *documents.FIELDS, *SPANS}
CODE = re.compile(r"[0-9a-f]{8}|[0-9a-f]{16}|[0-9a-f]{64}|[a-z0-9_]+|\d{4}-\d\d-\d\d|")
# Invented.
PAGE = "首页\n通知公告\n关于修剪行道树的通知\n来源：青塘镇\n本周起修剪行道树，请绕行。\n上一篇：雨伞借用办法"
NOTICE: Row = {
    "title": [[[6, 11]]],
    "review_year": [None],
    "published": [None, "2031-04-05"],
    "genre": ["notice", "other"],
    "publisher": [[[19, 22]], None],
    "title_lines": [[6, 11], [11, 16]],
    "body": [[22, 35]],
    "furniture": [[0, 6], [35, 45]],
    "metadata": [[16, 22]],
}


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in inside for text in strings(part)]


def of(text: str = PAGE, kind: str = "body", **facts: object) -> Judged:
    """The invented page, or a later state of its text, read as one document of these facts and one segment."""
    old = tight(PAGE)
    row = NOTICE | {"text": digest(old), "anchors": anchors(old, [0, 6, 11, 16, 19, 22, 35, 45])}
    whole = document("d", source_end=len(text), **facts)
    return Judged(row, "修树", text, [whole], [Segment("d", 0, len(text), kind, "d", "", "")])


@cache
def scored(part: str) -> list[Judged]:
    return judged(part)


def test_labels_hold_no_text() -> None:
    provinces = set(Config().provinces)
    assert all(set(row) - {"anchors"} == KEYS for row in EVERY)
    assert [t for row in EVERY for t in strings(row) if t not in provinces and not CODE.fullmatch(t)] == []


def test_labels_use_the_profiles_codes() -> None:
    known = profile(Config())
    assert {code for row in EVERY for code in row["genre"]} <= {g.code for g in known.genres}
    assert {code for row in EVERY for code in row["level"]} <= {level.code for level in known.levels}


def test_half_of_the_documents_are_held_out_and_no_file_is_in_both() -> None:
    assert len(ROWS[DEV]) == len(ROWS[HELD_OUT]) == 24
    assert len({row["sha256"] for row in EVERY}) == 48
    assert len({row["kind"] for row in EVERY}) >= 11


def test_no_character_is_labelled_twice() -> None:
    for row in EVERY:
        spans = sorted(tuple(span) for name in SPANS for span in row[name])
        assert all(a < b for a, b in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_the_floors_belong_to_these_labels() -> None:
    assert read_floors(REAL_FLOORS)[0] == documents.labelled_set(), "run python -m tests.quality --documents --write"


@at_hand
def test_held_out_documents_keep_their_floors() -> None:
    found = {HELD_OUT: figures(scored(HELD_OUT))}
    assert below(found, read_floors(REAL_FLOORS)[1]) == []


@at_hand
@pytest.mark.parametrize("part", [DEV, HELD_OUT])
def test_labels_still_fit_what_the_readers_hand_over(part: str) -> None:
    assert [d.row["sha256"][:12] for d in scored(part) if d.fits < 0.9] == []


def test_a_labelled_file_that_is_not_at_hand_is_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(ValueError, match=ROWS[DEV][0]["sha256"][:12]):
        judged(DEV, tmp_path_factory.mktemp("empty"))


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("甲乙丙丁戊己庚辛壬癸", {0: 0, 3: 3, 10: 10}),
        ("子丑甲乙丙丁戊己庚辛壬癸", {3: 5, 10: 12}),
        ("丁戊己庚辛壬癸", {3: 0, 10: 7}),
        ("寅卯辰巳", {}),
    ],
)
def test_a_boundary_is_found_again_where_a_reader_hands_over_more_or_less(text: str, moved: dict[int, int]) -> None:
    found = relocated(text, anchors("甲乙丙丁戊己庚辛壬癸", [0, 3, 10]))
    assert {old: new for old, new in found.items() if moved.get(old) is not None} == moved
    assert moved or not {3} & set(found)


def test_equal_surroundings_are_told_apart_by_the_shift() -> None:
    line = "上一篇下一篇打印正文"
    assert relocated("头" + line * 3, anchors(line * 3, [10, 20])) == {10: 11, 20: 21}


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("关于修剪行", True),
        ("关于修剪行 道树的通知", True),
        ("关于修剪行--通知公告", False),
        ("道树的通知", False),
        ("", False),
    ],
)
def test_a_title_may_stand_with_the_pages_title_lines_and_nothing_else(title: str, right: bool) -> None:
    assert of(title=title).right("title") is right


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("published", "2031-04-05", True),
        ("published", None, True),
        ("published", "2031-04-06", False),
        ("genre", "other", True),
        ("genre", "article", False),
        ("publisher", "青塘镇", True),
        ("publisher", None, True),
        ("publisher", "首页", False),
        ("review_year", None, True),
        ("review_year", 2031, False),
    ],
)
def test_every_defensible_answer_is_right_and_no_other(name: str, value: object, right: bool) -> None:
    assert of(**{name: value}).right(name) is right


def test_shares_count_characters_by_the_kind_of_their_segment() -> None:
    assert (of().within("body", documents.COUNTED), of().within("furniture", documents.OUT)) == (1, 0)
    assert (of(kind="noise").within("body", documents.KEPT), of(kind="noise").within("furniture", documents.OUT)) == (
        0,
        1,
    )


def test_what_is_no_longer_handed_over_is_lost_to_the_body_and_gone_from_the_furniture() -> None:
    shorter = of("关于修剪行道树的通知\n来源：青塘镇\n本周起修剪\n上一篇：雨伞借用办法")
    assert shorter.within("furniture", documents.OUT) == pytest.approx(6 / 16, abs=1e-4)
    assert shorter.within("body", documents.KEPT) == pytest.approx(5 / 13, abs=1e-4)
