"""Every figure leads to its rows and they to the source: followed from what stands in the files, counted again."""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import html

from pipeline import yearly
from pipeline.catalogue import tables as run_tables
from pipeline.config import Config
from pipeline.exports.percent import percent
from pipeline.exports.sheetrows import SheetRows
from pipeline.exports.wide import FIGURES
from pipeline.grounds import GROUNDS, Ground, key_column
from pipeline.records import Document, Record, ReuseByYear, Theme, fields_of, table_name
from pipeline.reliability import CorrectedShare
from pipeline.store import Tables
from tests.compare.build import of_year
from tests.exports.following import Cells, Sources

CONFIG = Config()
FOLLOWED = 200
# Whole numbers that count nothing: years, and where a row stands.
LABELS = {"review_year", "previous_year", "first_year", "coined", "number", "source_start", "source_end"}


def drawn(found: Sequence[Any]) -> Sequence[Any]:
    """As many as are followed, the same in every run."""
    return random.Random(2026).sample(found, min(FOLLOWED, len(found)))


@pytest.fixture(scope="module")
def sources(sample_tables: Tables) -> Sources:
    return Sources(sample_tables)


@pytest.fixture(scope="module")
def cells(book: openpyxl.Workbook, sample_tables: Tables) -> Cells:
    return Cells(book, sample_tables)


def test_every_figure_of_a_yearly_table_has_its_ground() -> None:
    """A new table or column names in `pipeline/grounds.py` what it rests on."""
    yearly_tables = [
        t for t in run_tables() if t.__module__ == yearly.__name__ and t not in (yearly.Evidence, yearly.DocumentWord)
    ]
    for record in (*yearly_tables, ReuseByYear, CorrectedShare):
        figures = {f.name for f in fields_of(record) if str(f.type) in ("int64", "double")} - LABELS
        grounded = set().union(*(g.columns for g in GROUNDS[record]))
        assert figures <= grounded, f"{table_name(record)}: {sorted(figures - grounded)}"


class Cell(NamedTuple):
    """A figure of a sheet: its row of cells by their heads, its column, and the grounds of its table."""

    record: type[Record]
    ground: Ground
    column: str
    row: dict[str, Any]
    link: str


def _figures(book: openpyxl.Workbook) -> Iterator[Cell]:
    for record, grounds in GROUNDS.items():
        heads = [str(c.value).split("\n") for c in book[record.zh][1]]
        names = [head[0] if head[-1] == "rows" else head[-1] for head in heads]
        for line in book[record.zh].iter_rows(min_row=2):
            row = {name: cell.value for name, cell in zip(names, line, strict=True)}
            for ground in grounds:
                for name, cell in zip(names, line, strict=True):
                    if name in ground.columns and cell.value is not None:
                        link = str(cell.hyperlink.location) if cell.hyperlink else ""
                        yield Cell(record, ground, name, row, link)


def _rows(figure: Cell, zh: str, cells: Cells) -> list[Any]:
    """The rows that the figure's line names for a ground; none where it says that there are none."""
    told = str(figure.row[f"{zh}依据"] or "")
    return [] if told.startswith("无：见") or not told else cells.at(told)


COUNTED = {"numerator", "base", "n_claims", "mentions", "n_results", "n_joint", "of", "passages", "passages_previous",
           "n_documents", "n_documents_previous", "n_passages",
    "earlier_documents", "later_documents", "reference_documents",
}  # fmt: skip


def _again(figure: Cell, rows: Sequence[Any], cells: Cells, sources: Sources) -> float | None:
    """The figure from its rows; None where it is worked out from others that are."""
    name, record = figure.column, figure.record
    if record is ReuseByYear and name != "n_documents":
        # Its whole is sentences, which no table holds; the passages that they stand in are named.
        return float(len(rows)) if name == "reused_sentences" else None
    if name == "n_passages" and record is yearly.PlaceByYear:
        return len({row.passage_id for row in rows})
    if name.startswith("characters"):
        return sum(sources.passages[row.passage_id].n_characters for row in rows)
    if name == "count":
        return sum(sources.amounts[figure.row["term"], row.passage_id] for row in rows)
    if name == "by_characters":
        own, whole = (
            sum(sources.passages[row.passage_id].n_characters for row in found)
            for found in (rows, _rows(figure, "分母", cells))
        )
        return own / whole if whole else None
    if name in ("share", "raw") and issubclass(record, (yearly.Figure, CorrectedShare)):
        whole = len(_rows(figure, "分母", cells))
        return len(rows) / whole if whole else None
    if name == "n_with":
        return len({row.doc_id for row in rows})
    if name in COUNTED:
        return len(rows)
    if name == "rate":
        text = sum(sources.passages[row.passage_id].n_characters for row in _rows(figure, "正文", cells))
        return 1000 * len(rows) / text if text else None
    if name == "masked_share":
        shown = len(_rows(figure, "数量", cells))
        return len(rows) / shown if shown else None
    return None


def _are_of(figure: Cell, rows: Sequence[Any], sources: Sources) -> None:
    """The rows stand in documents of the figure's year, and those of a numerator are of its key."""
    years = {sources.years[row.doc_id] for row in rows}
    if (
        "review_year" in figure.row
        and "上一年度" not in figure.ground.zh
        # An audited claim is one of all claims under its indicator, whatever their year.
        and not figure.ground.zh.startswith(("其他年度", "全部"))
    ):
        assert years <= {figure.row["review_year"]}, figure
    if issubclass(figure.record, yearly.Figure) and figure.ground.zh == "分子":
        key = key_column(figure.record)
        assert {CONFIG.themes.get(getattr(row, key), getattr(row, key)) for row in rows} <= {figure.row[key]}, figure


def test_figures_of_the_workbook_lead_to_their_rows(book: openpyxl.Workbook, cells: Cells, sources: Sources) -> None:
    told, again = 0, 0
    # The other years of a word are too many for a cell, which says where the rest stands.
    for figure in drawn([f for f in _figures(book) if f.column not in ("reference_count", "reference_with")]):
        rows = _rows(figure, figure.ground.zh, cells)
        if (counted := _again(figure, rows, cells, sources)) is not None:
            again += 1
            assert counted == pytest.approx(figure.row[figure.column], abs=1e-9), figure
        _are_of(figure, rows, sources)
        instead = re.fullmatch("无：见(.*)依据", str(figure.row[f"{figure.ground.zh}依据"]))
        name = instead[1] if instead else figure.ground.zh
        looked_at = rows or _rows(figure, name, cells)
        if looked_at:
            told += 1
            place = figure.link.rpartition("!")[2]
            assert place and place in str(figure.row[f"{name}依据"]), figure
        else:
            assert figure.row.get("n_documents", figure.row.get("文档依据")) in (0, None), f"it leads nowhere: {figure}"
        for row in looked_at[:20]:
            sources.check(row)
    assert told > FOLLOWED // 2 and again > FOLLOWED // 2


@pytest.mark.parametrize("number", [1, 100, 225, 226, 227, 400])
def test_an_address_that_is_cut_off_says_so(number: int) -> None:
    """Every second row, so that no two follow each other; three and four digits a row."""
    documents = [of_year(f"{n:04}", 2020) for n in range(2 * number)]
    address = SheetRows(Tables.of(documents)).address((table_name(Document), d.doc_id) for d in documents[::2])
    assert address
    whole = "文档!" + "、".join(f"A{n}" for n in range(2, 2 * number + 2, 2))
    said, _, rest = address.text.partition("…")
    assert whole.startswith(said) and len(said) <= 1_000
    assert (said == whole) == (not rest) and (not rest or f"共{number}行，其余见 tables/evidence.csv" in rest)


def test_wide_sheets_link_every_number(book: openpyxl.Workbook, cells: Cells) -> None:
    for name in ("主题年度表·占比", "省份年度表·次数"):
        for line in book[name].iter_rows(min_row=2):
            for cell in line[1:]:
                if isinstance(cell.value, (int, float)) and line[1].value:
                    assert cell.hyperlink, f"{name} {cell.coordinate}"


class Line(NamedTuple):
    """A line of a table of evidence in tables/wide."""

    year: str
    column: str
    table: str
    row_id: str
    amount: int


def _csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _lines(folder: Path, name: str) -> dict[str, list[Line]]:
    """The lines by year."""
    found: dict[str, list[Line]] = defaultdict(list)
    for year, column, table, name_of_row, _, _, _, _, amount, *_ in _csv(folder / f"{name}_evidence.csv")[1:]:
        found[year].append(Line(year, column, table, name_of_row, int(amount)))
    return found


def test_cells_of_the_wide_tables_lead_to_their_rows(
    sample_outputs: Path, sample_tables: Tables, sources: Sources
) -> None:
    folder = sample_outputs / "tables" / "wide"
    behind = {table_name(r): _lines(folder, table_name(r)) for r in FIGURES}
    body, documents = _lines(folder, "body"), _lines(folder, "documents")
    found = []
    for record in FIGURES:
        for measure in ("count", "share", "rate"):
            head, *rows = _csv(folder / f"{table_name(record)}_{measure}.csv")
            for row in rows:
                found += [
                    (table_name(record), measure, head[n], row, n)
                    for n in range(1, len(head))
                    if n not in (3, 4) and row[n]
                ]
    for name, measure, column, row, n in drawn(found):
        year, value = row[0], float(row[n])
        base = behind[name][year]
        mine = [line for line in base if line.column == column]
        characters = sum(line.amount for line in body[year])
        expected = {"文档数": len(documents[year]), "分母": len(base)}.get(
            column,
            {
                "count": len(mine),
                "share": len(mine) / len(base) if base else 0,
                "rate": 1000 * len(mine) / characters if characters else 0,
            }[measure],
        )
        assert value == pytest.approx(expected, abs=1e-9), (name, measure, year, column)
        for line in (mine or base)[:20]:
            row = sources.row(line.table, line.row_id)
            assert str(sources.years[row.doc_id]) == year
            sources.check(row)


def test_claims_of_the_wide_table_have_their_lines(sample_outputs: Path, sources: Sources) -> None:
    folder = sample_outputs / "tables" / "wide"
    head, *rows = _csv(folder / "quantity_by_year_claims.csv")
    lines = _lines(folder, "quantity_by_year_claims")
    for row in rows:
        for column, cell in zip(head[2:], row[2:], strict=True):
            mine = [line for line in lines[row[0]] if line.column == column]
            surfaces = [sources.row(line.table, line.row_id).surface for line in mine]
            assert bool(mine) == bool(cell) and all(surface in cell for surface in surfaces)


# Columns of the report's tables that hold names and words.
WORDS = {"年度", "结论", "提示", "省份", "指标", "归属", "类型", "说明"}


def _report_cells(tree: html.HtmlElement) -> Iterator[tuple[str, html.HtmlElement]]:
    for table in tree.xpath("//table"):
        heads = [head.text_content() for head in table.xpath(".//th")]
        for row in table.xpath(".//tbody/tr"):
            yield from ((h, c) for h, c in zip(heads, row.findall("td"), strict=True) if h not in WORDS)


def test_every_figure_of_the_report_is_a_link(tree: html.HtmlElement) -> None:
    found = [(head, cell) for head, cell in _report_cells(tree) if re.search(r"[0-9]", cell.text_content())]
    assert len(found) > FOLLOWED // 2
    assert not [(head, cell.text_content()) for head, cell in found if not cell.xpath("./a[starts-with(@href, '#e-')]")]


class Entry(NamedTuple):
    """What the report says that a figure rests on, in its page or in the Word file."""

    title: str
    counted: int
    address: str
    base: str


SUMMARY = re.compile(r"(.*)（(\d+)(?:处|段|份文档)）$", re.DOTALL)


def _entry(entry: html.HtmlElement) -> Entry:
    title, counted = SUMMARY.fullmatch(entry.findtext("summary")).groups()  # type: ignore[union-attr]
    address = "".join(p.text_content() for p in entry.xpath("./p[@class='where']")).removeprefix("工作簿：")
    return Entry(title, int(counted), address, "".join(entry.xpath("./p/a/@href")))


def _told(entry: Entry, text: str, head: str, base: Entry | None, rows: Sequence[Any], sources: Sources) -> None:
    """The figure `text` is what its rows add up to."""
    if themes := {CONFIG.themes[row.theme] for row in rows if isinstance(row, Theme) and text.endswith("%")}:
        assert themes == {head}
    if head == "原文":
        assert text == "；".join(row.surface for row in rows)
    elif text.endswith("%"):
        assert base and text == percent(entry.counted / base.counted), (text, entry)
    elif head == "字数":
        assert int(text) == sum(sources.passages[row.passage_id].n_characters for row in rows)
    elif head == "文档数" and text != "0":
        assert int(text) == len({row.doc_id for row in rows}), (text, entry)
    elif text.isdecimal() and text != "0":
        assert int(text) == entry.counted, (text, entry)


def test_figures_of_the_page_lead_to_their_rows(tree: html.HtmlElement, cells: Cells, sources: Sources) -> None:
    """Figure, entry, passages: the numbers of the passages are those that the entry counts."""
    ids = {element.get("id"): element for element in tree.xpath("//*[@id]")}
    by_place = {(p.source, p.source_start, p.source_end): p for p in sources.passages.values()}
    for head, cell in drawn([(h, c) for h, c in _report_cells(tree) if c.xpath("./a")]):
        entry = ids[cell.xpath("./a/@href")[0][1:]]
        said = _entry(entry)
        base = _entry(ids[said.base[1:]]) if said.base else None
        rows = cells.at(said.address) if said.address else []
        assert not said.address or len(rows) == said.counted, said
        _told(said, cell.text_content(), head, base, rows, sources)
        assert said.counted or base, f"a zero that says nothing of what was looked at: {said}"
        for row in rows[:20]:
            sources.check(row)
        shown = _shown(entry)
        assert not entry.xpath(".//li/a") or len(shown) == said.counted
        for number in shown[:20]:
            quote = ids[f"p{number}"]
            where, text = (p.text_content() for p in quote.findall("p"))
            start, end = map(int, re.search(r"\[(\d+):(\d+)\]", where).groups())  # type: ignore[union-attr]
            name = where.partition("\u3000")[2].partition(" ")[0]
            passage = sources.passages[name]
            assert by_place[passage.source, start, end] is passage and text == passage.text
            assert not rows or name in {row.passage_id for row in rows}
            sources.check(passage)


def _shown(entry: html.HtmlElement) -> list[int]:
    """The numbers of the passages that an entry lists, runs spelled out."""
    found: list[int] = []
    for item in entry.xpath(".//li"):
        text = item.text_content()
        numbers = [int(a[2:]) for a in item.xpath("./a/@href")]
        if "，段落 " not in text:
            found += numbers
            continue
        for run in text.rpartition("，段落 ")[2].split("、"):
            first, last = (run.split("—") * 2)[:2]
            found += range(int(first), int(last) + 1)
    return found


def test_figures_of_the_word_file_lead_to_their_rows(sample_outputs: Path, cells: Cells, sources: Sources) -> None:
    """Figure, bookmarked heading, its paragraphs: how many there are, and where all of them stand in the workbook."""
    made = docx.Document(str(sample_outputs / "report_appendix.docx"))
    entries = _word_entries(made)
    figures = [
        (table.rows[0].cells[n].text, cell.text, link.get(qn("w:anchor")))
        for table in made.tables
        for row in table.rows[1:]
        for n, cell in enumerate(row.cells)
        for link in cell._tc.iter(qn("w:hyperlink"))
    ]
    assert len(figures) > FOLLOWED // 2
    for head, text, anchor in drawn(figures):
        entry = entries[anchor]
        base = entries.get(entry.base)
        rows = cells.at(entry.address) if entry.address else []
        assert not entry.address or len(rows) == entry.counted
        _told(entry, text, head, base, rows, sources)
        assert entry.counted or base
        for row in rows[:20]:
            sources.check(row)


def _word_entries(made: Any) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    name = ""
    for paragraph in made.paragraphs:
        marks = list(paragraph._p.iter(qn("w:bookmarkStart")))
        if marks and paragraph.style.name == "Heading 2":
            name = marks[0].get(qn("w:name"))
            title, counted = SUMMARY.fullmatch(paragraph.text).groups()  # type: ignore[union-attr]
            found[name] = Entry(title, int(counted), "", "")
        elif name:
            address = re.search(r"工作簿：([^。]+)。", paragraph.text)
            links = [link.get(qn("w:anchor")) for link in paragraph._p.iter(qn("w:hyperlink"))]
            entry = found[name]
            found[name] = entry._replace(
                address=address[1] if address else entry.address, base=links[0] if links else entry.base
            )
    return found
