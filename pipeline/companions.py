"""What stands beside the sources in a corpus, by file name: one name for those who write it and those who read it."""

from __future__ import annotations

from pathlib import Path

# Many sources' metadata in one table, or NAME.meta.yaml beside one source.
METADATA = "metadata.csv"
SIDECAR = ".meta.yaml"
# What editors decided on findings, and what coders coded by hand.
DECISIONS = "decisions.csv"
CODING = "coding.csv"
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
