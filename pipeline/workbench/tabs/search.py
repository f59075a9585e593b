"""检索: where a term stands, in its context."""

from __future__ import annotations

from pipeline.workbench.ask import Ask, Choice, address
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import Block, Input, Listing, Remark, Slot, View, year
from pipeline.workbench.charts import bars
from pipeline.workbench.concordance import CONTEXT, MODES, ORDERS, Hit, Sought, concordance
from pipeline.workbench.forms import choice_inputs, select
from pipeline.workbench.rows import source_address
from pipeline.workbench.trends import keys

TITLE, PATH, ORDER = "检索", "/search", 20

_LEAD = (
    "在正文里逐处列出词语的上下文；重复段落不计，与年度表的口径相同。几个词用空格或顿号隔开。"
    "“提法”“单位”“省份”按词典认出的名称找，次数与年度表相同。"
)


def view(bench: Bench, ask: Ask) -> View:
    """The concordance of what is asked for; without a question, what could be asked."""
    mode, order = ask.one_of("mode", MODES), ask.one_of("order", ORDERS)
    suggestions = [(key, key) for key, _ in keys(bench, mode)] if mode in ("formulation", "unit", "province") else []
    form = [
        Input("q", "检索词", ask.get("q"), "text", suggestions, "如 第一书记；几个词用空格隔开", wide=True),
        select("mode", "怎样找", mode, [*MODES.items()]),
        select("order", "排序", order, [*ORDERS.items()]),
        *choice_inputs(bench, ask),
    ]
    if not ask.get("q"):
        return View(TITLE, _LEAD, form, _suggested(bench), exports=False)
    sought, choice = Sought.read(ask), Choice.read(ask)
    found = concordance(bench, sought, choice, order, *ask.window)
    said = (
        f"{sought.zh()}：{found.occurrences:,}处，见于{found.passages:,}个段落、{found.documents:,}份文档。"
        f"范围：{choice.zh(bench.names)}；按{ORDERS[order]}排序。"
    )
    lines = [_line(bench, hit) for hit in found.hits]
    heads = ["年度", "文档", "主题", f"左（{CONTEXT}字）", "词语", f"右（{CONTEXT}字）"]
    empty = "没有找到。可以换一种写法，去掉一些条件，或改用“任一词语”。"
    blocks: list[Block] = [Listing(said, heads, lines, found.occurrences, "kwic", empty)]
    if len(found.by_year) > 1:
        rows = [_year(ask, r["year"], r["n"]) for r in found.by_year]
        blocks.insert(
            0, bars("各年度处数", f"{sought.zh()}；点一根柱子只看那一年", ("年度", "处数"), rows, sideways=False)
        )
    return View(TITLE, _LEAD, form, blocks, _chips(bench, ask, choice))


def _line(bench: Bench, hit: Hit) -> list[Slot]:
    row = hit.row
    there = source_address(row["passage_id"], hit.start, hit.end)
    return [
        year(row["year"]),
        Slot(row["title"]),
        Slot(bench.named("theme", row["theme"])),
        Slot(hit.left),
        Slot(hit.term, href=there),
        Slot(hit.right),
    ]


def _year(ask: Ask, when: int | None, n: int) -> tuple[str, int, str, bool]:
    chosen = when is not None and ask.get("from") == ask.get("to") == str(when)
    span = {"from": None, "to": None} if chosen else {"from": when, "to": when}
    return str(when or "不明"), n, ask.but(**span) if when else "", chosen


def _chips(bench: Bench, ask: Ask, choice: Choice) -> list[tuple[str, str]]:
    """The conditions, each with the address without it."""
    told = {"genre": choice.genre, "level": choice.level, "home": choice.home, "theme": choice.theme}
    chips = [(bench.named(name, value), ask.but(**{name: None})) for name, value in told.items() if value]
    if choice.first or choice.last:
        chips.insert(0, (Choice(choice.first, choice.last).zh({}), ask.but(**{"from": None, "to": None})))
    return chips


def _suggested(bench: Bench) -> list[Block]:
    found = keys(bench, "formulation", 24)
    rows = [[Slot(key, href=address(PATH, q=key, mode="formulation")), Slot(n)] for key, n in found]
    return [
        Remark("输入检索词后按回车。"),
        Listing("语料里最常见的提法，点开即检索", ["提法", "次数"], rows, empty="语料里没有词典收录的提法"),
    ]
