"""A page in one file that needs no network: data, styles and scripts, and a policy that lets no others run."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

# What would end the script element that holds the data, or a line in it.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
# What a server puts its own word in the place of, when it serves the page.
SERVER = '<script type="application/json" id="server">null</script>'


def standalone(package: str, markup: str, styles: Iterable[str], scripts: Iterable[str], data: Any) -> str:
    """The page `markup` of a package's templates with its styles and scripts, after those that all pages share.

    Nothing in it is fetched, and of scripts and styles only its own are allowed to run. `data` is anything that JSON
    can hold.
    """
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    style = _shared("common.css") + "".join(_read(package, name) for name in styles)
    code = _shared("common.js") + "".join(_read(package, name) for name in scripts)
    script = f'(function () {{\n"use strict";\n{code}}})();'
    return environment.from_string(_read(package, markup)).render(
        style=style,
        script=script,
        policy=policy(style, script, "connect-src 'self'"),
        data=embedded(data),
        server=SERVER,
    )


def embedded(data: Any) -> str:
    """JSON that can stand in a script element, whatever the texts in it hold."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _shared(name: str) -> str:
    return _read("pipeline.exports", name)


def _read(package: str, name: str) -> str:
    return (files(package) / "templates" / name).read_text(encoding="utf-8")


def policy(style: str, script: str, *more: str) -> str:
    """Content security policy (W3C, level 3): of scripts and styles only those with these digests, and what `more`
    allows."""
    own = (f"script-src '{_digest(script)}'", f"style-src '{_digest(style)}'")
    return "; ".join(("default-src 'none'", *own, *more, "base-uri 'none'", "form-action 'none'"))


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
