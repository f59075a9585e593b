"""Themes: a label with its evidence and a calibrated probability for every body passage."""

from __future__ import annotations

from pipeline.classify.correction import correct
from pipeline.classify.features import Item
from pipeline.classify.themes import Answer, answer, classify

__all__ = ["Answer", "Item", "answer", "classify", "correct"]
