"""Invented documents of two kinds over some years, run through the program, for groups that can be tested."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.catalogue import tables as run_tables
from pipeline.compare import compare
from pipeline.config import Config, Settings
from pipeline.records import Document, Record, Theme
from pipeline.store import Parts, Tables, pack, write_table
from pipeline.wordings import WordCount
from pipeline.words import words
from tests.build import document, passages

# Invented sentences; the second of each pair stands in later years only.
EARLY = [
    "乡里晒谷场新添了水磨坊，老艄公夜里照看。",
    "渡口的木船每逢初一检修，船工轮流值守。",
    "水磨坊磨出的豆面分给各户。",
]
LATE = ["村头的充电桩由合作社看护，电工随叫随到。", "快递柜旁设了便民椅，合作社出钱养护。", "充电桩旁边种了一排柳树。"]
COMMON = ["会上通报了各家的情况，大家举手通过。", "书记逐条回答了提问，记在本子上。"]


def invented(per_year: int = 6, years: tuple[int, ...] = (2019, 2020)) -> list[Record]:
    """Documents with their passages and themes; those of the last year tell of other things than those before."""
    made: list[Record] = []
    for year in years:
        for n in range(per_year):
            own = (LATE if year == years[-1] else EARLY)[: 2 + n % 2]
            doc_id = f"{year}-{n}"
            texts = passages(doc_id, [*own, *COMMON])
            made.append(
                document(doc_id, title=f"{year}年第{n}份", review_year=year, level="county", home_province="浙江")
            )
            made += texts
            theme = "serving_the_masses" if year == years[-1] else "strictness"
            made += [
                Theme(p.passage_id, doc_id, theme if p.position < 2 else "other", 1, 0.9, [], "model") for p in texts
            ]
    return made


def write_outputs(folder: Path, records: list[Record]) -> Path:
    """A folder as a run writes it: every table, those of the years made by the program, and the words in the parts."""
    config = Config()
    tables = Tables.of(records)
    cut = words(tables, config)
    every = tables.with_records(cut, [WordCount])
    kept = [*records, *compare(every, config)] if any(isinstance(r, Document) for r in records) else records
    found = Tables.of(kept)
    for record in run_tables():
        write_table(folder / "tables", record, found.arrow(record))
    Parts(folder / ".parts").put("sources", "invented", pack(cut))
    run = {"settings": {"compare": vars(Settings().compare)}, "version": "0"}
    (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
    return folder
