"""The labels: enough of them, well formed, and refused with file and line where they are not."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from pipeline.classify.labels import examples, labels_folder, read_labels
from pipeline.classify.scheme import scheme
from pipeline.config import Config, SettingsError

SCHEME = scheme(Config())
THEMES = SCHEME.themes
LABELS = labels_folder()
GOOD = {
    "doc": "a",
    "genre": "report",
    "year": 2020,
    "heading": "",
    "text": "文",
    "themes": ["other"],
    "difficulty": "easy",
}


def test_labels_cover_themes_genres_and_years() -> None:
    labels = read_labels(LABELS, THEMES)
    assert len(labels) >= 600
    assert min(Counter(row.primary for row in labels).values()) >= 40
    assert set(Counter(row.primary for row in labels)) == set(THEMES)
    assert {row.year for row in labels} >= set(range(2013, 2026))
    assert len({row.genre for row in labels}) == 8
    assert sum(row.difficulty == "hard" for row in labels) >= len(labels) // 5


def test_a_document_stands_in_one_piece() -> None:
    docs = [row.doc for row in read_labels(LABELS, THEMES)]
    runs = [doc for at, doc in enumerate(docs) if at == 0 or docs[at - 1] != doc]
    assert len(runs) == len(set(runs))


def test_no_passage_is_labelled_twice() -> None:
    texts = Counter(row.text for row in read_labels(LABELS, THEMES) if len(row.text) > 12)
    assert not [text for text, n in texts.items() if n > 1]


def test_neighbours_come_from_the_same_document() -> None:
    labels = read_labels(LABELS, THEMES)
    firsts = [at for at, row in enumerate(labels) if at == 0 or labels[at - 1].doc != row.doc]
    assert all(labels[at].item.before == "" for at in firsts)
    assert sum(bool(row.item.before) for row in labels) == len(labels) - len(firsts)


def test_the_codebook_s_examples_are_labels() -> None:
    rows = examples(SCHEME)
    assert {row.primary for row in rows} == set(THEMES)
    assert len({row.group for row in rows}) == len(rows) >= 80


def test_labels_of_other_themes_are_left_out_where_that_is_asked_for(tmp_path: Path) -> None:
    lines = [json.dumps({**GOOD, "themes": [theme]}) for theme in ("other", "archives")]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert [row.primary for row in read_labels(tmp_path, THEMES, leave=True)] == ["other"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "a.jsonl 第2行：不是 JSON"),
        (json.dumps({**GOOD, "themes": ["politics"]}), "a.jsonl 第2行：主题为"),
        (json.dumps({**GOOD, "themes": []}), "a.jsonl 第2行：主题为"),
        (json.dumps({**GOOD, "themes": ["other", "other"]}), "a.jsonl 第2行：主题为"),
        (json.dumps({k: v for k, v in GOOD.items() if k != "doc"}), "a.jsonl 第2行：没有 doc"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(GOOD) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=said):
        read_labels(tmp_path, THEMES)


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="没有标注"):
        read_labels(tmp_path, THEMES)
