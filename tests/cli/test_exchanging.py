"""Labels out of a run and back into the corpus, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import DocBin
from typer.testing import CliRunner, Result

from pipeline import load
from pipeline.cli import app
from pipeline.config import SettingsError


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("table", ["places", "units", "quantities", "formulations"])
def test_what_goes_out_unchanged_comes_back_as_the_table(sample_outputs: Path, tmp_path: Path, table: str) -> None:
    file, into = tmp_path / "lines.jsonl", tmp_path / "labels"
    assert call("export-labels", "doccano", file, "-o", sample_outputs, "--table", table).exit_code == 0
    assert call("import-labels", "doccano", file, "--into", into).exit_code == 0
    rows = load(sample_outputs)[table].to_dict("records")
    expected = {(r["source"], r["source_start"], r["source_end"], r["surface"]) for r in rows}
    assert {(r["source"], r["start"], r["end"], r["surface"]) for r in lines(into / f"{table}.jsonl")} == expected
    reviewed = lines(into / f"{table}.reviewed.jsonl")
    assert len(reviewed) == len(load(sample_outputs).passages)


def test_a_correction_replaces_the_labels_of_its_passage_alone(sample_outputs: Path, tmp_path: Path) -> None:
    file, into = tmp_path / "lines.jsonl", tmp_path / "labels"
    call("export-labels", "doccano", file, "-o", sample_outputs)
    call("import-labels", "doccano", file, "--into", into)
    before = lines(into / "places.jsonl")
    line = next(line for line in lines(file) if line["label"])
    line["label"] = []
    file.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    assert call("import-labels", "doccano", file, "--into", into).exit_code == 0
    assert lines(into / "places.jsonl") == [row for row in before if row["passage_id"] != line["passage_id"]]


def test_label_studio_gets_its_interface_and_gives_nothing_unasked(sample_outputs: Path, tmp_path: Path) -> None:
    file = tmp_path / "tasks.json"
    assert call("export-labels", "label-studio", file, "-o", sample_outputs, "--table", "units").exit_code == 0
    tasks = json.loads(file.read_text(encoding="utf-8"))
    view = (tmp_path / "tasks.xml").read_text(encoding="utf-8")
    labels = {region["value"]["labels"][0] for task in tasks for region in task["predictions"][0]["result"]}
    assert labels and all(f'<Label value="{label}"/>' in view for label in labels)
    done = call("import-labels", "label-studio", file, "--into", tmp_path)
    assert isinstance(done.exception, SettingsError) and "里面没有人提交的标注" in str(done.exception)


def test_a_docbin_holds_every_passage_and_its_findings(sample_outputs: Path, tmp_path: Path) -> None:
    file = tmp_path / "corpus.spacy"
    assert call("docbin", file, "-o", sample_outputs).exit_code == 0
    docs = list(DocBin().from_disk(file).get_docs(spacy.blank("zh").vocab))
    outputs = load(sample_outputs)
    assert [doc.text for doc in docs] == outputs.passages["text"].tolist()
    for table in ("places", "units", "quantities", "formulations", "non_quantities"):
        assert sum(len(doc.spans.get(table, [])) for doc in docs) == len(outputs[table])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("absent.json", None, "没有这个文件；请给出标注工具导出的文件"),
        ("bad.json", "[{", "第1行：不是 JSON"),
        ("bad.json", "{}", "不是任务列表"),
        ("bad.jsonl", '{"text": "甲"}\n[1]\n', "第2行：不是 JSON 对象"),
        ("bad.jsonl", '{"text": "甲", "label": []}\n', "第1行：没有 passage_id、source、table、pieces"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line(tmp_path: Path, name: str, content: str | None, message: str) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_text(content, encoding="utf-8")
    done = call("import-labels", "doccano" if name.endswith("l") else "label-studio", file, "--into", tmp_path)
    assert isinstance(done.exception, SettingsError) and message in str(done.exception)
