"""Organisations and places on strangers' texts: what is found, held against paragraphs that a person read.

The labels (`labels/names`, format in its README) name their sources by digest; the sources lie beside this checkout or
nowhere. As in the annotation that users score with, a found span is right where it shares a character with a labelled
one, a place with the labelled province; pairs are one to one, the closest first. A generic body, and a place inside the
name of an enterprise, a school or a medium (via `org`), count in no table and not here either, unless a label asks for
them.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipeline.classify.shares import wilson
from pipeline.config import Config
from pipeline.extract import read
from pipeline.labelling.names import DEV, HELD_OUT, LabelledName, NameSample, samples
from pipeline.language.components import records
from pipeline.records import Place, Unit
from tests.quality.floors import render
from tests.quality.matching import Figures, pairs, share
from tests.quality.sources import Row

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "labels" / "names"
TEXTS = ROOT.parent / "shared" / "corpora"
NAME_FLOORS = Path(__file__).parent / "names.toml"
CARD = ROOT / "docs" / "names-card.md"
HEADER = """\
# No figure of the held-out paragraphs may fall below its floor. Written by `python -m tests.quality --names --write`; a
# floor is lowered only with `--allow-lower`, and the reason belongs into the commit. `labelled_set` is the digest of
# their labels.
"""
TABLES = ("units", "places")
CONFIDENCE = 0.95

Count = tuple[int, int]


@dataclass
class Tally:
    """How many of how many, by measure; `lines`: what is missed, too much or of another kind."""

    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def add(self, measure: str, right: int, of: int) -> None:
        self.right[measure] += right
        self.of[measure] += of

    def figures(self) -> Figures:
        return {measure: share(self.right[measure], self.of[measure]) for measure in self.of}


Tallies = dict[str, dict[str, Tally]]


def judged(part: str, texts: Path = TEXTS, config: Config | None = None) -> Tallies:
    """The tallies of a part (DEV · HELD_OUT) by table and kind of source; under '' those of all kinds together."""
    asked = config or Config()
    found: Tallies = {table: defaultdict(Tally) for table in TABLES}
    for sample in samples(LABELS, part, texts, asked):
        for table, rows in _found(sample, asked).items():
            truth = [_due(name) for p in sample.paragraphs for name in getattr(p, table)]
            for kind in ("", sample.kind):
                tally(found[table][kind], table, truth, rows, sample.text)
    return found


def _found(sample: NameSample, config: Config) -> dict[str, list[Row]]:
    """The rows of the labelled paragraphs by table, their places counted without white space."""
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    for doc in read(sample.documents, sample.read(), config):
        for table in TABLES:
            rows[table] += [_row(sample, r) for r in records(doc, table) if sample.inside(r.source_start)]
    return rows


def _row(sample: NameSample, record: Unit | Place) -> Row:
    start, end = sample.tight[record.source_start], sample.tight[record.source_end]
    return {**asdict(record), "source": "", "start": start, "end": end}


def _due(name: LabelledName) -> Row:
    return {"source": "", **name._asdict()}


def tally(into: Tally, table: str, truth: list[Row], found: list[Row], text: str = "") -> None:
    """Count one source's rows of a table against its labels; `text`: the source's, for the lines."""
    matched = pairs(truth, found)
    due = [(t, f) for t, f in matched if not t["optional"]]
    right = [(t, f) for t, f in due if table == "units" or t["code"] == f["province"]]
    paired = {id(f) for _, f in matched}
    extra = [f for f in found if id(f) not in paired and not _aside(f, table)]
    missed = [t for t in truth if not t["optional"] and all(t is not r for r, _ in right)]
    into.add("precision", len(right), len(due) + len(extra))
    into.add("recall", len(right), len(right) + len(missed))
    shown = [("missed", t, t["code"]) for t in missed]
    shown += [("extra", f, f["type" if table == "units" else "province"]) for f in extra]
    if table == "units":
        into.add("span", sum(_span(t) == _span(f) for t, f in due), len(due))
        into.add("type", sum(t["code"] == f["type"] for t, f in due), len(due))
        shown += [("span", f, f"{_span(t)}") for t, f in due if _span(t) != _span(f)]
        shown += [("type", f, f"{f['type']} for {t['code']}") for t, f in due if t["code"] != f["type"]]
    tight = "".join(text.split())
    into.lines += [f"{what:7} {_around(tight, *_span(row))} {more}" for what, row, more in shown]


def _span(row: Row) -> tuple[int, int]:
    return row["start"], row["end"]


def _around(text: str, start: int, end: int) -> str:
    return f"…{text[max(0, start - 12) : start]}[{text[start:end]}]{text[end : end + 10]}…"


def _aside(row: Row, table: str) -> bool:
    return bool(row["rule"] == "generic" if table == "units" else row["via"] == "org")


def figures(found: Tallies) -> dict[str, Figures]:
    """The shares of all kinds of source together, by table."""
    return {table: found[table][""].figures() for table in TABLES}


def labelled_set() -> str:
    """sha256 of the held-out labels."""
    return hashlib.sha256((LABELS / f"{HELD_OUT}.jsonl").read_bytes()).hexdigest()


def rendered(floors: Mapping[str, Figures]) -> str:
    """The floors' file of the held-out paragraphs."""
    return render(floors, labelled_set(), HEADER)


def card(parts: Mapping[str, Tallies]) -> str:
    """What is found on strangers' texts, with Wilson's intervals, by part, table, measure and kind of source."""
    lines = [
        "# Organisations and places on strangers' texts 陌生文本上的组织与地名",
        "",
        f"Generated by `python -m tests.quality --names --write`; labels {labelled_set()[:16]} (`labels/names`).",
        "`dev` was worked with and trained on, `heldout` was not. 由程序生成；`dev` 供改进和训练，`heldout` 只供检验。",
    ]
    for part in (DEV, HELD_OUT):
        lines += ["", f"## {part}", "", "| table | kind of source | measure | right | of | share | 95 % (Wilson) |"]
        lines += ["|---|---|---|---|---|---|---|"]
        for table in TABLES:
            for kind, counted in sorted(parts[part][table].items()):
                lines += [_line(table, kind, m, counted.right[m], counted.of[m]) for m in counted.of if counted.of[m]]
    return "\n".join(lines) + "\n"


def _line(table: str, kind: str, measure: str, right: int, of: int) -> str:
    low, high = wilson(right, of, CONFIDENCE)
    return f"| {table} | {kind or 'all'} | {measure} | {right} | {of} | {right / of:.3f} | {low:.3f} to {high:.3f} |"
