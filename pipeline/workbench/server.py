"""The pages served: loopback only, a token in the address, Host and Origin checked, no effect by GET."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from pipeline.config import Config, SettingsError
from pipeline.serving import BadActError, read_line, read_object
from pipeline.workbench.ask import Ask, AskError
from pipeline.workbench.bench import Bench, stamp_of
from pipeline.workbench.blocks import Remark, View
from pipeline.workbench.exporting import KINDS, exported
from pipeline.workbench.neighbours import Neighbours
from pipeline.workbench.pages import ASSETS, Around, asset, page
from pipeline.workbench.saved import LONGEST_ADDRESS, LONGEST_NAME
from pipeline.workbench.tabs import tabs

LONGEST_BODY = 16_384
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Around-Options": "DENY",
}


class RefusedError(Exception):
    """A request that is not answered; `status` is HTTP's, the message is for the person at the page."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


Answer = Callable[[Request], Awaitable[Response]]


class Workbench:
    """What a run wrote, opened; opened again where another run has written since."""

    def __init__(self, outputs: Path, corpus: Path, config: Config) -> None:
        self.outputs, self._further = outputs, (config, corpus)
        self.neighbours = Neighbours(outputs, corpus, config)
        self._bench, self._lock = Bench(outputs, *self._further), Lock()

    @property
    def bench(self) -> Bench:
        """The tables as the last run wrote them."""
        with self._lock:
            if self._bench.stamp != stamp_of(self.outputs):
                self._bench = Bench(self.outputs, *self._further)
            return self._bench

    def view(self, ask: Ask) -> View:
        """The page that an address asks for. Raises AskError where there is none."""
        if ask.path not in tabs():
            raise AskError(f"{ask.path}：没有这个页面")
        made: View = tabs()[ask.path].view(self.bench, ask)
        return made


class Application:
    """The pages for a browser that has the token: in the address at first, in a cookie of this port then."""

    def __init__(self, workbench: Workbench, port: int) -> None:
        self.workbench, self.port = workbench, port
        # One that opens pages, one that writes: a cookie goes to every server of this machine, the other to none.
        self.token, self.writing = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self.cookie = f"zongshu-{port}"
        self.app = Starlette(
            routes=[
                Route("/assets/{name}", self._guarded(self._asset)),
                Route("/api/selections", self._guarded(self._write), methods=["POST"]),
                Route("/api/pages", self._guarded(self._open), methods=["POST"]),
                Route("/export.{kind}{path:path}", self._guarded(self._export)),
                Route("/{path:path}", self._guarded(self._page)),
            ]
        )

    @property
    def url(self) -> str:
        """The address to begin with."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    def _guarded(self, answer: Answer) -> Answer:
        async def guarded(request: Request) -> Response:
            response = self._refused(request) or await self._answered(answer, request)
            response.headers.update({k: v for k, v in _HEADERS.items() if k.lower() not in response.headers})
            return response

        return guarded

    def _refused(self, request: Request) -> Response | None:
        hosts = {f"{name}:{self.port}" for name in ("127.0.0.1", "localhost")}
        if request.headers.get("host") not in hosts:
            return _said(403, "只接受本机地址")
        origin = request.headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in hosts}:
            return _said(403, "只接受本页发出的请求")
        given = request.query_params.get("token")
        if given is not None and request.method == "GET" and _same(given, self.token):
            return self._admitted(request)
        if not _same(request.cookies.get(self.cookie, ""), self.token):
            return _said(403, "请从终端里显示的地址打开（每次启动地址不同）")
        return None

    def _admitted(self, request: Request) -> Response:
        """Send on to the same page without the token, which must not stand in links that are passed on."""
        rest = "&".join(f"{quote(k)}={quote(v)}" for k, v in request.query_params.multi_items() if k != "token")
        response = RedirectResponse(request.url.path + (f"?{rest}" if rest else ""), status_code=303)
        response.set_cookie(self.cookie, self.token, httponly=True, samesite="lax", path="/")
        return response

    async def _answered(self, answer: Answer, request: Request) -> Response:
        try:
            return await answer(request)
        except RefusedError as error:
            return JSONResponse({"error": str(error)}, error.status)
        except BadActError as error:
            return JSONResponse({"error": str(error)}, 400)
        except SettingsError as error:
            if request.method == "POST":
                return JSONResponse({"error": str(error)}, 422)
            return await run_in_threadpool(self._trouble, request.url.path, str(error))

    def _trouble(self, path: str, message: str) -> Response:
        known = path in tabs()
        again = known and tabs()[path].ORDER
        back = Remark("", href=path, link="重新开始这一页") if again else Remark("", href="/", link="回到总览")
        view = View("看不了这一页", blocks=[Remark(message, warning=True), back], exports=False)
        ask = Ask(path, {})
        status = 400 if known or path.startswith("/export.") else 404
        return Response(page(view, ask, self._frame()), status, media_type="text/html")

    def _frame(self) -> Around:
        return Around(self.workbench.outputs.resolve().name, self.writing)

    async def _asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in ASSETS:
            return _said(404, "没有这个文件")
        headers = {"Cache-Control": "private, max-age=86400"} if name == "plotly.min.js" else {}
        return Response(await run_in_threadpool(asset, name), media_type=ASSETS[name], headers=headers)

    async def _page(self, request: Request) -> Response:
        ask = Ask.read(request.url.path, request.url.query)
        return Response(await run_in_threadpool(self._made, ask), media_type="text/html")

    def _made(self, ask: Ask) -> str:
        return page(self.workbench.view(ask), ask, self._frame())

    async def _export(self, request: Request) -> Response:
        kind = request.path_params["kind"]
        if kind not in KINDS:
            return _said(404, "没有这种格式")
        ask = Ask.read(request.path_params["path"] or "/", request.url.query, everything=True)
        data, name = await run_in_threadpool(lambda: exported(self.workbench.view(ask), ask, kind))
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
        return Response(data, media_type=KINDS[kind], headers=headers)

    async def _write(self, request: Request) -> Response:
        given = await self._act(request)
        name, address = read_line(given, "name", LONGEST_NAME), read_line(given, "address", LONGEST_ADDRESS)
        await run_in_threadpool(self._keep, name, address)
        return JSONResponse({"name": name})

    async def _open(self, request: Request) -> Response:
        page = read_line(await self._act(request), "page", LONGEST_NAME)
        return JSONResponse({"url": await run_in_threadpool(self.workbench.neighbours.url, page)})

    async def _act(self, request: Request) -> dict[str, Any]:
        """What a page wants done. Raises RefusedError where the request is not one of this server's own pages."""
        if not _same(request.headers.get("x-zongshu-token", ""), self.writing):
            raise RefusedError(403, "服务已重新启动；请重新载入本页")
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            raise RefusedError(415, "请求不是 JSON")
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > LONGEST_BODY:
                raise RefusedError(413, f"请求超过{LONGEST_BODY}字节")
        return read_object(body)

    def _keep(self, name: str, address: str) -> None:
        if not name:
            raise BadActError("名称是空的；请写一个名称")
        if address and (not address.startswith("/") or address.partition("?")[0] not in tabs()):
            raise BadActError("这个地址不是工作台的页面")
        self.workbench.bench.selections.keep(name, address) if address else self.workbench.bench.selections.drop(name)


def _same(given: str, own: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), own.encode())


def _said(status: int, message: str) -> Response:
    return Response(message + "\n", status, media_type="text/plain")


def bound(port: int) -> socket.socket:
    """A loopback socket that connections can wait at; port 0 takes a free one.

    Raises SettingsError where the port cannot be used.
    """
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        # Elsewhere it would let a second server take the same port.
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(("127.0.0.1", port))
        # From now on who comes waits until the server runs: the browser is opened before.
        made.listen(128)
    except (OSError, OverflowError) as error:
        made.close()
        raise SettingsError(f"端口 {port} 不能用（{error}）；请用 --port 换一个") from error
    return made


def uvicorn_server(app: Starlette) -> uvicorn.Server:
    """A server that says nothing and keeps no connection for long."""
    options = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=1,
        limit_concurrency=200,
        h11_max_incomplete_event_size=LONGEST_BODY,
    )
    return uvicorn.Server(options)
