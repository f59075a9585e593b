"""What captions say: the base of a chart, and what speaks against comparing its years."""

from __future__ import annotations

from collections import Counter

from pipeline.codes import VERDICTS
from pipeline.exports.selection import Selection, span
from pipeline.narrowing import within
from pipeline.records import Document
from pipeline.store import Tables
from pipeline.yearly import Comparability

# Verdicts that a caption tells, the gravest first.
_TOLD = ("not_comparable", "text_by_text", "with_caution")


def note(tables: Tables, chosen: Selection, text: str, table: str) -> str:
    """A caption that begins with `text` and names scope, documents, the gate and the table it was drawn from."""
    known = [d for d in within(tables[Document], chosen.scope) if d.review_year is not None]
    years = span(chosen.covered[0], chosen.covered[-1])
    return f"{text}。\n口径：{chosen.zh}；n＝{len(known)}份文档，{years}年。\n{gate(tables, chosen)}。数据：{table}"


def gate(tables: Tables, chosen: Selection) -> str:
    """What the gate says of the scope, in a caption's words; a single warning is said in full."""
    rows = [r for r in tables[Comparability] if r.scope == chosen.scope and r.previous_year is not None]
    if not rows:
        return "只有一个年度，没有相邻年度可比"
    found = [row for verdict in _TOLD for row in rows if row.verdict == verdict]
    if len(found) == 1:
        row = found[0]
        return f"{row.previous_year}→{row.review_year}年{VERDICTS[row.verdict]}：{row.warning}"
    told = [f"{n}对{VERDICTS[verdict]}" for verdict, n in Counter(row.verdict for row in found).items()]
    return f"相邻年度中{'、'.join(told)}（见可比性表）" if told else "相邻年度均可比"
