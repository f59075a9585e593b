"""review.html: data, styles and scripts in one file that needs no network."""

from __future__ import annotations

from typing import Any

from pipeline.exports.standalone import standalone

# In the order in which they build on one another.
_SCRIPTS = ("model.js", "decisions.js", "list.js", "detail.js", "app.js")


def page(data: dict[str, Any]) -> str:
    """The page."""
    return standalone("pipeline.exports.review", "review.html", ["style.css"], _SCRIPTS, data)
