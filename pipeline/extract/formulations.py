"""Formulations (提法): set phrases of policy language. Known are those of the dictionary; what the grammar of coined
phrases finds besides is proposed, and kept apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import NamedTuple

from pipeline.config import Config
from pipeline.extract.coinages import Coined, coined
from pipeline.language.measures import numeral_words
from pipeline.language.numerals import FEW
from pipeline.records import Coinage, Document, Formulation
from pipeline.text.located import Located
from pipeline.text.terms import Match, TermIndex
from pipeline.wordings import FormulationDocument

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
    """Every wording of dictionaries/formulations, canonical ones and variants in every spelling, and the blockers."""
    terms = {row["string"]: Entry("") for row in config.rows(f"{_FOLDER}/blockers.csv", ["string"])}
    rows = config.rows(f"{_FOLDER}/formulations.csv", ["canonical", "variants", "inside"])
    entries = [(Entry(row["canonical"], row["inside"] != "no"), _wordings(row)) for row in rows]
    # What is written down goes before what is only another spelling of something else.
    for entry, wordings in entries:
        terms.update({wording: entry for wording in wordings if wording not in terms})
    for entry, wordings in entries:
        for spelling in (s for wording in wordings for s in spellings(wording)):
            terms.setdefault(spelling, entry)
    return TermIndex(terms)


def _wordings(row: Mapping[str, str]) -> list[str]:
    return [row["canonical"], *filter(None, row["variants"].split("|"))]


# What stands between the members of one phrase: nothing is the same phrase, only written otherwise.
_BETWEEN = re.compile("”、“|”，“|”“|、|，")
_JOINTS = ("、", "，", "")
_MIXED = 3


def spellings(wording: str) -> set[str]:
    """The wording with 、, ， or nothing between its members, mixed in short rows; each in quotation marks, or none."""
    members = [m.strip("“”") for m in _BETWEEN.split(wording)]
    if len(members) < 2 or not all(members) or set("“”") & set("".join(members)):
        return {wording}
    n = len(members) - 1
    rows = product(_JOINTS, repeat=n) if n <= _MIXED else [(joint,) * n for joint in _JOINTS]
    plain = {"".join(map("".join, zip(members, (*row, ""), strict=True))) for row in rows}
    return plain | {joint.join(f"“{m}”" for m in members) for joint in _JOINTS}


@cache
def ordinary_words(config: Config) -> frozenset[str]:
    """Words that stand in quotation marks without being coinages: grades of an assessment and the like."""
    return frozenset(row["word"] for row in config.rows(f"{_FOLDER}/ordinary.csv", ["word"]))


def formulations(passage: Located, config: Config) -> list[Formulation]:
    """The known formulations of a passage in order of their place, the longer before those that stand inside it."""
    return [
        Formulation(**passage.mention("formulation", start, end), canonical=canonical)
        for start, end, canonical, _ in _known(passage.text, config)
    ]


def coinages(passage: Located, config: Config) -> list[Coinage]:
    """The coined phrases of a passage that no wording of the dictionary covers, blockers too, by their place."""
    text = passage.text
    known = [(m.start, m.end) for m in dictionary(config).every(text)]
    idioms = {word.start for word in numeral_words(config).longest(text) if word.value == "idiom"}
    found = [c for c in coined(text, ordinary_words(config), idioms) if not _covered(c, known)]
    return [
        Coinage(**passage.mention("coinage", start, end), canonical=_one_spelling(text[start:end]), form=form)
        for start, end, form in sorted(found, key=lambda c: (c.start, -c.end))
    ]


def _one_spelling(phrase: str) -> str:
    return _BETWEEN.sub("、", phrase).strip("“”‘’")


def everywhere(documents: Sequence[Document], passages: Sequence[Located], config: Config) -> list[FormulationDocument]:
    """The documents that each known formulation stands in, inside longer ones, in headings and titles too."""
    found: dict[tuple[str, str], FormulationDocument] = {}

    def note(doc_id: str, text: str, place: str, where: Callable[[int, int], tuple[str, int, int]]) -> None:
        for match in _unblocked(text, config):
            key = doc_id, match.value.canonical
            if key in found:
                found[key] = replace(found[key], count=found[key].count + 1)
                continue
            source, start, end = where(match.start, match.end)
            found[key] = FormulationDocument(
                doc_id=doc_id, canonical=key[1], count=1, place=place, source=source, source_start=start, source_end=end
            )

    for d in documents:
        note(d.doc_id, d.title, "title", lambda *_, d=d: (d.source, d.source_start, d.source_end))
    heading: dict[str, str] = {}
    for located in passages:
        p = located.passage
        if p.heading and heading.get(p.doc_id) != p.heading:
            heading[p.doc_id] = p.heading
            note(p.doc_id, p.heading, "heading", lambda *_, p=p: (p.source, p.source_start, p.source_end))
        if p.role == "body":
            note(p.doc_id, p.text, "body", lambda *span, of=located: (of.passage.source, *of.source_span(*span)))
    return list(found.values())


def _unblocked(text: str, config: Config) -> Iterator[Match[Entry]]:
    """Every dictionary wording, nested ones too, in order of their place; a blocker hides all inside it."""
    matches = [m for m in dictionary(config).every(text) if _whole_numeral(text, m.start)]
    matches.sort(key=lambda m: (m.start, -m.end))
    blocked = 0
    for match in matches:
        if not match.value.canonical:
            blocked = max(blocked, match.end)
        elif match.end > blocked:
            yield match


def _known(text: str, config: Config) -> Iterator[Found]:
    """Dictionary wordings; a longer one hides its members and its own variants."""
    reach = 0
    open_: list[Found] = []
    for start, end, _, entry in _unblocked(text, config):
        open_ = [f for f in open_ if f.end > start]
        if (start >= reach or entry.inside) and entry.canonical not in {f.canonical for f in open_}:
            reach = max(reach, end)
            open_.append(Found(start, end, entry.canonical, entry.inside))
            yield open_[-1]


def _whole_numeral(text: str, start: int) -> bool:
    """Whether a wording that opens with a numeral really opens there (十三农 holds no 三农)."""
    return start == 0 or text[start] not in _LEADING or text[start - 1] not in _NUMERALS


def _covered(found: Coined, known: list[tuple[int, int]]) -> bool:
    return any(start <= found.start and found.end <= end for start, end in known)
