"""Whole real documents: what ingest makes of each, held against labels that were made by reading it.

The labels (`labels/documents`, format in its README) name their sources by digest; the sources lie beside this
checkout or nowhere. Only reading and ingest run. A figure is a share between 0 and 1, larger is better, the mean over
documents: a short notice weighs as much as a long report.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

from pipeline.config import Config
from pipeline.ingest import ingest
from pipeline.readers import read
from pipeline.records import Document, Segment
from pipeline.text.characters import normalise
from tests.quality.floors import render
from tests.quality.matching import Figures, share
from tests.quality.relocate import digest, relocated, tight

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "labels" / "documents"
REAL_FLOORS = Path(__file__).parent / "documents.toml"
HEADER = """\
# No figure of the held-out real documents may fall below its floor. Written by `python -m tests.quality --documents
# --write`; a floor is lowered only with `--allow-lower`, and the reason belongs into the commit. `labelled_set` is the
# digest of their labels.
"""
TEXTS = ROOT.parent / "shared" / "corpora"
DEV, HELD_OUT = "dev", "heldout"
VALUES = ("review_year", "published", "genre", "level", "home_province")
NAMES = ("title", "publisher")
FIELDS = ("title", "review_year", "published", "genre", "level", "home_province", "publisher")
KEPT = frozenset({"title", "heading", "body", "metadata"})
COUNTED = frozenset({"heading", "body"})
OUT = frozenset({"noise", "markup", "blank"})
# Codes that say that nothing told.
SAYS_NOTHING = frozenset({None, "", "unknown", "other"})

Row = dict[str, Any]


def labels(part: str) -> list[Row]:
    """The labelled documents of a part (DEV · HELD_OUT)."""
    return [json.loads(line) for line in (LABELS / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]


def labelled_set() -> str:
    """sha256 of the held-out labels."""
    return hashlib.sha256((LABELS / f"{HELD_OUT}.jsonl").read_bytes()).hexdigest()


def rendered(floors: Mapping[str, Figures]) -> str:
    """The floors' file of the held-out documents."""
    return render(floors, labelled_set(), HEADER)


def sources(rows: Iterable[Row], texts: Path) -> dict[str, Path]:
    """The labelled files below `texts` by the digest of their bytes."""
    wanted = {row["sha256"] for row in rows}
    files = (path for kind in {row["kind"] for row in rows} for path in sorted((texts / kind).rglob("*")))
    found = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files if path.is_file()}
    return {key: path for key, path in found.items() if key in wanted}


@dataclass(frozen=True)
class Judged:
    """A labelled document and what reading and ingest made of its file."""

    row: Row
    stem: str
    text: str
    documents: Sequence[Document]
    segments: Sequence[Segment]

    @cached_property
    def tight(self) -> str:
        return tight(self.text)

    @cached_property
    def _moved(self) -> dict[int, int] | None:
        """Old places and new ones, where the reader hands over another text than the labelled one."""
        same = "anchors" not in self.row or digest(self.tight) == self.row["text"]
        return None if same else relocated(self.tight, self.row["anchors"])

    @property
    def fits(self) -> float:
        """The share of the labels' boundaries that are found in the text."""
        return 1.0 if self._moved is None else share(len(self._moved), len(self.row["anchors"]))

    def spans(self, spans: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
        """Labelled spans as they stand in this text; one whose ends are not found in order is left out."""
        moved = self._moved
        ends = [(a, b) if moved is None else (moved.get(a, 0), moved.get(b, -1)) for a, b in spans]
        return [(a, b) for a, b in ends if a < b]

    @cached_property
    def kinds(self) -> list[str]:
        """The kind of the segment that each character stands in, white space left out."""
        at = list(accumulate((not c.isspace() for c in self.text), initial=0))
        kinds = [""] * len(self.tight)
        for segment in self.segments:
            start, end = at[segment.source_start], at[segment.source_end]
            kinds[start:end] = [segment.kind] * (end - start)
        return kinds

    def within(self, label: str, kinds: frozenset[str]) -> float | None:
        """The share of the characters labelled so that stand in segments of these kinds; None where there are none.

        What the reader no longer hands over counts as set aside: lost to the body, gone from the furniture.
        """
        labelled = sum(b - a for a, b in self.row[label])
        places = [n for span in self.spans(self.row[label]) for n in range(*span)]
        gone = max(0, labelled - len(places)) if kinds == OUT else 0
        whole = max(labelled, len(places))
        return share(sum(self.kinds[n] in kinds for n in places) + gone, whole) if whole else None

    @cached_property
    def found(self) -> Mapping[str, Any]:
        """The facts of the document that holds most of the body, the first of several; none where none was made."""
        at = list(accumulate((not c.isspace() for c in self.text), initial=0))
        body = {n for span in self.spans(self.row["body"]) for n in range(*span)}
        held = [
            (len(body & set(range(at[d.source_start], at[d.source_end]))), -n) for n, d in enumerate(self.documents)
        ]
        return vars(self.documents[-max(held)[1]]) if held else {}

    def words(self, alternative: Sequence[Any] | None) -> str:
        """A name that the labels give by its places in the text or in the file's name; empty for none."""
        if alternative is None:
            return ""
        named = (part["name"] if isinstance(part, dict) else None for part in alternative)
        return "".join(
            self.stem[slice(*inside)] if inside else "".join(self.tight[slice(*s)] for s in self.spans([part]))
            for part, inside in zip(alternative, named, strict=True)
        )

    def right(self, name: str) -> bool:
        value = self.found.get(name)
        if name in VALUES:
            return value in self.row[name] or (not value and None in self.row[name])
        accepted = [_bare(self.words(alternative)) for alternative in self.row[name]]
        if name == "title":
            return any(self._is_title(_bare(value), title) for title in accepted)
        return _bare(value) in accepted

    def _is_title(self, found: str, title: str) -> bool:
        """The title; lines of the page's title (a subtitle, the title again) may stand with it, nothing else."""
        if not title or title not in found:
            return found == title
        rest = found.replace(title, "")
        lines = sorted({_bare(self.tight[a:b]) for a, b in self.spans(self.row["title_lines"])}, key=len)
        for line in reversed(lines):
            rest = rest.replace(line, "")
        return not rest or any(rest in line for line in lines)


def _bare(text: str | None) -> str:
    """Letters and figures alone, in one form."""
    return "".join(c for c in normalise(text or "") if c.isalnum())


def judged(part: str, texts: Path = TEXTS, config: Config | None = None) -> list[Judged]:
    """Every document of a part, read and taken apart. Raises ValueError where a labelled file is not at hand."""
    rows = labels(part)
    files = sources(rows, texts)
    if missing := [row["sha256"][:12] for row in rows if row["sha256"] not in files]:
        raise ValueError(
            f"{texts}: no file with the digest {', '.join(missing)}; give the folder of the labelled texts"
        )
    return [_judge(row, files[row["sha256"]], texts, config or Config()) for row in rows]


def _judge(row: Row, path: Path, texts: Path, config: Config) -> Judged:
    name = path.relative_to(texts).as_posix()
    reading = read(path.read_bytes(), name)
    records = ingest(name, reading, {}, config)
    documents = [r for r in records if isinstance(r, Document)]
    return Judged(row, path.stem, reading.text, documents, [r for r in records if isinstance(r, Segment)])


def figures(documents: Sequence[Judged]) -> Figures:
    """How often each fact is right, how much of the body is kept and of the furniture set aside.

    filled_is_right: of the facts that were not left open, the share that is right; body_kept: body in segments that
    are kept at all; body_counted: in headings and body, which tables count; metadata_apart: datelines, bylines and
    source lines that stand in neither; labels_fit: boundaries of the labels that are found in the reader's text.
    """
    found = {name: share(sum(d.right(name) for d in documents), len(documents)) for name in FIELDS}
    filled = [d.right(name) for d in documents for name in FIELDS if d.found.get(name) not in SAYS_NOTHING]
    found["filled_is_right"] = share(sum(filled), len(filled))
    found["body_kept"] = _mean(d.within("body", KEPT) for d in documents)
    found["body_counted"] = _mean(d.within("body", COUNTED) for d in documents)
    found["furniture_out"] = _mean(d.within("furniture", OUT) for d in documents)
    apart = (d.within("metadata", COUNTED) for d in documents)
    found["metadata_apart"] = _mean(None if inside is None else 1 - inside for inside in apart)
    found["labels_fit"] = _mean(d.fits for d in documents)
    return found


def _mean(shares: Iterable[float | None]) -> float:
    """The mean over the documents that have such characters; the whole where none has."""
    known = [value for value in shares if value is not None]
    return round(sum(known) / len(known), 4) if known else 1.0


def by_kind(documents: Iterable[Judged]) -> dict[str, list[Judged]]:
    """The documents by their kind of source."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for document in documents:
        groups[document.row["kind"]].append(document)
    return dict(sorted(groups.items()))


def differences(documents: Iterable[Judged]) -> Iterator[str]:
    """One line for each fact that is wrong, for the person who works on it; never of held-out documents."""
    for document in documents:
        for name in (name for name in FIELDS if not document.right(name)):
            given = document.row[name] if name in VALUES else [document.words(a) for a in document.row[name]]
            yield f"{document.stem[:24]}  {name}: {given}, is {document.found.get(name)!r}"
