"""What is wrong here and what to do about it, thing by thing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline import doctor as examination
from pipeline.cli.console import out
from pipeline.cli.work import config_of
from pipeline.config import SettingsError
from pipeline.doctor import Examined


def doctor(output: Path, settings: Path | None, dictionaries: Path | None) -> bool:
    """Print what was looked at; false where something is wrong."""
    wrong = 0
    for found in _all(output, settings, dictionaries):
        out.print(f"{'好　' if found.sound else '不好'}　{found.zh}：{found.message}")
        wrong += not found.sound
    out.print(f"{wrong}处要处理" if wrong else "没有要处理的")
    return not wrong


def _all(output: Path, settings: Path | None, dictionaries: Path | None) -> Iterator[Examined]:
    try:
        config = config_of(settings, dictionaries)
    except SettingsError as error:
        yield Examined("设置", False, str(error))
    else:
        yield Examined("设置", True, "能用")
        yield from examination.program(config)
    yield from examination.outputs(output)
