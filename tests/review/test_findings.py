"""From tables to what an editor sees: kinds, sides, places, marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.decisions import damage_finding
from pipeline.exports.review.findings import Finding, Panel, findings
from pipeline.exports.review.library import Library
from pipeline.exports.review.payload import payload
from pipeline.records import Passage, Suggestion
from pipeline.store import Tables
from tests.review.build import CUT, SHORE, VISITS, searched, seen, write_corpus, write_document


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return searched(write_corpus(tmp_path_factory.mktemp("corpus")))


def the(tables: Tables, kind: str) -> Finding:
    return next(f for f in seen(tables) if f.kind == kind)


def text_of(tables: Tables, side: Panel) -> str:
    return Library(tables).text(side.parts)


def test_each_kind_is_found_and_contradictions_come_first(tables: Tables) -> None:
    kinds = [f.kind for f in seen(tables)]
    assert list(dict.fromkeys(kinds)) == ["contradiction", "damage", "duplicate"]


def test_a_contradiction_shows_both_numbers_marked(tables: Tables) -> None:
    finding = the(tables, "contradiction")
    a, b = (text_of(tables, side) for side in finding.sides)
    (change,) = finding.sides[1].changes
    assert (a[change.a_start : change.a_end], b[change.b_start : change.b_end]) == ("1200", "1500")
    assert finding.label == "number"


def test_a_duplicate_shows_the_first_place_first(tables: Tables) -> None:
    finding = next(f for f in seen(tables) if f.label == "exact")
    library = Library(tables)
    assert [side.name for side in finding.sides] == ["首见", "重复"]
    assert [text_of(tables, side) for side in finding.sides] == [SHORE, SHORE]
    assert [library.place(side.parts) for side in finding.sides] == ["第5行", "第11行"]


def test_a_cut_off_passage_is_a_finding_whose_end_is_marked(tables: Tables) -> None:
    finding = the(tables, "damage")
    (side,) = finding.sides
    ((start, end),) = side.marks
    assert CUT.endswith(text_of(tables, side)[start:end]) and end == len(CUT)
    assert finding.label == "ends_mid_sentence"


def test_a_damaged_passage_keeps_its_id_in_another_document(tmp_path: Path, tables: Tables) -> None:
    write_document(tmp_path, "其他.txt", 2019, SHORE, CUT)
    elsewhere = [p for p in searched(tmp_path)[Passage] if p.defects]
    here = [p for p in tables[Passage] if p.defects]
    assert [damage_finding(p) for p in elsewhere] == [damage_finding(p) for p in here] != [""]


def test_a_passage_that_continues_another_stands_after_it(tables: Tables) -> None:
    cut, follower = tables[Passage][-1], tables[Passage][2]
    continued = [
        Passage(**{**vars(p), "defects": ["displaced"], "continues": cut.passage_id}) if p is follower else p
        for p in tables[Passage]
    ]
    changed = tables.with_records(continued, [Passage])
    displaced = next(f for f in seen(changed) if f.label == "displaced")
    assert [side.name for side in displaced.sides] == ["疑似上文", "本段"]
    ending = next(f for f in seen(changed) if f.label == "ends_mid_sentence")
    assert [side.name for side in ending.sides] == ["本段", "疑似下文"]


def test_a_suggestion_shows_its_witness_with_the_slip_marked(tables: Tables) -> None:
    passage = next(p for p in tables[Passage] if p.text == VISITS.format(number=1200))
    witness = next(p for p in tables[Passage] if p.text == VISITS.format(number=1500))
    row = Suggestion(
        "S1", passage.source, passage.source_start, passage.source_start + 6, "各镇组织驻村", "驻村干部走访",
        witness.passage_id, "open", "疑为笔误。",
    )  # fmt: skip
    finding = the(tables.with_records([row], [Suggestion]), "suggestion")
    assert [text_of(tables, side) for side in finding.sides] == ["各镇组织驻村", "驻村干部走访"]


def test_the_page_holds_each_passage_once_with_its_neighbours(tables: Tables) -> None:
    library = Library(tables)
    data = payload(findings(tables, library), library, [])
    texts = [text for _, _, text, _, _ in data["passages"]]
    assert len(texts) == len(set(texts)) + 1  # The repeated passage stands twice in its document.
    number = texts.index(VISITS.format(number=1500))
    _, _, _, before, after = data["passages"][number]
    assert (texts[before][:2], texts[after]) == ("赶集", SHORE)


def test_a_place_that_spans_passages_is_shown_whole(tables: Tables) -> None:
    library = Library(tables)
    first, second = (p for p in tables[Passage] if p.text in (SHORE, VISITS.format(number=1200)) and p.position < 4)
    parts = library.parts(first.source, first.source_start, second.source_end)
    assert [library.passage(p.passage_id).text for p in parts] == [first.text, second.text]
    assert library.place(parts) == "第3行至第5行"
