"""Where the labels of real passages lie, and their texts if these stand beside this checkout."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
STANDING_OFF = ROOT / "labels" / "themes"
TEXTS = ROOT.parent / "shared" / "corpora"
