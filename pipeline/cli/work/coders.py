"""The coders' page."""

from __future__ import annotations

from pathlib import Path

from pipeline.api import load
from pipeline.cli.console import out
from pipeline.coders import Draw, coding_server
from pipeline.config import Config, SettingsError
from pipeline.records import Document, Passage
from pipeline.serving import serve_until_interrupted
from pipeline.store import Tables, read_table


def page(into: Path, output: Path, coder: str | None, draw: Draw, port: int, browser: bool, config: Config) -> None:
    """Serve the coders' page until it is interrupted. Raises SettingsError where it cannot be served."""
    if not into.parent.is_dir():
        raise SettingsError(f"{into.parent}：不是文件夹；请用 --into 给出语料文件夹里的编码文件")
    server = coding_server(run_tables(output), config, into, draw, coder, port)

    def ready(url: str) -> None:
        written = ", ".join(str(server.work.paths[who]) for who in server.tokens)
        out.print(f"{url}：答案写进 {written}；按 Ctrl+C 结束", markup=False)

    serve_until_interrupted(server, browser, ready)


def run_tables(output: Path) -> Tables:
    """What a coder may see of a run: its documents and passages. Raises SettingsError where there is no run."""
    load(output)
    return Tables({record: read_table(output / "tables", record) for record in (Document, Passage)})
