"""Quantities: the numbers of a passage with their frame, who did what, how much, of what, credited to whom."""

from __future__ import annotations

from typing import Any

from pipeline.config import Config
from pipeline.frame.cells import cell_frame
from pipeline.frame.decode import Frame, frames
from pipeline.frame.ranker import model
from pipeline.frame.scene import Scene
from pipeline.language import dates
from pipeline.language.cellunits import in_cell, unit_of
from pipeline.language.findings import Findings, TableCell
from pipeline.language.numbers import Number
from pipeline.language.refusals import Refusal
from pipeline.records import NonQuantity, Quantity
from pipeline.text.located import Located


def quantities(
    passage: Located, numbers: list[Number], refusals: list[Refusal], known: Findings, config: Config
) -> tuple[list[Quantity], list[NonQuantity]]:
    """The numbers of a passage as quantities with their frames, and the strings that only look like one."""
    refused = [NonQuantity(**passage.mention("non_quantity", r.start, r.end), reason=r.reason) for r in refusals]
    if not numbers:
        return [], refused
    if known.cell is not None and in_cell(passage.text, known.cell, config) is not None:
        return [_of_cell(passage, number, known.cell, known, config) for number in numbers], refused
    scene = Scene(passage.text, numbers, known, passage.passage.heading, config)
    told = zip(numbers, frames(scene, model()), strict=True)
    return [_quantity(passage, scene, number, frame) for number, frame in told], refused


def _quantity(passage: Located, scene: Scene, number: Number, frame: Frame) -> Quantity:
    text, syntax = scene.text, scene.syntax
    start = syntax.sentence_start(syntax.clause_at(number.start))
    return Quantity(
        **passage.mention("quantity", number.start, number.end),
        **_value(number),
        object=_words(text, frame.object),
        action=_words(text, frame.action),
        actor=_words(text, frame.actor),
        provinces=list(frame.credit.provinces),
        credited_from=frame.credit.source,
        kind=frame.kind,
        review_year=scene.known.review_year,
        period=_words(text, dates.period(text, start, number.start)),
        rule=f"{number.rule} | {_reasons(frame)}",
    )


def _of_cell(passage: Located, number: Number, cell: TableCell, known: Findings, config: Config) -> Quantity:
    """The figure of a table's cell; its heads are its frame."""
    frame, unit = cell_frame(cell, known, config), unit_of(cell, config)
    own = number.measure is not None and unit.head is not None
    return Quantity(
        **passage.mention("quantity", number.start, number.end),
        **_value(number),
        object=frame.object(config),
        action="",
        actor=frame.who.text if frame.who else "",
        provinces=list(frame.provinces),
        credited_from=frame.credited_from,
        kind=frame.kind,
        review_year=known.review_year,
        period=frame.period,
        rule=f"table {number.rule}" + (f" | 单位见“{unit.head.text}”" if own and unit.head else ""),
    )


def _value(number: Number) -> dict[str, Any]:
    """The columns of a quantity that its number gives."""
    return {
        "value_low": None if number.low is None else float(number.low),
        "value_high": None if number.high is None else float(number.high),
        "bound": number.bound,
        "masked": number.masked,
        "unit": number.unit,
        "grain": float(number.grain),
    }


def _words(text: str, span: tuple[int, int] | None) -> str:
    return text[span[0] : span[1]] if span else ""


_ZH = {"object": "对象", "action": "动作", "actor": "主体", "kind": "性质", "provinces": "归属"}


def _reasons(frame: Frame) -> str:
    """How sure each slot is: 对象 0.93, 动作 0.88 …"""
    return " ".join(f"{_ZH[slot]}{share:.2f}" for slot, share in frame.sure.items())
