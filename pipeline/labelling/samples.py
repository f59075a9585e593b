"""Labelled passages as the program reads them today: each number of theirs beside the frame that a person gave it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import Config
from pipeline.extract import read as extracted
from pipeline.frame.scene import Scene
from pipeline.labelling.labels import Labelled, Row, labelled
from pipeline.language.components import findings
from pipeline.readers import read
from pipeline.records import Document, Passage, Segment
from pipeline.stages import ingest
from pipeline.store import Tables
from pipeline.text.located import locate


@dataclass(frozen=True)
class Sample:
    """A passage with labels. `rows` and `second`: by the place of their number in the scene; `missed`: labelled
    quantities that the program does not read; `wrong`: numbers that are no quantities by the labels."""

    source: Labelled
    passage: Passage
    scene: Scene
    rows: dict[int, Row]
    second: dict[int, Row]
    missed: list[Row]
    wrong: list[int]


def samples(
    labels: Path, texts: Sequence[Path], config: Config, only: Callable[[Labelled], bool] = lambda source: True
) -> Iterator[Sample]:
    """Every labelled passage of the sources that are at hand, of those for which `only` holds."""
    for source in filter(only, labelled(labels, texts)):
        reading = read(source.path.read_bytes(), source.file)
        tables = Tables.of(ingest(source.file, reading, {}, config))
        passages = [p for p in locate(tables[Passage], tables[Segment]) if p.pieces and p.passage.role == "body"]
        for doc in extracted(tables[Document], passages, config):
            located, known, (numbers, _) = doc._.located, findings(doc), doc._.counted
            spans = [located.source_span(n.start, n.end) for n in numbers]
            start, end = located.passage.source_start, located.passage.source_end
            inside = [r for r in source.rows if start <= r["start"] < end]
            if not inside:
                continue
            scene = Scene(located.text, numbers, known, located.passage.heading, config)
            # A label holds the numeral as it was read then; with another measure behind it today it is the same number.
            at = {start: n for n, (start, _) in enumerate(spans)}
            yield Sample(
                source,
                located.passage,
                scene,
                {at[r["start"]]: r for r in inside if "none" not in r and r["start"] in at},
                {at[r["start"]]: r for r in source.second if "none" not in r and r["start"] in at},
                [r for r in inside if "none" not in r and r["start"] not in at],
                [at[r["start"]] for r in inside if "none" in r and r["start"] in at],
            )
