"""Reuse across years: which sentences return in later years, and how much of a year's text is new."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.dedupe.candidates import candidate_pairs
from pipeline.dedupe.corpus import Copy, Text
from pipeline.dedupe.normal import normal
from pipeline.dedupe.sentences import sentences
from pipeline.records import Document, Duplicate, Reuse, ReuseByYear

# Shorter sentences return by chance.
_SHORTEST = 10
# Per cent of the characters of two sentences that must align, and the share of shingles to be worth a look.
_ALIKE = 90.0
_SHINGLE, _CONTAINMENT = 5, 0.5


@dataclass(frozen=True)
class Sentence:
    """A sentence at `text[start:end]` of a passage, with its normal form and its characters without white space."""

    copy: Copy
    start: int
    end: int
    normal: str
    characters: int

    @property
    def year(self) -> int | None:
        return self.copy.year


def reuse(
    texts: Sequence[Text], duplicates: Iterable[Duplicate], documents: Iterable[Document]
) -> list[ReuseByYear | Reuse]:
    """Rows by year for all documents and for each genre, and each sentence that returns from an earlier year.

    Earlier years of every genre count. What is a repeat within its own year is left out.
    """
    found = _sentences(texts, _repeats(duplicates))
    earlier = _earlier(found)
    returning = [
        (sentence, match)
        for sentence in found
        if (match := _first(sentence, earlier.get(sentence.normal, ()))) is not None
    ]
    rows: list[ReuseByYear | Reuse] = list(_by_year(found, returning, list(documents)))
    return [*rows, *(_row(sentence, match) for sentence, match in returning)]


def _repeats(duplicates: Iterable[Duplicate]) -> Mapping[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in duplicates:
        if row.role == "repeat" and row.scope != "across_years" and row.status != "dismissed":
            spans[row.source].append((row.source_start, row.source_end))
    return {source: sorted(found) for source, found in spans.items()}


def _sentences(texts: Sequence[Text], repeats: Mapping[str, list[tuple[int, int]]]) -> list[Sentence]:
    found = []
    for text in texts:
        for copy in text.copies:
            spans = repeats.get(copy.passage.source, [])
            for start, end in sentences(copy.text):
                at = copy.located.source_span(start, end)[0]
                if not _inside(at, spans):
                    piece = copy.text[start:end]
                    size = sum(not c.isspace() for c in piece)
                    found.append(Sentence(copy, start, end, normal(piece), size))
    return found


def _inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (offset, float("inf")))
    return any(start <= offset < end for start, end in spans[max(0, at - 3) : at])


Match = tuple[Sentence, float]


def _earlier(found: Sequence[Sentence]) -> Mapping[str, list[Match]]:
    """For each normal form the first sentence, by year, of every form that is like it, itself included."""
    first: dict[str, Sentence] = {}
    for sentence in sorted((s for s in found if s.year is not None), key=lambda s: s.year or 0):
        if len(sentence.normal) >= _SHORTEST:
            first.setdefault(sentence.normal, sentence)
    forms = list(first)
    like: dict[str, list[Match]] = {form: [(first[form], 1.0)] for form in forms}
    for left, right in candidate_pairs(forms, shingle=_SHINGLE, containment=_CONTAINMENT):
        one, other = forms[left], forms[right]
        score = fuzz.ratio(one, other, score_cutoff=_ALIKE)
        if score:
            like[one].append((first[other], score / 100))
            like[other].append((first[one], score / 100))
    return like


def _first(sentence: Sentence, matches: Iterable[Match]) -> Match | None:
    """The earliest of the sentences that are like this one and stood in an earlier year; of a year the most like."""
    year = sentence.year
    if year is None:
        return None
    before = [m for m in matches if m[0].year is not None and m[0].year < year]
    return min(before, key=lambda m: (m[0].year or 0, -m[1], m[0].normal), default=None)


def _row(sentence: Sentence, match: Match) -> Reuse:
    source, similarity = match
    start, end = sentence.copy.located.source_span(sentence.start, sentence.end)
    from_start, from_end = source.copy.located.source_span(source.start, source.end)
    passage = sentence.copy.passage
    return Reuse(
        review_year=sentence.year,
        doc_id=passage.doc_id,
        passage_id=passage.passage_id,
        source=passage.source,
        source_start=start,
        source_end=end,
        text=sentence.copy.text[sentence.start : sentence.end],
        from_year=source.year or 0,
        from_source=source.copy.passage.source,
        from_start=from_start,
        from_end=from_end,
        similarity=round(similarity, 4),
    )


def _by_year(
    found: Sequence[Sentence], returning: Sequence[tuple[Sentence, Match]], documents: Sequence[Document]
) -> list[ReuseByYear]:
    years = sorted({d.review_year for d in documents if d.review_year is not None})
    rows = []
    for genre in ("all", *sorted({d.genre for d in documents})):
        mine = [d for d in documents if genre in ("all", d.genre)]
        held = [s for s in found if genre in ("all", s.copy.document.genre)]
        back = [pair for pair in returning if genre in ("all", pair[0].copy.document.genre)]
        own = [d.review_year for d in mine if d.review_year is not None]
        for year in range(min(own), max(own) + 1) if own else ():
            rows.append(_figures(genre, year, mine, held, back, has_earlier=years[0] < year))
        if any(d.review_year is None for d in mine):
            rows.append(_figures(genre, None, mine, held, back, has_earlier=False))
    return rows


def _figures(
    genre: str,
    year: int | None,
    documents: Sequence[Document],
    found: Sequence[Sentence],
    returning: Sequence[tuple[Sentence, Match]],
    *,
    has_earlier: bool,
) -> ReuseByYear:
    count = sum(d.review_year == year for d in documents)
    all_here = [s for s in found if s.year == year]
    back = [(s, m) for s, m in returning if s.year == year]
    characters = sum(s.characters for s in all_here)
    reused = sum(s.characters for s, _ in back)
    known = has_earlier and count > 0
    return ReuseByYear(
        review_year=year,
        genre=genre,
        n_documents=count,
        characters=characters,
        reused_characters=reused if known else None,
        share=reused / characters if known and characters else None,
        n_sentences=len(all_here),
        reused_sentences=len(back) if known else None,
        from_years=sorted({m[0].year for _, m in back if m[0].year is not None}),
        status=_status(year, count, has_earlier),
    )


def _status(year: int | None, count: int, has_earlier: bool) -> str:
    if year is None:
        return "year_unknown"
    if not count:
        return "no_comparable_document"
    return "counted" if has_earlier else "no_earlier_year"
