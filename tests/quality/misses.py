"""Where a run over the sample and the truth differ, one line each, for the person who works on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from tests.quality.matching import pairs
from tests.quality.score import answers, noise_found, noise_true, same_object, same_provinces, same_value
from tests.quality.sources import Outputs, Row
from tests.truth.build import originals

KINDS = ("places", "units", "quantities", "themes", "noise")


class Misses:
    """The differences of one run."""

    def __init__(self, folder: Path) -> None:
        self.outputs = Outputs(folder)
        self.texts = {o.source: o.tight for o in originals()}

    def __call__(self, kind: str) -> Iterator[str]:
        """The lines of one kind: one of KINDS."""
        listed: dict[str, Callable[[], Iterator[str]]] = {
            "places": lambda: self._mentions("places", lambda t, f: bool(t["province"] == f["province"])),
            "units": lambda: self._mentions("units", lambda t, f: bool(t["type"] == f["type"])),
            "quantities": self._quantities,
            "themes": self._themes,
            "noise": self._noise,
        }
        return listed[kind]()

    def _context(self, row: Row) -> str:
        text, start, end = self.texts[row["source"]], row["start"], row["end"]
        return f"{row['source'][:10]} …{text[max(0, start - 12) : start]}[{text[start:end]}]{text[end : end + 12]}…"

    def _mentions(self, name: str, same: Callable[[Row, Row], bool]) -> Iterator[str]:
        true, found = self.outputs.labels(name), self.outputs.located(name)
        found = [f for f in found if f.get("via") != "org"]
        matched = pairs(true, found)
        yield from (f"wrong   {self._context(t)}" for t, f in matched if not t["optional"] and not same(t, f))
        yield from self._unmatched(true, found, matched)

    def _unmatched(self, true: list[Row], found: list[Row], matched: list[tuple[Row, Row]]) -> Iterator[str]:
        taken = {id(row) for pair in matched for row in pair}
        yield from (f"missed  {self._context(t)}" for t in true if id(t) not in taken and not t["optional"])
        yield from (f"extra   {self._context(f)}" for f in found if id(f) not in taken)

    def _quantities(self) -> Iterator[str]:
        true, found = self.outputs.labels("quantities"), self.outputs.located("quantities")
        matched = pairs(true, found)
        for t, f in matched:
            if not t["optional"] and (wrong := list(_differences(t, f))):
                yield f"wrong   {self._context(t)} {'; '.join(wrong)}"
        yield from self._unmatched(true, found, matched)

    def _themes(self) -> Iterator[str]:
        for label, names in answers(self.outputs):
            if names[:1] != [label["primary"]]:
                text = self.texts[label["source"]][label["start"] : label["start"] + 40]
                yield f"{label['difficulty']} {label['primary']} taken for {', '.join(names) or 'nothing'}: {text}…"

    def _noise(self) -> Iterator[str]:
        true, found = noise_true(self.outputs), noise_found(self.outputs)
        for word, places in (("missed", true - found), ("extra", found - true)):
            for source, start, end in _runs(places):
                yield f"{word:8}{source[:10]} {self.texts[source][start:end]}"


def _differences(true: Row, found: Row) -> Iterator[str]:
    if not same_value(true, found):
        yield f"value {true['value_low']}–{true['value_high']}, is {found['value_low']}–{found['value_high']}"
    for name in ("bound", "unit"):
        if true[name] != found[name]:
            yield f"{name} {true[name]}, is {found[name]}"
    if found["kind"] not in {true["kind"], true["kind_alt"]}:
        yield f"kind {true['kind']}, is {found['kind']}"
    if not same_provinces(true, found):
        yield f"provinces {true['provinces']}, is {found['provinces']}"
    if true["object"] and not same_object(true, found):
        yield f"object {true['object']}, is {found['object'] or '-'}"


def _runs(places: set[tuple[str, int]]) -> Iterator[tuple[str, int, int]]:
    start = previous = None
    for place in sorted(places):
        if previous and place == (previous[0], previous[1] + 1):
            previous = place
            continue
        if start and previous:
            yield start[0], start[1], previous[1] + 1
        start = previous = place
    if start and previous:
        yield start[0], start[1], previous[1] + 1
