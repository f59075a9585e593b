"""主题·地区·成果: charts that filter one another, with the rows that all of them leave."""

from __future__ import annotations

from pipeline.workbench.ask import Ask, Choice
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import Beside, Block, Input, Plot, Remark, View
from pipeline.workbench.charts import bars, tiles
from pipeline.workbench.crossing import LISTS, Crossing
from pipeline.workbench.forms import choice_inputs, select
from pipeline.workbench.rows import row_grid

TITLE, PATH, ORDER = "主题·地区·成果", "/cross", 40

_OBJECTS = 15
_LEAD = (
    "四张图互相筛选：点主题、年度、省份或成果的对象，其余的图和下面的各行随之改变；再点一次取消。"
    "每张图按其余各图所选的条件计数，所以点开的行数就是图上的数。"
)
_EXTRA = {
    "passages": [],
    "mentions": [("province", "省份")],
    "results": [("surface", "数字"), ("object", "对象"), ("action", "动作"), ("actor", "主体")],
}


def view(bench: Bench, ask: Ask) -> View:
    """The charts under what is chosen, and its rows."""
    crossing, kind = Crossing.read(ask), ask.one_of("show", LISTS)
    found, total = crossing.rows(bench, kind, ask.window)
    form = [
        *choice_inputs(bench, ask),
        Input(
            "place", "提到的省份", ask.get("place"), "select", [("", "不限"), *((p, p) for p in bench.config.provinces)]
        ),
        Input("object", "成果的对象", ask.get("object")),
        select("show", "下面列出", kind, [*LISTS.items()]),
    ]
    charts = Beside(
        (
            ("", [_themes(bench, ask, crossing), _years(bench, ask, crossing)]),
            ("", [_provinces(bench, ask, crossing), _objects(bench, ask, crossing)]),
        )
    )
    said = f"{LISTS[kind]}：{total:,}条；{_chosen(bench, crossing)}"
    rows = [{**r, "theme": bench.named("theme", r["theme"])} for r in found]
    grid = row_grid(said, rows, total, [("theme", "主题"), *_EXTRA[kind]])
    blocks: list[Block] = [charts, grid]
    if not bench.ask("select count(*) from counted"):
        return View(TITLE, _LEAD, form, [Remark("没有计入年度表的正文，画不出图。", warning=True)], exports=False)
    return View(TITLE, _LEAD, form, blocks, _chips(bench, ask, crossing))


def _chosen(bench: Bench, crossing: Crossing) -> str:
    told = [crossing.choice.zh(bench.names)]
    if crossing.place:
        told.append(f"省份：{crossing.place}（段落须提到它，成果须只归它）")
    if crossing.object:
        told.append(f"成果的对象：{crossing.object}")
    return "，".join(told)


def _toggled(ask: Ask, name: str, value: str, show: str) -> tuple[str, bool]:
    """Where a mark leads: its value chosen, or taken away where it is chosen; and whether it is."""
    chosen = ask.get(name) == value
    return ask.but(**{name: None if chosen else value, "show": show}), chosen


def _themes(bench: Bench, ask: Ask, crossing: Crossing) -> Plot:
    counts = crossing.by_theme(bench)
    codes = [*bench.names["theme"], *sorted(set(counts) - set(bench.names["theme"]) - {""})]
    rows = [(bench.named("theme", c), counts.get(c, 0), *_toggled(ask, "theme", c, "passages")) for c in codes]
    return bars("主题（段落）", "正文段落按首要主题；重复段落不计", ("主题", "段落"), rows)


def _years(bench: Bench, ask: Ask, crossing: Crossing) -> Plot:
    rows = []
    for row in crossing.by_year(bench):
        when = "" if row["year"] is None else str(row["year"])
        chosen = bool(when) and ask.get("from") == ask.get("to") == when
        span = {"from": None, "to": None} if chosen else {"from": when, "to": when}
        rows.append((when or "不明", row["n"], ask.but(**span, show="passages") if when else "", chosen))
    return bars(
        f"{bench.year_basis}（段落）", "正文段落按年度；年度不明的不能点", ("年度", "段落"), rows, sideways=False
    )


def _provinces(bench: Bench, ask: Ask, crossing: Crossing) -> Plot:
    counts = crossing.by_province(bench)
    every = dict.fromkeys(bench.config.provinces, 0) | counts
    marks = {p: (n, *_toggled(ask, "place", p, "mentions")) for p, n in every.items()}
    return tiles("地区（提及）", "提到各省份的次数；机构名中的地名不计", marks, bench.config.provinces)


def _objects(bench: Bench, ask: Ask, crossing: Crossing) -> Plot:
    counts = crossing.by_object(bench, _OBJECTS)
    rows = [(thing, n, *_toggled(ask, "object", thing, "results")) for thing, n in counts.items()]
    if crossing.object and crossing.object not in counts:
        rows.append((crossing.object, 0, *_toggled(ask, "object", crossing.object, "results")))
    return bars("成果（数字）", f"成果数字按所数的对象，最多的{_OBJECTS}种；要求和背景不计", ("对象", "条数"), rows)


def _chips(bench: Bench, ask: Ask, crossing: Crossing) -> list[tuple[str, str]]:
    choice = crossing.choice
    told = {
        "theme": bench.named("theme", choice.theme) if choice.theme else "",
        "genre": bench.named("genre", choice.genre) if choice.genre else "",
        "level": bench.named("level", choice.level) if choice.level else "",
        "home": choice.home,
        "place": crossing.place,
        "object": crossing.object,
    }
    chips = [(name, ask.but(**{key: None})) for key, name in told.items() if name]
    if choice.first or choice.last:
        chips.insert(0, (Choice(choice.first, choice.last).zh({}), ask.but(**{"from": None, "to": None})))
    return chips
