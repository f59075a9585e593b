"""趋势: a term, a theme, a province, an organisation or an indicator over the years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.exports.percent import percent
from pipeline.exports.selection import spans
from pipeline.workbench.ask import Ask, AskError, address
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import Block, Input, Listing, Remark, Slot, View, year
from pipeline.workbench.charts import lines, ranges
from pipeline.workbench.concordance import Sought
from pipeline.workbench.forms import select
from pipeline.workbench.trends import (
    KINDS,
    Series,
    YearPoint,
    claims,
    gate,
    has_rows,
    keys,
    known_scopes,
    table_series,
    term_series,
    verdict,
)

TITLE, PATH, ORDER = "趋势", "/trend", 30

MEASURES = {"share": "占比", "rate": "每千字", "count": "次数"}
# More lines in one chart are not told apart.
_MOST = 7
_LEAD = (
    "逐年的占比、每千字或次数，带分母、文档数和区间；主题、省份、提法、单位、指标的数字取自年度表。"
    "点图上的点看所数的行。"
)


def view(bench: Bench, ask: Ask) -> View:
    """The series asked for; without a question, the themes."""
    kind = ask.one_of("kind", KINDS if ask.get("q") or ask.get("kind") else ["theme"])
    scopes = [*known_scopes(bench)]
    known = keys(bench, kind)
    form = [
        select("kind", "看什么", kind, [*KINDS.items()]),
        Input(
            "q", "名称", ask.get("q"), "text", [(k, k) for k, _ in known], "几个用空格隔开；主题可留空看全部", wide=True
        ),
        select("scope", "口径", ask.get("scope"), scopes),
        select("measure", "数字", ask.get("measure"), [*MEASURES.items()]),
    ]
    if not scopes or not bench.years:
        return View(
            TITLE,
            _LEAD,
            form,
            [Remark("语料里没有已知年度的文档，画不出趋势；年度可以用 zongshu init 补上。", warning=True)],
            exports=False,
        )
    scope = ask.one_of("scope", [code for code, _ in scopes])
    if kind == "indicator":
        return View(TITLE, _LEAD, form, [*_indicator(bench, ask)])
    measure = ask.one_of("measure", MEASURES)
    names = _wanted(bench, kind, ask.get("q"), known)
    if not names:
        return View(TITLE, _LEAD, form, [*_offered(kind, known)], exports=False)
    series = [term_series(bench, n, scope) if kind == "term" else table_series(bench, kind, n, scope) for n in names]
    return View(TITLE, _LEAD, form, [*_drawn(bench, series, scope, kind, measure), *_warnings(bench, scope)])


def _wanted(bench: Bench, kind: str, asked: str, known: Sequence[tuple[str, int]]) -> list[str]:
    """The keys asked for, in their order; a theme by its code or its name. Raises AskError for too many."""
    if kind == "theme":
        codes = {zh: code for code, zh in bench.names["theme"].items()}
        given = [codes.get(t, t) for t in Sought("any", asked).terms]
        wanted = [t for t in bench.names["theme"] if t in given or not asked]
        if asked and not wanted:
            raise AskError(f"{asked}：没有这个主题；有 {'、'.join(codes)}")
        return wanted
    names = {name for name, _ in known}
    wanted = [asked] if asked in names else sorted(Sought("any", asked).terms, key=asked.find)
    if unknown := [name for name in wanted if kind != "term" and name not in names and not has_rows(bench, kind, name)]:
        raise AskError(f"{'、'.join(unknown)}：语料里没有这个{KINDS[kind]}；留空可看有哪些")
    if len(wanted) > _MOST:
        raise AskError(f"一次最多看{_MOST}项，给了{len(wanted)}项；请分几次看")
    return wanted


def _offered(kind: str, known: Sequence[tuple[str, int]]) -> list[Block]:
    rows = [[Slot(key, href=address(PATH, kind=kind, q=key)), Slot(n)] for key, n in known[:40]]
    said = "请写一个词语。" if kind == "term" else f"请选一个{KINDS[kind]}，或在上面写名称。"
    return [Remark(said), *([Listing(f"最常见的{KINDS[kind]}", [KINDS[kind], "次数"], rows)] if rows else [])]


def _value(point: YearPoint, measure: str) -> float | None:
    return {"share": point.share, "rate": point.rate, "count": point.numerator}[measure]


def _drawn(bench: Bench, series: Sequence[Series], scope: str, kind: str, measure: str) -> list[Block]:
    drawn = [(s.name, [_mark(s.name, p, measure) for p in s.points]) for s in series]
    units = next((p.base_unit for s in series for p in s.points if p.base_unit), "")
    absent = [p.year for p in series[0].points if not p.n_documents and p.year is not None]
    said = f"口径：{bench.scope_zh(scope)}（{bench.year_basis}）；分母：{units or '见表'}，重复段落不计。"
    if kind == "term":
        said += "占比是含有这个词的段落占全部正文段落之比。"
    if measure == "share":
        said += f"竖线是{bench.settings.confidence:.0%}区间，以文档为抽样单位；文档太少的年度不给区间。"
    if absent:
        said += f"没有可比文档的年度（图上断开）：{spans(absent)}。"
    heads = ["年度", KINDS[kind], "分子", "分母", "占比", "区间", "每千字", "文档数", "区间说明"]
    rows = [_row(s.name, p) for s in series for p in s.points]
    title = "、".join(s.name for s in series[:3]) + ("等" if len(series) > 3 else "") + f"：{MEASURES[measure]}"
    grid = Listing(f"{title}，逐年", heads, rows, folded=len(rows) > 40)
    axis = {"share": "占比", "rate": "每千字次数", "count": units and f"次数（{units}）"}[measure]
    return [lines(title, said, axis, drawn, Listing(said, heads, [], folded=True), measure == "share"), grid]


def _mark(name: str, point: YearPoint, measure: str) -> dict[str, Any]:
    value, interval = _value(point, measure), measure == "share"
    told = f"{name} {point.year}年<br>{point.numerator}／{point.base}{point.base_unit}，{point.n_documents}份文档"
    if point.low is not None and point.high is not None:
        told += f"<br>区间 {percent(point.low, 1)}—{percent(point.high, 1)}"
    return {
        "x": point.year,
        "y": value,
        "low": point.low if interval else None,
        "high": point.high if interval else None,
        "href": point.rows,
        "text": told,
    }


def _row(name: str, point: YearPoint) -> list[Slot]:
    interval = "" if point.low is None or point.high is None else f"{percent(point.low, 1)}—{percent(point.high, 1)}"
    return [
        year(point.year),
        Slot(name),
        Slot(point.numerator, href=point.rows),
        Slot(point.base, href=point.base_rows),
        Slot(point.share, "" if point.share is None else percent(point.share, 1)),
        Slot(interval),
        Slot(point.rate, "" if point.rate is None else f"{point.rate:.2f}"),
        Slot(point.n_documents),
        Slot(point.interval),
    ]


def _warnings(bench: Bench, scope: str) -> list[Block]:
    rows = [
        [year(r["review_year"]), year(r["previous_year"]), Slot(verdict(r)), Slot(r["n_documents"]), Slot(r["warning"])]
        for r in gate(bench, scope)
        if r["warning"]
    ]
    heads = ["年度", "相比于", "可比性", "文档数", "为什么"]
    return [Listing("哪些年度不能直接与上一年度相比", heads, rows, folded=len(rows) > 6)] if rows else []


def _indicator(bench: Bench, ask: Ask) -> list[Block]:
    known = keys(bench, "indicator")
    if not ask.get("q"):
        return _offered("indicator", known)
    found = claims(bench, ask.get("q"))
    if not found:
        raise AskError(f"{ask.get('q')}：没有这个指标；请从列表里选，或留空看有哪些")
    said = f"{ask.get('q')}：同一年度、同一主体的说法并列摆出，从不相加；竖线是说法的上下限，隐去的数字没有点。"
    heads = ["年度", "省份", "市县", "单位", "下限", "上限", "条数", "文档数", "原文"]
    rows = [
        [
            year(r["review_year"]),
            Slot(r["province"]),
            Slot(r["locality"]),
            Slot(r["unit"]),
            Slot(r["value_low"], _number(r["value_low"])),
            Slot(r["value_high"], _number(r["value_high"])),
            Slot(r["n_claims"], href=_claimed(r)),
            Slot(r["n_documents"]),
            Slot("；".join(r["surfaces"][:6])),
        ]
        for r in found
    ]
    blocks: list[Block] = [Listing(said, heads, rows)]
    units = sorted({r["unit"] for r in found}, key=lambda u: -sum(r["unit"] == u for r in found))
    for unit in units[:2]:
        marks = [_dot(r) for r in found if r["unit"] == unit and r["review_year"] is not None and _ends(r)]
        if marks:
            blocks.insert(
                -1,
                ranges(
                    f"{ask.get('q')}（{unit or '无单位'}）", said, unit, marks, Listing(said, heads, [], folded=True)
                ),
            )
    return blocks


def _ends(row: dict[str, Any]) -> list[float]:
    return [v for v in (row["value_low"], row["value_high"]) if v is not None]


def _dot(row: dict[str, Any]) -> dict[str, Any]:
    ends = _ends(row)
    who = row["locality"] or row["province"] or "没有点名"
    told = f"{row['review_year']}年 {who}<br>{'；'.join(row['surfaces'][:3])}"
    return {
        "x": row["review_year"],
        "y": ends[0],
        "low": ends[0],
        "high": ends[-1],
        "href": _claimed(row),
        "text": told,
    }


def _claimed(row: dict[str, Any]) -> str:
    named = {name: row[name] for name in ("indicator", "province", "level", "locality", "unit")}
    return address("/claims", year=row["review_year"], **named)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.12g}"
