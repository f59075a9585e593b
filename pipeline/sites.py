"""Lines that pages of one site share: what other files of the same folder begin or end with too.

A line counts for a file only near its beginning or end, and only once for all files whose longest line is the same,
so that reprints of one article make nothing furniture. Whether a shared line is set aside is for ingest to say, which
knows where it stands. What a source shares is part of what its results are kept under: a further page makes those
stale that it changes, and no others.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.readers.decoding import decode
from pipeline.readers.page import BLOCK_TAGS
from pipeline.readers.reading import ReadError

_PAGES = (".html", ".htm", ".xhtml", ".shtml")
_TEXTS = (".txt", ".text", ".md", ".markdown")
FEWEST = 3
# Lines looked at from either end; a menu of a portal has some hundred entries.
_EDGE = 200
_LONGEST = 120
_UNSHOWN = re.compile(
    r"<!--.*?-->|<(script|style|template|svg|iframe)\b.*?</\1\s*>|<head\b.*?</head\s*>", re.DOTALL | re.IGNORECASE
)
_BREAK = re.compile(rf"</?(?:{'|'.join(sorted(BLOCK_TAGS | {'br'}))})\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


class Edges(NamedTuple):
    """The digests of the lines near a file's beginning and end, and that of its longest line."""

    lines: frozenset[str]
    longest: str


def fingerprint(line: str) -> str:
    """A digest of a line without its white space; empty for a line that is too long to be a site's."""
    bare = "".join(line.split())
    return hashlib.blake2b(bare.encode(errors="replace"), digest_size=8).hexdigest() if len(bare) <= _LONGEST else ""


def edges(data: bytes, name: str) -> Edges | None:
    """What a web page or a text begins and ends with; None for other files and for those that cannot be read."""
    suffix = "." + name.rsplit(".", 1)[-1].lower()
    if suffix not in (*_PAGES, *_TEXTS):
        return None
    declared = _DECLARED.search(data[:4096]) if suffix in _PAGES else None
    try:
        text = decode(data, name, declared=declared[1].decode("ascii", "ignore") if declared else "").text
    except ReadError:
        return None
    lines = [line for line in _lines(text, page=suffix in _PAGES) if line.strip()]
    longest = max(lines, key=len, default="")
    near = lines if len(lines) <= 2 * _EDGE else [*lines[:_EDGE], *lines[-_EDGE:]]
    return Edges(
        frozenset(filter(None, map(fingerprint, near))), hashlib.sha256(longest.encode("utf-8", "replace")).hexdigest()
    )


def _lines(text: str, *, page: bool) -> list[str]:
    if page:
        text = html.unescape(_TAG.sub("", _BREAK.sub("\x1e", _UNSHOWN.sub("", text)).replace("\n", " ")))
        return text.split("\x1e")
    return text.splitlines()


def shared_lines(found: Mapping[str, Edges]) -> dict[str, tuple[str, ...]]:
    """The fingerprints, in order, that each source has in common with two others of its folder at least."""
    folders: dict[str, list[str]] = defaultdict(list)
    for source in sorted(found):
        folders[source.rpartition("/")[0]].append(source)
    return dict(pair for sources in folders.values() for pair in _in_folder(sources, found))


def _in_folder(sources: Sequence[str], found: Mapping[str, Edges]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if len(sources) < FEWEST:
        return
    texts: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        for line in found[source].lines:
            texts[line].add(found[source].longest)
    common = {line for line, of in texts.items() if len(of) >= FEWEST}
    for source in sources:
        yield source, tuple(sorted(found[source].lines & common))
