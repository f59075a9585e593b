"""The reference of the settings, generated from their types, defaults and the settings file of a new project.

python -m tests.settings --write
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.config import Settings

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "settings.md"
TEMPLATE = ROOT / "pipeline" / "cli" / "project" / "zongshu.toml"
HEAD = """# Settings 设置

Generated from `pipeline/config.py` and the settings file of a new project by `python -m tests.settings --write`;
a test holds it current. 本页由程序的默认值和新建项目里的 `zongshu.toml` 生成。

`--settings FILE`, or `zongshu.toml` in the current folder. An unknown key, or a value of another type, ends the run
with a line that names file and line. Everything that is set stands in `outputs/run.json`, and changing it makes stale
what it concerns.

用 `--settings 文件` 指定；不写时用当前文件夹里的 `zongshu.toml`（如果有）。写错的项会指出文件和行；
用了什么设置，记在 `outputs/run.json`。

```toml
segmenter = "jieba"

[compare]
confidence = 0.9
```
"""


@dataclasses.dataclass(frozen=True)
class Setting:
    """One key of the settings file. `group` is empty for a key outside any group."""

    group: str
    key: str
    default: Any


def settings() -> Iterator[Setting]:
    """Every setting in the order of the types."""
    for field in dataclasses.fields(Settings):
        value = getattr(Settings(), field.name)
        if dataclasses.is_dataclass(value):
            yield from (Setting(field.name, f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        else:
            yield Setting("", field.name, value)


def told() -> dict[Setting, str]:
    """What the settings file of a new project says of each setting that it shows with its default, in Chinese."""
    found, group, said = {}, "", ""
    for line in TEMPLATE.read_text(encoding="utf-8").splitlines():
        if head := re.fullmatch(r"\[(\w+)\]", line):
            group = head[1]
        elif shown := re.fullmatch(r"# (\w+) = (.+)", line):
            found |= {s: said for s in settings() if (s.group, s.key, _toml(s.default)) == (group, *shown.groups())}
        said = line.removeprefix("# ")
    return found


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def page() -> str:
    """The whole page."""
    chinese, lines, group = told(), [HEAD], None
    for setting in settings():
        if setting.group != group:
            group = setting.group
            lines += ["", *_head(group), "| key | type | default | 含义 |", "|---|---|---|---|"]
        name = f"{group}.{setting.key}" if group else setting.key
        kind = type(setting.default).__name__
        lines.append(f"| `{name}` | {kind} | `{_toml(setting.default)}` | {chinese[setting]} |")
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _head(group: str) -> list[str]:
    kind = type(getattr(Settings(), group)) if group else Settings
    return [f"## `[{group}]`" if group else "## Outside any group", "", inspect.cleandoc(kind.__doc__ or ""), ""]


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        print(page())
