"""The words of each document, cut once and kept, for the keyness of years."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pipeline.config import Config
from pipeline.records import Passage, Record
from pipeline.store import Tables
from pipeline.text.segmenter import Segmenter, segmenter
from pipeline.wordings import WordCount

_WORD = re.compile(r"[\u3400-\u9fff]{2,}")


def words(tables: Tables, config: Config) -> list[Record]:
    """Words of two Chinese characters or more in the body of each document, most frequent first."""
    cutter = segmenter(config.settings.segmenter)
    counts: dict[str, Counter[str]] = {}
    for passage in tables[Passage]:
        if passage.role == "body":
            counts.setdefault(passage.doc_id, Counter()).update(words_of(passage, cutter))
    return [
        WordCount(doc_id, word, count)
        for doc_id in sorted(counts)
        for word, count in sorted(counts[doc_id].items(), key=lambda item: (-item[1], item[0]))
    ]


def words_of(passage: Passage, cutter: Segmenter) -> Iterable[str]:
    """The words of one passage."""
    return (word for word in cutter.cut(passage.text) if _WORD.fullmatch(word))
