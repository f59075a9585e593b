"""How far texts lie from what the classifier learnt from."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.classify.features import Item
from pipeline.classify.model import Loaded


def novelty(items: Iterable[Item], loaded: Loaded) -> float:
    """The share of the texts' pairs of characters that no passage learnt from holds twice, 0 to 1; 0 without pairs."""
    known, cut = loaded.features.text.vocabulary_, loaded.features.text.build_analyzer()
    pairs = [gram for item in items for gram in cut(item) if len(gram) == 2]
    return sum(pair not in known for pair in pairs) / len(pairs) if pairs else 0.0
