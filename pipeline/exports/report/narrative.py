"""The report's words: what the corpus is, what changed, what does not compare, where every figure comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline import __version__
from pipeline.codes import CONFLICT_NAMES, VERDICTS, YEAR_BASES
from pipeline.config import Config
from pipeline.exports.charts import charts
from pipeline.exports.percent import percent
from pipeline.exports.report.changes import tell_changes, tell_lengths
from pipeline.exports.report.content import Grid, Heading, Inline, Picture, Report
from pipeline.exports.report.evidence import Supports
from pipeline.exports.report.reliability import classifier_methods, corrected_shares
from pipeline.exports.report.terms import tell_formulations, tell_keyness
from pipeline.exports.selection import Selection, main_scope, runs, span, spans
from pipeline.narrowing import narrowed, within
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
    chosen = main_scope(tables, config)
    report = Report(f"{profile(config).name}年度比较报告", f"口径：{chosen.zh}")
    tables = narrowed(tables, chosen.scope, config.settings.compare)
    supports = Supports(tables, report)
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
            found[chart.section].append(Picture(chart.name, chart.title, not chart.brief))
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
    told = f"{basis}{span(years[0], years[-1])}年" if years else f"{basis}未知"
    characters = sum(d.n_characters for d in documents)
    own = len(within(documents, context.chosen.scope))
    part = f"本报告说其中“{context.chosen.zh}”的{own}份。" if own < len(documents) else ""
    report.say(f"语料共{len(documents)}份文档，{characters}字，{told}；{listed}。{part}")
    if basis == YEAR_BASES[PUBLISHED]:
        report.say("没有一份文档写明回顾年度：以下“年度”都是发布年度。", warning=True)
    if invented := sum(d.synthetic for d in documents):
        those = "全部文档都是" if invented == len(documents) else f"其中{invented}份为"
        report.say(f"{those}虚构样例，数字均系编造，不能引用。", warning=True)
    failed = [p for p in context.tables[Problem] if p.severity == "error"]
    for problem in failed[:_FAILED]:
        what = "未能读取" if problem.stage in ("corpus", "read") else "未能处理完"
        report.say(f"{what} {problem.source}：{problem.message}", warning=True)
    if len(failed) > _FAILED:
        report.say(f"未能读取或处理完的来源共{len(failed)}份，其余见工作簿“{Problem.zh}”。", warning=True)
    if absent := context.chosen.absent:
        report.say(f"“{context.chosen.zh}”在{spans(absent)}没有文档：图中标为灰色，不作零。", warning=True)
    if unknown := [d.title or PurePosixPath(d.source).stem for d in documents if d.review_year is None]:
        more = f"等{len(unknown)}份，见工作簿“文档”" if len(unknown) > 5 else ""
        report.say(f"年度未知、不进入年度比较：{'、'.join(f'《{t}》' for t in unknown[:5])}{more}。", warning=True)


# The sources that failed and are named one by one.
_FAILED = 10


def _gate(context: _Context) -> None:
    report, chosen = context.report, context.chosen
    if not chosen.years:
        report.say("没有已知年度的文档，不作年度比较。", warning=True)
        return
    report.say(f"本报告以“{chosen.zh}”为口径：{chosen.why}。")
    rows = [r for r in context.tables[Comparability] if r.scope == chosen.scope and r.previous_year is not None]
    cells: list[tuple[int, tuple[Inline, ...]]] = [
        (r.review_year or 0, (f"{r.previous_year}→{r.review_year}", VERDICTS[r.verdict],
         *(_base(context, r.review_year, str(n)) for n in (r.n_documents, r.characters, r.passages)), r.warning or "—"))
        for r in rows
        if r.review_year not in chosen.absent
    ]  # fmt: skip
    cells += [(first, (span(first, last), VERDICTS["no_comparable_document"], _none(context), "—", "—",
                       "没有文档，不作比较")) for first, last in runs(chosen.absent)]  # fmt: skip
    told = tuple(cell for _, cell in sorted(cells, key=lambda cell: cell[0]))
    if not told:
        report.say(f"只有{chosen.covered[0]}年一个年度有文档，没有相邻年度可比。")
        return
    caption = f"相邻年度能否相比（口径：{chosen.zh}；文档数、字数、段落数是后一年的；重复段落不计）"
    heads = ("年度", "结论", "文档数", "字数", "段落数", "提示")
    report.blocks.append(Grid(caption, heads, told, _latest(len(told))))
    others = [r for r in context.tables[Comparability] if r.verdict == "not_comparable" and r.scope != chosen.scope]
    if others:
        report.say(f"其他口径下另有{len(others)}处相邻年度不可比，见工作簿“可比性”。")


def _latest(rows: int) -> tuple[int, ...]:
    """Of rows by year the latest first."""
    return tuple(range(rows - 1, -1, -1))


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
            cells.append((span(year, gaps[year]), *(["无可比文档"] + ["—"] * (len(names) - 1)), _none(context)))
        if year in chosen.absent:
            continue
        shares = [_share(context, rows[theme, year]) for theme in names]
        cells.append((str(year), *shares, _base(context, year, str(rows["other", year].base))))
    caption = f"首要主题占正文段落的比例（口径：{chosen.zh}；重复段落不计；末列为段落数）"
    report.blocks.append(Grid(caption, ("年度", *names.values(), "段落"), tuple(cells), _latest(len(cells))))
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
    if not row.base:
        # Nothing was read of the year: that is no share of zero.
        return "—"
    name = context.config.themes[row.theme]
    text = percent(row.share or 0)
    title = f"{row.review_year}年“{name}”：{row.numerator}段 ÷ {row.base}段 ＝ {percent(row.share or 0, 1)}"
    _base(context, row.review_year, str(row.base))
    support = context.supports.theme(title, row, f"base-{row.review_year}")
    return context.report.cite(text, f"theme-{row.theme}-{row.review_year}", support)


def _places(context: _Context) -> None:
    report = context.report
    supports = context.supports
    chosen = context.chosen
    mentions, results = (supports.places(chosen.scope, figure) for figure in ("numerator", "n_results"))
    together = supports.places(chosen.scope, "n_joint").values()
    joint = list(dict.fromkeys(row for rows in together for row in rows))
    top = sorted(mentions, key=lambda p: (-len(mentions[p]), p))[:10]
    if not mentions:
        report.say(f"{_those(chosen)}没有提到任何省级单位。")
        return
    report.say(
        f"{_those(chosen)}提到{len(mentions)}个省级单位（含兵团）。{_unmentioned(context.config.provinces, mentions)}"
    )
    _charts(context, "places")
    for name, title, figure in (
        ("places", "提到省份的各处", "numerator"),
        ("results", "归属各省份的成果数字", "n_results"),
    ):
        report.rest(name, supports.everywhere(title, chosen.scope, figure))
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
    least = len(mentions[top[-1]])
    tied = sum(len(rows) == least for p, rows in mentions.items() if p not in top)
    caption = f"提及最多的省份（口径：{chosen.zh}" + (f"；另有{tied}个同为{least}次，未列）" if tied else "）")
    report.blocks.append(Grid(caption, ("省份", "提及次数", "归属成果数字（条）"), cells))
    if joint:
        support = supports.of("几个省级单位合计的成果数字", joint)
        total = report.cite(f"{len(joint)}条", "result-joint", support)
        report.say("另有", total, "成果数字是几个省级单位合计，不记在任何一个名下。")


def _those(chosen: Selection) -> str:
    """The documents of the scope, as the subject of a sentence."""
    return "全部文档" if chosen.scope == "all" else f"“{chosen.zh}”的文档"


def _unmentioned(provinces: Iterable[str], mentions: Container[str]) -> str:
    never = [province for province in provinces if province not in mentions]
    if len(never) > 10:
        return f"其余{len(never)}个没有提到。"
    return f"没有提到：{'、'.join(never)}。" if never else ""


def _indicators(context: _Context) -> None:
    report = context.report
    known = [r for r in context.tables[QuantityByYear] if r.n_claims and not r.proposed]
    rows = [r for r in known if r.review_year is not None]
    undated = sum(r.n_claims for r in known if r.review_year is None)
    if not rows:
        report.say(
            f"词典收录的指标有{undated}条说法，所在文档的年度都不明，见工作簿“指标年度表”。"
            if undated
            else "没有词典收录的指标；各条数字见工作簿“数量”。"
        )
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
    heads = ("指标", "年度", "归属", "原文", "标记")
    report.blocks.append(Grid(f"各指标的说法（口径：{context.chosen.zh}）", heads, tuple(cells), _turns(rows)))
    if undated:
        report.say(f"另有{undated}条说法所在文档的年度不明，不在表中，见工作簿“指标年度表”。")


def _turns(rows: Sequence[QuantityByYear]) -> tuple[int, ...]:
    """The latest year first, and in it one claim of each indicator before the second of any."""
    seen: Counter[tuple[str, int | None]] = Counter()
    turns = []
    for number, row in enumerate(rows):
        seen[row.indicator, row.review_year] += 1
        turns.append((-(row.review_year or 0), seen[row.indicator, row.review_year], number))
    return tuple(number for *_, number in sorted(turns))


# Formulations in doubt that the short report names.
_DOUBTS = 3


def _formulations(context: _Context) -> None:
    report, rows = context.report, context.tables[FormulationTimeline]
    tell_formulations(report, rows, context.config.settings.compare)
    for number, row in enumerate(row for row in rows if row.warning):
        report.say(f"“{row.canonical}”：{row.warning}。", warning=True, detail=number >= _DOUBTS)
    _charts(context, "formulations")


def _keyness(context: _Context) -> None:
    if rows := [r for r in context.tables[Keyness] if r.scope == context.chosen.scope]:
        _charts(context, "keyness")
        tell_keyness(context.report, rows)
    elif context.chosen.covered:
        _told_by_genre(context, "关键词")


def _reuse(context: _Context) -> None:
    """The chart says all, where there can be one."""
    if context.chosen.scope.partition("=")[0] not in ("all", "genre"):
        _told_by_genre(context, "文字沿用")


def _told_by_genre(context: _Context, what: str) -> None:
    context.report.say(f"{what}只按文种统计，口径“{context.chosen.zh}”没有；各文种的见工作簿。")


def _conflicts(context: _Context) -> None:
    report, tables = context.report, context.tables
    repeated = sum(p.repeated for p in tables[Passage])
    parts = sum(d.role == "repeat" and d.scope != "across_years" for d in tables[Duplicate])
    conflicts = [c for c in tables[Contradiction] if c.status != "dismissed"]
    report.say(
        f"全部文档中，同年度内重复文字{parts}处，其中{repeated}个段落整段重复（不进入统计），矛盾{len(conflicts)}处，疑似笔误{len(tables[Suggestion])}处；"
        "逐条处理见编辑页 review.html。"
    )
    if conflicts:
        cells = tuple((CONFLICT_NAMES[c.kind], *context.supports.sides(c), c.explanation) for c in conflicts)
        report.blocks.append(Grid("未被驳回的矛盾（口径：全部文档）", ("类型", "甲", "乙", "说明"), cells))


def _methods(context: _Context) -> None:
    report, settings = context.report, context.config.settings
    report.say(f"来源逐字入账，结果由 zongshu {__version__} 按词典和模型得出；各步的方法、区间和检验见附录。")
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
        "（置换检验，Lijffijt 等 2016、Westfall 和 Young 1993），按同时检验的词数校正；任何一边不足5份文档的不检验。"
        "对数似然、对数比、对数优势比只作描述。",
        f"程序：zongshu {__version__}；同样的输入、设置和词典得到逐字节相同的表。",
    ):
        report.say(text, detail=True)
    classifier_methods(report, context.tables, profile(context.config).names["genre"])
    _charts(context, "methods")
    rest = "" if context.chosen.scope == "all" else "；语料的概况和重复、矛盾说的是全部文档"
    report.say(f"口径：{context.chosen.zh}{rest}。")


# The sections in their order; a chart names the one that shows it.
SECTIONS: dict[str, tuple[str, Callable[[_Context], None]]] = {
    "corpus": ("语料", _corpus),
    "comparability": ("可比性", _gate),
    "themes": ("主题", _themes),
    "places": ("省份", _places),
    "indicators": ("指标", _indicators),
    "formulations": ("提法", _formulations),
    "keyness": ("关键词", _keyness),
    "reuse": ("文字沿用", _reuse),
    "conflicts": ("重复、矛盾与疑似笔误", _conflicts),
    "methods": ("方法", _methods),
}
