"""An entry needs no code: one row in a copy of the dictionaries, and every room that asks for it knows it.

The words are invented, so that no other row can know them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from pipeline.config import Config
from pipeline.frame.scene import scope_words
from pipeline.ingest import ingest
from pipeline.language.persons import persons
from pipeline.readers import Reading
from pipeline.records import Document, Formulation, Place, Quantity, Record, Unit
from pipeline.stages import SOURCE_STAGES
from pipeline.store import Tables

R = TypeVar("R", bound=Record)
ROWS = {
    "measures/measures.csv": "嘟,嘟,1,count,",
    "places/aliases.csv": "椒盐大地,330000,省份别称",
    "formulations/formulations.csv": "青灯照壁,,2024,,虚构,基层治理,",
    "organisations/enterprises.csv": "青禾灯具厂,青禾灯厂,enterprise,yes,,,,",
    "persons/surnames.csv": "槑",
    "frame/scopes.csv": "吾乡,home",
}
# Invented.
TEXT = """椒盐大地2021年度述职评议综述

2021年，椒盐大地新建灯塔36嘟，推行青灯照壁，青禾灯厂参加共建。

各支部新建食堂12个。
"""


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """A copy of the dictionaries with one row more in each of the files."""
    folder = tmp_path_factory.mktemp("promises") / "dictionaries"
    shutil.copytree(Config().dictionaries, folder)
    for name, row in ROWS.items():
        append(folder / name, row)
    return Config(dictionaries=folder)


def append(path: Path, row: str) -> None:
    """A row at the end of a file."""
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}\n{row}\n", encoding="utf-8")


def read(config: Config) -> Tables:
    """The text as a run reads it."""
    records = ingest("a.txt", Reading(TEXT, "utf-8"), {}, config)
    for stage in SOURCE_STAGES:
        if stage.name == "extract":
            records += stage.run(Tables.of(records), config)
    return Tables.of(records)


@pytest.fixture(scope="module")
def before() -> Tables:
    return read(Config())


@pytest.fixture(scope="module")
def after(added: Config) -> Tables:
    return read(added)


def measures(tables: Tables) -> set[str]:
    return {q.unit for q in tables[Quantity]}


def provinces(tables: Tables) -> set[str]:
    return {f"{p.surface} {p.province}" for p in tables[Place]}


def homes(tables: Tables) -> set[str]:
    return {d.home_province or "" for d in tables[Document]}


def credits(tables: Tables) -> set[str]:
    return {f"{q.surface} {p} {q.credited_from}" for q in tables[Quantity] for p in q.provinces}


def formulations(tables: Tables) -> set[str]:
    return {f.canonical for f in tables[Formulation]}


def organisations(tables: Tables) -> set[str]:
    return {f"{u.surface} {u.canonical} {u.type}" for u in tables[Unit]}


PROMISES = [
    (measures, "嘟"),
    (provinces, "椒盐大地 浙江"),
    (homes, "浙江"),
    (credits, "36嘟 浙江 sentence"),
    (formulations, "青灯照壁"),
    (organisations, "青禾灯厂 青禾灯具厂 enterprise"),
]


@pytest.mark.parametrize(("told", "due"), PROMISES, ids=[told.__name__ for told, _ in PROMISES])
def test_a_row_is_enough(told: Callable[[Tables], set[str]], due: str, before: Tables, after: Tables) -> None:
    assert due in told(after), "the row is not known"
    assert due not in told(before), "the word was known without its row, which proves nothing"


def test_an_alias_in_the_provinces_own_row_is_enough(tmp_path: Path) -> None:
    shutil.copytree(Config().dictionaries, tmp_path / "dictionaries")
    path = tmp_path / "dictionaries" / "places" / "provinces.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [f"{line} 椒盐大地" if line.startswith("330000,") else line for line in lines]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    tables = read(Config(dictionaries=path.parents[1]))
    assert "椒盐大地 浙江" in provinces(tables) and homes(tables) == {"浙江"}
    assert any(" 浙江 " in credit for credit in credits(tables))


def test_a_surname_is_one_row(added: Config) -> None:
    text = "市长槑某某到会点评。"
    assert persons(text, added) == [(2, 5)] and persons(text, Config()) == []


def test_a_scope_word_is_one_row(added: Config) -> None:
    """It is read. What it weighs, the ranker learns from labels."""
    assert "吾乡" in scope_words(added)["home"] and "吾乡" not in scope_words(Config())["home"]
