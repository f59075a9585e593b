"""What stands beside the sources in a corpus, by file name: one name for those who write it and those who read it."""

from __future__ import annotations

# Many sources' metadata in one table, or NAME.meta.yaml beside one source.
METADATA = "metadata.csv"
SIDECAR = ".meta.yaml"
# What editors decided on findings, and what coders coded by hand.
DECISIONS = "decisions.csv"
CODING = "coding.csv"
# A folder of labelled passages, which is no source.
LABELS = "labels"
