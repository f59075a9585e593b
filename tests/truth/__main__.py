"""`python -m tests.truth` writes the sample corpus and its labels from the marked originals."""

from __future__ import annotations

from tests.truth.build import build

for path, data in build().items():
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
