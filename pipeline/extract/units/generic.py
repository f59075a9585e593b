"""Generic bodies (各级党组织): no organisation in particular, yet the actor of what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.config import Config
from pipeline.extract.units.body import Body
from pipeline.extract.units.dictionary import FOLDER
from pipeline.text.terms import TermIndex

_SENTENCE = re.compile(r"[^。；！？\n]{0,34}")
_COUNTED = re.compile(
    r"(?:\d[\d.,—-]*|[*×xX]{1,3}|[一二三四五六七八九十百千两几数]{2,5})(?:多|余)?[万亿]?(?:多|余)?"
    r"(?:个|名|件|项|次|人|户|场|期|份|家|支|条|天|元|亿|万|%|％|批|篇|所|处|起|座|公里|亩|吨|套|轮)"
)


@cache
def _index(config: Config) -> TermIndex[str]:
    rows = config.rows(f"{FOLDER}/generic.csv", ["body", "type"])
    return TermIndex({row["body"]: row["type"] for row in rows})


def generic_bodies(text: str, config: Config) -> Iterator[Body]:
    """The generic bodies that a quantity in the same sentence is told of."""
    for start, end, term, kind in _index(config).longest(text):
        rest = _SENTENCE.match(text, end)
        if rest and _COUNTED.search(rest[0]):
            yield Body(start, end, term, kind, "", "generic", named=False)
