"""What analysts write down, and what they are shown to correct."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from pipeline.cli.work import preparing
from pipeline.config import Config, SettingsError
from pipeline.sidecar import COLUMNS, fields_for, inferred_rows, parse_csv, parse_yaml
from tests.ingest import dirty
from tests.ingest.support import take


def test_yaml() -> None:
    found = parse_yaml("genre: article\npublished: 2018-01-05\nreview_year: 2017\nsynthetic: true\n", "a.meta.yaml")
    assert found == {"genre": "article", "published": "2018-01-05", "review_year": "2017", "synthetic": "true"}
    assert parse_yaml("", "a.meta.yaml") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("genre: article\nyear: 2017\n", "a.meta.yaml 第2行：没有 year 这一项"),
        ("review_year: soon\n", "a.meta.yaml 第1行：review_year 应为年度"),
        ("title: x\ngenre: novel\n", "a.meta.yaml 第2行：genre 写的是“novel”"),
        ("published: 2018-13-40\n", "a.meta.yaml 第1行：published 应为日期"),
        ("- a\n- b\n", "a.meta.yaml 第1行：不是一项一行的列表"),
        ("title: [\n", "a.meta.yaml 第2行：YAML 写法有误"),
    ],
)
def test_bad_yaml_is_one_line(text: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        parse_yaml(text, "a.meta.yaml")
    assert str(error.value).startswith(said)
    assert "\n" not in str(error.value)


def test_csv_by_source_and_by_article() -> None:
    text = "source,doc_id,review_year,genre,confirm\na.txt,,2019,,是\na.txt,a.txt#2,,speech,x\nb.txt,,2020,,\n"
    table = parse_csv(text, "metadata.csv")
    assert fields_for(table, "a.txt") == {"review_year": "2019", "a.txt#2:genre": "speech"}
    assert fields_for(table, "b.txt") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("file,genre\n", "metadata.csv 第1行：没有 source 列"),
        ("source,genre\na.txt,speech,x\n", "metadata.csv 第2行：有3格"),
        ("source,level\na.txt,county\nb.txt,village\n", "metadata.csv 第3行：level 写的是“village”"),
        ("source,level\n,county\n", "metadata.csv 第2行：没有 source"),
    ],
)
def test_bad_csv_names_its_line(text: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        parse_csv(text, "metadata.csv")
    assert str(error.value).startswith(said)


def test_what_was_inferred_comes_back_when_confirmed() -> None:
    documents = take(dirty.GLUED).documents
    rows = inferred_rows(documents)
    assert all(tuple(row) == COLUMNS for row in rows)
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, COLUMNS)
    writer.writeheader()
    writer.writerows({**row, "confirm": "是"} for row in rows)
    table = parse_csv(sheet.getvalue(), "metadata.csv")
    again = take(dirty.GLUED, sidecar=fields_for(table, "述职.txt")).documents
    assert [(d.title, d.review_year, d.genre) for d in again] == [(d.title, d.review_year, d.genre) for d in documents]
    assert again[0].year_from == "sidecar"


def test_values_are_understood_as_an_analyst_types_them() -> None:
    found = parse_yaml("genre: 报道\nlevel: 县级\nreview_year: 2019年\n", "a.meta.yaml")
    assert found == {"genre": "article", "level": "county", "review_year": "2019"}


def test_a_name_that_a_spreadsheet_takes_for_a_formula_comes_back(tmp_path: Path) -> None:
    (tmp_path / "=1+1.txt").write_text("2021年度述职评议综述\n\n各支部走访群众3户。\n", encoding="utf-8")
    preparing.init(tmp_path, Config())
    path = tmp_path / "metadata.csv"
    text = path.read_text("utf-8-sig")
    assert not re.search(r"(?m)(?:^|,)\"?[=+@-]", text) and "'=1+1.txt" in text
    path.write_text(re.sub(r"(?m)^('=.*?),$", r"\1,是", text), "utf-8")
    (fields,) = (f for name, f in parse_csv(path.read_text("utf-8"), "metadata.csv").items() if name.startswith("=1+1"))
    assert fields["review_year"] == "2021"
    before = path.read_text("utf-8").splitlines()
    preparing.init(tmp_path, Config())
    assert path.read_text("utf-8-sig").splitlines() == before
