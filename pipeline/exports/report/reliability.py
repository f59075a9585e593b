"""What the report says of the classifier's error: shares corrected for it, and how it was measured."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.exports.report.content import Grid, Inline, Report
from pipeline.exports.selection import Selection
from pipeline.reliability import CorrectedShare, ModelCheck
from pipeline.store import Tables


def corrected_shares(report: Report, tables: Tables, chosen: Selection, names: Mapping[str, str]) -> None:
    """A table of corrected shares by year, where a hand-coded sample carries any."""
    rows = {(r.review_year, r.theme): r for r in tables[CorrectedShare] if r.scope == chosen.scope}
    years = [year for year in chosen.years if any((year, theme) in rows for theme in names)]
    if not any(row.corrected is not None for row in rows.values()):
        return
    grid = [
        (str(year), *(_cell(rows[year, theme]) for theme in names), _coded(rows[year, next(iter(names))]))
        for year in years
    ]
    caption = f"校正占比（原始占比 → 按人工编码校正的占比［区间］；口径：{chosen.zh}；末列为编码段落数）"
    report.blocks.append(Grid(caption, ("年度", *names.values(), "编码"), tuple(grid)))


def _cell(row: CorrectedShare) -> Inline:
    if row.corrected is None or row.low is None or row.high is None:
        return f"{row.raw:.0%} → —"
    return f"{row.raw:.0%} → {row.corrected:.0%}［{row.low:.0%}—{row.high:.0%}］"


def _coded(row: CorrectedShare) -> Inline:
    return f"{row.n_coded}／{row.n_passages}" + (f"（{row.note}）" if row.note else "")


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
