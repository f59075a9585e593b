"""The themes of one source's passages."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.classify.lexicon import Weighing, lexicon
from pipeline.classify.scheme import OTHER
from pipeline.config import Config
from pipeline.records import Document, Passage, Theme


def classify(documents: Sequence[Document], passages: Sequence[Passage], config: Config) -> list[Theme]:
    """Theme rows of the body passages: rank 1 is the primary theme, `other` where nothing is sure enough."""
    weigh = lexicon(config).weigh
    return [row for p in passages if p.role == "body" for row in _rows(p, weigh(p.text), config)]


def _rows(passage: Passage, weighing: Weighing, config: Config) -> list[Theme]:
    shares = {theme: weighing.share(theme) for theme in weighing.scores}
    ranked = sorted((t for t in shares if t != OTHER), key=lambda theme: -shares[theme])
    if weighing.best() == OTHER or not ranked or shares[ranked[0]] < 0.15:
        ranked = [OTHER]
    kept = ranked[:1] + [theme for theme in ranked[1:4] if shares[theme] > 0.2]
    return [
        Theme(
            passage.passage_id,
            passage.doc_id,
            theme,
            rank,
            round(shares.get(theme, 0.0), 4),
            list(weighing.evidence.get(theme, ())[:8]),
            "lexicon",
        )
        for rank, theme in enumerate(kept, 1)
    ]
