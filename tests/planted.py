"""Planted sets: passages in the manner of yearly reports, copies of every kind among them, and traps.

Everything is drawn from one seed, and extraction reads it as it reads a corpus. Bases are written here from a stock
of clauses; where real reports lie beside the checkout their paragraphs serve as bases too. Every copy knows its base
and its class, every planted contradiction its kind; a trap looks like a copy and is none.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.records import Contradiction, Duplicate, Passage, Record
from tests.build import document, extracted, passages
from tests.planted_words import (
    ASPECTS,
    ENTERPRISES,
    GIVEN,
    MANNERS,
    MATTERS,
    NEUTRAL,
    OBJECTS,
    PROVINCES,
    QUALITIES,
    SLOGANS,
    SUBJECTS,
    SURNAMES,
    VERBS,
    WAYS,
)


@dataclass(frozen=True)
class Planted:
    """A copy: the base's passage, the copy's passages, its class, and the kind of contradiction planted in it."""

    base: str
    copies: tuple[str, ...]
    kind: str
    contradiction: str = ""


@dataclass
class PlantedSet:
    """Records for the search, what was planted, and the pairs that a trap must not make."""

    records: list[Record] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    family: dict[str, int] = field(default_factory=dict)
    traps: set[str] = field(default_factory=set)
    real: set[str] = field(default_factory=set)

    @property
    def passages(self) -> list[Passage]:
        return [r for r in self.records if isinstance(r, Passage)]


@dataclass
class _Item:
    text: str
    year: int
    family: int
    trap: bool = False
    real: bool = False
    passage_id: str = ""
    follows: _Item | None = None


def real_paragraphs(folder: Path) -> list[tuple[int, str]]:
    """Paragraphs of 30 to 400 characters of the real reports, each with its year; empty where there are none."""
    found = []
    for path in sorted(folder.glob("[12]*.txt")):
        lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
        found += [(int(path.stem[:4]), line) for line in lines if 30 <= len(line) <= 400]
    return found


class Generator:
    """Draws bases, copies and traps from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.things: set[str] = set()

    def clause(self) -> str:
        draw = self.random.choice
        start = draw(SUBJECTS) if self.random.random() < 0.5 else ""
        what = draw(OBJECTS) if self.random.random() < 0.3 else f"{draw(ASPECTS)}{draw(MATTERS)}"
        return f"{start}{draw(WAYS)}{draw(MANNERS)}{draw(VERBS)}{draw(QUALITIES)}{what}"

    def sentence(self) -> str:
        return "，".join(self.clause() for _ in range(self.random.randint(2, 3))) + "。"

    def figure(self) -> int:
        return self.random.randint(101, 9899) if self.random.random() < 0.7 else self.random.randint(12, 98)

    def thing(self) -> str:
        """What a claim is about: every claim another thing, or two bases would contradict each other by chance."""
        draw = self.random.choice
        while (name := f"{draw(QUALITIES)}{draw(ASPECTS)}{draw(MATTERS)}") in self.things:
            pass
        self.things.add(name)
        return name

    def fact_sentence(self) -> str:
        """A sentence with every kind of fact, each of which a contradiction can change."""
        draw, n, thing = self.random.choice, self.figure, self.thing
        person = draw(SURNAMES) + draw(GIVEN)
        return draw(
            (
                f"{draw(PROVINCES)}{draw(WAYS)}，全年培训{thing()}骨干{n()}人次，{draw(VERBS)}{thing()}{n()}项。",
                f"{draw(ENTERPRISES)}{draw(WAYS)}投入{thing()}经费{n()}万元，已建成{thing()}站点{n()}个，{self.clause()}。",
                f"{self.random.randint(2, 11)}月{self.random.randint(2, 27)}日，工委书记{person}现场点评，"
                f"{self.clause()}，提出{thing()}意见{n()}条。",
                f"{draw(PROVINCES)}把{draw(QUALITIES)}{draw(OBJECTS)}作为重点，累计走访{n()}户，已完成{thing()}整改{n()}件。",
            )
        )

    def base(self) -> str:
        parts = [self.sentence() for _ in range(self.random.randint(1, 4))]
        if self.random.random() < 0.6:
            parts.insert(self.random.randint(0, len(parts)), self.fact_sentence())
        return "".join(parts)


_PROTECTED = re.compile(
    rf"\d[\d.,]*.{{0,3}}|{'|'.join(PROVINCES)}|{'|'.join(ENTERPRISES)}|书记...?|[不未没无非将已拟要]|[^一-龥]"
    # Organisations that extraction knows by their level.
    rf"|(?:{'|'.join(s for s in SUBJECTS if s.endswith('委'))})"
)


def exact(g: Generator, text: str) -> str:
    return text


def reflowed(g: Generator, text: str) -> str:
    """Other punctuation, width and spaces, the same words."""
    swapped = text.translate(str.maketrans({"，": ",", "。": "．", "、": ","}))
    at = g.random.randint(1, len(swapped) - 1)
    # No gap inside a figure: that would be another figure.
    gap = "" if swapped[at - 1].isdigit() or swapped[at].isdigit() else "\u3000"
    return f"{swapped[:at]}{gap}{swapped[at:]} "


def edited(g: Generator, text: str) -> str:
    """1 to 5 per cent of the characters replaced, dropped or doubled by others; no fact touched."""
    protected = {i for m in _PROTECTED.finditer(text) for i in range(m.start(), m.end())}
    free = [i for i in range(len(text)) if i not in protected]
    share = g.random.uniform(0.01, 0.05)
    chosen = g.random.sample(free, min(len(free), max(1, round(share * len(text)))))
    characters = list(text)
    for i in chosen:
        how = g.random.random()
        new = g.random.choice(NEUTRAL)
        characters[i] = new if how < 0.6 else "" if how < 0.8 else characters[i] + new
    return "".join(characters)


def cut(g: Generator, text: str) -> str:
    return text[: max(18, round(g.random.uniform(0.4, 0.9) * len(text)))]


def contained(g: Generator, text: str) -> str:
    return f"{g.sentence()}{text}{g.sentence()}"


def number_changed(g: Generator, text: str) -> str | None:
    return _swap(g, text, r"(?<![\d.])\d{2,5}(?=[人件项个户条])", lambda old: str(int(old) * 2 + 7))


def province_changed(g: Generator, text: str) -> str | None:
    return _swap(g, text, "|".join(PROVINCES), lambda old: g.random.choice([p for p in PROVINCES if p != old]))


def unit_changed(g: Generator, text: str) -> str | None:
    return _swap(g, text, "|".join(ENTERPRISES), lambda old: g.random.choice([e for e in ENTERPRISES if e != old]))


def measure_changed(g: Generator, text: str) -> str | None:
    return _swap(g, text, r"(?<=\d)万元", lambda old: "亿元")


def date_changed(g: Generator, text: str) -> str | None:
    return _swap(g, text, r"(?<=月)\d{1,2}(?=日，工委)", lambda old: str(int(old) % 27 + 1))


def modality_changed(g: Generator, text: str) -> str | None:
    return _swap(g, text, r"已(?=完成|建成)", lambda old: g.random.choice(("将", "未")))


def attribution_changed(g: Generator, text: str) -> str | None:
    return _swap(
        g, text, r"(?<=工委书记).{3}", lambda old: old[0] + g.random.choice([n for n in GIVEN if n != old[1:]])
    )


def _swap(g: Generator, text: str, pattern: str, new: Callable[[str], str]) -> str | None:
    found = list(re.finditer(pattern, text))
    if not found:
        return None
    match = g.random.choice(found)
    return text[: match.start()] + new(match[0]) + text[match.end() :]


COPIES: dict[str, Callable[[Generator, str], str]] = {
    "exact": exact,
    "reflowed": reflowed,
    "edited": edited,
    "cut": cut,
    "contained": contained,
}
CHANGES: dict[str, Callable[[Generator, str], str | None]] = {
    "number": number_changed,
    "province": province_changed,
    "unit": unit_changed,
    "measure": measure_changed,
    "date": date_changed,
    "modality": modality_changed,
    "attribution": attribution_changed,
}


def frames(g: Generator) -> tuple[str, str]:
    """Shared boilerplate with another place and other figures."""
    frame = (
        f"{{place}}{g.random.choice(WAYS)}，{g.random.choice(SUBJECTS)}{g.random.choice(VERBS)}"
        f"{g.random.choice(QUALITIES)}{g.random.choice(OBJECTS)}，整顿{g.thing()}支部{{a}}个，新发展{g.thing()}党员{{b}}名，"
        f"办结{g.thing()}诉求{{c}}件。"
    )
    places = g.random.sample(PROVINCES, 2)
    filled = [frame.format(place=p, a=g.figure(), b=g.figure() * 2 + n, c=g.figure()) for n, p in enumerate(places)]
    return filled[0], filled[1]


def next_year(g: Generator) -> tuple[str, str]:
    """Next year's report in the same frame: every figure another one."""
    frame = (
        f"{g.sentence()}全年调训{g.thing()}干部{{a}}人次，排查{g.thing()}隐患{{b}}处，{g.clause()}，"
        f"兑现{g.thing()}事项{{c}}件。"
    )
    first = [g.figure() for _ in range(3)]
    second = [n + g.random.randint(3, 40) for n in first]
    return tuple(frame.format(a=a, b=b, c=c) for a, b, c in (first, second))  # type: ignore[return-value]


def slogans(g: Generator) -> tuple[str, str]:
    """Two passages that share nothing but slogans."""
    shared = "，".join(g.random.sample(SLOGANS, 2))
    return f"{shared}，{g.sentence()}", f"{g.sentence()}{shared}，{g.clause()}。"


TRAPS: dict[str, Callable[[Generator], tuple[str, str]]] = {
    "frame": frames,
    "next_year": next_year,
    "slogan": slogans,
}
YEARS = tuple(range(2012, 2025))


def planted_set(size: int, seed: int = 7, real: Sequence[tuple[int, str]] = ()) -> PlantedSet:
    """About `size` passages: a third are copies of another third, a tenth are traps, the rest stands alone."""
    g = Generator(seed)
    items: list[_Item] = []
    plans: list[tuple[_Item, list[_Item], str, str]] = []
    pool = list(real)
    g.random.shuffle(pool)
    kinds = [*COPIES, "split", *CHANGES]
    number = 0
    while len(items) < size:
        number += 1
        if number % 20 == 0:
            items += _trap(g, number, list(TRAPS)[number // 20 % len(TRAPS)])
            continue
        year, text, is_real = g.random.choice(YEARS), g.base(), False
        if pool and g.random.random() < 0.3:
            (year, text), is_real = pool.pop(), True
        base = _Item(text, year, number, real=is_real)
        items.append(base)
        if number % 2:
            kind = kinds[number // 2 % len(kinds)]
            copies = _copies(g, base, kind)
            for copy in copies:
                copy.real = base.real
            items += copies
            if copies:
                plans.append((base, copies, kind, kind if kind in CHANGES else ""))
    return _assembled(g, items, plans)


def _trap(g: Generator, number: int, kind: str) -> list[_Item]:
    one, other = TRAPS[kind](g)
    year = g.random.choice(YEARS[:-1])
    later = year + 1 if kind == "next_year" else year
    return [_Item(one, year, -2 * number, trap=True), _Item(other, later, -2 * number - 1, trap=True)]


def _copies(g: Generator, base: _Item, kind: str) -> list[_Item]:
    if kind == "split":
        at = round(g.random.uniform(0.35, 0.65) * len(base.text))
        if min(at, len(base.text) - at) < 20:
            return []
        first = _Item(base.text[:at], base.year, base.family)
        return [first, _Item(base.text[at:], base.year, base.family, follows=first)]
    if kind in CHANGES:
        if base.real and kind != "number":
            base.text, base.real = g.sentence() + g.fact_sentence(), False
        changed = CHANGES[kind](g, base.text)
        tries = 0
        while changed is None and tries < 40 and not base.real:
            tries += 1
            base.text = g.sentence() + g.fact_sentence()
            changed = CHANGES[kind](g, base.text)
        return [] if changed is None else [_Item(changed, base.year, base.family)]
    return [_Item(COPIES[kind](g, base.text), base.year, base.family)]


def _assembled(g: Generator, items: list[_Item], plans: list[tuple[_Item, list[_Item], str, str]]) -> PlantedSet:
    made = PlantedSet()
    by_year: dict[int, list[_Item]] = defaultdict(list)
    order = [i for i in items if i.follows is None]
    g.random.shuffle(order)
    after = {id(i.follows): i for i in items if i.follows is not None}
    for item in order:
        by_year[item.year] += [item, after[id(item)]] if id(item) in after else [item]
    for year in sorted(by_year):
        for start in range(0, len(by_year[year]), 60):
            made.records += _document(year, start // 60, by_year[year][start : start + 60])
    for item in items:
        made.family[item.passage_id] = item.family
        if item.trap:
            made.traps.add(item.passage_id)
        if item.real:
            made.real.add(item.passage_id)
    made.planted = [
        Planted(base.passage_id, tuple(c.passage_id for c in copies), kind, contradiction)
        for base, copies, kind, contradiction in plans
    ]
    return made


def _document(year: int, number: int, items: Sequence[_Item]) -> list[Record]:
    """A report of the nation with these passages, and what extraction finds in them."""
    name = f"{year}/{number:04d}.txt"
    parts = passages(name, (item.text for item in items))
    for item, part in zip(items, parts, strict=True):
        item.passage_id = part.passage_id
    length = parts[-1].source_end
    whole = document(name, review_year=year, level="national", source_end=length, n_characters=length)
    return extracted(whole, parts)


@dataclass(frozen=True)
class Score:
    """Recall by class, precision over pairs, contradictions found by kind, and the false ones."""

    recall: dict[str, float]
    precision: float
    contradictions: dict[str, float]
    false_contradictions: int
    missed: tuple[Planted, ...]
    false_pairs: tuple[tuple[str, str], ...]
    false_rows: tuple[Contradiction, ...]


def score(made: PlantedSet, rows: Iterable[Record]) -> Score:
    """Compare what was found with what was planted. Pairs among real bases are not judged: they do repeat."""
    rows = list(rows)
    groups: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if isinstance(row, Duplicate):
            groups[row.group_id].add(row.passage_id)
    pairs = {(a, b) for members in groups.values() for a in members for b in members if a < b}
    judged = {(a, b) for a, b in pairs if made.family[a] == made.family[b] or not (a in made.real and b in made.real)}
    false = tuple(sorted(p for p in judged if made.family[p[0]] != made.family[p[1]]))
    hits, missed = defaultdict(list), []
    for plan in made.planted:
        hit = all(tuple(sorted((plan.base, c))) in pairs for c in plan.copies)
        hits[plan.kind].append(hit)
        if not hit:
            missed.append(plan)
    kinds, false_rows = _conflicts(made, [r for r in rows if isinstance(r, Contradiction)])
    return Score(
        recall={k: sum(v) / len(v) for k, v in sorted(hits.items())},
        precision=1 - len(false) / max(1, len(judged)),
        contradictions=kinds,
        false_contradictions=len(false_rows),
        missed=tuple(missed),
        false_pairs=false,
        false_rows=tuple(false_rows),
    )


def _conflicts(made: PlantedSet, rows: Sequence[Contradiction]) -> tuple[dict[str, float], list[Contradiction]]:
    at: dict[tuple[str, int], str] = {}
    for p in made.passages:
        at.update(((p.source, i), p.passage_id) for i in range(p.source_start, p.source_end))
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    planted = {tuple(sorted((p.base, *p.copies))): p.contradiction for p in made.planted if p.contradiction}
    false = []
    for row in rows:
        pair = tuple(sorted((at[row.source_a, row.start_a], at[row.source_b, row.start_b])))
        found[pair].add(row.kind)  # type: ignore[index]
        if planted.get(pair) != row.kind and not (set(pair) & made.real):
            false.append(row)
    hits: dict[str, list[bool]] = defaultdict(list)
    for pair, kind in planted.items():
        hits[kind].append(kind in found[pair])  # type: ignore[index]
    return {k: sum(v) / len(v) for k, v in sorted(hits.items())}, false
