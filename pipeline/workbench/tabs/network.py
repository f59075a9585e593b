"""搭配与网络: what stands together with a term, and what stands together at all."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.workbench.ask import Ask, Choice, address
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import Block, Input, Listing, Remark, Slot, View
from pipeline.workbench.charts import graph
from pipeline.workbench.concordance import MODES, Sought
from pipeline.workbench.forms import choice_inputs, select
from pipeline.workbench.together import FEWEST, KINDS, MEASURES, collocates, network

TITLE, PATH, ORDER = "搭配与网络", "/network", 60

_COLLOCATES, _NODES = 60, 30
_LEAD = (
    "写一个检索词，看同段里哪些词、提法、单位、省份或主题与它搭配；不写，看它们彼此的共现网络。"
    "单位是段落：有甲的、有乙的、两样都有的各有多少段，每个数都能点开。"
)


def view(bench: Bench, ask: Ask) -> View:
    """Collocates of a term, or the network of what is most frequent."""
    kind, mode = ask.one_of("kind", ["formulation", *KINDS]), ask.one_of("mode", MODES)
    measure, choice = ask.one_of("measure", MEASURES), Choice.read(ask)
    form = [
        Input("q", "检索词（可不写）", ask.get("q"), hint="如 第一书记", wide=True),
        select("mode", "怎样找", mode, [*MODES.items()]),
        select("kind", "看什么", kind, [*KINDS.items()]),
        select("measure", "排序", measure, [*MEASURES.items()]),
        *choice_inputs(bench, ask),
    ]
    if ask.get("q"):
        return View(TITLE, _LEAD, form, [*_collocates(bench, ask, kind, measure, choice)])
    return View(TITLE, _LEAD, form, [*_network(bench, ask, kind, choice)])


def _collocates(bench: Bench, ask: Ask, kind: str, measure: str, choice: Choice) -> Iterator[Block]:
    sought = Sought.read(ask)
    most = 100_000 if ask.everything else _COLLOCATES
    rows, node, everywhere = collocates(bench, sought, kind, choice, measure, most)
    said = (
        f"与{sought.zh()}同段的{KINDS[kind]}：它见于{node:,}个段落（共看{everywhere:,}个）。范围：{choice.zh(bench.names)}；"
        f"按{MEASURES[measure]}排序；同段不足{FEWEST}段的、与它同段少于别处的不列。"
    )
    about = {"kind": kind, "q": sought.text, "mode": sought.mode, **choice.values()}
    lines = [
        [
            Slot(bench.named("theme", r["key"]) if kind == "theme" else r["key"]),
            Slot(r["together"], href=address("/together", x=r["key"], **about)),
            Slot(r["there"], href=address("/together", x=r["key"], kind=kind, **choice.values())),
            Slot(r["log_dice"], f"{r['log_dice']:.2f}"),
            Slot(r["log_likelihood"], f"{r['log_likelihood']:.1f}"),
        ]
        for r in rows
    ]
    heads = [KINDS[kind], "同段（段落）", f"有这个{KINDS[kind]}的段落", "log-Dice", "G2"]
    yield Listing(said, heads, lines, empty="没有搭配：检索词太少，或没有超出偶然的。")


def _network(bench: Bench, ask: Ask, kind: str, choice: Choice) -> Iterator[Block]:
    nodes, edges = network(bench, kind, choice, _NODES, ask.get("around"))
    if not nodes:
        yield Remark(f"范围内没有{KINDS[kind]}；请放宽条件，或换一种。")
        return
    names = {n.key: bench.named("theme", n.key) if kind == "theme" else n.key for n in nodes}
    about = {"kind": kind, **choice.values()}
    said = (
        f"{'与“' + ask.get('around') + '”同段的' if ask.get('around') else '最常见的'}{len(nodes)}个{KINDS[kind]}，"
        f"连线是同段出现（不少于{FEWEST}段，最强的{len(edges)}条），线越粗 log-Dice 越高，圆点越大段落越多。"
        "点圆点看它的段落，点线中间的小点看两者都有的段落。"
    )
    places = {n.key: (n.x, n.y) for n in nodes}
    marks = [(names[n.key], n.passages, n.x, n.y, address("/together", x=n.key, **about)) for n in nodes]
    lines = [(places[e.one], places[e.other], e.log_dice, f"{names[e.one]}—{names[e.other]}：{e.both}段",
              address("/together", x=e.one, y=e.other, **about)) for e in edges]  # fmt: skip
    rows = [
        [
            Slot(names[e.one], href=ask.but(around=e.one)),
            Slot(names[e.other], href=ask.but(around=e.other)),
            Slot(e.both, href=address("/together", x=e.one, y=e.other, **about)),
            Slot(e.log_dice, f"{e.log_dice:.2f}"),
        ]
        for e in edges
    ]
    heads = ["甲（点开看它周围）", "乙", "同段（段落）", "log-Dice"]
    counts = [[Slot(names[n.key]), Slot(n.passages, href=address("/together", x=n.key, **about))] for n in nodes]
    grid = Listing(said, [KINDS[kind], "段落"], counts, folded=True)
    yield graph(f"{KINDS[kind]}的共现网络", said, marks, lines, grid)
    yield Listing("连线，最强的在前", heads, rows, empty="没有两样同段出现两次以上。")
