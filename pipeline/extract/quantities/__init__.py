"""Quantities with their frame: who did what, how much, of what, where, when."""

from __future__ import annotations

from pipeline.config import Config
from pipeline.extract.quantities.agents import agency
from pipeline.extract.quantities.kinds import kind_of
from pipeline.extract.quantities.objects import Counted, counted
from pipeline.extract.quantities.subjects import credited
from pipeline.language import dates
from pipeline.language.findings import Findings
from pipeline.language.numbers import Number
from pipeline.language.refusals import Refusal
from pipeline.language.syntax import Syntax, syntax
from pipeline.records import NonQuantity, Quantity
from pipeline.text.located import Located

__all__ = ["quantities"]


def quantities(
    passage: Located, readings: list[Number], refusals: list[Refusal], findings: Findings, config: Config
) -> tuple[list[Quantity], list[NonQuantity]]:
    """The numbers of a passage as quantities with their frames, and the strings that only look like one."""
    refused = [NonQuantity(**passage.mention("non_quantity", r.start, r.end), reason=r.reason) for r in refusals]
    if not readings:
        return [], refused
    plan = syntax(passage.text, config, [(unit.start, unit.end) for unit in findings.units if unit.named])
    provinces = credited(plan, readings, findings)
    nouns: list[Counted | None] = []
    for number in range(len(readings)):
        nouns.append(counted(plan, readings, number, nouns))
    found = [
        _quantity(passage, plan, reading, noun, credit, findings)
        for reading, noun, credit in zip(readings, nouns, provinces, strict=True)
    ]
    return found, refused


def _quantity(
    passage: Located,
    plan: Syntax,
    reading: Number,
    noun: Counted | None,
    provinces: list[str],
    findings: Findings,
) -> Quantity:
    action, actor = agency(plan, reading, noun)
    kind, why = kind_of(plan, reading, findings, passage.passage.heading)
    return Quantity(
        **passage.mention("quantity", reading.start, reading.end),
        value_low=None if reading.low is None else float(reading.low),
        value_high=None if reading.high is None else float(reading.high),
        bound=reading.bound,
        masked=reading.masked,
        unit=reading.unit,
        grain=float(reading.grain),
        object=_words(plan.text, noun and (noun.start, noun.end)),
        action=_words(plan.text, action),
        actor=_words(plan.text, actor),
        provinces=list(provinces),
        kind=kind,
        review_year=findings.review_year,
        period=_words(plan.text, _period(plan, reading)),
        rule=f"{reading.rule} | {kind}: {why}",
    )


def _words(text: str, span: tuple[int, int] | None) -> str:
    return text[span[0] : span[1]] if span else ""


def _period(plan: Syntax, reading: Number) -> tuple[int, int] | None:
    """The nearest expression of time before the number in its sentence, else None."""
    return dates.period(plan.text, plan.sentence_start(plan.clause_at(reading.start)), reading.start)
