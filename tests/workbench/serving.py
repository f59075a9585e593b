"""A workbench served for a test, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.config import Config
from pipeline.workbench import Application, Workbench, bound, uvicorn_server


@contextmanager
def served(outputs: Path, corpus: Path) -> Iterator[Application]:
    """The application while it is served on a free port."""
    workbench = Workbench(outputs, corpus, Config())
    with bound(0) as socket:
        application = Application(workbench, socket.getsockname()[1])
        server = uvicorn_server(application.app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
        thread.start()
        try:
            yield application
        finally:
            server.should_exit = True
            thread.join()
            workbench.neighbours.close()
