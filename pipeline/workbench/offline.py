"""The pages as a folder of files for who cannot run a server: what is shown, the rows of its figures, their sources."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from pipeline.config import SettingsError
from pipeline.store import digest, write_aside
from pipeline.workbench.ask import Ask, AskError
from pipeline.workbench.bench import Bench
from pipeline.workbench.blocks import Remark, View
from pipeline.workbench.pages import ASSETS, Around, asset, page
from pipeline.workbench.tabs import tabs

# Pages of a folder: the rows of every figure of the tabs, and the sources of as many rows as that leaves room for.
MOST = 1500


def save_pages(bench: Bench, folder: Path, most: int = MOST) -> int:
    """Write the tabs, the saved selections, and what their figures and rows lead to, nearest first; how many pages.

    A link that leads further than that is text. Raises SettingsError for a folder that holds something.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SettingsError(f"{folder}：已有内容；请给一个新的文件夹")
    writer = _Writer(bench, folder, most)
    for module in tabs().values():
        if module.ORDER:
            writer.link(module.PATH)
    for address in bench.selections.all().values():
        writer.link(address)
    made = writer.write()
    for name in ASSETS:
        write_aside(folder / "assets" / name, asset(name))
    return made


class _Writer:
    """The pages that are wanted, in the order in which they were met."""

    def __init__(self, bench: Bench, folder: Path, most: int) -> None:
        self.bench, self.folder, self.most = bench, folder, most
        self.names: dict[str, str] = {}
        self.waiting: deque[str] = deque()

    def link(self, address: str) -> str:
        """The file of a page, which will be written; empty for one that will not be."""
        path, _, query = address.partition("?")
        if path.startswith("/assets/"):
            return path.removeprefix("/")
        if path not in tabs():
            return ""
        if address not in self.names:
            if len(self.names) >= self.most:
                return ""
            self.names[address] = _name(path, query)
            self.waiting.append(address)
        return self.names[address]

    def write(self) -> int:
        """Write every page that is wanted."""
        around = Around(self.bench.outputs.resolve().name, served=False, link=self.link)
        while self.waiting:
            address = self.waiting.popleft()
            path, _, query = address.partition("?")
            ask = Ask.read(path, query)
            try:
                view = tabs()[path].view(self.bench, ask)
            except AskError as error:
                view = View("看不了这一页", blocks=[Remark(str(error), warning=True)])
            write_aside(self.folder / self.names[address], page(view, ask, around).encode("utf-8"))
        return len(self.names)


def _name(path: str, query: str) -> str:
    stem = path.strip("/") or "index"
    return f"{stem}-{digest(query)[:12]}.html" if query else f"{stem}.html"
