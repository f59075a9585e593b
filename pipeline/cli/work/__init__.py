"""What the commands do, as plain functions that print: imported when a command is called, and no sooner."""

from __future__ import annotations

from pathlib import Path

from pipeline.config import Config, SettingsError, dictionaries_folder, load_settings

SETTINGS = Path("zongshu.toml")


def config_of(settings: Path | None, dictionaries: Path | None) -> Config:
    """The settings and dictionaries of a call; without `settings` those of zongshu.toml in this folder, if it is there.

    Raises SettingsError.
    """
    if settings is None and SETTINGS.is_file():
        settings = SETTINGS
    if dictionaries and not dictionaries.is_dir():
        raise SettingsError(f"{dictionaries}：没有这个文件夹；请给出词典文件夹")
    return Config(load_settings(settings), dictionaries or dictionaries_folder())
