"""总览: what the corpus holds, what to look at first, and a summary on one page."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.exports.percent import percent
from pipeline.exports.selection import span
from pipeline.workbench.ask import Ask, address
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import Beside, Block, Listing, Remark, Slot, Subtitle, View
from pipeline.workbench.charts import bars
from pipeline.workbench.trends import gate, scope_values, verdict

TITLE, PATH, ORDER = "总览", "/", 10

_LEAD = "语料里有什么，先看什么，一页摘要。每个数字都能点开到所数的行，每一行都能点开到原文里的那句话。"


def view(bench: Bench, ask: Ask) -> View:
    """The first page."""
    counts = _counts(bench)
    if not counts["documents"]:
        return View(
            TITLE,
            _LEAD,
            (),
            [Remark("这次运行没有读到文档：请把文件放进语料文件夹，再运行 zongshu run。", warning=True)],
        )
    blocks: list[Block] = [*_held(bench, counts), Subtitle("先看什么"), _first(bench, counts)]
    return View(TITLE, _LEAD, (), [*blocks, Subtitle("一页摘要"), *_summary(bench)])


def _counts(bench: Bench) -> dict[str, int]:
    row = bench.row(
        "select (select count(*) from docs) as documents, (select count(*) from docs where year is null) as undated, "
        "(select count(*) from docs where truncated) as truncated, "
        "(select count(*) from docs where synthetic) as synthetic, "
        "(select count(*) from counted) as passages, "
        "(select coalesce(sum(n_characters), 0)::bigint from counted) as characters, "
        "(select count(*) from passages where role = 'body' and repeated) as repeated, "
        "(select count(*) from quantities where not repeated) as quantities, "
        "(select count(*) from quantities where masked and not repeated) as masked, "
        "(select count(*) from contradictions where status = 'open') as contradictions, "
        "(select count(distinct group_id) from duplicates where status = 'open') as duplicates, "
        "(select count(*) from suggestions where status = 'open') as suggestions, "
        "(select count(*) from candidates) as candidates"
    )
    return {name: int(value or 0) for name, value in row.items()}


def _held(bench: Bench, counts: dict[str, int]) -> Iterator[Block]:
    years = f"{bench.years[0]}—{bench.years[-1]}年" if bench.years else "年度都不明"
    said = (
        f"{counts['documents']:,}份文档，{years}（{bench.year_basis}）；正文{counts['passages']:,}个段落、"
        f"{counts['characters']:,}字计入年度表，另有{counts['repeated']:,}个重复段落不计；{counts['quantities']:,}条数量。"
    )
    yield Remark(said, href=address("/documents"), link="列出全部文档")
    if counts["synthetic"]:
        yield Remark(f"其中{counts['synthetic']:,}份是虚构样例，不能引用。", warning=True)
    rows = bench.rows("select year, count(*) as n from docs group by 1 order by 1 nulls last")
    marks = [(str(r["year"] or "不明"), r["n"], address("/documents", **_when(r["year"])), False) for r in rows]
    yield bars(
        "各年度文档数",
        f"全部文档，{bench.year_basis}；点一根柱子列出那些文档",
        ("年度", "文档数"),
        marks,
        sideways=False,
    )
    yield Beside([("", [_kinds(bench, "genre", "文种")]), ("", [_kinds(bench, "level", "层级")])])


def _kinds(bench: Bench, column: str, head: str) -> Listing:
    found = bench.rows(
        f"select {column} as code, count(*) as n, min(year) as first, max(year) as last "
        "from docs group by 1 order by n desc, 1"
    )
    lines = [
        [
            Slot(bench.named(column, r["code"]), href=address("/documents", **{column: r["code"]})),
            Slot(r["n"]),
            Slot("" if r["first"] is None else span(r["first"], r["last"])),
        ]
        for r in found
    ]
    return Listing(f"各{head}的文档", [head, "文档数", "年度"], lines)


def _when(when: int | None) -> dict[str, str]:
    return {"undated": "1"} if when is None else {"from": str(when), "to": str(when)}


def _first(bench: Bench, counts: dict[str, int]) -> Listing:
    """What a careful reader looks at before quoting a figure."""
    scope = bench.scope.scope
    doubtful = [r for r in gate(bench, scope) if r["warning"] and r["n_documents"]]
    absent = [r for r in gate(bench, scope) if not r["n_documents"]]
    problems = {r["severity"]: r["n"] for r in bench.rows("select severity, count(*) as n from problems group by 1")}
    hidden = f"{percent(counts['masked'] / counts['quantities'])}的数量" if counts["quantities"] else ""
    lines = [
        ("读取时的错误", problems.get("error", 0), "有来源没有读成，或只读了一部分", "/problems?severity=error"),
        ("读取时的提示", problems.get("warning", 0), "读成了，但有要核对的地方", "/problems?severity=warning"),
        ("年度不明的文档", counts["undated"], "不进任何年度；用 zongshu init 补上", "/documents?undated=1"),
        ("待定的矛盾", counts["contradictions"], "两处不能同时成立的说法", "/review"),
        ("待定的重复", counts["duplicates"], "第二份不计入年度表，请确认确是重复", "/review"),
        ("疑似笔误", counts["suggestions"], "两份副本不同，只有一份可能是对的", "/review"),
        ("不能直接比的年度", len(doubtful), f"口径：{bench.scope.zh}", address("/trend", scope=scope)),
        ("没有文档的年度", len(absent), f"口径：{bench.scope.zh}；是空缺，不是零", address("/trend", scope=scope)),
        ("隐去的数字", counts["masked"], f"{hidden}被隐去，不当作零", ""),
        ("结尾残缺的文档", counts["truncated"], "最后一段没有写完", "/problems"),
        ("待收录的提法", counts["candidates"], "像提法而词典没有，见 tables/candidates", ""),
    ]
    rows = [[Slot(name, href=href if n else ""), Slot(n), Slot(why)] for name, n, why, href in lines]
    return Listing("从上往下看，越靠上的越要紧", ["项目", "数", "说明"], rows)


def _summary(bench: Bench) -> Iterator[Block]:
    scope = bench.scope.scope
    years = [r for r in gate(bench, scope) if r["n_documents"]]
    if not years:
        yield Remark("没有已知年度的文档，不能逐年比较；下面各页仍可检索、看主题和地区。", warning=True)
        return
    last = years[-1]
    when = last["review_year"]
    why = f"（{bench.scope.why}）" if bench.scope.why else ""
    yield Remark(f"口径：{bench.scope.zh}{why}；最近的年度是{when}年，{last['n_documents']}份文档。")
    if last["previous_year"] is None:
        yield Remark("这个口径只有一个年度，没有可以相比的年度。")
    elif last["warning"]:
        yield Remark(f"{when}年与{last['previous_year']}年{verdict(last)}：{last['warning']}", warning=True)
    yield _themes(bench, scope, when)
    yield from _words(bench, scope, when)


def _themes(bench: Bench, scope: str, when: int) -> Listing:
    rows = bench.rows(
        "select * from theme_by_year where scope = ? and review_year = ? and theme <> '' "
        "order by numerator desc, theme",
        [scope, when],
    )
    lines = []
    for r in rows:
        about = {"table": "theme_by_year", "figure": "numerator", "scope": scope, "year": when}
        told = "" if r["change_previous"] is None else f"{100 * r['change_previous']:+.1f}个百分点"
        if r["change_low"] is not None:
            told += f"（{100 * r['change_low']:+.1f}至{100 * r['change_high']:+.1f}）"
        lines.append(
            [
                Slot(bench.named("theme", r["theme"])),
                Slot(r["numerator"], href=address("/rows", key=r["theme"], **about)),
                Slot(r["base"], href=address("/rows", **about)),
                Slot(r["share"], "" if r["share"] is None else percent(r["share"], 1)),
                Slot("" if r["low"] is None else f"{percent(r['low'], 1)}—{percent(r['high'], 1)}"),
                Slot(told),
                Slot(r["change_note"]),
            ]
        )
    heads = ["主题", "段落", "分母", "占比", "区间", "较上一年度", "变化说明"]
    return Listing(f"{when}年各主题的段落", heads, lines)


def _words(bench: Bench, scope: str, when: int) -> Iterator[Block]:
    rows = bench.rows(
        "select * from keyness where review_year = ? and (scope = ? or ? = 'all') "
        "order by strength desc nulls last limit 20",
        [when, scope, scope],
    )
    lines = [
        [
            Slot(
                r["term"],
                href=address("/search", q=r["term"], **{"from": when, "to": when}, **scope_values(r["scope"])),
            ),
            Slot(r["n_with"]),
            Slot(r["n_documents"]),
            Slot(r["reference_with"]),
            Slot(r["reference_documents"]),
            Slot(r["p_adjusted"]),
        ]
        for r in rows
        if r["term"]
    ]
    note = next((r["note"] for r in rows if r["note"]), "只有一个年度的文种没有可比的年度")
    heads = ["词", "见于文档", "共", "其他年度见于", "共", "p（校正）"]
    yield Listing(f"{when}年的关键词（{note}）", heads, lines, empty="没有超出偶然的关键词")
