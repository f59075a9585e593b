"""Commands for editors and coders: two texts against each other, hand coding, labelled folders, the review page."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from pipeline.api import load
from pipeline.cli.options import CORPUS, OUTPUT, CorpusFolder, Output, app, out
from pipeline.config import SettingsError
from pipeline.decisions import FILE as DECISIONS
from pipeline.dedupe.diff import Difference, compare_documents
from pipeline.records import Document, Passage
from pipeline.review import serve
from pipeline.store import Tables, read_table

_SIGNS = {"same": " ", "changed": "~", "only_a": "-", "only_b": "+"}
_STYLES = {"only_a": "red", "only_b": "green"}


@app.command()
def diff(
    a: Annotated[str, typer.Argument(metavar="A", help="A document's id or source, or a review year.")],
    b: Annotated[str, typer.Argument(metavar="B", help="What to hold against it.")],
    output: Output = OUTPUT,
    everything: Annotated[bool, typer.Option("--all", help="Show the passages that are the same too.")] = False,
) -> None:
    """Compare two documents, or two years, passage by passage."""
    load(output)
    tables = Tables({r: read_table(output / "tables", r) for r in (Document, Passage)})
    rows = compare_documents(_passages(tables, a), _passages(tables, b))
    for row in rows:
        if everything or row.kind != "same":
            out.print(_line(row))
    counts = {kind: sum(row.kind == kind for row in rows) for kind in _SIGNS}
    out.print("  ".join(f"{_SIGNS[kind]} {kind} {n}" for kind, n in counts.items()))


@app.command()
def review(
    corpus: CorpusFolder = CORPUS,
    output: Output = OUTPUT,
    port: Annotated[int, typer.Option(help="Port on this machine; 0 takes a free one.", min=0, max=65535)] = 8765,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
) -> None:
    """Serve the review page on this machine; what is decided on it stands in the corpus's decisions.csv at once."""
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
