"""Lines at the beginning and the end of a source that other pages of the same site have too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.ingest.layout import Line
from pipeline.ingest.shapes import SALUTATION, is_date_line, is_metadata, is_organisation
from pipeline.language.listmarks import NUMBERED
from pipeline.language.sentences import is_terminal
from pipeline.sites import fingerprint
from pipeline.text.lines import width

REASON = "同站其他页面也有"
# Two lines can be how an institution begins or closes all of its reports.
FEWEST = 3
_LONGEST_SENTENCE = 40.0


def repetition(lines: Sequence[Line], text: str, noise: Mapping[int, str], shared: frozenset[str]) -> dict[int, str]:
    """The numbers of the lines that a site sets around all of its pages, with the reason.

    Only a run of three or more at the very beginning or end counts, furniture that is known already aside: what a
    report repeats inside its text is text. The run ends at a title, a salutation, a numbered or dated line, a
    signature or a long sentence.
    """
    if not shared:
        return {}
    found: dict[int, str] = {}
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        run = _run(lines, text, noise, shared, order)
        if len(run) >= FEWEST:
            found.update(dict.fromkeys(run, REASON))
    return found if len(found) + len(noise) < len(lines) else {}


def _run(
    lines: Sequence[Line], text: str, noise: Mapping[int, str], shared: frozenset[str], order: Iterable[int]
) -> list[int]:
    run: list[int] = []
    for i in order:
        if i in noise:
            continue
        if fingerprint(text[slice(*lines[i].row)]) not in shared or _is_own(lines[i]):
            break
        run.append(i)
    return run


def _is_own(line: Line) -> bool:
    """The line is of a kind that documents of one institution share and that belongs to each."""
    text = line.text
    if line.role == "title" or NUMBERED.match(text) or SALUTATION.fullmatch(text) or is_date_line(text):
        return True
    return is_organisation(text) or is_metadata(text) or (is_terminal(text) and width(text) > _LONGEST_SENTENCE)
