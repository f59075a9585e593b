"""The small corpus that is worked on, killed and harmed, and how it is run. Its texts are invented."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline import exports
from pipeline.config import Config
from pipeline.runner import Progress, Result, run

TEXTS = {
    "甲县.txt": "甲县2021年度述职评议综述\n\n山东省济南市整顿村党组织35个，选派干部120名。\n",
    "乙县.txt": "乙县2022年度述职评议综述\n\n浙江省杭州市投入2.3亿元，建成服务中心86个。\n",
}
QUICK = ("datapackage", "source_text")
CONFIG = Config()


def written(folder: Path) -> Path:
    """The corpus in `folder`."""
    (folder / "corpus").mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    return folder


@contextmanager
def quick() -> Iterator[None]:
    """Without charts and reports, which take most of a run."""
    chosen = exports.exporters
    found = [m for m in chosen() if m.__name__.rsplit(".", 1)[-1] in QUICK]
    exports.exporters = lambda: found
    try:
        yield
    finally:
        exports.exporters = chosen


def go(folder: Path, progress: Progress = lambda stage, done, total: None) -> Result:
    """Bring the outputs of `folder` up to date."""
    return run([folder / "corpus"], folder / "outputs", CONFIG, jobs=1, progress=progress)


def tables(folder: Path) -> dict[str, bytes]:
    """The tables' files by name."""
    return {p.name: p.read_bytes() for p in sorted((folder / "outputs" / "tables").iterdir())}


def parts(folder: Path) -> list[Path]:
    """The folders of the parts."""
    return sorted((folder / "outputs" / ".parts" / "sources").iterdir())
