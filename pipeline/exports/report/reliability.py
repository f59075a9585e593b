"""What the report says of the classifier's error: shares corrected for it, and how it was measured."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.exports.report.content import Grid, Inline, Report
from pipeline.exports.selection import Selection
from pipeline.reliability import CorrectedShare, ModelCheck
from pipeline.store import Tables


def corrected_shares(report: Report, tables: Tables, chosen: Selection, names: Mapping[str, str]) -> None:
    """A table of corrected shares by year, where a hand-coded sample carries any, and why other years have none."""
    rows = {(r.review_year, r.theme): r for r in tables[CorrectedShare] if r.scope == chosen.scope}
    first = {year: rows[year, theme] for year in chosen.years for theme in names if (year, theme) in rows}
    corrected = [year for year, row in first.items() if not row.note]
    if corrected:
        grid = [
            (
                str(year),
                *(_cell(rows[year, theme]) for theme in names),
                f"{first[year].n_coded}/{first[year].n_passages}",
            )
            for year in corrected
        ]
        caption = f"按人工编码校正的主题占比及其区间（口径：{chosen.zh}；末列为编码段落数/段落数）"
        report.blocks.append(Grid(caption, ("年度", *names.values(), "编码"), tuple(grid)))
    for note in sorted({row.note for row in first.values()} - {""}):
        years = "、".join(str(year) for year, row in first.items() if row.note == note)
        report.say(f"{years}年没有校正占比：{note}。")


def _cell(row: CorrectedShare) -> Inline:
    return f"{row.corrected or 0:.0%}（{100 * (row.low or 0):.0f}—{100 * (row.high or 0):.0f}）"


def classifier_methods(report: Report, tables: Tables) -> None:
    """How good the classifier is, and whether the shares were corrected for its error."""
    figures = {row.kind: row for row in tables[ModelCheck] if row.x is None}
    if {"accuracy", "accuracy_at_80", "macro_f1", "calibration_error"} <= set(figures):
        report.say(
            f"主题分类器：在{figures['accuracy'].n}个标注段落上按文档分组交叉验证，首要主题正确率{figures['accuracy'].y:.1%}"
            f"（只答最有把握的八成时{figures['accuracy_at_80'].y:.1%}），宏平均F1 {figures['macro_f1'].y:.3f}，"
            f"期望校准误差{figures['calibration_error'].y:.3f}。"
        )
    coded = {r.review_year: r.n_coded for r in tables[CorrectedShare] if r.scope == "all"}
    if coded:
        report.say(
            f"校正：按{sum(coded.values())}个随机抽取、人工编码的段落校正分类器误差"
            "（design-based supervised learning，Egami 等 2023）；编码不足或抽样不全的年度不校正。"
        )
    else:
        report.say("校正：没有人工编码的随机样本（corpus/coding.csv），主题占比未作误差校正；抽样编码见 zongshu code。")
