"""What the report says of the classifier's error: shares corrected for it, and how it was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.exports.percent import percent
from pipeline.exports.report.content import Grid, Report
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
                *(report.again(_cell(rows[year, theme]), f"theme-{theme}-{year}") for theme in names),
                report.again(f"{first[year].n_coded}/{first[year].n_passages}", f"base-{year}"),
            )
            for year in corrected
        ]
        caption = f"按人工编码校正的主题占比及其区间（口径：{chosen.zh}；末列为编码段落数/段落数）"
        report.blocks.append(Grid(caption, ("年度", *names.values(), "编码"), tuple(grid)))
    for note in sorted({row.note for row in first.values()} - {""}):
        years = "、".join(str(year) for year, row in first.items() if row.note == note)
        report.say(f"{years}年没有校正占比：{note}。")


def _cell(row: CorrectedShare) -> str:
    return f"{percent(row.corrected or 0)}（{100 * (row.low or 0):.0f}—{100 * (row.high or 0):.0f}）"


def classifier_methods(report: Report, tables: Tables, genres: Mapping[str, str]) -> None:
    """How good the classifier is, and whether the shares were corrected for its error."""
    checks = tables[ModelCheck]
    figures = {row.kind: row for row in checks if row.x is None and not row.group}
    if {"accuracy", "accuracy_at_80", "macro_f1", "calibration_error"} <= set(figures):
        report.say(
            f"主题分类器：{_measured(figures['accuracy'])}，首要主题正确率{_bounded(figures['accuracy'])}"
            f"{_accepted(figures)}（只答最有把握的八成时{figures['accuracy_at_80'].y:.1%}），"
            f"宏平均F1 {figures['macro_f1'].y:.3f}，期望校准误差{figures['calibration_error'].y:.3f}。"
        )
    if sources := [row for row in checks if row.kind == "of_source"]:
        listed = "、".join(f"{row.group}{_bounded(row)}（{row.n}段）" for row in sources)
        report.say(f"各类来源上的正确率：{listed}。", detail=True)
    if {"agreement", "kappa"} <= set(figures):
        told = figures["agreement"]
        report.say(
            f"同样的段落由两人分别编码，{told.n}段中{told.y:.1%}首要主题相同（Cohen κ {figures['kappa'].y:.2f}）。",
            detail=True,
        )
    _distance(report, checks, genres)
    coded = {r.review_year: r.n_coded for r in tables[CorrectedShare] if r.scope == "all"}
    if coded:
        report.say(
            f"校正：按{sum(coded.values())}个随机抽取、人工编码的段落校正分类器误差"
            "（design-based supervised learning，Egami 等 2023）；编码不足或抽样不全的年度不校正。"
        )
    else:
        report.say(
            "校正：没有人工编码的随机样本（语料目录下的 coding.csv），主题占比未作误差校正；抽样编码见 zongshu code。"
        )


def _measured(row: ModelCheck) -> str:
    if row.measured_on == "held_out":
        return f"在{row.n}个未参与训练的真实段落上"
    return f"在{row.n}个标注段落上按文档分组交叉验证（没有在未参与训练的真实文本上检验）"


def _bounded(row: ModelCheck) -> str:
    span = f"（{100 * row.low:.0f}—{100 * row.high:.0f}）" if row.low is not None and row.high is not None else ""
    return f"{row.y:.1%}{span}"


def _accepted(figures: Mapping[str, ModelCheck]) -> str:
    row = figures.get("accuracy_accepted")
    return f"，同样说得通的另一主题也算对时{row.y:.1%}" if row and row.measured_on == "held_out" else ""


def _distance(report: Report, checks: Sequence[ModelCheck], genres: Mapping[str, str]) -> None:
    """Where the corpus is not like what was measured, the figures do not speak for it."""
    said = [f"文种“{genres.get(r.group, r.group)}”（占{r.y:.0%}）没有检验过" for r in checks if r.kind == "unmeasured"]
    for row in checks:
        if row.kind == "novelty" and row.high is not None and row.y > row.high:
            said.append(f"用语比检验过的各类文本都生疏（未见过的字对占{row.y:.0%}，检验过的最多{row.high:.0%}）")
        if row.kind == "mean_probability" and row.low is not None and row.y < row.low:
            said.append(f"分类器对它不如对检验过的文本有把握（平均概率{row.y:.2f}，检验过的最低{row.low:.2f}）")
    if said:
        report.say(
            f"以上正确率未必适用于本语料：{'；'.join(said)}。请用 zongshu code 抽样编码，据以校正。", warning=True
        )
