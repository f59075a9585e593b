"""The sheets that the coders begin with, or go on with: the same passages for both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.classify import coding
from pipeline.classify.coding import ANSWER
from pipeline.coders.work import Cells, Work
from pipeline.codings import COLUMNS
from pipeline.companions import CODERS
from pipeline.config import CompareSettings, SettingsError
from pipeline.records import Document, Passage
from pipeline.store import Tables

SIZE = 100
SEED = CompareSettings().seed


@dataclass(frozen=True)
class Draw:
    """How passages are drawn: `size` of all, or of each review year. None: as the sheets are, SIZE where there is
    none; with the seed of the sheets or the coding, SEED where there is none."""

    size: int | None = None
    by_year: bool = False
    seed: int | None = None


def prepare(work: Work, tables: Tables, coders: Sequence[str], draw: Draw) -> list[Passage]:
    """Give the coders their sheets, and those that are there what they lack: what the other's holds, what is drawn
    now and not coded, what is due. Returns the passages in the order in which they are to be coded.

    Raises SettingsError where a sheet cannot be used or there is nothing to code.
    """
    known = coding.frame(tables[Passage])
    with work.alone():
        own = dict(zip(CODERS, (sheet.rows for sheet in work.sheets()), strict=True))
        blank = {key: _blank(cells) for rows in own.values() for key, cells in rows.items()}
        for cells in _drawn(work, tables, draw, own):
            blank.setdefault(cells["段落编号"], cells)
        for coder in coders:
            rows = {**blank, **own[coder]}
            _check(work.paths[coder].name, rows.values(), known)
            if rows != own[coder]:
                work.write_sheet(coder, rows)
    if not blank:
        raise SettingsError(f"{work.into.name}: holds every passage that is drawn; give a larger --size")
    return [known[key] for key in blank]


def _blank(cells: Cells) -> Cells:
    """A row as it was drawn, without what a coder wrote into it."""
    return {column: "" if column in ANSWER else cells[column] for column in COLUMNS}


def _drawn(work: Work, tables: Tables, draw: Draw, own: Mapping[str, Mapping[str, Cells]]) -> list[Cells]:
    seed = _seed(work, draw.seed, own)
    known = coding.frame(tables[Passage])
    coded = {c.passage_id for c in work.settled() if coding.fits(c, known)}
    size = draw.size if draw.size is not None else 0 if any(own.values()) else SIZE
    drawn = coding.draw(tables[Document], tables[Passage], size, draw.by_year, seed, coded)
    return coding.sheet(drawn, seed)


def _seed(work: Work, wanted: int | None, own: Mapping[str, Mapping[str, Cells]]) -> int:
    """The seed that all was drawn by. Raises SettingsError where there are several: two draws are no one sample."""
    given = {work.paths[coder].name: {cells["种子"] for cells in rows.values()} for coder, rows in own.items()}
    given[work.into.name] = {c.seed for c in work.settled()}
    given["--seed"] = set() if wanted is None else {str(wanted)}
    seeds = sorted(set().union(*given.values()))
    if len(seeds) > 1 or not all(seed.isdecimal() for seed in seeds):
        told = ", ".join(f"{name}: seed {' and '.join(sorted(found))}" for name, found in given.items() if found)
        raise SettingsError(f"{told}; a sample has one draw: leave --seed out, or move the sheets away")
    return int(seeds[0]) if seeds else SEED


def _check(name: str, rows: Iterable[Cells], known: Mapping[str, Passage]) -> None:
    gone = [cells["段落编号"] for cells in rows if not coding.stands(cells["段落编号"], cells["正文"], known)]
    if gone:
        raise SettingsError(
            f"{name}: {len(gone)} passages, {gone[0]} first, no longer stand in the run as they were drawn; "
            "settle what is coded with zongshu code settle, then move the sheets away"
        )
