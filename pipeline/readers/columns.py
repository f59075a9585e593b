"""What the columns of a table of documents stand for: by their names, and the column of texts by its content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.language.sentences import FULL_STOPS

_COLUMNS = {
    "text": ("text", "正文", "content", "内容", "全文", "full_text", "fulltext", "body", "文本"),
    "title": ("title", "标题", "题目", "题名", "篇名", "文章标题", "名称", "文件名称", "headline"),
    "published": (
        "published", "date", "publish_date", "pub_date", "pubdate", "publish_time", "日期", "发布日期", "发布时间",
        "发表日期", "发表时间", "刊发日期", "印发日期", "成文日期", "发文日期",
    ),
    "review_year": ("review_year", "年度"),
    "year": ("year", "年份"),
    "publisher": ("publisher", "source", "来源", "发布者", "发布机构", "发布单位", "发文机关", "发文机构"),
    "genre": ("genre", "文种"),
    "level": ("level", "层级"),
    "home_province": ("home_province", "province", "省份", "所属省份"),
}  # fmt: skip
# What counts the rows says nothing of a document, and nobody misses it.
_COUNTERS = frozenset({"id", "no", "no.", "index", "序号", "编号", "行号"})
_NAMES = {alias: name for name, aliases in _COLUMNS.items() for alias in aliases}
# A cell of running text: so long, and with the end of a sentence in it.
_RUNNING = 40
_MOST_NAMED = 8
_FEWEST_SENTENCES = 5
_ENDS = frozenset(f"{FULL_STOPS}：”")


def named(column: str) -> str:
    """The field that a column's name stands for; empty where it is no known name."""
    return _NAMES.get(column.strip().lower(), "")


def is_running(cell: str) -> bool:
    """Whether a cell holds running text and no name, figure or address."""
    return len(cell) >= _RUNNING and any(stop in cell for stop in FULL_STOPS)


class Columns(NamedTuple):
    """The columns of a table of documents.

    texts: those of the texts, several where rows name theirs differently; by_content: their names are not known
    ones, and what stands in them decided; running: most of what stands in them is running text; unused: columns
    that say something and stand for nothing here.
    """

    texts: tuple[str, ...]
    by_content: bool
    running: bool
    unused: tuple[str, ...]

    def field(self, column: str) -> str:
        """The field that a column stands for; empty where it stands for none."""
        if column in self.texts:
            return "text"
        field = named(column)
        return "" if field == "text" else field

    def notes(self) -> tuple[str, ...]:
        """Which column was taken for the texts, for the analyst."""
        how = "（按内容判断）；若不对，请把正文列改名为“正文”" if self.by_content else "；若不对，请改正列名"
        return (f"正文取自{_listed(self.texts)}列{how}",)

    def warnings(self) -> tuple[str, ...]:
        """Which columns were not used, for the analyst."""
        if not self.unused:
            return ()
        return (f"{_listed(self.unused)}列没有用到；如是标题、日期、来源等，请改名为 title、published、publisher 等",)


def columns_of(rows: Iterable[Sequence[tuple[str, str]]]) -> Columns | None:
    """The columns of rows, each of them pairs of a column and its cell; None where none holds texts.

    A known name decides, unless its column holds no running text and another one does.
    """
    cells: dict[str, list[str]] = {}
    for row in rows:
        for column, cell in row:
            kept = cells.setdefault(column, [])
            if bare := cell.strip():
                kept.append(bare)
    known = tuple(c for c in cells if named(c) == "text")
    running = [c for c, found in cells.items() if not named(c) and _is_text(found)]
    if running and not any(_is_text(cells[c]) for c in known):
        texts: tuple[str, ...] = (max(running, key=lambda c: sum(map(len, cells[c]))),)
    elif known:
        texts = known
    else:
        return None
    idle = (c for c, found in cells.items() if found and c not in texts and named(c) in {"", "text"})
    unused = tuple(c for c in idle if c.strip().lower() not in _COUNTERS)
    return Columns(texts, texts != known, any(_is_text(cells[c]) for c in texts), unused)


def sentence_column(rows: Iterable[Sequence[tuple[str, str]]]) -> str:
    """The column of a table that holds one text cut into sentences, a row each, as parallel corpora have it: that of
    most Chinese characters, if half of its cells end a sentence; empty where there is none."""
    cells: dict[str, list[str]] = {}
    for row in rows:
        for column, cell in row:
            if bare := cell.strip():
                cells.setdefault(column, []).append(bare)
    if not cells:
        return ""
    column = max(cells, key=lambda c: sum(map(_han, cells[c])))
    found = cells[column]
    ends = sum(cell[-1] in _ENDS for cell in found)
    return column if len(found) >= _FEWEST_SENTENCES and 2 * ends >= len(found) and _han(found[0]) else ""


def _han(cell: str) -> int:
    return sum("\u4e00" <= character <= "\u9fff" for character in cell)


def _is_text(cells: Sequence[str]) -> bool:
    return bool(cells) and 2 * sum(map(is_running, cells)) >= len(cells)


def _listed(names: Sequence[str]) -> str:
    listed = "".join(f"“{' '.join(name.split())}”" for name in names[:_MOST_NAMED])
    return listed if len(names) <= _MOST_NAMED else f"{listed}等 {len(names)} "
