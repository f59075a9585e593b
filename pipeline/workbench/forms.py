"""The fields that several pages ask with."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.workbench.ask import Ask
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import Input


def choice_inputs(bench: Bench, ask: Ask, prefix: str = "", theme: bool = True) -> list[Input]:
    """Years, genre, level, province and theme, of what the corpus has."""
    made = [
        Input(prefix + "from", "从年度", ask.get(prefix + "from"), "number"),
        Input(prefix + "to", "到年度", ask.get(prefix + "to"), "number"),
        *(
            Input(prefix + name, label, ask.get(prefix + name), "select", [("", "不限"), *there(bench, name)])
            for name, label in (("genre", "文种"), ("level", "层级"), ("home", "所属省份"))
        ),
    ]
    if theme:
        options = [("", "不限"), *((code, zh) for code, zh in bench.names["theme"].items())]
        made.append(Input(prefix + "theme", "主题", ask.get(prefix + "theme"), "select", options))
    return made


def there(bench: Bench, column: str) -> list[tuple[str, str]]:
    """The values of a column of the documents with their names, the most frequent first."""
    rows = bench.rows(
        f"select {column} as value, count(*) as n from docs where {column} <> '' group by 1 order by n desc, value"
    )
    return [(r["value"], f"{bench.named(column, r['value'])}（{r['n']}份）") for r in rows]


def select(name: str, label: str, value: str, options: Sequence[tuple[str, str]]) -> Input:
    """A field that chooses one of several."""
    return Input(name, label, value or (options[0][0] if options else ""), "select", options)
