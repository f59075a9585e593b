"""A formulation's row on the timeline: its years, held against that of its coinage and against what was looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.config import CompareSettings
from pipeline.records import Document
from pipeline.wordings import FormulationDocument
from pipeline.yearly import FormulationTimeline


@dataclass(frozen=True)
class Looked:
    """What was looked at: documents, and the characters of counted text in them."""

    documents: int
    characters: int


@dataclass(frozen=True)
class Timelines:
    """The documents that formulations are looked for in, by id, and by year what they hold."""

    documents: Mapping[str, Document]
    text: Mapping[int, Looked]
    settings: CompareSettings

    def row(self, entry: Mapping[str, str], found: Sequence[FormulationDocument], mentions: int) -> FormulationTimeline:
        """The row of one formulation; `mentions`: those that count."""
        placed = [(year, f) for f in found if (year := self.documents[f.doc_id].review_year) is not None]
        years = sorted({year for year, _ in placed})
        span = range(years[0], years[-1] + 1) if years else range(0)
        earlier = self._looked(y for y in self.text if years and y < years[0])
        later = self._looked(y for y in self.text if years and y > years[-1])
        first, last = self._enough(earlier), self._enough(later)
        earliest = min(placed, key=lambda p: (p[0], p[1].doc_id))[1] if placed else None
        coined = int(entry["first_year"]) if entry.get("first_year") else None
        return FormulationTimeline(
            canonical=entry["canonical"],
            category=entry.get("category", ""),
            coined=coined,
            source=" ".join(filter(None, (entry.get("source", ""), entry.get("date", "")))),
            first_year=years[0] if first else None,
            last_year=years[-1] if last else None,
            years=years,
            absent_years=[y for y in span if y in self.text and y not in years],
            no_document_years=[y for y in span if y not in self.text],
            earlier_documents=earlier.documents,
            earlier_characters=earlier.characters,
            later_documents=later.documents,
            later_characters=later.characters,
            mentions=mentions,
            n_documents=len(found),
            earliest_doc_id=earliest.doc_id if earliest else "",
            earliest_place=earliest.place if earliest else "",
            note=self._note(years, first, last),
            warning=self._doubt(found, coined) if coined is not None else "",
        )

    def _looked(self, years: Iterable[int]) -> Looked:
        found = [self.text[year] for year in years]
        return Looked(sum(f.documents for f in found), sum(f.characters for f in found))

    def _enough(self, text: Looked) -> bool:
        return text.documents >= self.settings.witness_documents and text.characters >= self.settings.witness_characters

    def _note(self, years: Sequence[int], first: bool, last: bool) -> str:
        if not years:
            return "所在文档年度未知"
        limits = f"{self.settings.witness_documents}份文档、{self.settings.witness_characters}字"
        missing = [word for word, told in (("首见", first), ("末见", last)) if not told]
        sides = {"首见": "更早", "末见": "更晚"}
        return "；".join(f"{sides[m]}的年度不足{limits}，不说{m}" for m in missing)

    def _doubt(self, found: Sequence[FormulationDocument], coined: int) -> str:
        """A document of before the year of coinage: the dictionary is asked first, and the document's year."""
        early = [d for f in found if 0 < _written(d := self.documents[f.doc_id]) < coined]
        if not early:
            return ""
        first = min(early, key=lambda d: (_written(d), d.doc_id))
        written = _written(first)
        when = f"{written}年" if first.published else f"最迟{written}年写成"
        seen = f"《{first.title}》（{when}）已有"
        return f"词典存疑：词典记为{coined}年提出，{seen}；请核对词典，再核对文档年度"


def _written(document: Document) -> int:
    """The year in which a document can have been written at the latest: that of its publication, or the year after
    the one under review; 0 where neither is known."""
    if document.published:
        return int(document.published[:4])
    return document.review_year + 1 if document.review_year is not None else 0
