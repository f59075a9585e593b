"""A view as a file: a workbook, a table, or a small report on a page or in Word."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.exports.report.content import Grid as ReportGrid
from pipeline.exports.report.content import Heading as ReportHeading
from pipeline.exports.report.content import Prose, Report
from pipeline.exports.report.document import documents
from pipeline.exports.sheets import PlainSheet, sheets
from pipeline.store import csv_cell
from pipeline.workbench.ask import Ask
from pipeline.workbench.blocks import Excerpt, Listing, Plot, Remark, Subtitle, View
from pipeline.workbench.pages import Around, asset, page

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# A report that is read has no more rows of a table than a person reads; the workbook has all of them.
_REPORT_ROWS = 200


def exported(view: View, ask: Ask, kind: str) -> tuple[bytes, str]:
    """The bytes and the name of a file of a kind of KINDS."""
    made = {"xlsx": _workbook, "csv": _table, "html": _page, "docx": _document}[kind](view, ask)
    cut = next((f"_前{len(g.rows)}行" for g in view.grids() if g.total is not None and len(g.rows) < g.total), "")
    return made, f"{_file_name(view.title)}{cut}.{kind}"


def _file_name(title: str) -> str:
    return re.sub(r"[^\w一-鿿—-]+", "_", title)[:60].strip("_") or "zongshu"


def _grids(view: View) -> list[Listing]:
    return [g for g in view.grids() if g.rows]


def _workbook(view: View, ask: Ask) -> bytes:
    made = [
        PlainSheet(_caption(grid), list(grid.heads), [[cell.value for cell in row] for row in grid.rows])
        for grid in _grids(view)
    ]
    return sheets(view.title, [*_said(view), f"地址：{ask.here}"], made)


def _caption(grid: Listing) -> str:
    """What a table is, and that it is cut where it is."""
    whole = grid.total is None or len(grid.rows) >= grid.total
    return grid.caption if whole else f"{grid.caption}（只有前{len(grid.rows):,}行，共{grid.total:,}行）"


def _table(view: View, ask: Ask) -> bytes:
    """The longest table of the page: what was asked for, not what describes it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if grids := _grids(view):
        grid = max(grids, key=lambda g: (not g.folded, g.total is not None, len(g.rows)))
        writer.writerow(grid.heads)
        writer.writerows([[csv_cell(cell.value) for cell in row] for row in grid.rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _said(view: View) -> list[str]:
    return [block.text for block in view.flat() if isinstance(block, Remark) and block.text]


def _report(view: View) -> Report:
    report = Report(view.title)
    report.blocks.append(ReportHeading("查询结果"))
    if view.lead:
        report.say(view.lead)
    for block in _parts(view):
        report.blocks.append(block)
    return report


def _parts(view: View) -> Iterator[ReportHeading | Prose | ReportGrid]:
    for block in view.flat():
        if isinstance(block, Remark) and block.text:
            yield Prose((block.text,), block.warning)
        elif isinstance(block, Subtitle):
            yield ReportHeading(block.text, 2)
        elif isinstance(block, Excerpt):
            yield Prose((f"{block.label}：{block.text}",))
        elif isinstance(block, Listing | Plot):
            grid = block if isinstance(block, Listing) else block.grid
            if grid.rows:
                rows = tuple(tuple(cell.shown for cell in row) for row in grid.rows[:_REPORT_ROWS])
                more = f"（前{_REPORT_ROWS}行，共{len(grid.rows):,}行）" if len(grid.rows) > _REPORT_ROWS else ""
                yield ReportGrid(f"{grid.caption}{more}", tuple(grid.heads), rows)


def _document(view: View, ask: Ask) -> bytes:
    return documents(_report(view), Path())[0]


def _page(view: View, ask: Ask) -> bytes:
    """The page in one file: its style inside, its charts as tables, no script."""
    opened = [_unfolded(block) for block in view.flat()]
    made = View(view.title, view.lead, (), [block for block in opened if block], exports=False)
    text = page(made, ask, Around("", served=False, link=lambda address: ""))
    style = f"<style>{asset('workbench.css').decode('utf-8')}</style>"
    text = text.replace('<link rel="stylesheet" href="">', style)
    return re.sub(r'<script src=""></script>|<p class="said offline">.*?</p>', "", text).encode("utf-8")


def _unfolded(block: object) -> Listing | Remark | Subtitle | Excerpt | None:
    if isinstance(block, Plot):
        return _unfolded(block.grid) if block.grid.rows else None
    if isinstance(block, Listing):
        more = len(block.rows) - _REPORT_ROWS
        note = f"（前{_REPORT_ROWS}行，另有{more:,}行）" if more > 0 else ""
        return Listing(block.caption + note, block.heads, block.rows[:_REPORT_ROWS], None, block.kind, block.empty)
    return block if isinstance(block, (Remark, Subtitle, Excerpt)) else None
