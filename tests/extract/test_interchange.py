"""Labels out and back: offsets survive exactly, and what does not fit is refused in one line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config, SettingsError
from pipeline.extract.interchange import (
    VALUES,
    LabelledPassage,
    from_doccano,
    from_label_studio,
    label_studio_view,
    labelled,
    to_doccano,
    to_label_studio,
)
from pipeline.language.places import places
from pipeline.text.located import Located, loose

# A rare character beyond the first plane among them: JavaScript counts it as two.
CHARACTERS = "省市县党委第一书记12个，。 𬒈𠮷"


@st.composite
def passages(draw: st.DrawFn) -> LabelledPassage:
    """A passage with gaps in its source and any spans over it."""
    text = draw(st.text(CHARACTERS, min_size=1, max_size=30))
    cuts = sorted(draw(st.sets(st.integers(1, max(1, len(text) - 1)), max_size=3)) | {0})
    pieces, offset = [], draw(st.integers(0, 50))
    for number, at in enumerate(c for c in cuts if c < len(text)):
        pieces.append((at, offset + at + number * draw(st.integers(1, 5))))
        offset = pieces[-1][1] - at
    edge = st.integers(0, len(text))
    drawn = draw(st.sets(st.tuples(edge, edge, st.sampled_from(["江西", "安徽"])), max_size=4))
    spans = tuple(sorted(span for span in drawn if span[0] < span[1]))
    return LabelledPassage(Located(loose(text).passage, tuple(pieces)), "places", spans)


def submitted(tasks: list[dict[str, Any]], wide: bool = False) -> list[dict[str, Any]]:
    """What a person who changes nothing sends back; `wide`: by a tool that counts UTF-16 units."""
    for task in tasks:
        regions = task.pop("predictions")[0]["result"]
        for region in regions if wide else []:
            value, text = region["value"], task["data"]["text"]
            for edge in ("start", "end"):
                value[edge] = len(text[: value[edge]].encode("utf-16-le")) // 2
        task["annotations"] = [{"result": regions, "was_cancelled": False}]
    return json.loads(json.dumps(tasks, ensure_ascii=False))


def expected(item: LabelledPassage) -> list[tuple[int, int, str]]:
    return [(*item.passage.source_span(s, e), item.passage.text[s:e]) for s, e, _ in item.spans]


def got(rows: tuple[dict[str, Any], ...]) -> list[tuple[int, int, str]]:
    return [(row["start"], row["end"], row["surface"]) for row in rows]


@given(passages())
def test_label_studio_and_back(item: LabelledPassage) -> None:
    labels = from_label_studio(submitted(to_label_studio([item])))
    assert got(labels.spans) == expected(item)
    assert len(labels.reviewed) == 1


@given(passages())
def test_doccano_and_back(item: LabelledPassage) -> None:
    lines = [json.loads(json.dumps(line)) for line in to_doccano([item])]
    assert got(from_doccano(lines).spans) == expected(item)


def test_offsets_that_count_a_rare_character_twice_are_read_as_such() -> None:
    item = LabelledPassage(loose("张𬒈到江西，𠮷安在江西"), "places", ((3, 5, "江西"), (9, 11, "江西")))
    assert got(from_label_studio(submitted(to_label_studio([item]), wide=True)).spans) == expected(item)


def test_labels_are_those_of_the_tables() -> None:
    text = "江西省吉安市和大同路社区"
    found = places(loose(text), (), "", Config())
    (item,) = labelled([loose(text)], found, "places")
    assert [(text[s:e], label) for s, e, label in item.spans] == [
        (p.surface, p.province or "ambiguous") for p in sorted(found, key=lambda p: (p.start, p.end))
    ]
    assert all(f'"{label}"' in label_studio_view("places", Config()) for *_, label in item.spans)


def test_an_ambiguous_place_has_no_province() -> None:
    labels = from_doccano(to_doccano([LabelledPassage(loose("朝阳"), "places", ((0, 2, "ambiguous"),))]))
    assert labels.spans[0]["province"] == ""


@pytest.mark.parametrize("table", VALUES)
def test_the_label_stands_under_the_name_of_its_column(table: str) -> None:
    labels = from_doccano(to_doccano([LabelledPassage(loose("某某"), table, ((0, 2, "x"),))]))
    assert labels.table == table and labels.spans[0][VALUES[table]] == "x"


def test_a_task_that_nobody_submitted_is_no_label() -> None:
    item = LabelledPassage(loose("江西"), "places", ((0, 2, "江西"),))
    skipped = {**to_label_studio([item])[0], "annotations": [{"result": [], "was_cancelled": True}]}
    assert not from_label_studio([*to_label_studio([item]), skipped]).reviewed


def test_a_passage_emptied_by_its_reader_counts_as_looked_at() -> None:
    task = {**to_label_studio([LabelledPassage(loose("江西"), "places", ((0, 2, "江西"),))])[0]}
    labels = from_label_studio([{**task, "annotations": [{"result": []}]}])
    assert not labels.spans and [(r["start"], r["end"]) for r in labels.reviewed] == [(0, 2)]


def test_annotators_that_differ_are_no_silent_choice() -> None:
    (task,) = submitted(to_label_studio([LabelledPassage(loose("江西"), "places", ((0, 2, "江西"),))]))
    other: dict[str, Any] = {"result": []}
    task["annotations"].append(other)
    with pytest.raises(SettingsError, match="第1个任务：几份标注不一致"):
        from_label_studio([task])
    other["ground_truth"] = True
    assert not from_label_studio([task]).spans


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"text": "江西", "label": []}, "第1行：没有 passage_id、source、table、pieces"),
        ({"text": "江西", "label": [[0, 9, "江西"]]}, "第1行：0-9 超出正文（2字）"),
        ({"text": "江西", "label": [], "table": "themes"}, "第1行：themes 不是可以标注的表"),
    ],
)
def test_what_was_not_made_here_is_refused(line: dict[str, Any], message: str) -> None:
    whole = to_doccano([LabelledPassage(loose("江西"), "places", ())])[0]
    given_line = line if "没有 passage_id" in message else {**whole, **line}
    with pytest.raises(SettingsError, match=message):
        from_doccano([given_line])


def test_a_text_that_was_changed_is_refused() -> None:
    (task,) = submitted(to_label_studio([LabelledPassage(loose("江西省"), "places", ((0, 2, "江西"),))]))
    task["data"]["text"] = "在江西省"
    with pytest.raises(SettingsError, match="第1个任务：0-2 处不是 '江西'"):
        from_label_studio([task])


def test_two_tables_in_one_file_are_refused() -> None:
    lines = to_doccano([LabelledPassage(loose("江西"), "places", ()), LabelledPassage(loose("江西"), "units", ())])
    with pytest.raises(SettingsError, match="几张表的标注（places、units）"):
        from_doccano(lines)


def test_a_passage_has_its_source_extent() -> None:
    item = LabelledPassage(Located(loose("江西省").passage, ((0, 10), (2, 14))), "places", ())
    (row,) = from_doccano(to_doccano([item])).reviewed
    assert (row["start"], row["end"]) == (10, 15)
