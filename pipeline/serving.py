"""A server for a browser on this machine: pages, and what they read and write; on loopback, for its own pages only."""

from __future__ import annotations

import json
import os
import secrets
import sys
import webbrowser
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from pipeline.config import SettingsError
from pipeline.exports.standalone import SERVER, embedded
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


class BadActError(ValueError):
    """A body that is no act; the message is for the person at the page."""


def read_object(body: bytes) -> dict[str, Any]:
    """The object in a JSON body. Raises BadActError."""
    try:
        given = json.loads(body)
    except ValueError as error:
        raise BadActError("请求不是 JSON") from error
    if not isinstance(given, dict):
        raise BadActError("请求不是 JSON 对象")
    return given


def read_line(given: Mapping[str, Any], name: str, longest: int) -> str:
    """A text of an act as one line of a table. Raises BadActError where it is none or is longer."""
    value = given.get(name, "")
    if not isinstance(value, str) or len(value) > longest:
        raise BadActError(f"{name} 不是文字，或超过{longest}字")
    # Half characters cannot be written at all.
    return "".join(c if c.isprintable() else " " for c in value).strip()


class LoopbackServer(ThreadingHTTPServer):
    """Bound to loopback, not serving yet; port 0 takes a free one. `tokens` are new with every start, one a holder,
    each known to its holder's page alone. Raises SettingsError where the port cannot be used."""

    daemon_threads = True
    # Elsewhere it would let a second server take the same port.
    allow_reuse_address = os.name == "posix"
    # Connections that wait to be taken up: beyond the five of the standard library a busy machine resets some.
    request_queue_size = 128

    def __init__(self, port: int, handler: type[PageHandler], holders: Iterable[str]) -> None:
        try:
            super().__init__((_LOOPBACK, port), handler)
        except (OSError, OverflowError) as error:
            raise SettingsError(f"端口 {port} 不能用（{error}）；请用 --port 换一个") from error
        self.tokens = {holder: secrets.token_urlsafe(24) for holder in holders}

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle is no news; anything else is."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        """The first page's address."""
        return f"http://{_LOOPBACK}:{self.server_address[1]}/"

    def hosts(self) -> set[str]:
        """What a request may call this server; any other name was pointed at it from outside."""
        return {f"{name}:{self.server_address[1]}" for name in (_LOOPBACK, "localhost")}

    def holder(self, given: str) -> str | None:
        """Whose token that is."""
        token = given.encode("utf-8", "replace")
        return next((name for name, own in self.tokens.items() if secrets.compare_digest(token, own.encode())), None)


def serve_until_interrupted(server: LoopbackServer, open_browser: bool, ready: Callable[[str], None]) -> None:
    """Serve; `ready` is told the address first."""
    with server, suppress(KeyboardInterrupt):
        ready(server.url)
        if open_browser:
            webbrowser.open(server.url)
        server.serve_forever()


class PageHandler(BaseHTTPRequestHandler, ABC):
    """Pages by their path, and what their scripts read and write. `holder` is whose token a request brought; `table`
    is what the file that is written is called."""

    protocol_version = "HTTP/1.1"
    server_version = "zongshu"
    sys_version = ""
    timeout = 30
    server: LoopbackServer
    holder = ""
    table = ""

    @abstractmethod
    def page(self, path: str) -> tuple[bytes, dict[str, Any]] | None:
        """The page at a path with what its script is told; None where there is no page."""

    @abstractmethod
    def reads(self) -> Mapping[str, Callable[[], None]]:
        """What answers a script that reads, by path."""

    @abstractmethod
    def acts(self) -> Mapping[str, Callable[[bytes], None]]:
        """What answers a script that writes, by path."""

    def do_GET(self) -> None:
        path = unquote(self.path.partition("?")[0])
        if self.headers.get("Host") not in self.server.hosts():
            self._refuse(HTTPStatus.FORBIDDEN, "只接受本机地址")
        elif found := self.page(path):
            self._page(*found)
        elif (read := self.reads().get(path)) is None:
            self._refuse(HTTPStatus.NOT_FOUND, "没有这个页面")
        elif self._trusted():
            self._answered(read)

    def do_POST(self) -> None:
        if self.headers.get("Host") not in self.server.hosts():
            self._refuse(HTTPStatus.FORBIDDEN, "只接受本机地址")
        elif (act := self.acts().get(self.path)) is None:
            self._refuse(HTTPStatus.NOT_FOUND, "没有这个页面")
        elif self._trusted() and (body := self._body()) is not None:
            self._answered(lambda: act(body))

    def _trusted(self) -> bool:
        """Whether the request comes from this server's own page: it knows a token, and no other site sent it."""
        holder = self.server.holder(self.headers.get("X-Zongshu-Token", ""))
        origin = self.headers.get("Origin")
        if origin is not None and origin not in {f"http://{host}" for host in self.server.hosts()}:
            self._refuse(HTTPStatus.FORBIDDEN, "只接受本页发出的请求")
            return False
        if holder is None:
            self._refuse(HTTPStatus.FORBIDDEN, "服务已重新启动；请重新载入本页")
            return False
        self.holder = holder
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

    def _answered(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BadActError as error:
            self._refuse(HTTPStatus.BAD_REQUEST, str(error))
        except SettingsError as error:
            self._refuse(HTTPStatus.UNPROCESSABLE_ENTITY, f"{self.table}无法使用：{error}")
        except OSError as error:
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, f"无法写入{self.table}（{error.strerror}）")

    def _page(self, content: bytes, told: Mapping[str, Any]) -> None:
        mark = SERVER.removesuffix("null</script>").encode()
        words = mark + embedded(told).encode()
        self._send(HTTPStatus.OK, content.replace(mark + b"null", words, 1), "text/html; charset=utf-8")

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        # What is left of a body that was not read must not be taken for the next request.
        self.close_connection = True
        self.json(status, {"error": message})

    def json(self, status: HTTPStatus, content: Any, tag: str = "") -> None:
        """Answer with a value; `tag` says what it depends on."""
        self._send(status, json.dumps(content, ensure_ascii=False).encode(), "application/json; charset=utf-8", tag)

    def changed(self, *depends: str) -> str:
        """The tag of what depends on these digests; empty where the page has it already, which it is told."""
        tag = f'"{digest(*depends)[:24]}"'
        if self.headers.get("If-None-Match") != tag:
            return tag
        self._send(HTTPStatus.NOT_MODIFIED, b"", "application/json", tag)
        return ""

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
