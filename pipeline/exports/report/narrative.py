"""The report's words: what the corpus is, what changed, what does not compare, where every figure comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline import __version__
from pipeline.codes import CONFLICT_NAMES, VERDICTS, YEAR_BASES
from pipeline.config import Config
from pipeline.exports.charts import charts
from pipeline.exports.report.changes import tell_changes, tell_lengths
from pipeline.exports.report.content import Grid, Heading, Inline, Picture, Report
from pipeline.exports.report.evidence import Supports
from pipeline.exports.report.reliability import classifier_methods, corrected_shares
from pipeline.exports.selection import Selection, main_scope, runs
from pipeline.profile import profile
from pipeline.records import (
    Contradiction,
    Document,
    Duplicate,
    Passage,
    Problem,
    Quantity,
    Suggestion,
    table_name,
)
from pipeline.store import Tables
from pipeline.yearly import Comparability, FormulationTimeline, Keyness, QuantityByYear, ThemeByYear
from pipeline.years import PUBLISHED, by_year, year_basis


@dataclass(frozen=True)
class _Context:
    """Everything that the sections look things up in."""

    tables: Tables
    config: Config
    chosen: Selection
    charts: Mapping[str, Sequence[Picture]]
    report: Report
    supports: Supports


def narrative(tables: Tables, config: Config, drawn: Iterable[str]) -> Report:
    """The whole report; `drawn` names the charts that were drawn."""
    report = Report(f"{profile(config).name}年度比较报告")
    chosen, supports = main_scope(tables, config), Supports(tables, report)
    context = _Context(tables, config, chosen, _by_section(set(drawn)), report, supports)
    numbers = iter("一二三四五六七八九十")
    for name, (heading, section) in SECTIONS.items():
        start = len(report.blocks)
        section(context)
        # Where a section does not place its charts itself, they stand at its end.
        report.blocks.extend(chart for chart in context.charts[name] if chart not in report.blocks)
        if len(report.blocks) > start:
            report.blocks.insert(start, Heading(f"{next(numbers)}、{heading}"))
    supports.quote()
    return report


def _by_section(drawn: set[str]) -> dict[str, list[Picture]]:
    """The charts that were drawn by the section that shows them. Raises ValueError for a section that is not there."""
    found: dict[str, list[Picture]] = {name: [] for name in SECTIONS}
    for chart in charts():
        if chart.section not in found:
            raise ValueError(f"chart {chart.name}: no section {chart.section} in the report; there are {list(found)}")
        if chart.name in drawn:
            found[chart.section].append(Picture(chart.name, chart.title))
    return found


def _charts(context: _Context, section: str) -> None:
    context.report.blocks.extend(context.charts[section])


def _corpus(context: _Context) -> None:
    report, documents = context.report, by_year(context.tables[Document])
    years = sorted({d.review_year for d in documents if d.review_year is not None})
    basis = YEAR_BASES[year_basis(context.tables[Document])]
    names = profile(context.config).names["genre"]
    genres = Counter(names.get(d.genre, d.genre) for d in documents)
    listed = "、".join(f"{name}{n}份" for name, n in sorted(genres.items(), key=lambda g: (-g[1], g[0])))
    span = f"{basis}{_span(years[0], years[-1])}年" if years else f"{basis}未知"
    characters = sum(d.n_characters for d in documents)
    report.say(f"语料共{len(documents)}份文档，{characters}字，{span}；{listed}。")
    if basis == YEAR_BASES[PUBLISHED]:
        report.say("没有一份文档写明回顾年度：以下“年度”都是发布年度。", warning=True)
    if invented := sum(d.synthetic for d in documents):
        report.say(f"其中{invented}份为虚构样例，数字均系编造，不能引用。", warning=True)
    if absent := [_span(*run) for run in runs(context.chosen.absent)]:
        report.say(f"“{context.chosen.zh}”在{'、'.join(absent)}年没有文档：图表中留白，不作零。", warning=True)
    if unknown := [d.title or d.source for d in documents if d.review_year is None]:
        more = f"等{len(unknown)}份，见工作簿“文档”" if len(unknown) > 5 else ""
        report.say(f"年度未知、不进入年度比较：{'；'.join(unknown[:5])}{more}。", warning=True)


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}—{last}"


def _gate(context: _Context) -> None:
    report, chosen = context.report, context.chosen
    if not chosen.years:
        report.say("没有已知年度的文档，不作年度比较。", warning=True)
        return
    report.say(f"年度比较以“{chosen.zh}”为口径：{chosen.why}。")
    rows = [r for r in context.tables[Comparability] if r.scope == chosen.scope and r.previous_year is not None]
    cells: list[tuple[int, tuple[Inline, ...]]] = [
        (r.review_year or 0, (f"{r.previous_year}→{r.review_year}", VERDICTS[r.verdict],
         *(_base(context, r.review_year, str(n)) for n in (r.n_documents, r.characters, r.passages)), r.warning or "—"))
        for r in rows
        if r.review_year not in chosen.absent
    ]  # fmt: skip
    cells += [(first, (_span(first, last), VERDICTS["no_comparable_document"], _none(context), "—", "—",
                       "没有文档，不作比较")) for first, last in runs(chosen.absent)]  # fmt: skip
    told = tuple(cell for _, cell in sorted(cells, key=lambda cell: cell[0]))
    if not told:
        report.say(f"只有{chosen.covered[0]}年一个年度有文档，没有相邻年度可比。")
        return
    report.blocks.append(Grid("相邻年度能否相比", ("年度", "结论", "文档数", "字数", "段落数", "提示"), told))
    others = [r for r in context.tables[Comparability] if r.verdict == "not_comparable" and r.scope != chosen.scope]
    if others:
        report.say(f"其他口径下另有{len(others)}处相邻年度不可比，见工作簿“可比性”。")


def _themes(context: _Context) -> None:
    report, chosen = context.report, context.chosen
    if not chosen.covered:
        report.say("没有已知年度的文档，不作年度比较。", warning=True)
        return
    rows: dict[tuple[str, int | None], ThemeByYear] = {
        (r.theme, r.review_year): r
        for r in context.tables[ThemeByYear]
        if r.scope == chosen.scope and r.status == "counted" and r.review_year is not None
    }
    tell_changes(report, rows, chosen.covered[-1], context.config.themes, lambda row: _share(context, row))
    _charts(context, "themes")
    names = context.config.themes
    cells: list[tuple[Inline, ...]] = []
    gaps = dict(runs(chosen.absent))
    for year in chosen.years:
        if year in gaps:
            cells.append((_span(year, gaps[year]), *(["无可比文档"] + ["—"] * (len(names) - 1)), _none(context)))
        if year in chosen.absent:
            continue
        shares = [_share(context, rows[theme, year]) for theme in names]
        cells.append((str(year), *shares, _base(context, year, str(rows["other", year].base))))
    caption = f"首要主题占正文段落的比例（口径：{chosen.zh}；重复段落不计；末列为段落数）"
    report.blocks.append(Grid(caption, ("年度", *names.values(), "段落"), tuple(cells)))
    tell_lengths(report, rows, names)
    corrected_shares(report, context.tables, chosen, names)


def _base(context: _Context, year: int | None, text: str) -> Inline:
    """What is counted of a year as a whole: its documents, passages and characters."""
    evidence = f"base-{year}"
    if evidence not in context.report.evidence:
        title = f"{year}年（口径：{context.chosen.zh}）的文档和正文段落"
        context.report.rest(evidence, context.supports.base(title, context.chosen.scope, year))
    return context.report.again(text, evidence)


def _none(context: _Context) -> Inline:
    """The zero of a year without documents: all those of the scope that there are."""
    title = f"全部文档（口径：{context.chosen.zh}），按年度"
    return context.report.cite("0", "scope", context.supports.scope(title, context.chosen.scope))


def _share(context: _Context, row: ThemeByYear) -> Inline:
    name = context.config.themes[row.theme]
    text = f"{row.share or 0:.0%}"
    title = f"{row.review_year}年“{name}”：{row.numerator}段 ÷ {row.base}段 ＝ {row.share or 0:.1%}"
    _base(context, row.review_year, str(row.base))
    support = context.supports.theme(title, row, f"base-{row.review_year}")
    return context.report.cite(text, f"theme-{row.theme}-{row.review_year}", support)


def _places(context: _Context) -> None:
    report = context.report
    supports = context.supports
    mentions, results = supports.places("numerator"), supports.places("n_results")
    joint = list(dict.fromkeys(row for rows in supports.places("n_joint").values() for row in rows))
    top = sorted(mentions, key=lambda p: (-len(mentions[p]), p))[:10]
    never = [p for p in context.config.provinces if p not in mentions]
    report.say(
        f"全部文档提到{len(mentions)}个省级单位（含兵团）。" + (f"没有提到：{'、'.join(never)}。" if never else "")
    )
    _charts(context, "places")
    for name, title, figure in (
        ("places", "提到省份的各处", "numerator"),
        ("results", "归属各省份的成果数字", "n_results"),
    ):
        report.rest(name, supports.everywhere(title, figure))
    cells = tuple(
        (
            p,
            report.cite(str(len(mentions[p])), f"place-{p}", supports.of(f"提到“{p}”的各处", mentions[p], "places")),
            report.cite(
                str(len(results.get(p, ()))),
                f"result-{p}",
                supports.of(f"归属“{p}”的成果数字", results.get(p, ()), "results"),
            ),
        )
        for p in top
    )
    report.blocks.append(Grid("提及最多的省份（口径：全部文档）", ("省份", "提及次数", "归属成果数字（条）"), cells))
    if joint:
        support = supports.of("几个省级单位合计的成果数字", joint)
        total = report.cite(f"{len(joint)}条", "result-joint", support)
        report.say("另有", total, "成果数字是几个省级单位合计，不记在任何一个名下。")


def _indicators(context: _Context) -> None:
    report = context.report
    rows = [r for r in context.tables[QuantityByYear] if r.n_claims and not r.proposed and r.review_year is not None]
    if not rows:
        report.say("没有词典收录的指标；各条数字见工作簿“数量”。")
        return
    report.say("同一指标的各处说法并列，不相加；数字后的界与原文一致，隐去的数字不作零。")
    _charts(context, "indicators")
    cells = []
    for row in rows:
        title = f"{row.indicator}，{row.review_year}年，{row.whom or '未指明'}"
        support = context.supports.of(title, [(table_name(Quantity), name) for name in row.quantity_ids])
        shown = report.cite("；".join(row.surfaces), f"claim-{row.quantity_ids[0]}", support)
        mark = {"disputed": "有争议", "masked": "数字隐去"}.get(row.status, "—")
        several = report.again(f"{row.n_claims}处", f"claim-{row.quantity_ids[0]}")
        told = several if row.status == "several" else mark
        cells.append((row.indicator, str(row.review_year), row.whom or "—", shown, told))
    report.blocks.append(Grid("各指标的说法", ("指标", "年度", "归属", "原文", "标记"), tuple(cells)))


def _formulations(context: _Context) -> None:
    report, rows = context.report, context.tables[FormulationTimeline]
    if not rows or not context.chosen.years:
        report.say("没有找到词典中的提法。")
        return
    last = max((y for r in rows for y in r.years), default=None)
    latest = [r for r in rows if r.years[:1] == [last]]
    if latest:
        looked = f"更早的年度一共{latest[0].earlier_documents}份文档、{latest[0].earlier_characters}字"
        new = sorted((r for r in latest if r.first_year is not None), key=lambda r: (-r.mentions, r.canonical))
        listed = "、".join(f"“{r.canonical}”" for r in new[:20]) + ("等" if len(new) > 20 else "")
        report.say(
            f"{last}年首次出现的提法有{len(new)}个：{listed}。{looked}，标题、小标题和更长的提法里都没有。"
            if new
            else f"有{len(latest)}个提法只见于{last}年，但{looked}，不足以说首次出现。"
        )
    elif last is None:
        report.say("提法所在文档的年度都不明，不说首次出现。")
    for row in rows:
        if row.warning:
            report.say(f"“{row.canonical}”：{row.warning}。", warning=True)
    _charts(context, "formulations")


def _keyness(context: _Context) -> None:
    report, rows = context.report, [r for r in context.tables[Keyness] if r.scope == context.chosen.scope]
    if not rows:
        return
    _charts(context, "keyness")
    years = {r.review_year for r in rows}
    having = sorted({r.review_year for r in rows if r.term and r.review_year is not None})
    if having:
        report.say(f"有关键词的年度：{'、'.join(map(str, having))}；其余{len(years) - len(having)}个年度没有。")
    else:
        (reason, n), *_ = Counter(r.note for r in rows).most_common(1)
        report.say(f"没有一个年度的用词能与偶然区分，其中{n}个年度：{reason}。逐年的原因见表 keyness。")


def _charts_alone(context: _Context) -> None:
    """A section of which the charts say all."""


def _conflicts(context: _Context) -> None:
    report, tables = context.report, context.tables
    repeated = sum(p.repeated for p in tables[Passage])
    parts = sum(d.role == "repeat" and d.scope != "across_years" for d in tables[Duplicate])
    conflicts = [c for c in tables[Contradiction] if c.status != "dismissed"]
    report.say(
        f"重复文字{parts}处，其中{repeated}个段落整段重复（不进入统计），矛盾{len(conflicts)}处，疑似笔误{len(tables[Suggestion])}处；"
        "逐条处理见编辑页 review.html。"
    )
    if conflicts:
        cells = tuple((CONFLICT_NAMES[c.kind], *context.supports.sides(c), c.explanation) for c in conflicts)
        report.blocks.append(Grid("未被驳回的矛盾", ("类型", "甲", "乙", "说明"), cells))
    serious = [p for p in tables[Problem] if p.severity == "error"]
    for problem in serious:
        report.say(f"未能读取 {problem.source}：{problem.message}", warning=True)


def _methods(context: _Context) -> None:
    report, settings = context.report, context.config.settings
    for text in (
        "文本：来源逐字入账，每个字符属于且只属于一个片段；噪声、标记、空白各有理由，正文只作一对一的字形替换，可逐字回溯。",
        "重复：按字符片段索引查找，逐字对齐核对；改了一个名称或数字的副本列为矛盾，不当作重复丢弃。",
        "数量：数字、量词、界（约、以上、不超过、多、余等）由语法读出，隐去的数字不取值；动作、主体、对象、性质和归属省份"
        "由排序模型从句中现有的词里选，把握不足的留空。",
        "主题：线性模型按词典用语和文字特征判定，概率经校准，低于阈值的归“其他”；证据词在工作簿“主题”表。",
        "区间：以文档而不以段落为抽样单位，按设计效应折算后取 Clopper—Pearson 区间（Korn 和 Graubard 1998），"
        "自由度按文档长短折算；文档太少时不给区间。",
        "变化：把两年的文档重新分配，看同样大的差别偶然出现的机会（置换检验，Westfall 和 Young 1993；"
        f"分配方式多于{settings.compare.resamples}种时随机取{settings.compare.resamples}次，种子{settings.compare.seed}），"
        "按同时比较的项数校正；区间含零的不说升降，文档太少或不可比的不检验。",
        "关键词：在同一文种、同一层级内，看用到一个词的文档是否比按篇幅该有的多；把整份文档在年度间重新分配来检验"
        "（置换检验，Lijffijt 等 2016、Westfall 和 Young 1993），按同时检验的词数校正；两边各不足5份文档的不检验。"
        "对数似然、对数比、对数优势比只作描述。",
        f"程序：zongshu {__version__}；同样的输入、设置和词典得到逐字节相同的表。",
    ):
        report.say(text)
    classifier_methods(report, context.tables, profile(context.config).names["genre"])
    _charts(context, "methods")
    report.say(f"本报告口径：{profile(context.config).scope_zh(context.chosen.scope)}。")


# The sections in their order; a chart names the one that shows it.
SECTIONS: dict[str, tuple[str, Callable[[_Context], None]]] = {
    "corpus": ("语料", _corpus),
    "comparability": ("可比性", _gate),
    "themes": ("主题", _themes),
    "places": ("省份", _places),
    "indicators": ("指标", _indicators),
    "formulations": ("提法", _formulations),
    "keyness": ("关键词", _keyness),
    "reuse": ("文字沿用", _charts_alone),
    "conflicts": ("重复、矛盾与疑似笔误", _conflicts),
    "methods": ("方法", _methods),
}
