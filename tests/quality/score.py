"""The figures of a run over the sample: what was found, held against the truth, kind by kind.

Written from the tables' contract alone. A figure is a share between 0 and 1, larger is better, so that a floor is
a floor for every one of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.quality.matching import Figures, found_and_right, mentions, overlap, pairs, share
from tests.quality.sources import Outputs, Row

FACTS = ("review_year", "published", "genre", "level", "publisher", "home_province")


def score(folder: Path) -> dict[str, Figures]:
    """All figures of the run in `folder`, by kind."""
    outputs = Outputs(folder)
    return {name: measure(outputs) for name, measure in MEASURES.items()}


def _ledger(outputs: Outputs) -> Figures:
    segments = defaultdict(list)
    for row in outputs.rows("segments"):
        segments[Path(row["source"]).name].append((row["source_start"], row["source_end"]))
    whole = sum(_tiles(sorted(segments[source]), len(text)) for source, text in outputs.texts.items())
    return {"sources_tiled": share(whole, len(outputs.texts))}


def _tiles(spans: list[tuple[int, int]], length: int) -> bool:
    position = 0
    for start, end in spans:
        if start != position or end < start:
            return False
        position = end
    return position == length


def _documents(outputs: Outputs) -> Figures:
    found = defaultdict(list)
    for row in outputs.located("documents"):
        found[row["source"]].append(row)
    true = outputs.labels("documents")
    figures = {"article_count": share(sum(len(found[t["source"]]) == len(t["articles"]) for t in true), len(true))}
    first = [(t, min(found[t["source"]], key=lambda r: r["start"], default={})) for t in true]
    figures["title"] = share(sum(_bare(t["title"]) in _bare(f.get("title")) for t, f in first), len(true))
    figures["synthetic"] = share(sum(bool(f.get("synthetic")) for _, f in first), len(true))
    for fact in FACTS:
        asked = [(t, f) for t, f in first if fact in {"review_year", "genre", "level"} or t[fact] is not None]
        figures[fact] = share(sum(bool(f) and _same_fact(t[fact], f.get(fact)) for t, f in asked), len(asked))
    unknown = [f for t, f in first if t["review_year"] is None]
    figures["no_year_made_up"] = share(sum(bool(f) and f["review_year"] is None for f in unknown), len(unknown))
    return figures


def _same_fact(true: object, found: object) -> bool:
    """Names may stand in title marks or not."""
    if isinstance(true, str) and isinstance(found, str):
        return _bare(true) == _bare(found)
    return true == found


def _bare(text: str | None) -> str:
    return "".join(c for c in text or "" if c.isalnum())


def noise_true(outputs: Outputs) -> set[tuple[str, int]]:
    """The characters that are noise, by source and offset."""
    labels = outputs.labels("documents")
    return {(row["source"], n) for row in labels for span in row["noise"] for n in range(*span)}


def noise_found(outputs: Outputs) -> set[tuple[str, int]]:
    """The characters that the run called noise, but for those that may be one or the other."""
    labels = outputs.labels("documents")
    ignored = {(row["source"], n) for row in labels for span in row["ignore"] for n in range(*span)}
    noise = [row for row in outputs.located("segments") if row["kind"] == "noise"]
    return {(row["source"], n) for row in noise for n in range(row["start"], row["end"])} - ignored


def _noise(outputs: Outputs) -> Figures:
    true, found = noise_true(outputs), noise_found(outputs)
    return found_and_right(len(true & found), len(found), len(true))


def _boundaries(outputs: Outputs) -> Figures:
    true = outputs.labels("themes")
    starts, ends = ({(r["source"], r[side]) for r in true} for side in ("start", "end"))
    inside = [
        row for row in outputs.located("passages") if row["role"] == "body" and any(overlap(row, t) for t in true)
    ]
    right = sum((r["source"], r["start"]) in starts for r in inside)
    right += sum((r["source"], r["end"]) in ends for r in inside)
    return found_and_right(right, 2 * len(inside), len(starts) + len(ends))


def _places(outputs: Outputs) -> Figures:
    found = [r for r in outputs.located("places") if r["via"] != "org"]
    figures, due = mentions(outputs.labels("places"), found, lambda t, f: bool(t["province"] == f["province"]))
    # In the truth a province with a place below it is one mention by name; which of the two ways counts is moot.
    figures["via"] = share(sum(t["via"] == f["via"] for t, f in due), len(due))
    figures["repeated"] = _flags(due)
    return figures


def _units(outputs: Outputs) -> Figures:
    figures, due = mentions(outputs.labels("units"), outputs.located("units"), lambda t, f: True)
    figures["span"] = share(sum((t["start"], t["end"]) == (f["start"], f["end"]) for t, f in due), len(due))
    figures["type"] = share(sum(t["type"] == f["type"] for t, f in due), len(due))
    figures["named"] = share(sum(t["named"] == f["named"] for t, f in due), len(due))
    return figures


def _flags(due: list[tuple[Row, Row]]) -> float:
    return share(sum(t["repeated"] == f["repeated"] for t, f in due), len(due))


def _quantities(outputs: Outputs) -> Figures:
    found = outputs.located("quantities")
    figures, due = mentions(outputs.labels("quantities"), found, same_value)
    checks: dict[str, Callable[[Row, Row], bool]] = {
        "value": same_value,
        "bound": lambda t, f: bool(t["bound"] == f["bound"]),
        "unit": lambda t, f: bool(t["unit"] == f["unit"]),
        "masked": lambda t, f: bool(t["masked"] == f["masked"]),
        "masked_is_empty": lambda t, f: not t["masked"] or (f["value_low"] is None and f["value_high"] is None),
        "kind": lambda t, f: f["kind"] in {t["kind"], t["kind_alt"]},
        "provinces": same_provinces,
        "repeated": lambda t, f: bool(t["repeated"] == f["repeated"]),
    }
    for name, check in checks.items():
        figures[name] = share(sum(check(t, f) for t, f in due), len(due))
    named = [(t, f) for t, f in due if t["object"]]
    figures["object"] = share(sum(same_object(t, f) for t, f in named), len(named))
    figures["non_quantities_left_alone"] = _left_alone(outputs.labels("non_quantities"), found)
    return figures


def same_value(true: Row, found: Row) -> bool:
    if true["masked"] or found["masked"]:
        return bool(true["masked"] == found["masked"])
    return all(_near(true[side], found[side]) for side in ("value_low", "value_high"))


def _near(true: float | None, found: float | None) -> bool:
    """An open side must stay open: a bound that the text does not give would be made up."""
    if true is None or found is None:
        return true is found
    return abs(true - found) <= 1e-5 * max(1.0, abs(true))


def same_provinces(true: Row, found: Row) -> bool:
    credited = set(found["provinces"] or [])
    alternative = true["provinces_alt"]
    return credited == set(true["provinces"]) or (alternative is not None and credited == set(alternative))


def same_object(true: Row, found: Row) -> bool:
    ours, theirs = _bare(found["object"]), _bare(true["object"])
    return bool(ours) and (ours in theirs or theirs in ours)


def _left_alone(labels: list[Row], found: list[Row]) -> float:
    due = [t for t in labels if not t["optional"]]
    taken = sum(any(_within(f, t) for f in found) for t in due)
    return share(len(due) - taken, len(due))


def _within(found: Row, label: Row) -> bool:
    same = found["source"] == label["source"]
    return bool(same and label["start"] <= found["start"] and found["end"] <= label["end"])


def _traps(outputs: Outputs) -> Figures:
    tables = {"place": [r for r in outputs.located("places") if r["via"] != "org"], "unit": outputs.located("units")}
    labels = outputs.labels("traps")
    fallen = sum(any(_within(f, t) for f in tables[t["kind"]]) for t in labels)
    return {"avoided": share(len(labels) - fallen, len(labels))}


def _formulations(outputs: Outputs) -> Figures:
    found = Counter((r["source"], r["surface"]) for r in outputs.located("formulations") if not r["repeated"])
    labels = outputs.labels("formulations")
    hit = sum(min(found[t["source"], t["surface"]], t["count"]) for t in labels)
    return {"recall": share(hit, sum(t["count"] for t in labels))}


def answers(outputs: Outputs) -> list[tuple[Row, list[str]]]:
    """Every labelled passage with the themes that the run gave it, the primary first."""
    ranked: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in outputs.rows("themes"):
        ranked[row["passage_id"]].append((row["rank"], row["theme"]))
    passages = outputs.located("passages")
    return [(label, _themes_at(label, passages, ranked)) for label in outputs.labels("themes")]


def _themes(outputs: Outputs) -> Figures:
    given = answers(outputs)
    easy = [(t, names) for t, names in given if t["difficulty"] == "easy"]
    both = sum(len(set(names) & set(t["themes"])) for t, names in given)
    every = found_and_right(both, sum(len(n) for _, n in given), sum(len(t["themes"]) for t, _ in given))
    return {"primary": _primary(given), "primary_easy": _primary(easy), "all_f1": every["f1"]}


def _themes_at(label: Row, passages: list[Row], ranked: dict[str, list[tuple[int, str]]]) -> list[str]:
    best = max(passages, key=lambda p: overlap(label, p), default=None)
    if best is None or not overlap(label, best):
        return []
    return [theme for _, theme in sorted(ranked[best["passage_id"]])]


def _primary(given: list[tuple[Row, list[str]]]) -> float:
    return share(sum(names[:1] == [t["primary"]] for t, names in given), len(given))


def _duplicates(outputs: Outputs) -> Figures:
    labels, found = outputs.labels("duplicates"), outputs.located("duplicates")
    inside = [f for f in found if f["scope"] == "within_document"]
    groups: dict[str, list[Row]] = defaultdict(list)
    for label in labels:
        groups[label["group"]].append(label)
    got = sum(bool(_common(members, inside)) for members in groups.values())
    right = sum(any(2 * overlap(f, t) >= f["end"] - f["start"] for t in labels) for f in inside)
    return {"recall": share(got, len(groups)), "precision": share(right, len(inside)), "flagged": _flagged(outputs)}


def _common(members: Iterable[Row], found: list[Row]) -> set[str]:
    groups = [{f["group_id"] for f in found if _covers(f, m)} for m in members]
    return set.intersection(*groups)


def _covers(found: Row, label: Row) -> bool:
    return bool(overlap(found, label) >= 0.6 * (label["end"] - label["start"]))


def _flagged(outputs: Outputs) -> float:
    """The later copies are flagged in the passages, and nothing else is."""
    copies = [t for t in outputs.labels("duplicates") if t["occurrence"] > 1]
    flagged = [p for p in outputs.located("passages") if p["repeated"]]
    return found_and_right(len(pairs(copies, flagged)), len(flagged), len(copies))["f1"]


def _reuse(outputs: Outputs) -> Figures:
    """Sentences that other years use again are found; a template with other figures is no conflict."""
    across = [f for f in outputs.located("duplicates") if f["scope"] != "within_document"]
    groups: dict[str, list[Row]] = defaultdict(list)
    for label in outputs.labels("reuse"):
        groups[label["group"]].append(label)
    verbatim = [members for members in groups.values() if members[0]["kind"] == "verbatim"]
    labels = [label for members in groups.values() for label in members]
    right = sum(any(2 * overlap(f, t) >= f["end"] - f["start"] for t in labels) for f in across)
    return {
        "recall": share(sum(bool(_common(m, across)) for m in verbatim), len(verbatim)),
        "precision": share(right, len(across)),
    }


def _contradictions(outputs: Outputs) -> Figures:
    labels = outputs.labels("contradictions")
    found = outputs.located("contradictions", "_a", "_b")
    used = [[n for n, f in enumerate(found) if _same_conflict(t, f)] for t in labels]
    kinds = [any(found[n]["kind"] == t["kind"] for n in hits) for t, hits in zip(labels, used, strict=True)]
    figures = found_and_right(sum(map(bool, used)), len(found), len(labels))
    hits = {n for numbers in used for n in numbers}
    return {
        "recall": figures["recall"],
        "precision": share(len(hits), len(found)),
        "kind": share(sum(kinds), len(kinds)),
    }


def _same_conflict(true: Row, found: Row) -> bool:
    a, b = _side(true, "_a"), _side(true, "_b")
    c, d = _side(found, "_a"), _side(found, "_b")
    return bool((overlap(a, c) and overlap(b, d)) or (overlap(a, d) and overlap(b, c)))


def _side(row: Row, side: str) -> Row:
    return {name: row[f"{name}{side}"] for name in ("source", "start", "end")}


MEASURES: dict[str, Callable[[Outputs], Figures]] = {
    "ledger": _ledger,
    "documents": _documents,
    "noise": _noise,
    "boundaries": _boundaries,
    "places": _places,
    "units": _units,
    "quantities": _quantities,
    "traps": _traps,
    "formulations": _formulations,
    "themes": _themes,
    "duplicates": _duplicates,
    "reuse": _reuse,
    "contradictions": _contradictions,
}
