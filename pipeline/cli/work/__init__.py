"""What the commands do, as plain functions that print: imported when a command is called, and no sooner."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.config import Config, SettingsError, dictionaries_folder, load_settings

SETTINGS = Path("zongshu.toml")


def config_of(
    settings: Path | None, dictionaries: Path | None, scope: str | None = None, chinese: bool | None = None
) -> Config:
    """The settings and dictionaries of a call; without `settings` those of zongshu.toml in this folder, if it is there.
    `scope` and `chinese` go before those in the settings.

    Raises SettingsError.
    """
    if settings is None and SETTINGS.is_file():
        settings = SETTINGS
    if dictionaries and not dictionaries.is_dir():
        raise SettingsError(f"{dictionaries}：没有这个文件夹；请给出词典文件夹")
    found = load_settings(settings)
    report = found.report
    if scope is not None:
        report = replace(report, scope=scope)
    if chinese is not None:
        report = replace(report, chinese=chinese)
    return Config(replace(found, report=report), dictionaries or dictionaries_folder())
