"""Commands for editors: two texts against each other, and the review page."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.options import CORPUS, OUTPUT, Browser, CorpusFolder, Output, Port, app


@app.command()
def diff(
    a: Annotated[str, typer.Argument(metavar="A", help="A document's id or source, or a review year.")],
    b: Annotated[str, typer.Argument(metavar="B", help="What to hold against it.")],
    output: Output = OUTPUT,
    everything: Annotated[bool, typer.Option("--all", help="Show the passages that are the same too.")] = False,
) -> None:
    """Compare two documents, or two years, passage by passage."""
    from pipeline.cli.work import editing

    editing.diff(a, b, output, everything)


@app.command()
def review(
    corpus: CorpusFolder = CORPUS,
    output: Output = OUTPUT,
    port: Port = 8765,
    browser: Browser = True,
) -> None:
    """Serve the review page on this machine; what is decided on it stands in the corpus's decisions.csv at once."""
    from pipeline.cli.work import editing

    editing.review(corpus, output, port, browser)
