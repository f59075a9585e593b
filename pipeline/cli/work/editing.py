"""Two texts against each other, and the review page."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from pipeline.api import load
from pipeline.cli.console import out
from pipeline.cli.work.looking import scope_of
from pipeline.companions import DECISIONS
from pipeline.config import SettingsError
from pipeline.dedupe.diff import Difference, compare_documents
from pipeline.records import Document, Passage
from pipeline.review import serve
from pipeline.store import Tables, read_table
from pipeline.text.segmenter import segmenter
from pipeline.years import by_year

_SIGNS = {"same": " ", "changed": "~", "only_a": "-", "only_b": "+"}
_NAMES = {"same": "相同", "changed": "改动", "only_a": "只在甲", "only_b": "只在乙"}
_STYLES = {"only_a": "red", "only_b": "green"}


def diff(a: str, b: str, output: Path, scope: str | None, everything: bool) -> None:
    """Print how two documents or years differ. Raises SettingsError for one that is not there."""
    chosen, told = scope_of(load(output), scope)
    tables = Tables({r: read_table(output / "tables", r) for r in (Document, Passage)})
    sides = [_documents(tables, name, chosen) for name in (a, b)]
    years = any(name not in (d.doc_id, d.source) for name, found in zip((a, b), sides, strict=True) for d in found)
    for name, found in zip("甲乙", sides, strict=True):
        out.print(f"{name}：{'；'.join(f'{d.title or d.source}（{d.source}）' for d in found)}", markup=False)
    if years:
        out.print(told)
    passages = [
        [p for d in found for p in tables[Passage] if p.doc_id == d.doc_id and p.role == "body"] for found in sides
    ]
    rows = compare_documents(passages[0], passages[1], segmenter("jieba").cut)
    for row in rows:
        if everything or row.kind != "same":
            out.print(_line(row))
    counts = {kind: sum(row.kind == kind for row in rows) for kind in _SIGNS}
    out.print("  ".join(f"{_SIGNS[kind]}{_NAMES[kind]}{n}段" for kind, n in counts.items()))


def review(corpus: Path, output: Path, port: int, browser: bool) -> None:
    """Serve the review page until it is interrupted. Raises SettingsError where it cannot be served."""
    if not corpus.is_dir():
        raise SettingsError(f"{corpus}：不是文件夹；请给出语料文件夹")

    def ready(url: str) -> None:
        out.print(f"{url}：决定写进 {corpus / DECISIONS}；按 Ctrl+C 结束", markup=False)

    serve(output, corpus / DECISIONS, port, browser, ready)


def _documents(tables: Tables, name: str, scope: str) -> list[Document]:
    """A document by its id or source, or those of a year in the scope."""
    documents = by_year(tables[Document])
    if named := [d for d in documents if name in (d.doc_id, d.source)]:
        return named
    chosen = [d for d in documents if name == str(d.review_year) and _within(d, scope)]
    if not chosen:
        raise SettingsError(f"{name}：没有这个编号、来源或年度的文档（年度按口径）；见 tables/documents.csv")
    return chosen


def _within(document: Document, scope: str) -> bool:
    kind, _, value = scope.partition("=")
    of = {"genre": document.genre, "level": document.level, "province": document.home_province}
    return kind == "all" or of.get(kind) == value


def _line(row: Difference) -> Text:
    line = Text(f"{_SIGNS[row.kind]} ", style="bold")
    if row.kind == "changed" and row.a and row.b:
        at = 0
        for edit in row.edits:
            line.append(row.a.text[at : edit.a_start])
            # Brackets as well as colours: a pipe or a printed page shows no colour.
            if edit.a_end > edit.a_start:
                line.append(f"[-{row.a.text[edit.a_start : edit.a_end]}-]", style="red")
            if edit.b_end > edit.b_start:
                line.append(f"{{+{row.b.text[edit.b_start : edit.b_end]}+}}", style="green")
            at = edit.a_end
        line.append(row.a.text[at:])
        return line
    passage = row.a or row.b
    return line.append(passage.text if passage else "", style=_STYLES.get(row.kind, ""))
