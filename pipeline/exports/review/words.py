"""What an editor reads: the names of findings, of what differs in them, and what a verdict on them means."""

from __future__ import annotations

from pipeline.codes import CONFLICT_LABELS, COPIES, DEFECTS
from pipeline.records import Contradiction, Duplicate, Suggestion

KINDS = {
    "contradiction": Contradiction.zh,
    "suggestion": Suggestion.zh,
    "damage": "残缺错位",
    "duplicate": Duplicate.zh,
}
LABELS = {
    "contradiction": CONFLICT_LABELS,
    "suggestion": {"": Suggestion.zh},
    "damage": DEFECTS,
    "duplicate": COPIES,
}
# What 采纳 and 驳回 say about a finding of each kind.
VERDICTS = {
    "contradiction": ("确有矛盾", "并不矛盾"),
    "suggestion": ("确系笔误", "原文无误"),
    "damage": ("确有残缺", "并无残缺"),
    "duplicate": ("确为重复", "并非重复"),
}
