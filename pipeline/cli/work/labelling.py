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
        raise SettingsError(f"{file}: is there already and may hold somebody's answers; give another name")
    load(output)
    tables = Tables({record: read_table(output / "tables", record) for record in (Passage, Segment, Quantity)})
    chosen = drawn(tables[Passage], tables[Quantity], size, seed)
    wanted = {found[0].passage_id for found in chosen}
    passages = [p for p in tables[Passage] if p.passage_id in wanted]
    texts = {located.passage.passage_id: located for located in locate(passages, tables[Segment])}
    digests: dict[str, str] = json.loads((output / "run.json").read_bytes())["inputs"]
    write_aside(file, sheet(chosen, texts, digests))
    count = sum(map(len, chosen))
    out.print(f"{file}: {count} quantities in {len(chosen)} paragraphs drawn with seed {seed}", markup=False)


def read(path: Path, into: Path, coder: str) -> None:
    """Read a filled sheet into labels. Raises SettingsError with the line of a row that cannot be read."""
    labels = list(filled(path, coder))
    write_aside(into, written(labels))
    out.print(f"{into}: {sum('paragraph' not in label for label in labels)} labels", markup=False)


def check(labels: Path, texts: list[Path]) -> None:
    """Print how often each slot is right on the labelled sources that are at hand."""
    rankers = model()
    told = [a for s in samples(labels, texts, Config()) for a in answers(s, frames(s.scene, rankers))]
    if not told:
        raise SettingsError(f"{labels}: no source of these labels stands below {', '.join(map(str, texts))}")
    grid = Grid("measure", "right", "of", "share", "95 %")
    for name, (right, of) in figures(told).items():
        low, high = binomtest(right, of).proportion_ci(method="wilson") if of else (0.0, 1.0)
        grid.add_row(name, str(right), str(of), f"{right / of:.3f}" if of else "", f"{low:.3f} to {high:.3f}")
    out.print(grid)
