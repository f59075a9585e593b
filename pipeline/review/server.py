"""The editors' page served: the page as the last run wrote it, and the decisions that it reads and writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from pipeline.config import SettingsError
from pipeline.review.acts import read_act, shown
from pipeline.review.ledger import ClashError, Ledger
from pipeline.serving import LoopbackServer, PageHandler
from pipeline.store import digest

_EDITOR = "editor"


def review_server(outputs: Path, decisions: Path, port: int) -> ReviewServer:
    """A server for the page of `outputs` that is bound but does not serve yet; port 0 takes a free one.

    Raises SettingsError where there is no page, the decisions cannot be used or the port is taken.
    """
    page = outputs / "review.html"
    if not page.is_file():
        raise SettingsError(f"{outputs}：没有 review.html；请先运行 zongshu run")
    ledger = Ledger(decisions)
    ledger.state()
    return ReviewServer(page, ledger, port)


class ReviewServer(LoopbackServer):
    """A page and a ledger."""

    def __init__(self, page: Path, ledger: Ledger, port: int) -> None:
        super().__init__(port, _Handler, [_EDITOR])
        self.ledger = ledger
        self._page = page
        self._known: tuple[tuple[int, int], bytes, str] | None = None

    @property
    def token(self) -> str:
        """Known to the page alone."""
        return self.tokens[_EDITOR]

    def page(self) -> tuple[bytes, str]:
        """The page as the last run wrote it, and its digest."""
        stat = self._page.stat()
        stamp = (stat.st_mtime_ns, stat.st_size)
        if self._known is None or self._known[0] != stamp:
            content = self._page.read_bytes()
            self._known = (stamp, content, digest(content)[:16])
        return self._known[1], self._known[2]


class _Handler(PageHandler):
    server: ReviewServer
    table = "决定表"

    def page(self, path: str) -> tuple[bytes, dict[str, Any]] | None:
        if path not in {"/", "/review.html"}:
            return None
        content, stamp = self.server.page()
        return content, {"token": self.server.token, "page": stamp}

    def reads(self) -> Mapping[str, Callable[[], None]]:
        return {"/api/decisions": self._decisions}

    def acts(self) -> Mapping[str, Callable[[bytes], None]]:
        return {"/api/decisions": self._act}

    def _decisions(self) -> None:
        state, (_, page) = self.server.ledger.state(), self.server.page()
        if tag := self.changed(state.digest, page):
            rows = [shown(d) for d in state.decisions.values()]
            self.json(HTTPStatus.OK, {"page": page, "decisions": rows}, tag)

    def _act(self, body: bytes) -> None:
        act = read_act(body)
        decision = act.decision(datetime.now().astimezone()) if act.verdict else None
        status = HTTPStatus.OK
        try:
            if decision:
                self.server.ledger.decide(decision, act.version)
            else:
                self.server.ledger.undo(act.finding, act.version)
        except ClashError as clash:
            status, decision = HTTPStatus.CONFLICT, clash.current
        self.json(status, {"finding": act.finding, "decision": shown(decision)})
