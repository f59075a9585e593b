"""What report and charts say of the classifier's error."""

from __future__ import annotations

from pipeline.classify.checks import model_checks
from pipeline.config import Config
from pipeline.exports.charts.classifier import classifier_chart
from pipeline.exports.charts.style import style
from pipeline.exports.report.content import Grid, Prose, Report
from pipeline.exports.report.reliability import classifier_methods, corrected_shares
from pipeline.exports.selection import Selection
from pipeline.records import Record
from pipeline.reliability import CorrectedShare
from pipeline.store import Tables

NAMES = {"strictness": "从严从实", "other": "其他"}
CHOSEN = Selection("all", "全部文档", (2018, 2019), ())


def share(theme: str, year: int, corrected: float | None, note: str = "") -> CorrectedShare:
    low, high = (None, None) if corrected is None else (corrected - 0.1, corrected + 0.1)
    return CorrectedShare(year, "all", theme, 40, 9, 0.25, 0.1, 0.4, corrected, low, high, note)


def report_of(*rows: Record) -> Report:
    report, tables = Report(""), Tables.of(rows)
    corrected_shares(report, tables, CHOSEN, NAMES)
    classifier_methods(report, tables, {"notice": "通知"})
    return report


def said(report: Report) -> str:
    return "".join(str(part) for block in report.blocks if isinstance(block, Prose) for part in block.parts)


def test_without_a_sample_the_report_says_that_nothing_was_corrected() -> None:
    report = report_of(*model_checks(Config()))
    assert "未作误差校正" in said(report) and "期望校准误差" in said(report)
    assert not any(isinstance(block, Grid) for block in report.blocks)


def test_corrected_shares_stand_beside_the_raw_ones_with_their_interval_and_base() -> None:
    note = "编码段落不足5段，不作校正"
    rows = [share("strictness", 2018, 0.3), share("other", 2018, 0.2)]
    rows += [share(theme, 2019, None, note) for theme in NAMES]
    report = report_of(*rows)
    grid = next(block for block in report.blocks if isinstance(block, Grid))
    assert grid.rows == (("2018", "30%（20—40）", "20%（10—30）", "9/40"),)
    assert f"2019年没有校正占比：{note}。" in said(report)
    assert "按18个随机抽取、人工编码的段落" in said(report)


def test_the_chart_has_a_panel_for_each_curve() -> None:
    with style():
        reliability, coverage = classifier_chart(model_checks(Config())).axes
    points = sum(row.kind == "coverage" for row in model_checks(Config()))
    assert len(coverage.lines[0].get_xdata()) == points
    assert f"{next(r.y for r in model_checks(Config()) if r.kind == 'calibration_error'):.3f}" in reliability.get_title(
        loc="left"
    )
