"""What the coders' page is given: passages with what stands around them, and the codebook; nothing else of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from pipeline.classify.codebook import RULES, decisive
from pipeline.classify.scheme import Example, Scheme, ThemeEntry
from pipeline.companions import CODERS
from pipeline.records import Document, Passage
from pipeline.store import Tables


def payload(passages: Sequence[Passage], tables: Tables, scheme: Scheme) -> dict[str, Any]:
    """The page's data; of the tables it reads documents and passages alone, so that the coding stays blind."""
    documents = {d.doc_id: d for d in tables[Document]}
    around = _around(tables[Passage])
    return {
        "coders": CODERS,
        "rules": RULES.replace("\n", ""),
        "themes": [_theme(entry, scheme) for entry in scheme.entries],
        "passages": [_passage(p, documents[p.doc_id], *around[p.passage_id]) for p in passages],
    }


def _passage(passage: Passage, document: Document, before: str, after: str) -> dict[str, Any]:
    return {
        "id": passage.passage_id,
        "title": document.title,
        "source": passage.source,
        "year": document.review_year,
        "heading": passage.heading,
        "text": passage.text,
        "before": before,
        "after": after,
    }


def _around(passages: Sequence[Passage]) -> dict[str, tuple[str, str]]:
    """The texts before and after each passage in its document; empty where there is none."""
    documents: dict[str, list[Passage]] = defaultdict(list)
    for passage in sorted(passages, key=lambda p: p.position):
        documents[passage.doc_id].append(passage)
    found: dict[str, tuple[str, str]] = {}
    for members in documents.values():
        texts = ["", *(p.text for p in members), ""]
        found |= {p.passage_id: (texts[n], texts[n + 2]) for n, p in enumerate(members)}
    return found


def _theme(entry: ThemeEntry, scheme: Scheme) -> dict[str, Any]:
    return {
        "theme": entry.theme,
        "name": entry.name,
        "definition": entry.definition,
        "borderline": entry.borderline,
        "positive": [e.text for e in entry.positive],
        "negative": [_example(e, scheme) for e in entry.negative],
        "cases": [_example(e, scheme) for e in entry.cases],
        "decisive": decisive(entry),
        "exclusions": [[e.term, "、".join(e.near)] for e in entry.exclusions],
    }


def _example(example: Example, scheme: Scheme) -> list[str]:
    first, *further = (scheme.names[theme] for theme in example.themes)
    return [example.text, f"{first}，次：{'、'.join(further)}" if further else first]
