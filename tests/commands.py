"""The reference of the commands, generated from the commands' own help.

python -m tests.commands --write
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from pipeline.cli import app

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
HEAD = """# Commands 命令

Generated from the commands' own help by `python -m tests.commands --write`; a test holds it current.

Exit status: 0 done; 1 done, but `--strict` or `doctor` found problems; 2 the call, the settings or a file beside the
corpus cannot be used: one line on standard error says what, where and what to do. A damaged source never stops a run:
it becomes a row in the table `problems`, and the other sources are done.

本页由各命令自己的帮助生成。退出状态：0 做完；1 做完了，但 `--strict` 或 `doctor` 查出问题；
2 命令、设置或语料旁的文件不能用，用一行话说明什么、在哪里、怎么办。
来源坏了不会中断运行：它成为 `problems` 表里的一行，其余照常。
"""


def commands() -> dict[str, Any]:
    """The commands by name in the order of their names, those of a group as `GROUP NAME`."""
    return dict(sorted(_within(typer.main.get_command(app), "")))


def _within(group: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            if command.invoke_without_command:
                yield f"{prefix}{name}", command
            yield from _within(command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", command


def page() -> str:
    """The whole page."""
    return HEAD + "".join(f"\n{section(name, command)}" for name, command in commands().items())


def section(name: str, command: Any) -> str:
    """One command: how it is called, what it does, its arguments and options."""
    usage = " ".join(["zongshu", name, *(_usage(p) for p in command.params if p.name != "help")])
    rows = [f"| {' '.join(_names(p))} | {_told(p)} | {_default(p)} |" for p in command.params if p.name != "help"]
    table = ["", "| | what it is | default |", "|---|---|---|", *rows] if rows else []
    return "\n".join([f"## {name}", "", f"    {usage}", "", inspect.cleandoc(command.help or ""), *table, ""])


def _usage(parameter: Any) -> str:
    if parameter.param_type_name == "option":
        return f"[{parameter.opts[0]}{'' if parameter.is_flag else ' …'}]"
    name = (parameter.metavar or parameter.name).strip("[]").upper()
    many = " …" if parameter.nargs == -1 else ""
    return f"{name}{many}" if parameter.required else f"[{name}{many}]"


def _names(parameter: Any) -> Iterator[str]:
    names = [(parameter.metavar or parameter.name).strip("[]").upper()]
    if parameter.param_type_name == "option":
        names = [*parameter.opts, *parameter.secondary_opts]
    yield from (f"`{name}`" for name in names)


def _told(parameter: Any) -> str:
    return str(parameter.help or "").replace("|", "\\|").replace("\n", " ")


def _default(parameter: Any) -> str:
    if isinstance(shown := getattr(parameter, "show_default", None), str):
        return f"`{shown}`"
    if parameter.default in (None, False, ()) or callable(parameter.default) or parameter.required:
        return ""
    if getattr(parameter, "is_flag", False):
        return f"`{parameter.opts[0]}`"
    return f"`{parameter.default}`"


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        print(page())
