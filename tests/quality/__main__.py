"""Score the sample, or the labelled real documents, and set the floors:
`python -m tests.quality [--documents [FOLDER]] [--show KIND] [--write [--allow-lower]]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.quality import documents, names
from tests.quality.documents import DEV, HELD_OUT, REAL_FLOORS, TEXTS
from tests.quality.floors import FLOORS, below, raised, read_floors, render
from tests.quality.matching import Figures
from tests.quality.misses import KINDS, Misses
from tests.quality.score import score
from tests.samples import run_sample


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--outputs", type=Path, help="the outputs of a run over the sample, instead of a new run")
    parser.add_argument("--write", action="store_true", help="make the figures the new floors")
    parser.add_argument("--allow-lower", action="store_true", help="let floors fall")
    parser.add_argument(
        "--show", choices=(*KINDS, "documents"), help="list where this kind differs from the truth (never held-out)"
    )
    parser.add_argument(
        "--documents",
        type=Path,
        nargs="?",
        const=TEXTS,
        metavar="FOLDER",
        help="score the real documents of FOLDER (../shared/corpora) instead of the sample",
    )
    parser.add_argument(
        "--names",
        type=Path,
        nargs="?",
        const=names.TEXTS,
        metavar="FOLDER",
        help="score organisations and places in the labelled paragraphs of FOLDER (../shared/corpora)",
    )
    options = parser.parse_args()
    if options.names:
        return _names(options)
    return _documents(options) if options.documents else _sample(options)


def _sample(options: argparse.Namespace) -> int:
    with TemporaryDirectory() as folder:
        outputs = options.outputs or run_sample(Path(folder))
        figures = score(outputs)
        if options.show in KINDS:
            print(*Misses(outputs)(options.show), sep="\n")
    _print(figures)
    return _held(figures, FLOORS, render, options)


def _documents(options: argparse.Namespace) -> int:
    found = {part: documents.judged(part, options.documents) for part in (DEV, HELD_OUT)}
    if options.show:
        print(*documents.differences(found[DEV]), sep="\n")
    for part, judged in found.items():
        groups = {f"{part} {kind}": documents.figures(some) for kind, some in documents.by_kind(judged).items()}
        _print({f"{part} ({len(judged)})": documents.figures(judged)} | groups)
    figures = {HELD_OUT: documents.figures(found[HELD_OUT])}
    return _held(figures, REAL_FLOORS, documents.rendered, options)


def _names(options: argparse.Namespace) -> int:
    found = {part: names.judged(part, options.names) for part in (DEV, HELD_OUT)}
    if options.show in names.TABLES:
        print(*found[DEV][options.show][""].lines, sep="\n")
    for part, tallies in found.items():
        _print({f"{part} {table}": figures for table, figures in names.figures(tallies).items()})
    if options.write:
        names.CARD.write_text(names.card(found), encoding="utf-8")
    return _held(names.figures(found[HELD_OUT]), names.NAME_FLOORS, names.rendered, options)


def _print(figures: Mapping[str, Figures]) -> None:
    width = max(16, *(len(kind) + 2 for kind in figures))
    for kind, found in figures.items():
        print(f"{kind:{width}}" + "  ".join(f"{name} {value:.3f}" for name, value in found.items()))


def _held(
    figures: Mapping[str, Figures],
    path: Path,
    rendered: Callable[[Mapping[str, Figures]], str],
    options: argparse.Namespace,
) -> int:
    """Write the figures as floors where that is asked, else say what is below its floor."""
    _, floors = read_floors(path)
    if options.write:
        try:
            path.write_text(rendered(raised(figures, floors, options.allow_lower)), encoding="utf-8")
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        return 0
    print(*below(figures, floors), sep="\n", file=sys.stderr)
    return int(bool(below(figures, floors)))


sys.exit(main())
