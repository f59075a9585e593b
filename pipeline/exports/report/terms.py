"""What the report says of formulations that appear and of key words: nothing is first that too little speaks for, and
what was not tested is not called like the rest."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.config import CompareSettings
from pipeline.exports.report.content import Report
from pipeline.exports.selection import spans
from pipeline.yearly import FormulationTimeline, Keyness

_LISTED = 20
# How the note of a year ends whose words were not tested (pipeline/compare/keyness.py).
_UNTESTED = "不检验"


def tell_formulations(report: Report, rows: Sequence[FormulationTimeline], settings: CompareSettings) -> None:
    """Say which formulations the latest year has first, or why that cannot be said."""
    if not rows:
        report.say("没有找到词典中的提法。")
        return
    last = max((year for row in rows for year in row.years), default=None)
    latest = [row for row in rows if row.years[:1] == [last]]
    if last is None:
        report.say(f"找到{len(rows)}个词典中的提法，所在文档的年度都不明，不说首次出现。")
    elif not latest:
        report.say(f"{last}年的提法在更早的年度都已出现过。")
    elif not latest[0].earlier_documents:
        report.say(f"找到{len(latest)}个词典中的提法，语料中没有早于{last}年的文档，不说首次出现。")
    else:
        report.say(_told(latest, last, settings))


def _told(latest: Sequence[FormulationTimeline], last: int, settings: CompareSettings) -> str:
    documents, characters = latest[0].earlier_documents, latest[0].earlier_characters
    looked = f"更早的年度一共{documents}份文档、{characters}字"
    new = sorted((row for row in latest if row.first_year is not None), key=lambda row: (-row.mentions, row.canonical))
    if new:
        listed = "、".join(f"“{row.canonical}”" for row in new[:_LISTED]) + ("等" if len(new) > _LISTED else "")
        return (
            f"年度已知的文档中，{last}年首次出现的提法有{len(new)}个：{listed}。{looked}，正文、标题和小标题里都没有。"
        )
    lacking = [f"{settings.witness_documents}份文档"] * (documents < settings.witness_documents)
    lacking += [f"{settings.witness_characters}字"] * (characters < settings.witness_characters)
    return (
        f"年度已知的文档中，有{len(latest)}个提法只见于{last}年；但{looked}，不足{'、'.join(lacking)}，不说首次出现。"
    )


def tell_keyness(report: Report, rows: Sequence[Keyness]) -> None:
    """Say which years have key words, which were tested and have none, and which were not tested."""
    years = {row.review_year for row in rows if row.review_year is not None}
    having = {row.review_year for row in rows if row.term and row.review_year is not None}
    tested = {row.review_year for row in rows if not row.note.endswith(_UNTESTED) and row.review_year is not None}
    kinds = {
        "有关键词的年度": having,
        "检验过而没有词能与偶然区分的年度": tested - having,
        "文档或词太少而没有检验的年度": years - tested,
    }
    told = "；".join(f"{kind}：{spans(found)}" for kind, found in kinds.items() if found)
    report.say(f"{told}。各年度各层级的说明见工作簿“{Keyness.zh}”。")
