"""Sheets of numbers out, filled sheets in, and today's frames held against labels."""

from __future__ import annotations

import json
from pathlib import Path

from rich.table import Table as Grid
from scipy.stats import binomtest

from pipeline.api import load
from pipeline.cli.console import out
from pipeline.config import Config, SettingsError
from pipeline.frame.decode import frames
from pipeline.frame.ranker import model
from pipeline.labelling.evaluate import answers, figures
from pipeline.labelling.samples import samples
from pipeline.labelling.sheets import drawn, filled, sheet, written
from pipeline.records import Passage, Quantity, Segment
from pipeline.store import Tables, read_table, write_aside
from pipeline.text.located import locate


def draw(file: Path, size: int, seed: int, output: Path) -> None:
    """Draw paragraphs that hold `size` quantities. Raises SettingsError where the file is there already."""
    if file.exists():
        raise SettingsError(f"{file}：已经存在，里面可能有答案；请换一个文件名")
    load(output)
    tables = Tables({record: read_table(output / "tables", record) for record in (Passage, Segment, Quantity)})
    chosen = drawn(tables[Passage], tables[Quantity], size, seed)
    wanted = {found[0].passage_id for found in chosen}
    passages = [p for p in tables[Passage] if p.passage_id in wanted]
    texts = {located.passage.passage_id: located for located in locate(passages, tables[Segment])}
    digests: dict[str, str] = json.loads((output / "run.json").read_bytes())["inputs"]
    write_aside(file, sheet(chosen, texts, digests))
    count = sum(map(len, chosen))
    out.print(f"{file}：抽出{len(chosen)}段，共{count}个数量，种子{seed}", markup=False)


def read(path: Path, into: Path, coder: str) -> None:
    """Read a filled sheet into labels. Raises SettingsError with the line of a row that cannot be read."""
    labels = list(filled(path, coder))
    write_aside(into, written(labels))
    out.print(f"{into}：{sum('paragraph' not in label for label in labels)}条标注", markup=False)


def check(labels: Path, texts: list[Path]) -> None:
    """Print how often each slot is right on the labelled sources that are at hand."""
    rankers = model()
    told = [a for s in samples(labels, texts, Config()) for a in answers(s, frames(s.scene, rankers))]
    if not told:
        raise SettingsError(f"{labels}：在 {'、'.join(map(str, texts))} 里找不到这些标注的来源")
    grid = Grid("项目", "对", "共", "占比", "95% 区间")
    for name, (right, of) in figures(told).items():
        low, high = binomtest(right, of).proportion_ci(method="wilson") if of else (0.0, 1.0)
        grid.add_row(name, str(right), str(of), f"{right / of:.3f}" if of else "", f"{low:.3f} 至 {high:.3f}")
    out.print(grid)
