"""The codebook as a page that a person can code by, rendered from the scheme."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.classify.scheme import Example, Scheme, ThemeEntry

RULES = """编码单位是段落；
每段给一个主要主题，确有完整分句以上内容属于其他主题时再给次要主题。
看段落说的是什么事，不看它挂在什么标题下；拿不准主要主题的标为难例，没有实质内容的归“其他”。
词语只是线索：决定性词语各归一个主题，界限与判例说的是段落怎样归。"""
_HEAD = f"""# 主题编码手册

本页由 `dictionaries/themes/` 生成，改动请改词典。{RULES}例句全部为本项目撰写的虚构句子。
"""


def codebook(scheme: Scheme) -> str:
    """The whole page in Markdown."""
    return "\n".join([_HEAD, *(_section(entry, scheme.names) for entry in scheme.entries)])


def _section(entry: ThemeEntry, names: dict[str, str]) -> str:
    strong = decisive(entry)
    parts = [
        f"## {entry.order}. {entry.name}（`{entry.theme}`）\n",
        f"**定义**　{entry.definition}\n",
        *_listed("边界", entry.borderline),
        *_listed("正例", (example.text for example in entry.positive)),
        *_listed("反例", (f"{example.text} → {names[example.theme]}" for example in entry.negative)),
        *_listed("判例", (f"{case.text} → {_ranked(case, names)}" for case in entry.cases)),
        f"**决定性词语**（{len(strong)} 个，另有旁证词 {len(entry.terms) - len(strong)} 个）\n",
        "、".join(strong) + "\n",
    ]
    if entry.exclusions:
        rows = "；".join(f"“{row.term}”遇{'、'.join(row.near)}" for row in entry.exclusions)
        parts.append(f"**排除语境**　同一句中出现后者时前者不算证据：{rows}。\n")
    return "\n".join(parts)


def decisive(entry: ThemeEntry) -> list[str]:
    """The words that speak for this theme alone."""
    return [term for term, weight in entry.terms.items() if weight == 3]


def _listed(title: str, lines: Iterable[str]) -> list[str]:
    rows = [f"- {line}" for line in lines]
    return [f"**{title}**\n", *rows, ""] if rows else []


def _ranked(case: Example, names: dict[str, str]) -> str:
    first, *further = (names[theme] for theme in case.themes)
    return f"{first}，次：{'、'.join(further)}" if further else first
