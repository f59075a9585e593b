"""A folder to work in, made for who begins."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.cli.console import out
from pipeline.config import SettingsError

_TEMPLATE = Path(__file__).parents[1] / "project"


def new_project(folder: Path) -> None:
    """Make the folder with an empty corpus/, settings and a page to go on from.

    Raises SettingsError where something stands there already or the folder cannot be made.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise SettingsError(f"{folder}：里面已有东西；请给一个新文件夹")
        folder.mkdir(parents=True, exist_ok=True)
        for file in sorted(_TEMPLATE.iterdir()):
            shutil.copyfile(file, folder / file.name)
        (folder / "corpus").mkdir()
    except OSError as error:
        raise SettingsError(f"{folder}：{error.strerror}；请给一个可以写入的文件夹") from error
    out.print(f"{folder}：已建好。把文件放进 {folder / 'corpus'}，在 {folder} 里运行 zongshu run；说明见 README.md")
