"""A server for one machine: the page, and the decisions that it reads and writes."""

from __future__ import annotations

import json
import os
import secrets
import sys
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from pipeline.config import SettingsError
from pipeline.exports.review.page import SERVER, embedded
from pipeline.review.acts import BadActError, read_act, shown
from pipeline.review.ledger import ClashError, Ledger
from pipeline.store import digest

_LOOPBACK = "127.0.0.1"
_LONGEST_BODY = 16_384
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def review_server(outputs: Path, decisions: Path, port: int) -> ReviewServer:
    """A server for the page of `outputs` that is bound but does not serve yet; port 0 takes a free one.

    Raises SettingsError where there is no page, the decisions cannot be used or the port is taken.
    """
    page = outputs / "review.html"
    if not page.is_file():
        raise SettingsError(f"{outputs}: holds no review.html; run zongshu run first")
    ledger = Ledger(decisions)
    ledger.state()
    try:
        return ReviewServer(page, ledger, port)
    except (OSError, OverflowError) as error:
        raise SettingsError(f"port {port}: cannot be used ({error}); give another with --port") from error


class ReviewServer(ThreadingHTTPServer):
    """Bound to loopback; `token` is new with every start and known to the page alone."""

    daemon_threads = True
    # Elsewhere it would let a second server take the same port.
    allow_reuse_address = os.name == "posix"

    def __init__(self, page: Path, ledger: Ledger, port: int) -> None:
        super().__init__((_LOOPBACK, port), _Handler)
        self.ledger = ledger
        self.token = secrets.token_urlsafe(24)
        self._page = page
        self._known: tuple[tuple[int, int], bytes, str] | None = None

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle is no news; anything else is."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        """The page's address."""
        return f"http://{_LOOPBACK}:{self.server_address[1]}/"

    def hosts(self) -> set[str]:
        """What a request may call this server; any other name was pointed at it from outside."""
        return {f"{name}:{self.server_address[1]}" for name in (_LOOPBACK, "localhost")}

    def page(self) -> tuple[bytes, str]:
        """The page as the last run wrote it, and its digest."""
        stat = self._page.stat()
        stamp = (stat.st_mtime_ns, stat.st_size)
        if self._known is None or self._known[0] != stamp:
            content = self._page.read_bytes()
            self._known = (stamp, content, digest(content)[:16])
        return self._known[1], self._known[2]


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    protocol_version = "HTTP/1.1"
    server_version = "zongshu"
    sys_version = ""
    timeout = 30
    _finding = ""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if self.headers.get("Host") not in self.server.hosts():
            self._refuse(HTTPStatus.FORBIDDEN, "只接受本机地址")
        elif path in {"/", "/review.html"}:
            self._page()
        elif path != "/api/decisions":
            self._refuse(HTTPStatus.NOT_FOUND, "没有这个页面")
        elif self._trusted():
            self._answered(self._decisions)

    def do_POST(self) -> None:
        if self.headers.get("Host") not in self.server.hosts():
            self._refuse(HTTPStatus.FORBIDDEN, "只接受本机地址")
        elif self.path != "/api/decisions":
            self._refuse(HTTPStatus.NOT_FOUND, "没有这个页面")
        elif self._trusted() and (body := self._body()) is not None:
            self._answered(lambda: self._act(body))

    def _trusted(self) -> bool:
        """Whether the request comes from this server's own page: it knows the token, and no other site sent it."""
        given = self.headers.get("X-Zongshu-Token", "").encode("utf-8", "replace")
        origin = self.headers.get("Origin")
        if origin is not None and origin not in {f"http://{host}" for host in self.server.hosts()}:
            self._refuse(HTTPStatus.FORBIDDEN, "只接受本页发出的请求")
            return False
        if not secrets.compare_digest(given, self.server.token.encode()):
            self._refuse(HTTPStatus.FORBIDDEN, "服务已重新启动；请重新载入本页")
            return False
        return True

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit():
            self._refuse(HTTPStatus.LENGTH_REQUIRED, "请求没有长度")
        elif int(length) > _LONGEST_BODY:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"请求超过{_LONGEST_BODY}字节")
        elif self.headers.get_content_type() != "application/json":
            self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "请求不是 JSON")
        else:
            return self.rfile.read(int(length))
        return None

    def _answered(self, work: Any) -> None:
        try:
            work()
        except BadActError as error:
            self._refuse(HTTPStatus.BAD_REQUEST, str(error))
        except ClashError as clash:
            self._json(HTTPStatus.CONFLICT, {"finding": self._finding, "decision": shown(clash.current)})
        except SettingsError as error:
            self._refuse(HTTPStatus.UNPROCESSABLE_ENTITY, f"决定表无法使用：{error}")
        except OSError as error:
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, f"无法写入决定表（{error.strerror}）")

    def _page(self) -> None:
        content, stamp = self.server.page()
        told = f'<script type="application/json" id="server">{embedded({"token": self.server.token, "page": stamp})}'
        mark = SERVER.removesuffix("null</script>").encode()
        self._send(HTTPStatus.OK, content.replace(mark + b"null", told.encode(), 1), "text/html; charset=utf-8")

    def _decisions(self) -> None:
        state, (_, page) = self.server.ledger.state(), self.server.page()
        tag = f'"{digest(state.digest, page)[:24]}"'
        if self.headers.get("If-None-Match") == tag:
            self._send(HTTPStatus.NOT_MODIFIED, b"", "application/json", tag)
            return
        self._json(HTTPStatus.OK, {"page": page, "decisions": [shown(d) for d in state.decisions.values()]}, tag)

    def _act(self, body: bytes) -> None:
        act = read_act(body)
        self._finding = act.finding
        decision = act.decision(datetime.now().astimezone()) if act.verdict else None
        if decision:
            self.server.ledger.decide(decision, act.version)
        else:
            self.server.ledger.undo(act.finding, act.version)
        self._json(HTTPStatus.OK, {"finding": act.finding, "decision": shown(decision)})

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        # What is left of a body that was not read must not be taken for the next request.
        self.close_connection = True
        self._json(status, {"error": message})

    def _json(self, status: HTTPStatus, content: Any, tag: str = "") -> None:
        self._send(status, json.dumps(content, ensure_ascii=False).encode(), "application/json; charset=utf-8", tag)

    def _send(self, status: HTTPStatus, content: bytes, kind: str, tag: str = "") -> None:
        self.send_response(status)
        for name, value in {**_HEADERS, "Content-Type": kind, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        if tag:
            self.send_header("ETag", tag)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the terminal shows the address only."""
