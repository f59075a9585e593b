"""Themes: a label with its evidence and a calibrated probability for every body passage."""

from __future__ import annotations

from pipeline.classify.themes import classify

__all__ = ["classify"]
