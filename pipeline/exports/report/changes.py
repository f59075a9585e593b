"""What the report says of changes from year to year: estimates with interval and documents, or that there are none.

Nothing is called the greatest: intervals that hold for all themes at once still give no order among them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pipeline.exports.percent import percent
from pipeline.exports.report.content import Inline, Report
from pipeline.yearly import ThemeByYear, move

Shares = Mapping[tuple[str, int | None], ThemeByYear]
Shown = Callable[[ThemeByYear], Inline]
_WORDS = {"up": "上升", "down": "下降"}


def tell_changes(report: Report, rows: Shares, year: int, names: Mapping[str, str], shown: Shown) -> None:
    """Say which themes' shares changed in `year` by more than chance; `shown` gives a share with its evidence."""
    compared = [r for r in rows.values() if r.review_year == year and r.previous_year is not None]
    if not compared:
        return
    first = compared[0]
    before = rows[first.theme, first.previous_year]
    years = f"{year}年（{first.n_documents}份文档）与{first.previous_year}年（{before.n_documents}份文档）"
    tested = [r for r in compared if move(r) != "untested"]
    if tested:
        _tested(report, rows, tested, f"{years}相比，", names, shown)
    else:
        report.say(f"{years}的主题占比只并列，不说升降：{first.change_note}；差别只属于这些文档，不能当作年度的变化。")
    if first.warning:
        report.say(f"比较提示：{first.warning}。", warning=True)


def _tested(
    report: Report, rows: Shares, tested: Sequence[ThemeByYear], years: str, names: Mapping[str, str], shown: Shown
) -> None:
    moved = [r for r in tested if move(r) in _WORDS]
    if not moved:
        told = "各主题占比的差别都不能与偶然区分（区间都含零）"
        report.say(f"{years}{told}。检验：{tested[0].change_note}。")
        return
    parts: list[Inline] = [years]
    for way, word in _WORDS.items():
        found = sorted((r for r in moved if move(r) == way), key=lambda r: (-abs(r.change_previous or 0), r.theme))
        for n, row in enumerate(found):
            parts.append(f"占比{word}的有" if n == 0 else "、")
            parts += _estimate(row, rows[row.theme, row.previous_year], names[row.theme], shown)
        parts += ["；"] if found else []
    rest = len(tested) - len(moved)
    parts[-1] = f"；其余{rest}个主题的差别不能与偶然区分。" if rest else "。"
    report.say(*parts, f"检验：{tested[0].change_note}。")


def _estimate(now: ThemeByYear, then: ThemeByYear, name: str, shown: Shown) -> list[Inline]:
    """“name” (share → share, the difference and its interval in percentage points, and the corrected shares)."""
    points = [_points(value or 0) for value in (now.change_previous, now.change_low, now.change_high)]
    corrected = ""
    if now.corrected is not None and then.corrected is not None:
        corrected = f"；按人工编码校正后{percent(then.corrected)} → {percent(now.corrected)}"
    told = f"，相差{points[0]}个百分点，区间{points[1]}至{points[2]}{corrected}）"
    return [f"“{name}”（", shown(then), " → ", shown(now), told]


def _points(difference: float) -> str:
    """In percentage points, with so many digits that what is not zero does not look like it."""
    told = f"{100 * difference:+.1f}"
    return f"{100 * difference:+.2g}" if difference and float(told) == 0 else told


# Shares of passages and of characters that lie further apart than this tell two stories.
_APART = 0.05


def tell_lengths(report: Report, rows: Shares, names: Mapping[str, str]) -> None:
    """Say which shares of passages and of characters disagree: some themes' passages are longer than others'."""
    apart = [r for r in rows.values() if r.by_characters is not None and abs(r.by_characters - (r.share or 0)) > _APART]
    if not apart:
        return
    told = "；".join(
        f"{r.review_year}年“{names[r.theme]}”段落{percent(r.share or 0)}、字数{percent(r.by_characters or 0)}"
        for r in sorted(
            apart, key=lambda r: (-abs((r.by_characters or 0) - (r.share or 0)), r.review_year or 0, r.theme)
        )[:_LISTED]
    )
    more = f"等{len(apart)}处，见主题年度表“字数占比”" if len(apart) > _LISTED else ""
    report.say(f"按字数计的占比与按段落计的相差超过{100 * _APART:.0f}个百分点的：{told}{more}。")


_LISTED = 8
