"""The editors' and the coders' page, served beside the workbench from the moment that somebody asks for one."""

from __future__ import annotations

from pathlib import Path
from threading import Lock, Thread

from pipeline.coders import Draw, coding_server
from pipeline.companions import CODING, DECISIONS
from pipeline.config import Config
from pipeline.records import Document, Passage
from pipeline.review import review_server
from pipeline.serving import BadActError, LoopbackServer
from pipeline.store import Tables, read_table


class Neighbours:
    """The servers of the pages that write, each with its own token and checks (pipeline/serving.py), begun once."""

    def __init__(self, outputs: Path, corpus: Path, config: Config) -> None:
        self._outputs, self._corpus, self._config = outputs, corpus, config
        self._running: dict[str, LoopbackServer] = {}
        self._lock = Lock()

    def url(self, page: str) -> str:
        """Where the page `review` or `code` is served; for coders their sheets are made now. Raises SettingsError where
        it cannot be served, BadActError for another page."""
        if page not in ("review", "code"):
            raise BadActError(f"{page}：没有这个页面")
        with self._lock:
            if page not in self._running:
                server = self._review() if page == "review" else self._coding()
                self._running[page] = server
                Thread(target=server.serve_forever, name=page, daemon=True).start()
            return self._running[page].url

    def _review(self) -> LoopbackServer:
        return review_server(self._outputs, self._corpus / DECISIONS, 0)

    def _coding(self) -> LoopbackServer:
        tables = Tables({record: read_table(self._outputs / "tables", record) for record in (Document, Passage)})
        return coding_server(tables, self._config, self._corpus / CODING, Draw(None, False, None), None, 0)

    def close(self) -> None:
        """Stop what was begun."""
        with self._lock:
            for server in self._running.values():
                server.shutdown()
                server.server_close()
            self._running.clear()
