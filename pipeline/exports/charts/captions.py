"""What captions say: the base of a chart over all documents, and what speaks against comparing its years."""

from __future__ import annotations

from pipeline.exports.selection import Selection
from pipeline.records import Document
from pipeline.store import Tables
from pipeline.yearly import Comparability


def note(tables: Tables, chosen: Selection, text: str, table: str) -> str:
    """A caption that begins with `text` and names the documents, the gate and the table it was drawn from."""
    known = [d for d in tables[Document] if d.review_year is not None]
    told = gate(tables, chosen, "all")
    return f"{text}；n＝{len(known)}份文档，{chosen.years[0]}—{chosen.years[-1]}年。\n{told}。数据：{table}"


def gate(tables: Tables, chosen: Selection, scope: str = "") -> str:
    """What the gate says of the scope, in a caption's words; a single warning is said in full."""
    rows = [r for r in tables[Comparability] if r.scope == (scope or chosen.scope) and r.previous_year is not None]
    broken = [r for r in rows if r.verdict == "not_comparable"]
    minded = [r for r in rows if r.verdict == "with_caution"]
    if len(broken) + len(minded) == 1:
        row = (broken or minded)[0]
        return f"{row.previous_year}→{row.review_year}年{'不可比' if broken else '比较须留意'}：{row.warning}"
    told = [f"{len(found)}对{word}" for found, word in ((broken, "不可比"), (minded, "须留意")) if found]
    return f"相邻年度中{'、'.join(told)}（见可比性表）" if told else "相邻年度均可比"


def undocumented(tables: Tables, chosen: Selection) -> list[int]:
    """The years of the chosen span in which no document of any kind stands."""
    return [y for y in chosen.years if not any(d.review_year == y for d in tables[Document])]
