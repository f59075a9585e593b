"""From the marked originals to the sample corpus and its labels; equal originals give equal bytes."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.truth import lists
from tests.truth.amounts import amount
from tests.truth.markup import Line, Original, Quantity, Span, read_original

HERE = Path(__file__).parent
CORPUS = HERE.parent.parent / "demo" / "sample"
THEMES = {
    "p": "political_construction",
    "r": "responsibility",
    "d": "overall_development",
    "m": "serving_the_masses",
    "g": "grassroots_foundations",
    "s": "strictness",
    "o": "other",
}
KINDS = {"r": "result", "q": "requirement", "c": "context"}
# A province, prefecture or county that speaks of itself without its name.
WHOLE = re.compile("全省|全市|全县|全州|我市|我县|本县")
Row = dict[str, Any]


@cache
def originals() -> tuple[Original, ...]:
    """The marked originals in the order of their corpus files' names."""
    return tuple(sorted(map(read_original, (HERE / "marked").glob("*.txt")), key=lambda o: o.source))


def build() -> dict[Path, bytes]:
    """Every file that follows from the originals: the corpus and the labels."""
    texts = originals()
    files = {CORPUS / o.source: o.data for o in texts}
    for o in texts:
        if meta := o.head.get("meta"):
            files[CORPUS / f"{o.source}.meta.yaml"] = yaml.safe_dump(meta, allow_unicode=True).encode()
    for name, rows in labels(texts).items():
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        files[HERE / f"{name}.jsonl"] = lines.encode()
    return files


def labels(texts: Sequence[Original]) -> dict[str, list[Row]]:
    """All labels by the name of their file."""
    tables: dict[str, list[Row]] = defaultdict(list)
    for original in texts:
        repeated = _repeats(original)
        tables["documents"].append(_document(original))
        tables["formulations"] += _formulations(original, repeated)
        tables["duplicates"] += _duplicates(original)
        tables["contradictions"] += _contradictions(original)
        for line in original.lines:
            _label_line(original, line, id(line) in repeated, tables)
    tables["reuse"] = _reuse(texts)
    return dict(tables)


def _label_line(original: Original, line: Line, repeated: bool, tables: dict[str, list[Row]]) -> None:
    at = {"source": original.source}
    if line.tag == "N":
        return
    for found in lists.non_quantities(line.text):
        span = line.located(found[0], found[1])
        if not any(q.span.start < span.end and span.start < q.span.end for q in line.quantities):
            tables["non_quantities"].append(
                at | _span(line, found[0], found[1]) | {"why": found[2], "optional": found[3]}
            )
    for trap in lists.listed(line.text, "traps.csv"):
        tables["traps"].append(
            at | _span(line, trap.start, trap.end) | {"kind": trap.row["kind"], "why": trap.row["why"]}
        )
    if line.tag == "H":
        return
    tables["places"] += [at | row for row in _places(line, repeated)]
    tables["units"] += [at | row for row in _units(line, repeated)]
    home = original.head.get("home")
    tables["quantities"] += [at | _quantity(line, q, repeated) | _credit(q, home, line) for q in line.quantities]
    if line.tag == "P" and not repeated:
        tables["themes"].append(at | _theme(line))


def _span(line: Line, start: int, end: int) -> Row:
    span = line.located(start, end)
    return {"start": span.start, "end": span.end, "surface": line.text[start:end]}


def _places(line: Line, repeated: bool) -> Iterator[Row]:
    changed = line.marks.get("change") == "province"
    # Where a planted change left a city beside another province, either reading may be kept.
    either = list(lists.cities(line.text)) if changed else []
    for found in [*lists.places(line.text), *either]:
        row = found.row
        yield _span(line, found.start, found.end) | {
            "province": row["province"],
            "via": row["via"],
            "city": row["city"] or None,
            "repeated": repeated,
            "optional": bool(row["optional"]) or changed,
        }


def _units(line: Line, repeated: bool) -> Iterator[Row]:
    for found in lists.listed(line.text, "units.csv"):
        row = found.row
        yield _span(line, found.start, found.end) | {
            "canonical": row["canonical"],
            "type": row["type"],
            "named": row["type"] != "generic",
            "repeated": repeated,
            "optional": bool(row["optional"]),
        }


def _quantity(line: Line, quantity: Quantity, repeated: bool) -> Row:
    object_, action, _, kinds = (*quantity.fields, "", "", "", "")[:4]
    start = line.at.index(quantity.span.start)
    surface = line.text[start : line.at.index(quantity.span.end - 1) + 1]
    kind, _, alternative = (kinds or "r").rstrip("?").partition("/")
    return {
        **_span(line, start, start + len(surface)),
        **amount(surface, quantity.before),
        "object": object_ or None,
        "action": action or None,
        "actor": None,
        "kind": KINDS[kind],
        "kind_alt": KINDS.get(alternative),
        "repeated": repeated,
        "optional": kinds.endswith("?"),
    }


def _credit(quantity: Quantity, home: str | None, line: Line) -> Row:
    """Whom the passage credits. In a text that speaks for one place, a sentence that names none may be credited to
    that place's province or to nobody; either is right. So it is where a planted change left a city beside another
    province."""
    credited = [p for p in (*quantity.fields, "", "", "")[2].split("、") if p]
    if line.marks.get("change") == "province":
        cities = [found.row["province"] for found in lists.cities(line.text)]
        return {"provinces": credited, "provinces_alt": credited + cities}
    if credited != [home]:
        return {"provinces": credited, "provinces_alt": None}
    if any(found.row["province"] == home for found in lists.places(quantity.before)):
        return {"provinces": credited, "provinces_alt": None}
    whole = WHOLE.search(quantity.before)
    return {"provinces": credited if whole else [], "provinces_alt": [] if whole else credited}


def _theme(line: Line) -> Row:
    names = [THEMES[code] for code in str(line.marks["themes"]).split(",")]
    return {
        "start": line.span.start,
        "end": line.span.end,
        "heading": line.heading,
        "themes": names,
        "primary": names[0],
        "difficulty": "hard" if line.marks["hard"] else "easy",
    }


def _document(original: Original) -> Row:
    head = original.head
    kept = [line for line in original.lines if line.tag != "N"]
    articles: dict[int, list[Line]] = defaultdict(list)
    for line in kept:
        articles[line.article].append(line)
    noise = [line.span for line in original.lines if line.tag == "N"]
    noise += [span for line in kept for span in line.noise]
    return {
        "source": original.source,
        "title": next(line.text for line in kept if line.tag == "T"),
        "review_year": head["year"],
        "published": None if head["published"] is None else str(head["published"]),
        "genre": head["genre"],
        "level": head["level"],
        "publisher": head["publisher"],
        "home_province": head.get("home"),
        "noise": _joined(noise),
        "articles": [[lines[0].span.start, lines[-1].span.end] for lines in articles.values()],
        "ignore": [[s.start, s.end] for line in kept for s in line.ignore],
    }


def _joined(spans: list[Span]) -> list[list[int]]:
    joined: list[list[int]] = []
    for span in sorted(spans, key=lambda s: s.start):
        if joined and joined[-1][1] == span.start:
            joined[-1][1] = span.end
        else:
            joined.append([span.start, span.end])
    return joined


def _groups(original: Original) -> dict[str, list[Line]]:
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in original.lines:
        if group := line.marks.get("group"):
            groups[group].append(line)
    return groups


def _repeats(original: Original) -> set[int]:
    return {id(line) for members in _groups(original).values() for line in members[1:]}


def _duplicates(original: Original) -> Iterator[Row]:
    for group, members in _groups(original).items():
        kind = "exact" if len({m.text for m in members}) == 1 else "changed"
        for number, line in enumerate(members, 1):
            yield {
                "source": original.source,
                "group": f"{Path(original.source).stem}-{group}",
                "start": line.span.start,
                "end": line.span.end,
                "occurrence": number,
                "kind": kind,
            }


def _contradictions(original: Original) -> Iterator[Row]:
    for members in _groups(original).values():
        for line in members[1:]:
            if kind := line.marks.get("change"):
                yield _contradiction(original, members[0].span, line.span, kind)
    for row in original.head.get("contradictions", []):
        a, b = (_find(original, row[side]) for side in "ab")
        yield _contradiction(original, a, Span(b.start, _find(original, row["to"]).end), row["kind"])


def _contradiction(original: Original, a: Span, b: Span, kind: str) -> Row:
    return {
        "source_a": original.source,
        "start_a": a.start,
        "end_a": a.end,
        "source_b": original.source,
        "start_b": b.start,
        "end_b": b.end,
        "kind": kind,
        "optional": False,
    }


def _find(original: Original, text: str) -> Span:
    start = original.tight.index(text)
    return Span(start, start + len(text))


def _formulations(original: Original, repeated: set[int]) -> Iterator[Row]:
    counts: Counter[str] = Counter()
    for line in original.lines:
        if line.tag != "N" and id(line) not in repeated:
            counts.update(found.row["surface"] for found in lists.listed(line.text, "formulations.txt"))
    for surface in sorted(counts):
        yield {"source": original.source, "surface": surface, "count": counts[surface]}


def _reuse(texts: Sequence[Original]) -> list[Row]:
    """Sentences of one file that stand in another: verbatim, or as a template with other figures."""
    members: dict[str, list[tuple[Original, Line]]] = defaultdict(list)
    for original in texts:
        for line in original.lines:
            if name := line.marks.get("reuse"):
                members[name].append((original, line))
    return [
        {
            "group": name,
            "source": original.source,
            "review_year": original.head["year"],
            "start": line.span.start,
            "end": line.span.end,
            "kind": "verbatim" if len({_bare(other) for _, other in found}) == 1 else "template",
        }
        for name, found in sorted(members.items())
        for original, line in found
    ]


def _bare(line: Line) -> str:
    return "".join(c for c in line.text if c.isalnum())
