"""What stands beside the sources in a corpus, by file name: one name for those who write it and those who read it."""

from __future__ import annotations

import re
from pathlib import Path

# Many sources' metadata in one table, or NAME.meta.yaml beside one source.
METADATA = "metadata.csv"
# The same with drop-downs.
METADATA_BOOK = "metadata.xlsx"
SIDECAR = ".meta.yaml"
# What editors decided on findings, and what coders coded by hand.
DECISIONS = "decisions.csv"
CODING = "coding.csv"
# Pages of the workbench that people keep under a name.
SELECTIONS = "selections.json"
# The two who code the same passages without seeing one another's answers, and what is settled where they differ.
CODERS = ("甲", "乙")
ADJUDICATED = "裁定"
# A folder of labelled passages, which is no source.
LABELS = "labels"


def beside(coding: Path, whose: str) -> Path:
    """The file beside a coding that holds a coder's sheet, or what was settled: coding.甲.csv, coding.裁定.csv."""
    return coding.with_name(f"{coding.stem}.{whose}{coding.suffix}")


# What becomes the coding, and is none yet: no run reads it.
UNSETTLED = frozenset(beside(Path(CODING), whose).name for whose in (*CODERS, ADJUDICATED))


# What systems and programs leave beside documents: locks of an open document, previews, settings of a folder,
# copies kept aside, downloads that were not finished, shortcuts.
_LEFTOVERS = re.compile(
    r"~\$.*|\.~lock\..*|~WRL\d+.*|Thumbs\.db|ehthumbs(?:_vista)?\.db|desktop\.ini|\.DS_Store"
    r"|.*\.(?:bak|tmp|temp|swp|part|partial|crdownload|download|lnk|url)|.*~",
    re.IGNORECASE,
)
_SAVED_PAGE = re.compile(r"(?P<page>.+)(?:_files|\.files)", re.IGNORECASE)
_PAGES = (".html", ".htm", ".mht", ".mhtml")


# Files that people and pages write beside the sources, and that are none.
WRITTEN = frozenset({METADATA, METADATA_BOOK, DECISIONS, CODING, SELECTIONS}) | UNSETTLED


def is_leftover(name: str) -> bool:
    """Whether a file of that name is what a system or a program left there, and no document."""
    return _LEFTOVERS.fullmatch(name) is not None


def is_made(folder: Path) -> bool:
    """Whether a folder holds what a run wrote, or the scripts and pictures of a page that was saved beside it."""
    if (folder / "run.json").is_file() and (folder / "tables").is_dir():
        return True
    saved = _SAVED_PAGE.fullmatch(folder.name)
    return saved is not None and any(folder.with_name(saved["page"] + end).is_file() for end in _PAGES)
