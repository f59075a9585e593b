"""The coders' page served: each coder has a page and a token of his own, and is told the other's answers when they
are laid open, not before."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any

from pipeline.classify.scheme import scheme
from pipeline.coders.acts import CodingAct, CodingClashError, read_act
from pipeline.coders.draw import Draw, prepare
from pipeline.coders.payload import payload
from pipeline.coders.result import result
from pipeline.coders.work import Work
from pipeline.companions import CODERS
from pipeline.config import Config, SettingsError
from pipeline.exports.standalone import standalone
from pipeline.serving import BadActError, LoopbackServer, PageHandler, read_object
from pipeline.store import Tables

_SCRIPTS = ("answers.js", "codebook.js", "reading.js", "result.js", "app.js")


def coding_server(tables: Tables, config: Config, into: Path, draw: Draw, coder: str | None, port: int) -> CodingServer:
    """A server for the coders of `tables`, or one of them, that is bound but does not serve yet; port 0 takes a free
    one. The sheets are there when it returns.

    Raises SettingsError where a sheet cannot be used, there is nothing to code, or the port is taken.
    """
    if coder and coder not in CODERS:
        raise SettingsError(f"--coder {coder}: the coders are {' and '.join(CODERS)}")
    coders = [coder] if coder else CODERS
    work = Work(into, scheme(config))
    passages = prepare(work, tables, coders, draw)
    data = payload(passages, tables, work.scheme)
    page = standalone("pipeline.coders", "coding.html", ["coding.css"], _SCRIPTS, data)
    return CodingServer(page.encode("utf-8"), work, coders, port)


class CodingServer(LoopbackServer):
    """A page, the files of the coding, and a token for each coder."""

    def __init__(self, content: bytes, work: Work, coders: Sequence[str], port: int) -> None:
        super().__init__(port, _Handler, coders)
        self.content = content
        self.work = work


class _Handler(PageHandler):
    server: CodingServer
    table = "编码表"

    def page(self, path: str) -> tuple[bytes, dict[str, Any]] | None:
        """A coder's page under his name; the first page lets one choose, where there is a choice."""
        coders = [*self.server.tokens]
        name = coders[0] if path == "/" and len(coders) == 1 else path.removeprefix("/")
        if name and name not in coders:
            return None
        told = {"coder": name, "token": self.server.tokens.get(name), "into": self.server.work.into.name}
        return self.server.content, told

    def reads(self) -> Mapping[str, Callable[[], None]]:
        return {"/api/sheet": self._sheet, "/api/result": self._result}

    def acts(self) -> Mapping[str, Callable[[bytes], None]]:
        return {
            "/api/answer": self._answer,
            "/api/result": self._open,
            "/api/verdict": self._verdict,
            "/api/settle": self._settle,
        }

    def _sheet(self) -> None:
        self._given(self.server.work.state(self.holder))

    def _result(self) -> None:
        if not self.server.work.state(self.holder)["opened"]:
            raise BadActError("结果还没有打开")
        self._given(result(self.server.work))

    def _given(self, content: Any) -> None:
        if tag := self.changed(json.dumps(content)):
            self.json(HTTPStatus.OK, content, tag)

    def _answer(self, body: bytes) -> None:
        self._changed(body, lambda act: self.server.work.answer(self.holder, act))

    def _verdict(self, body: bytes) -> None:
        self._changed(body, self.server.work.decide)

    def _changed(self, body: bytes, change: Callable[[CodingAct], dict[str, Any]]) -> None:
        act, status = read_act(body, self.server.work.scheme), HTTPStatus.OK
        try:
            now = change(act)
        except CodingClashError as clash:
            status, now = HTTPStatus.CONFLICT, clash.current
        self.json(status, {"passage": act.passage, "answer": now})

    def _open(self, body: bytes) -> None:
        self.server.work.open(read_object(body).get("early") is True)
        self.json(HTTPStatus.OK, result(self.server.work))

    def _settle(self, body: bytes) -> None:
        read_object(body)
        held = self.server.work.settle()
        self.json(HTTPStatus.OK, {"held": held, **result(self.server.work)})
