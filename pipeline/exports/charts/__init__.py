"""charts/: PNG and SVG, drawn from the tables alone; a chart without data is not drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from matplotlib.figure import Figure

from pipeline.config import Config
from pipeline.exports.charts.classifier import classifier_chart
from pipeline.exports.charts.keyness import keyness_chart
from pipeline.exports.charts.places import tile_map
from pipeline.exports.charts.quantities import chosen_indicators, quantity_chart
from pipeline.exports.charts.reuse import reuse_chart
from pipeline.exports.charts.style import save, style
from pipeline.exports.charts.themes import heat_map, over_years
from pipeline.exports.charts.timeline import timeline_chart
from pipeline.exports.selection import Selection, main_scope
from pipeline.records import Document, ReuseByYear
from pipeline.reliability import ModelCheck
from pipeline.store import Tables
from pipeline.yearly import Comparability, FormulationTimeline, Keyness, PlaceByYear, QuantityByYear, ThemeByYear

READS = (
    Comparability,
    Document,
    FormulationTimeline,
    Keyness,
    ModelCheck,
    PlaceByYear,
    QuantityByYear,
    ReuseByYear,
    ThemeByYear,
)
ORDER = 10

TITLES = {
    "theme_shares": "各主题占比的年度变化",
    "theme_heat_map": "主题与年度",
    "place_tiles": "各省区市和兵团：提及与成果",
    "formulation_timeline": "提法时间线",
    "keyness": "最近一个年度的关键词",
    "reuse": "文字沿用",
    "quantities": "指标的年度数字",
    "classifier": "主题分类器的可靠性",
}


def export(tables: Tables, output: Path, config: Config) -> list[Path]:
    """Draw every chart that has data; returns the paths written."""
    written: list[Path] = []
    for old in sorted((output / "charts").glob("*.*")):
        old.unlink()
    with style():
        for name, figure in _figures(tables, config):
            written += save(figure, output / "charts", name)
    return written


def _figures(tables: Tables, config: Config) -> Iterator[tuple[str, Figure]]:
    if checks := tables[ModelCheck]:
        yield "classifier", classifier_chart(checks)
    chosen = main_scope(tables)
    if not chosen.covered:
        return
    themes = [r for r in tables[ThemeByYear] if r.scope == chosen.scope and r.review_year is not None]
    gate = _gate(tables, chosen)
    yield "theme_shares", over_years(themes, config.themes, chosen.zh, gate)
    yield "theme_heat_map", heat_map(themes, config.themes, chosen.zh, gate)
    yield "place_tiles", _places(tables, chosen)
    if timeline := tables[FormulationTimeline]:
        absent = [y for y in chosen.years if not any(d.review_year == y for d in tables[Document])]
        note = _note(
            tables,
            chosen,
            "括号内为次数；按次数取前列。灰色底纹：该年度没有文档。口径：全部文档",
            "formulation_timeline",
        )
        yield "formulation_timeline", timeline_chart(timeline, chosen.years, absent, note)
    latest = [r for r in tables[Keyness] if r.scope == chosen.scope]
    if latest:
        last = max(r.review_year or 0 for r in latest)
        yield "keyness", keyness_chart([r for r in latest if r.review_year == last], chosen.zh)
    yield from _reuse(tables, chosen)
    if chosen_indicators(tables[QuantityByYear]):
        absent = [y for y in chosen.years if not any(d.review_year == y for d in tables[Document])]
        note = _note(
            tables,
            chosen,
            "标记是一个年度一个省份的说法，不相加；几处说法标最低与最高；旁注为归属省份。口径：全部文档",
            "quantity_by_year",
        )
        yield "quantities", quantity_chart(tables[QuantityByYear], chosen.years, absent, note)


def _note(tables: Tables, chosen: Selection, text: str, table: str) -> str:
    known = [d for d in tables[Document] if d.review_year is not None]
    gate = _gate(tables, chosen, "all")
    return f"{text}；n＝{len(known)}份文档，{chosen.years[0]}—{chosen.years[-1]}年。\n{gate}。数据：{table}"


def _gate(tables: Tables, chosen: Selection, scope: str = "") -> str:
    """What the gate says of the scope, in a caption's words; a single warning is said in full."""
    rows = [r for r in tables[Comparability] if r.scope == (scope or chosen.scope) and r.previous_year is not None]
    broken = [r for r in rows if r.verdict == "not_comparable"]
    minded = [r for r in rows if r.verdict == "with_caution"]
    if len(broken) + len(minded) == 1:
        row = (broken or minded)[0]
        return f"{row.previous_year}→{row.review_year}年{'不可比' if broken else '比较须留意'}：{row.warning}"
    told = [f"{len(found)}对{word}" for found, word in ((broken, "不可比"), (minded, "须留意")) if found]
    return f"相邻年度中{'、'.join(told)}（见可比性表）" if told else "相邻年度均可比"


def _places(tables: Tables, chosen: Selection) -> Figure:
    rows = [r for r in tables[PlaceByYear] if r.scope == "all" and r.review_year is not None and r.province]
    mentions: dict[str, int] = {}
    results: dict[str, int] = {}
    for row in rows:
        mentions[row.province] = mentions.get(row.province, 0) + (row.numerator or 0)
        results[row.province] = results.get(row.province, 0) + (row.n_results or 0)
    totals = f"提及合计{sum(mentions.values())}次，归属合计{sum(results.values())}条"
    text = f"{totals}；机构名中的地名不计，重复段落不计。口径：全部文档"
    return tile_map(mentions, results, _note(tables, chosen, text, "place_by_year"))


def _reuse(tables: Tables, chosen: Selection) -> Iterator[tuple[str, Figure]]:
    genre = chosen.scope.partition("=")[2] or "all"
    rows = [r for r in tables[ReuseByYear] if r.genre == genre and r.review_year is not None and r.share is not None]
    if len(rows) > 1:
        bars = [(r.review_year or 0, r.share or 0.0, r.n_documents) for r in rows]
        documents = sum(r.n_documents for r in rows)
        note = (
            f"占比＝在更早年度出现过的句子的字数 ÷ 全部字数。口径：{chosen.zh}；n＝{documents}份文档；"
            f"首个年度无往年可比。\n灰色底纹：该年度没有可比文档。{_gate(tables, chosen)}。数据：reuse_by_year"
        )
        yield "reuse", reuse_chart(bars, chosen.absent, note)
