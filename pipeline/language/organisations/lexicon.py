"""Everything that dictionaries/organisations knows, in automata that read a text once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipeline.config import Config
from pipeline.text.terms import TermIndex

_FOLDER = "organisations"
_FILES = ("party", "government", "enterprises", "universities", "hospitals", "media", "bodies")
_LONG = 6


class Organisation(NamedTuple):
    """A named organisation of the dictionary."""

    canonical: str
    type: str
    province: str


class Function(NamedTuple):
    """What a body does: its type, and what must stand in front of it to make a name."""

    type: str
    prefix: str


class Term(NamedTuple):
    """What one string can be; `damaged` is the long name that it is with a character missing."""

    organisation: Organisation | None = None
    functions: tuple[Function, ...] = ()
    generic: str = ""
    damaged: Organisation | None = None
    blocks: bool = False


class Half(NamedTuple):
    """A long name that the string is one half of; `offset` is the half's place in the name."""

    name: str
    offset: int


@dataclass(frozen=True)
class OrganisationTerms:
    """`cuts`: words that no name holds; `common`: words at a name's end that say what a body does, not who it is."""

    terms: TermIndex[Term]
    halves: TermIndex[tuple[Half, ...]]
    long_names: dict[str, Organisation]
    cuts: re.Pattern[str]
    common: re.Pattern[str]


@cache
def lexicon(config: Config) -> OrganisationTerms:
    """The dictionaries of organisations, compiled."""
    names = organisations(config)
    long_names = {n: o for n, o in names.items() if len(n) >= _LONG and re.fullmatch("[\u4e00-\u9fff]+", n)}
    terms = {name: Term(organisation=entry) for name, entry in names.items()}
    for word, functions in _functions(config).items():
        terms[word] = terms.get(word, Term())._replace(functions=functions)
    for row in config.rows(f"{_FOLDER}/generic.csv", ["body", "type"]):
        terms[row["body"]] = terms.get(row["body"], Term())._replace(generic=row["type"])
    for row in config.rows(f"{_FOLDER}/blockers.csv", ["string"]):
        terms[row["string"]] = Term(blocks=True)
    for short, entry in _shortened(long_names).items():
        terms.setdefault(short, Term(damaged=entry))
    cuts, common = _words(config, "cuts"), _words(config, "common")
    return OrganisationTerms(
        TermIndex(terms), _halves(long_names), long_names, re.compile(cuts), re.compile(f"(?:{common})+$")
    )


@cache
def organisations(config: Config) -> dict[str, Organisation]:
    """Every name of the dictionary, canonical ones and variants."""
    columns = ("canonical", "variants", "type", "province")
    rows = [row for file in _FILES for row in config.rows(f"{_FOLDER}/{file}.csv", columns)]
    entries = [(row, Organisation(row["canonical"], row["type"], row["province"])) for row in rows]
    names = {entry.canonical: entry for _, entry in entries}
    for row, entry in entries:
        for variant in filter(None, row["variants"].split("|")):
            names.setdefault(variant, entry)
    return names


def _functions(config: Config) -> dict[str, tuple[Function, ...]]:
    found: dict[str, list[Function]] = {}
    for row in config.rows(f"{_FOLDER}/functions.csv", ["root", "tails", "type", "prefix"]):
        function = Function(row["type"], row["prefix"])
        for tail in row["tails"].split("|"):
            known = found.setdefault(row["root"] + tail, [])
            if function not in known:
                known.append(function)
    return {word: tuple(functions) for word, functions in found.items()}


def _words(config: Config, file: str) -> str:
    words = {row["word"] for row in config.rows(f"{_FOLDER}/{file}.csv", ["word"])}
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))


def _shortened(names: dict[str, Organisation]) -> dict[str, Organisation]:
    """Each long name less one inner character, unless it could be that of two."""
    found: dict[str, Organisation | None] = {}
    for name, entry in names.items():
        for short in {name[:at] + name[at + 1 :] for at in range(1, len(name) - 1)}:
            found[short] = entry if found.get(short, entry) == entry else None
    return {short: entry for short, entry in found.items() if entry}


def _halves(names: Iterable[str]) -> TermIndex[tuple[Half, ...]]:
    halves: dict[str, list[Half]] = {}
    for name in names:
        middle = len(name) // 2
        halves.setdefault(name[:middle], []).append(Half(name, 0))
        halves.setdefault(name[middle:], []).append(Half(name, middle))
    return TermIndex({half: tuple(places) for half, places in halves.items()})
