"""The words of each document, cut once and kept, for the keyness of years."""

from __future__ import annotations

import re
from collections import defaultdict
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
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for passage in tables[Passage]:
        if passage.role == "body":
            for word in words_of(passage, cutter):
                found[passage.doc_id][word].append(passage.position)
    return [
        WordCount(doc_id, word, len(positions), positions)
        for doc_id in sorted(found)
        for word, positions in sorted(found[doc_id].items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def words_of(passage: Passage, cutter: Segmenter) -> Iterable[str]:
    """The words of one passage."""
    return (word for word in cutter.cut(passage.text) if _WORD.fullmatch(word))
