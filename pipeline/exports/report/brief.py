"""The short report: of everything that is told what fits on ten pages, and what of it only the appendix has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.exports.report.content import Block, Grid, Heading, Picture, Prose, Report
from pipeline.exports.report.layout import FITS, Fit, Size, cut_grid, cut_prose, front, paginate

PAGES = 10


@dataclass(frozen=True)
class Brief:
    """The blocks of the short report by page, the height that its pictures may have, and what the appendix has of
    each section: what the short report leaves out, or has less of."""

    pages: list[list[Block]]
    picture: float
    left: list[Block]


def brief(report: Report, size: Size) -> Brief:
    """The fullest version of a report that stays within its pages; `size` measures a picture of full height."""
    for fit in FITS:
        made = _cut(report, fit, size)
        if len(made.pages) <= PAGES:
            break
    return made


def _cut(report: Report, fit: Fit, size: Size) -> Brief:
    shown: list[Block] = []
    left: list[Block] = []
    for heading, blocks in sections(report.blocks):
        short, rest = _section(heading, blocks, fit)
        shown += [heading, *short] if short else []
        left += [heading, *rest] if rest else []

    def shrunk(block: Picture) -> tuple[float, float, str]:
        wide, high, note = size(block)
        scale = min(1.0, fit.picture / high)
        return wide * scale, high * scale, note

    headings = sum(isinstance(block, Heading) for block in shown)
    return Brief(paginate(shown, shrunk, front(headings)), fit.picture, left)


def sections(blocks: Iterable[Block]) -> Iterator[tuple[Heading, list[Block]]]:
    """The sections, each with its heading."""
    found: list[tuple[Heading, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append((block, []))
        else:
            found[-1][1].append(block)
    yield from found


def _section(heading: Heading, blocks: Iterable[Block], fit: Fit) -> tuple[list[Block], list[Block]]:
    """What of a section is shown, and what of it the appendix has in full."""
    shown: list[Block] = []
    left: list[Block] = []
    paragraphs = 0
    for block in blocks:
        if isinstance(block, Grid):
            short = cut_grid(block, fit.grid)
            shown += [short, *_rest(len(short.rows), len(block.rows), heading)]
            left.append(block)
        elif block.detail if isinstance(block, (Prose, Picture)) else False:
            left.append(block)
        elif isinstance(block, Prose):
            paragraphs += 1
            cut = cut_prose(block, fit.prose)
            shown += [cut] if paragraphs <= fit.paragraphs else []
            left += [] if cut is block and paragraphs <= fit.paragraphs else [block]
        else:
            shown.append(block)
    if paragraphs > fit.paragraphs:
        shown.append(Prose((f"另有{paragraphs - fit.paragraphs}段见附录“{heading.text}”。",)))
    return shown, left


def _rest(shown: int, whole: int, heading: Heading) -> list[Block]:
    if shown == whole:
        return []
    return [Prose((f"上表共{whole}行，此处列{shown}行；全表见附录“{heading.text}”。",))]
