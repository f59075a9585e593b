"""The workbench."""

from __future__ import annotations

from pathlib import Path

from pipeline.cli.console import out
from pipeline.cli.work import config_of
from pipeline.config import SettingsError
from pipeline.workbench import Workbench, serve
from pipeline.workbench.offline import save_pages


def open_workbench(
    corpus: Path, output: Path, save: Path | None, dictionaries: Path | None, port: int, browser: bool
) -> None:
    """Serve the workbench until it is interrupted. Raises SettingsError where it cannot be served."""
    if not corpus.is_dir():
        raise SettingsError(f"{corpus}：不是文件夹；请给出语料文件夹")
    workbench = Workbench(output, corpus, config_of(None, dictionaries))
    if save:
        pages = save_pages(workbench.bench, save)
        out.print(f"{save / 'index.html'}：存了{pages}页，用浏览器打开即可，不需要服务", markup=False, soft_wrap=True)
        return

    def ready(url: str) -> None:
        out.print(f"{url}\n按 Ctrl+C 结束", markup=False, soft_wrap=True)

    serve(workbench, port, browser, ready)
