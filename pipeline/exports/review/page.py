"""review.html: data, styles and scripts in one file that needs no network."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

# In the order in which they build on one another.
_SCRIPTS = ("model.js", "decisions.js", "list.js", "detail.js", "app.js")
# What would end the script element that holds the data, or a line in it.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
# What zongshu review puts its own word in the place of, when it serves the page.
SERVER = '<script type="application/json" id="server">null</script>'


def page(data: dict[str, Any]) -> str:
    """The page. Nothing in it is fetched, and of scripts and styles only its own are allowed to run."""
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    style, scripts = _read("style.css"), "".join(map(_read, _SCRIPTS))
    script = f'(function () {{\n"use strict";\n{scripts}}})();'
    return environment.from_string(_read("review.html")).render(
        style=style, script=script, policy=_policy(style, script), data=embedded(data), server=SERVER
    )


def embedded(data: Any) -> str:
    """JSON that can stand in a script element, whatever the texts in it hold."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _read(name: str) -> str:
    return (files("pipeline.exports.review") / "templates" / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Content security policy (W3C, level 3): of scripts and styles only those with these digests."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
