"""How a quantity came about, in sentences for a person: its value, its bound, and each slot of its frame.

The passage is read again as the run read it, with what spoke for each candidate kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.cells import Cell
from pipeline.config import Config
from pipeline.extract import in_pieces, read
from pipeline.frame.cells import cell_frame
from pipeline.frame.ranker import model
from pipeline.frame.reasons import SLOTS_ZH, Reason, reasons
from pipeline.frame.scene import Scene
from pipeline.language.cellunits import in_cell, unit_of
from pipeline.language.components import findings
from pipeline.language.findings import Findings, Head, TableCell
from pipeline.language.numbers import Number
from pipeline.records import Document, Quantity
from pipeline.text.located import Located

_BOUNDS = {
    "exact": "确数", "approx": "约数", "at_least": "不少于", "at_most": "不超过", "more_than": "多于", "range": "区间",
}  # fmt: skip


def why(
    quantity: Quantity, document: Document, passages: Sequence[Located], config: Config, cells: Sequence[Cell] = ()
) -> Iterator[str]:
    """One sentence for the value, one for the bound, one for each slot with the next best candidates; of a figure in a
    table one for each head that spoke.

    passages and cells: all of the quantity's document, for a frame may rest on what the others name.
    """
    parts = in_pieces(passages, cells)
    docs = read([document], [piece for _, piece in parts], config, cells)
    for (offset, _), doc in zip(parts, docs, strict=True):
        located: Located = doc._.located
        numbers: list[Number] = doc._.counted[0]
        at = next((n for n, number in enumerate(numbers) if offset + number.start == quantity.start), None)
        if located.passage.passage_id != quantity.passage_id or at is None:
            continue
        known = findings(doc)
        if known.cell is not None and in_cell(located.text, known.cell, config) is not None:
            yield from _of_cell(numbers[at], located, known.cell, known, config)
            continue
        yield from _value(numbers[at], located)
        scene = Scene(located.text, numbers, findings(doc), located.passage.heading, config)
        for slot, options in groupby(reasons(scene, at, model()), key=lambda r: r.slot):
            yield _slot(slot, list(options), located)


def _of_cell(number: Number, located: Located, cell: TableCell, known: Findings, config: Config) -> Iterator[str]:
    """A figure of a table: its value, and what each of its heads said."""
    frame, unit = cell_frame(cell, known, config), unit_of(cell, config)
    where = _where(located, number.start, number.end)
    yield f"数值：由单元格“{located.text[number.start : number.end]}”读出 {where}"
    if unit.head is not None and number.measure is not None:
        yield f"单位：“{unit.unit}”见{_head(unit.head)}，计为{number.unit or '数'}"
    yield from (f"对象：见{_head(head)}" for head in frame.objects)
    if frame.who is not None:
        yield f"主体：见{_head(frame.who)}"
    if frame.timed is not None:
        yield f"时段：“{frame.period}”见{_head(frame.timed)}"
    if frame.provinces:
        source = "表头" if frame.credited_from == "heading" else "文档所属省份"
        yield f"归属省份：{'、'.join(frame.provinces)}，由{source}"
    yield f"性质：{_KINDS[frame.kind]}"


_SIDES = {"row": "行头", "column": "列头", "caption": "表注"}
_KINDS = {
    "context": "表中数字没有动词，只说明状况，计为背景",
    "requirement": "表头写明是计划或目标，计为要求",
}


def _head(head: Head) -> str:
    return f"{_SIDES[head.side]}“{head.text}” [{head.start}:{head.end}]"


def _value(number: Number, located: Located) -> Iterator[str]:
    unit = f"，量词“{number.measure.word}”计为{number.unit}" if number.measure else "，没有量词"
    yield f"数值：由“{number.numeral}”读出{unit} {_where(located, number.start, number.end)}"
    if number.cue is not None:
        words = located.text[number.cue.start : number.start]
        yield f"界：{_BOUNDS[number.bound]}，由前面的“{words}” {_where(located, number.cue.start, number.start)}"
    else:
        yield f"界：{_BOUNDS[number.bound]}，由“{located.text[number.start : number.end]}”本身"


def _slot(slot: str, options: Sequence[Reason], located: Located) -> str:
    best, *others = options
    where = f" {_where(located, best.start, best.end)}" if best.end > best.start else ""
    way = f"，{best.way}" if best.way else ""
    spoke = "、".join(f"{name} {weight:+.2f}" for name, weight in best.spoke)
    second = "；".join(f"{o.words} {o.share:.2f}" for o in others)
    told = f"{SLOTS_ZH[slot]}：{best.words}{where} 概率{best.share:.2f}{way}"
    return f"{told}；依据 {spoke or '无'}；其次 {second or '无'}"


def _where(located: Located, start: int, end: int) -> str:
    first, last = located.source_span(start, end)
    return f"[{first}:{last}]"
