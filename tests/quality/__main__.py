"""Score the sample and set its floors: `python -m tests.quality [--show KIND] [--write [--allow-lower]]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.quality.floors import FLOORS, below, raised, read_floors, render
from tests.quality.misses import KINDS, Misses
from tests.quality.score import score
from tests.samples import run_sample


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--outputs", type=Path, help="the outputs of a run over the sample, instead of a new run")
    parser.add_argument("--write", action="store_true", help="make the figures the new floors")
    parser.add_argument("--allow-lower", action="store_true", help="let floors fall")
    parser.add_argument("--show", choices=KINDS, help="list where this kind differs from the truth")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        outputs = options.outputs or run_sample(Path(folder))
        figures = score(outputs)
        if options.show:
            print(*Misses(outputs)(options.show), sep="\n")
    _, floors = read_floors()
    for kind, found in figures.items():
        print(f"{kind:16}" + "  ".join(f"{name} {value:.3f}" for name, value in found.items()))
    if options.write:
        try:
            FLOORS.write_text(render(raised(figures, floors, options.allow_lower)), encoding="utf-8")
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        return 0
    print(*below(figures, floors), sep="\n", file=sys.stderr)
    return int(bool(below(figures, floors)))


sys.exit(main())
