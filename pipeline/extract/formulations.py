"""Formulations (提法): set phrases of policy language, from a dictionary and from the grammar of coined phrases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipeline.config import Config
from pipeline.extract.coinages import Coinage, coinages
from pipeline.language.measures import numeral_words
from pipeline.language.numerals import FEW
from pipeline.records import Formulation
from pipeline.text.located import Located
from pipeline.text.terms import TermIndex

_FOLDER = "formulations"
_NUMERALS = frozenset(f"{FEW}百千万亿两零〇第0123456789")
_LEADING = frozenset(f"{FEW}百两")


@dataclass(frozen=True)
class Entry:
    """What the dictionary knows of a wording; `canonical` is empty for a blocker.

    `inside`: the wording is counted inside a longer one of the dictionary too.
    """

    canonical: str
    inside: bool = True


class Found(NamedTuple):
    """A formulation at `text[start:end]`."""

    start: int
    end: int
    canonical: str
    inside: bool


@cache
def dictionary(config: Config) -> TermIndex[Entry]:
    """Every wording of dictionaries/formulations, canonical ones and variants, and the blockers."""
    terms = {row["string"]: Entry("") for row in config.rows(f"{_FOLDER}/blockers.csv", ["string"])}
    for row in config.rows(f"{_FOLDER}/formulations.csv", ["canonical", "variants", "inside"]):
        entry = Entry(row["canonical"], row["inside"] != "no")
        for wording in [row["canonical"], *filter(None, row["variants"].split("|"))]:
            terms.setdefault(wording, entry)
    return TermIndex(terms)


@cache
def ordinary_words(config: Config) -> frozenset[str]:
    """Words that stand in quotation marks without being coinages: grades of an assessment and the like."""
    return frozenset(row["word"] for row in config.rows(f"{_FOLDER}/ordinary.csv", ["word"]))


def formulations(passage: Located, config: Config) -> list[Formulation]:
    """The formulations of a passage in order of their place, the longer before those that stand inside it."""
    text = passage.text
    known = list(_known(text, config))
    idioms = {word.start for word in numeral_words(config).longest(text) if word.value == "idiom"}
    coined = list(coinages(text, ordinary_words(config), idioms))
    found = [(f.start, f.end, f.canonical) for f in known if not _hidden(f, coined)]
    found += [(c.start, c.end, text[c.start : c.end]) for c in coined if not _covered(c, known)]
    return [
        Formulation(**passage.mention("formulation", start, end), canonical=canonical)
        for start, end, canonical in sorted(found, key=lambda f: (f[0], -f[1]))
    ]


def _known(text: str, config: Config) -> Iterator[Found]:
    """Dictionary wordings; a blocker hides all inside it, a longer wording its members and its own variants."""
    matches = [m for m in dictionary(config).every(text) if _whole_numeral(text, m.start)]
    matches.sort(key=lambda m: (m.start, -m.end))
    blocked = reach = 0
    open_: list[Found] = []
    for start, end, _, entry in matches:
        open_ = [f for f in open_ if f.end > start]
        if not entry.canonical:
            blocked = max(blocked, end)
        elif end > blocked and (start >= reach or entry.inside) and entry.canonical not in {f[2] for f in open_}:
            reach = max(reach, end)
            open_.append(Found(start, end, entry.canonical, entry.inside))
            yield open_[-1]


def _whole_numeral(text: str, start: int) -> bool:
    """Whether a wording that opens with a numeral really opens there (十三农 holds no 三农)."""
    return start == 0 or text[start] not in _LEADING or text[start - 1] not in _NUMERALS


def _covered(coinage: Coinage, known: list[Found]) -> bool:
    return any(f.start <= coinage.start and coinage.end <= f.end for f in known)


def _hidden(found: Found, coined: list[Coinage]) -> bool:
    return any(
        c.hides and c.start <= found.start and found.end <= c.end and (c.start, c.end) != found[:2] for c in coined
    )
