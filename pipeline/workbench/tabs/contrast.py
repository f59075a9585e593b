"""对比: any two groups of documents against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from pipeline.exports.percent import percent
from pipeline.workbench.ask import Ask, address
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import Beside, Block, Input, Listing, Remark, Slot, Subtitle, View
from pipeline.workbench.charts import pairs
from pipeline.workbench.forms import choice_inputs, select
from pipeline.workbench.groups import (
    NAMES,
    DocumentGroup,
    GroupGate,
    group,
    group_words,
    numbers,
    side_by_side,
    standing,
    theme_shares,
)
from pipeline.workbench.rows import row_grid
from pipeline.workbench.trends import scope_values

TITLE, PATH, ORDER = "对比", "/contrast", 50

_WORDS, _PASSAGES = 40, 25
# Documents whose words are tested without being asked for.
_AT_ONCE = 150
_LEAD = (
    "把任意两组文档放在一起：按年度、文种、层级、省份选，或用保存的选择。先看能不能比，再看占比之差（附区间）、"
    "关键词（按文档检验，不按词次），再逐段并排读。"
)


def view(bench: Bench, ask: Ask) -> View:
    """Two groups; where nothing is chosen, the two last years of the report's scope are proposed."""
    saved = [("", "不用"), *((name, name) for name in bench.selections.all())]
    form = [
        field
        for side, prefix in enumerate(("a_", "b_"))
        for field in (
            *(_called(i, NAMES[side]) for i in choice_inputs(bench, ask, prefix, theme=False)),
            *(
                [select(prefix + "saved", f"{NAMES[side]} 保存的选择", ask.get(prefix + "saved"), saved)]
                if len(saved) > 1
                else []
            ),
        )
    ]
    form.append(Input("word", "并排读的词语", ask.get("word"), hint="如 第一书记", wide=True))
    if not any(name.startswith(("a_", "b_")) for name in ask.values):
        return View(TITLE, _LEAD, form, [*_proposed(bench)], exports=False)
    one, other = group(bench, ask, 0), group(bench, ask, 1)
    found = standing(bench, one, other)
    blocks: list[Block] = [*_gate(found), _composed(bench, one, other)]
    if one.documents and other.documents and not found.shared:
        if ask.get("word"):
            blocks += [*_beside(bench, ask, one, other, ask.get("word"))]
        blocks += [*_shares(bench, ask, one, other, found), *_words(bench, ask, one, other)]
    return View(TITLE, _LEAD, form, blocks)


def _called(field: Input, name: str) -> Input:
    return Input(field.name, f"{name} {field.label}", field.value, field.kind, field.options, field.hint, field.wide)


def _proposed(bench: Bench) -> Iterator[Block]:
    years = bench.scope.covered
    lines = [
        [Slot(f"{one}年与{two}年（{bench.scope.zh}）", href=address(PATH, **_pair(one, two, bench.scope.scope)))]
        for one, two in pairwise(years)
    ]
    if len(years) > 3:
        half = len(years) // 2
        spans = (years[0], years[half - 1]), (years[half], years[-1])
        told = "与".join(f"{a}—{b}年" for a, b in spans)
        href = address(PATH, a_from=spans[0][0], a_to=spans[0][1], b_from=spans[1][0], b_to=spans[1][1])
        lines.append([Slot(f"前一半年度与后一半年度：{told}", href=href)])
    yield Remark("请在上面选甲、乙两组，或从下面的建议开始。")
    yield Listing("可以这样比", ["对比"], lines[::-1], empty="语料里没有两个已知的年度；可以按文种、层级或省份选两组。")


def _pair(one: int, two: int, scope: str) -> dict[str, Any]:
    both = {f"{side}_{name}": value for name, value in scope_values(scope).items() for side in "ab"}
    return {"a_from": one, "a_to": one, "b_from": two, "b_to": two, **both}


def _gate(found: GroupGate) -> Iterator[Block]:
    if found.shared:
        yield Remark(
            f"两组有{found.shared:,}份相同的文档，不能相比；请改一组的条件，使一份文档只在一组。", warning=True
        )
    elif found.code == "no_comparable_document":
        yield Remark("有一组没有文档；请放宽条件。", warning=True)
    else:
        yield Remark(f"{found.zh}。{found.why}", warning=bool(found.why))


def _composed(bench: Bench, one: DocumentGroup, other: DocumentGroup) -> Listing:
    def row(head: str, *values: Any) -> list[Slot]:
        return [Slot(head), *(v if isinstance(v, Slot) else Slot(v) for v in values)]

    groups = (one, other)
    made = [g.composition for g in groups]
    lines = [
        row("选的是", *(g.choice.zh(bench.names) for g in groups)),
        row("文档", *(Slot(g.composition.n, href=address("/documents", **g.choice.values())) for g in groups)),
        row("计数段落", *(c.passages for c in made)),
        row("字数", *(c.characters for c in made)),
        row("文种", *("、".join(bench.named("genre", v) for v in c.genres) for c in made)),
        row("层级", *("、".join(bench.named("level", v) for v in c.levels) for c in made)),
        row("隐去的数字", *("" if c.masked is None else percent(c.masked) for c in made)),
        row("重复的字数", *("" if c.repeated is None else percent(c.repeated) for c in made)),
    ]
    return Listing("两组各是什么", ["", *NAMES], lines)


def _shares(bench: Bench, ask: Ask, one: DocumentGroup, other: DocumentGroup, found: GroupGate) -> Iterator[Block]:
    shares = theme_shares(bench, one, other, found.tested)
    sides = [head for name in NAMES for head in (name, "分母", "占比", "区间")]
    heads = ["主题", *sides, "差（乙－甲）", "差的区间", "p（校正）"]
    figures = [(t, numbers(shares, n)) for n, t in enumerate(shares.themes)]
    lines = [_share_row(bench, theme, made, (one, other)) for theme, made in figures]
    notes = [*dict.fromkeys(i.note for i in shares.intervals), shares.change.note]
    said = f"首要主题的段落占全部计数段落之比。{'；'.join(notes)}"
    marks = [(bench.named("theme", t), f, [_theme_rows(g, t) for g in (one, other)]) for t, f in figures]
    yield Subtitle("主题占比")
    yield pairs("主题占比", said, NAMES, marks, Listing(said, heads, [], folded=True))
    yield Listing("主题占比与差", heads, lines)


def _theme_rows(group: DocumentGroup, theme: str) -> str:
    return address(
        "/cross", theme=theme, show="passages", **{k: v for k, v in group.choice.values().items() if k != "theme"}
    )


def _share_row(
    bench: Bench, theme: str, made: Mapping[str, Any], groups: tuple[DocumentGroup, DocumentGroup]
) -> list[Slot]:
    cells = [Slot(bench.named("theme", theme))]
    for n, which in enumerate(groups):
        share, low, high = made["share"][n], made["low"][n], made["high"][n]
        cells += [
            Slot(made["n"][n], href=_theme_rows(which, theme)),
            Slot(made["base"][n]),
            Slot(share, "" if share is None else percent(share, 1)),
            Slot("" if low is None else f"{percent(low, 1)}—{percent(high, 1)}"),
        ]
    difference, test = made["difference"], made["test"]
    return [
        *cells,
        Slot(difference, "" if difference is None else f"{100 * difference:+.1f}个百分点"),
        Slot("" if test["low"] is None else f"{100 * test['low']:+.1f}至{100 * test['high']:+.1f}"),
        Slot(test["p"], "" if test["p"] is None else f"{test['p']:.3f}"),
    ]


def _words(bench: Bench, ask: Ask, one: DocumentGroup, other: DocumentGroup) -> Iterator[Block]:
    yield Subtitle("关键词")
    n = one.composition.n + other.composition.n
    if n > _AT_ONCE and not (ask.get("words") or ask.everything):
        said = f"两组共{n:,}份文档，按文档检验约需几秒到一分钟。"
        yield Remark(said, href=ask.but(words="1"), link="算关键词")
        return
    columns = []
    for here, there in ((one, other), (other, one)):
        found = group_words(bench, here, there)
        lines = [
            [
                Slot(r["term"], href=ask.but(word=r["term"])),
                Slot(r["n_with"], f"{r['n_with']}/{here.composition.n}"),
                Slot(r["reference_with"], f"{r['reference_with']}/{there.composition.n}"),
                Slot(r["count"]),
                Slot(r["log_ratio"], f"{r['log_ratio']:+.2f}"),
                Slot(r["log_likelihood"], f"{r['log_likelihood']:.1f}"),
                Slot(r["p"], f"{r['p']:.3f}"),
            ]
            for r in found.rows[:_WORDS]
        ]
        heads = ["词（点开并排读）", f"{here.name}文档", f"{there.name}文档", "次数", "对数比", "G2", "p（校正）"]
        grid = Listing(found.note, heads, lines, empty="没有超出偶然的词")
        columns.append((f"{here.name}更常用", [grid]))
    yield Beside(columns)


def _beside(bench: Bench, ask: Ask, one: DocumentGroup, other: DocumentGroup, word: str) -> Iterator[Block]:
    yield Subtitle(f"并排读：“{word}”")
    columns = []
    for which in (one, other):
        rows, total = side_by_side(bench, which, word, 10_000 if ask.everything else _PASSAGES)
        more = f"，先列{len(rows)}个" if total > len(rows) else ""
        columns.append(
            (f"{which.name}：{total:,}个段落{more}", [row_grid(f"{which.name}含“{word}”的段落", rows, len(rows))])
        )
    yield Beside(columns)
