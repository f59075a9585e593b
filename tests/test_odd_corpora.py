"""Corpora of which there is little to say: every table, chart, page, workbook and document is written all the same.

The whole program runs in this process, charts in draft. All texts are invented.
"""

from __future__ import annotations

import csv
import json
import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import html
from matplotlib.figure import Figure

from pipeline.catalogue import tables as run_tables
from pipeline.exports import charts
from pipeline.records import Passage, Problem, Segment, table_name
from pipeline.store import Parts, Tables, read_table
from tests.torture.subject import go

TITLE = "{}年度述职评议综述\n"
PASSAGES = (
    "龙泉乡整顿软弱涣散村党组织{}个，选派第一书记{}名。",
    "浙江省宁波市建成党群服务中心{}处，投入资金{}万元。",
    "各支部走访困难群众{}户，办结民生实事{}件。",
    "对查摆的{}个问题建立清单，约谈书记{}人。",
    "某市某局培训××名党员，开办夜校{}期，参加学员{}人次。",
)


def report(year: int | str, *lines: str) -> str:
    return TITLE.format(year) + "".join(f"\n{line}\n" for line in lines)


def _mixed(seed: int) -> dict[str, str]:
    """A few short reports as chance has them: years that lack, repeats, titles alone, signs, tables."""
    dice = random.Random(seed)
    found: dict[str, str] = {}
    for number in range(dice.randrange(2, 6)):
        lines = [dice.choice(PASSAGES).format(dice.randrange(99), dice.randrange(9)) for _ in range(dice.randrange(4))]
        odd = dice.choice(("", "* * *", "名称\t数量\n甲\t3\n乙\t4", "2021年3月5日", "（一）", "……"))
        year = dice.choice((2019, 2020, 2021, "××××", "二〇二二"))
        found[f"{number}{dice.choice(('.txt', '.md'))}"] = report(year, *lines, odd)
    return found


ONE = PASSAGES[0].format(3, 4)
CORPORA: dict[str, dict[str, str]] = {
    "nothing but titles": {f"{year}.txt": TITLE.format(year) for year in (2020, 2021, 2022)},
    "one passage without a year": {"甲.txt": ONE},
    "one year and one theme": {f"{n}.txt": report(2021, PASSAGES[2].format(n, n + 1)) for n in range(3)},
    "all repeats": {f"{year}.txt": report(year, ONE, ONE) for year in (2020, 2021)},
    "all masks": {"甲.txt": report("××××", "××市××局××同志培训×名，投入××万元。", "××××，××××。")},
    "sixty empty files": {f"{n:02}.txt": "" for n in range(60)},
    "one word": {"甲.txt": "党建"},
    "a rule of signs": {"甲.md": "=" * 300, "乙.txt": "\n* * *\n"},
    "two files equal": {name: report(2021, *(p.format(2, 5) for p in PASSAGES)) for name in ("甲.txt", "乙.txt")},
    "nothing but tables": {"甲.md": "|项目|数量|\n|---|---|\n|食堂|3|\n", "乙.txt": "年份\t个数\n2020\t3\n2021\t4\n"},
    "nothing but dates": {"甲.txt": "2021年3月5日\n\n2021年4月\n\n二〇二二年五月六日\n\n2020—2022年\n"},
    "mixed": {f"{seed}/{name}": text for seed in range(3) for name, text in _mixed(seed).items()},
}


@pytest.fixture(scope="module", autouse=True)
def _in_draft() -> Iterator[None]:
    """Charts are laid out and drawn small, once."""

    def save(figure: Figure, folder: Path, name: str) -> list[Path]:
        folder.mkdir(parents=True, exist_ok=True)
        figure.savefig(folder / f"{name}.png", dpi=20)
        return [folder / f"{name}.png"]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(charts, "save", save)
        yield


@pytest.mark.parametrize("name", CORPORA)
def test_a_run_writes_everything(name: str, tmp_path: Path) -> None:
    for file, text in CORPORA[name].items():
        path = tmp_path / "corpus" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    result = go(tmp_path)
    assert result.sources == len(CORPORA[name])
    _told(tmp_path / "outputs", result.sources)
    _opens(tmp_path / "outputs", result.rows)
    assert go(tmp_path).fresh


def _told(output: Path, sources: int) -> None:
    """Every source was read whole, or a problem says why not."""
    tables = Tables({r: read_table(output / "tables", r) for r in (Passage, Problem, Segment)})
    texts = {name: text.text for name, text in Parts(output / ".parts").texts().items()}
    by_source: dict[str, list[Segment]] = defaultdict(list)
    for segment in tables[Segment]:
        by_source[segment.source].append(segment)
    for name, text in texts.items():
        ends = [0, *(end for s in by_source[name] for end in (s.source_start, s.source_end)), len(text)]
        assert all(a == b for a, b in list(pairwise(ends))[::2]), f"the ledger of {name} has a gap"
    passed = {p.source for p in tables[Passage]}
    silent = texts.keys() - passed - {p.source for p in tables[Problem]}
    assert not silent and len({*texts, *(p.source for p in tables[Problem] if p.source)}) == sources
    assert not any("Error" in p.message or "Traceback" in p.message for p in tables[Problem])


def _opens(output: Path, rows: dict[str, int]) -> None:
    """Whatever was written can be read by what it is for."""
    for record in run_tables():
        lines = (output / "tables" / f"{table_name(record)}.csv").read_text("utf-8-sig")
        assert len(list(csv.reader(lines.splitlines(keepends=True)))) == rows[table_name(record)] + 1
    for path in (output / "tables" / "wide").glob("*.csv"):
        assert len({len(row) for row in csv.reader(path.read_text("utf-8-sig").splitlines(keepends=True))}) == 1
    book = openpyxl.load_workbook(output / "workbook.xlsx", read_only=True)
    assert len(book.sheetnames) > 20
    documents = [docx.Document(str(output / name)) for name in ("report.docx", "report_appendix.docx")]
    for name in ("report.html", "review.html"):
        assert html.fromstring((output / name).read_text(encoding="utf-8")).xpath("//h1 | //title")
    json.loads((output / "datapackage.json").read_bytes())
    with closing(sqlite3.connect(output / "zongshu.sqlite")) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    page = html.fromstring((output / "report.html").read_text(encoding="utf-8"))
    for heading in page.xpath("//h2"):
        assert heading.getnext() is not None and heading.getnext().tag != "h2", f"{heading.text_content()} is empty"
    assert all(any(p.text for p in document.paragraphs) for document in documents)
