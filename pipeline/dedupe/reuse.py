"""Reuse across years: which sentences return in later years, and how much of a year's text is new."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from pipeline.dedupe.candidates import candidate_pairs
from pipeline.dedupe.corpus import Copy, Text
from pipeline.dedupe.normal import normal
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
        return self.copy.document.review_year


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
            for start, end in copy.members:
                at = copy.located.source_span(start, end)[0]
                if not _inside(at, spans):
                    piece = copy.text[start:end]
                    size = len("".join(piece.split()))
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


@dataclass
class _Sums:
    """What one genre has in one year."""

    documents: int = 0
    sentences: int = 0
    characters: int = 0
    reused_sentences: int = 0
    reused_characters: int = 0
    from_years: set[int] = field(default_factory=set)


Cell = tuple[str, int | None]


def _by_year(
    found: Iterable[Sentence], returning: Iterable[tuple[Sentence, Match]], documents: Sequence[Document]
) -> list[ReuseByYear]:
    sums: dict[Cell, _Sums] = defaultdict(_Sums)
    for document in documents:
        for cell in _cells(document):
            sums[cell].documents += 1
    for sentence in found:
        for cell in _cells(sentence.copy.document):
            sums[cell].sentences += 1
            sums[cell].characters += sentence.characters
    for sentence, (source, _) in returning:
        for cell in _cells(sentence.copy.document):
            sums[cell].reused_sentences += 1
            sums[cell].reused_characters += sentence.characters
            if source.year is not None:
                sums[cell].from_years.add(source.year)
    first = min((year for _, year in sums if year is not None), default=None)
    return [_figures(cell, sums.get(cell, _Sums()), first) for cell in _filled(sums)]


def _cells(document: Document) -> tuple[Cell, Cell]:
    return ("all", document.review_year), (document.genre, document.review_year)


def _filled(cells: Iterable[Cell]) -> Iterator[Cell]:
    """The cells of each genre, the years between its first and last without a gap, the unknown year last."""
    years: dict[str, set[int | None]] = defaultdict(set)
    for genre, year in cells:
        years[genre].add(year)
    for genre in sorted(years, key=lambda g: (g != "all", g)):
        known = sorted(y for y in years[genre] if y is not None)
        yield from ((genre, year) for year in (range(known[0], known[-1] + 1) if known else ()))
        if None in years[genre]:
            yield genre, None


def _figures(cell: Cell, sums: _Sums, first: int | None) -> ReuseByYear:
    genre, year = cell
    status = _status(year, sums.documents, first)
    counted = status == "counted"
    return ReuseByYear(
        review_year=year,
        genre=genre,
        n_documents=sums.documents,
        characters=sums.characters,
        reused_characters=sums.reused_characters if counted else None,
        share=sums.reused_characters / sums.characters if counted and sums.characters else None,
        n_sentences=sums.sentences,
        reused_sentences=sums.reused_sentences if counted else None,
        from_years=sorted(sums.from_years),
        status=status,
    )


def _status(year: int | None, documents: int, first: int | None) -> str:
    if year is None:
        return "year_unknown"
    if not documents:
        return "no_comparable_document"
    return "counted" if first is not None and first < year else "no_earlier_year"
