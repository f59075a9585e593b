"""What the classifier reads of a passage: its characters, its terms, its heading, the paragraphs around it.

Characters one by one and two by two need no segmenter and do not suffer from its errors on official prose; their
TF-IDF is scikit-learn's, with 1 + log counts and passages of unit length (Salton and Buckley 1988, "Term-weighting
approaches in automatic text retrieval"). `pipeline.labelling.ablation`
compares other views.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.classify.lexicon import Lexicon, Weighing

Floats = npt.NDArray[np.float64]

SCALES: Mapping[str, float] = {
    "text": 1.5,
    "terms": 0.5,
    "heading": 0.4,
    "heading_terms": 1.0,
    "before": 1.0,
    "after": 1.0,
}
"""The blocks of features and how much each may weigh, chosen by cross-validation on real texts."""
PARTS: Mapping[str, tuple[str, ...]] = {
    "lexicon": ("terms",),
    "model": ("text",),
    "heading": ("heading", "heading_terms"),
    "neighbours": ("before", "after"),
}
"""Which blocks make up which part of the method, as `method` names it."""
_FIGURES = re.compile(r"[0-9.%％]+")
_BREAK = re.compile(r"[^\u4e00-\u9fff0：？！“]+")


class Item(NamedTuple):
    """A passage as the classifier sees it; `before` and `after` are its neighbours in the document, empty for none."""

    text: str
    heading: str = ""
    before: str = ""
    after: str = ""


class Neighbour(NamedTuple):
    """A passage in its document, before its neighbours are known."""

    doc: str
    heading: str
    text: str


def items_of(passages: Sequence[Neighbour]) -> list[Item]:
    """The passages with their neighbours; those of one document stand together, in order."""

    def near(at: int, doc: str) -> str:
        return passages[at].text if 0 <= at < len(passages) and passages[at].doc == doc else ""

    return [Item(p.text, p.heading, near(at - 1, p.doc), near(at + 1, p.doc)) for at, p in enumerate(passages)]


def normalised(text: str) -> str:
    """Chinese characters and telling marks between `^` and `$`; every figure is 0, everything else a space."""
    return f"^{_BREAK.sub(' ', _FIGURES.sub('0', text))}$"


def grams(field: str, **options: Any) -> Any:
    """A TfidfVectorizer of characters, alone and in pairs, over a field of items; `options` are its own."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    def read(item: Item) -> str:
        return normalised(getattr(item, field))

    usual = {"preprocessor": read, "analyzer": "char", "ngram_range": (1, 2), "sublinear_tf": True}
    return TfidfVectorizer(**{**usual, **options})


@dataclass(frozen=True)
class Features:
    """The fitted features for these themes; `text` and `heading` are vectorisers over items."""

    text: Any
    heading: Any
    lexicon: Lexicon
    themes: tuple[str, ...]

    def weigh(self, items: Sequence[Item]) -> dict[str, Weighing]:
        """The lexicon's reading of every text of the items, each once."""
        return {text: self.lexicon.weigh(text) for text in {text for item in items for text in item}}

    def blocks(self, items: Sequence[Item], known: Mapping[str, Weighing] | None = None) -> dict[str, Any]:
        """A matrix for each block of SCALES, of shape (n, its features), unscaled; terms have a column a theme.

        `known`: what `weigh` says of the items, if that was asked before.
        """
        known = self.weigh(items) if known is None else known
        read: dict[str, tuple[str, Callable[[Weighing, str], float]]] = {
            "terms": ("text", _amount),
            "heading_terms": ("heading", Weighing.share),
            "before": ("before", Weighing.share),
            "after": ("after", Weighing.share),
        }
        told = {
            block: np.array([[of(known[getattr(item, field)], theme) for theme in self.themes] for item in items])
            for block, (field, of) in read.items()
        }
        return {"text": self.text.transform(items), "heading": self.heading.transform(items), **told}


def _amount(weighing: Weighing, theme: str) -> float:
    return math.log1p(weighing.scores.get(theme, 0.0)) / 2
