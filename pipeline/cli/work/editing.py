"""Two texts against each other, and the review page."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from pipeline.api import load
from pipeline.cli.console import out
from pipeline.companions import DECISIONS
from pipeline.config import SettingsError
from pipeline.dedupe.diff import Difference, compare_documents
from pipeline.records import Document, Passage
from pipeline.review import serve
from pipeline.store import Tables, read_table

_SIGNS = {"same": " ", "changed": "~", "only_a": "-", "only_b": "+"}
_STYLES = {"only_a": "red", "only_b": "green"}


def diff(a: str, b: str, output: Path, everything: bool) -> None:
    """Print how two documents or years differ. Raises SettingsError for one that is not there."""
    load(output)
    tables = Tables({r: read_table(output / "tables", r) for r in (Document, Passage)})
    rows = compare_documents(_passages(tables, a), _passages(tables, b))
    for row in rows:
        if everything or row.kind != "same":
            out.print(_line(row))
    counts = {kind: sum(row.kind == kind for row in rows) for kind in _SIGNS}
    out.print("  ".join(f"{_SIGNS[kind]} {kind} {n}" for kind, n in counts.items()))


def review(corpus: Path, output: Path, port: int, browser: bool) -> None:
    """Serve the review page until it is interrupted. Raises SettingsError where it cannot be served."""
    if not corpus.is_dir():
        raise SettingsError(f"{corpus}: not a folder; give the corpus folder")

    def ready(url: str) -> None:
        out.print(f"{url} writes {corpus / DECISIONS}; Ctrl+C ends it", markup=False)

    serve(output, corpus / DECISIONS, port, browser, ready)


def _passages(tables: Tables, name: str) -> list[Passage]:
    chosen = [d for d in tables[Document] if name in (d.doc_id, d.source, str(d.review_year))]
    if not chosen:
        raise SettingsError(f"{name}: no document has this id, source or review year; see tables/documents.csv")
    ids = {d.doc_id for d in chosen}
    return [p for p in tables[Passage] if p.doc_id in ids and p.role == "body"]


def _line(row: Difference) -> Text:
    line = Text(f"{_SIGNS[row.kind]} ", style="bold")
    if row.kind == "changed" and row.a and row.b:
        for code in row.opcodes:
            if code.tag == "equal":
                line.append(row.a.text[code.a_start : code.a_end])
            # Brackets as well as colours: a pipe or a printed page shows no colour.
            if code.a_end > code.a_start and code.tag != "equal":
                line.append(f"[-{row.a.text[code.a_start : code.a_end]}-]", style="red")
            if code.b_end > code.b_start and code.tag != "equal":
                line.append(f"{{+{row.b.text[code.b_start : code.b_end]}+}}", style="green")
        return line
    passage = row.a or row.b
    return line.append(passage.text if passage else "", style=_STYLES.get(row.kind, ""))
