"""The editors' page served on this machine: what is decided on it stands in decisions.csv at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.review.server import ReviewServer, review_server
from pipeline.serving import serve_until_interrupted

__all__ = ["ReviewServer", "review_server", "serve"]


def serve(outputs: Path, decisions: Path, port: int, open_browser: bool, ready: Callable[[str], None]) -> None:
    """Serve the page of `outputs` on loopback until interrupted; `ready` is told its address first.

    Raises SettingsError where there is no page, the decisions cannot be used or the port is taken.
    """
    serve_until_interrupted(review_server(outputs, decisions, port), open_browser, ready)
