"""The gate before every comparison: what speaks against holding a year against the one before it.

One document against one says how two texts differ, not two years: it is never comparable, only read text by text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.compare.base import Base
from pipeline.compare.intervals import FEWEST
from pipeline.compare.rows import MASKED, SHOWN, by_document, quantities
from pipeline.profile import OTHER, UNKNOWN, Profile
from pipeline.records import Document, Passage
from pipeline.store import Tables
from pipeline.yearly import Comparability

# A text three times as long has room for things that the shorter one leaves out; so has one of three times as many
# passages, and three times as many documents are seldom the same kind of selection.
SIZE_RATIO = 3.0
# Above this share of masked figures, of repeated text, or of documents of which it is not known what they are, the
# years say different amounts for other reasons.
HIDDEN_SHARE = 0.2


@dataclass(frozen=True)
class Composition:
    """What the documents of a year, or of any group, are like. `name` is what sentences call them; `year` None for a
    group that is none of a year; shares 0 to 1, None where there is nothing to be a share of."""

    name: str
    year: int | None = None
    n: int = 0
    characters: int = 0
    passages: int = 0
    genres: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    masked: float | None = None
    repeated: float | None = None
    unknown: float | None = None
    truncated: int = 0


def comparability(tables: Tables, base: Base, field: Profile) -> list[Comparability]:
    """One row for each scope and year, absent years included, against the last year before with documents."""
    measure = _Measure(tables, base)
    rows: list[Comparability] = []
    for scope, by_year in base.scopes.items():
        previous: Composition | None = None
        for year in base.years:
            documents = by_year.get(year, ())
            if not documents:
                rows.append(_row(scope, year, Composition(f"{year}年", year), previous, field, base.year_basis))
                continue
            profile = measure.profile(year, documents)
            rows.append(_row(scope, year, profile, previous, field, base.year_basis))
            previous = profile
    return rows


class _Measure:
    def __init__(self, tables: Tables, base: Base) -> None:
        self.base = base
        self.all: dict[str, int] = {}
        for passage in tables[Passage]:
            if passage.role == "body":
                self.all[passage.doc_id] = self.all.get(passage.doc_id, 0) + passage.n_characters
        self.quantities = by_document(quantities(tables, base))

    def profile(self, year: int, documents: Sequence[Document]) -> Composition:
        ids = [d.doc_id for d in documents]
        characters = sum(self.base.characters.get(i, 0) for i in ids)
        whole = sum(self.all.get(i, 0) for i in ids)
        shown, masked = (sum(self.quantities[i][key] for i in ids if i in self.quantities) for key in (SHOWN, MASKED))
        return Composition(
            name=f"{year}年",
            year=year,
            n=len(ids),
            characters=characters,
            passages=sum(self.base.passages.get(i, 0) for i in ids),
            genres=tuple(sorted({d.genre for d in documents})),
            levels=tuple(sorted({d.level for d in documents})),
            masked=masked / (shown + masked) if shown + masked else None,
            repeated=1 - characters / whole if whole else None,
            unknown=sum(d.genre == OTHER or d.level == UNKNOWN for d in documents) / len(ids),
            truncated=sum(d.truncated for d in documents),
        )


def _row(
    scope: str, year: int, now: Composition, then: Composition | None, field: Profile, year_basis: str
) -> Comparability:
    found = list(reasons(now, then, field)) if now.n and then else []
    return Comparability(
        scope=scope,
        review_year=year,
        previous_year=then.year if then else None,
        year_basis=year_basis,
        verdict=verdict_on(now, then, found),
        n_documents=now.n,
        n_documents_previous=then.n if then else None,
        characters=now.characters,
        characters_previous=then.characters if then else None,
        passages=now.passages,
        passages_previous=then.passages if then else None,
        genres=list(now.genres),
        genres_previous=list(then.genres) if then else [],
        levels=list(now.levels),
        levels_previous=list(then.levels) if then else [],
        masked_share=now.masked,
        repeated_share=now.repeated,
        unknown_share=now.unknown,
        truncated=now.truncated,
        warning="；".join(text for _, text in found) if now.n else "该年度没有可比文档",
    )


def verdict_on(now: Composition, then: Composition | None, reasons: Sequence[tuple[bool, str]]) -> str:
    """The code of the verdict that the reasons give: a key of `codes.VERDICTS`."""
    if not now.n:
        return "no_comparable_document"
    if then is None:
        return "first"
    if any(grave for grave, _ in reasons):
        return "not_comparable"
    if now.n == then.n == 1:
        return "text_by_text"
    return "with_caution" if reasons else "comparable"


def reasons(now: Composition, then: Composition, field: Profile) -> Iterator[tuple[bool, str]]:
    """What speaks against holding one against the other, in Chinese, each with whether it rules the comparison out."""
    genres, levels = field.names["genre"], field.names["level"]
    if now.genres != then.genres:
        grave = not set(now.genres) & set(then.genres)
        yield grave, f"文种不同（{_listed(then, then.genres, genres)}；{_listed(now, now.genres, genres)}）"
    if now.levels != then.levels:
        grave = not set(now.levels) & set(then.levels)
        yield grave, f"层级不同（{_listed(then, then.levels, levels)}；{_listed(now, now.levels, levels)}）"
    if not now.characters or not then.characters:
        yield True, "一方没有可计数的正文"
    else:
        yield from _sizes(now, then)
    if now.year is not None and then.year is not None and now.year - then.year > 1:
        yield False, f"中间缺{now.year - then.year - 1}个年度"
    for profile in (then, now):
        yield from _hidden(profile)


def _sizes(now: Composition, then: Composition) -> Iterator[tuple[bool, str]]:
    """Documents, and the length and the passages of one of them on average."""
    if now.n == then.n == 1:
        both = "两年" if now.year is not None else "两组"
        yield False, f"{both}各仅一份文档，差别是两篇文字的差别"
    elif min(now.n, then.n) < FEWEST:
        few = "、".join(f"{p.name}{p.n}份" for p in (then, now) if p.n < FEWEST)
        yield False, f"文档少于{FEWEST}份（{few}），不能由文档推断{'年度' if now.year is not None else '全组'}"
    if _apart(now.n, then.n):
        yield False, f"文档数相差{SIZE_RATIO:.0f}倍以上（{then.n}份与{now.n}份）"
    for what, unit, late, early in (
        ("篇幅", "字", now.characters, then.characters),
        ("段落数", "段", now.passages, then.passages),
    ):
        if _apart(late / now.n, early / then.n):
            mean = "" if now.n == then.n == 1 else "平均"
            sizes = f"{early / then.n:.0f}{unit}与{late / now.n:.0f}{unit}"
            yield False, f"{mean}{what}相差{SIZE_RATIO:.0f}倍以上（{sizes}）"


def _apart(one: float, other: float) -> bool:
    return max(one, other) > SIZE_RATIO * min(one, other)


def _listed(whose: Composition, codes: Sequence[str], names: Mapping[str, str]) -> str:
    return f"{whose.name}：{'、'.join(names.get(code, code) for code in codes)}"


def _hidden(profile: Composition) -> Iterator[tuple[bool, str]]:
    if profile.masked is not None and profile.masked > HIDDEN_SHARE:
        yield False, f"{profile.name}{profile.masked:.0%}的数字被隐去"
    if profile.repeated is not None and profile.repeated > HIDDEN_SHARE:
        yield False, f"{profile.name}{profile.repeated:.0%}的正文是重复段落"
    if profile.unknown is not None and profile.unknown > HIDDEN_SHARE:
        yield False, f"{profile.name}{profile.unknown:.0%}的文档文种或层级不明"
    if profile.truncated:
        yield False, f"{profile.name}有{profile.truncated}份文档结尾残缺"
