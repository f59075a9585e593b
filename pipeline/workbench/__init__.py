"""The workbench: pages in a browser over the tables that a run wrote, on this machine only, or as a folder of files."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from contextlib import suppress

from pipeline.workbench.server import Application, Workbench, bound, uvicorn_server

__all__ = ["Application", "Workbench", "bound", "serve", "uvicorn_server"]


def serve(workbench: Workbench, port: int, open_browser: bool, ready: Callable[[str], None]) -> None:
    """Serve on loopback until interrupted; `ready` is told the address first. Raises SettingsError for a port that
    cannot be used."""
    with bound(port) as socket, suppress(KeyboardInterrupt):
        application = Application(workbench, socket.getsockname()[1])
        ready(application.url)
        if open_browser:
            webbrowser.open(application.url)
        try:
            uvicorn_server(application.app).run(sockets=[socket])
        finally:
            workbench.neighbours.close()
