"""A chart as documents show it: the picture without the caption inside it, which the document prints as text."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image


@dataclass(frozen=True)
class Drawn:
    """A chart's picture as PNG, its size in pixels, its headline and its caption in one line."""

    data: bytes
    width: int
    height: int
    title: str
    caption: str


def drawn(path: Path) -> Drawn:
    """The chart in a file that style.py saved; a picture of others is whole and says nothing."""
    with Image.open(path) as image:
        words = {key: str(value) for key, value in image.info.items() if isinstance(value, str)}
        picture = image.crop((0, 0, image.width, int(words.get("Shown", image.height))))
        buffer = io.BytesIO()
        picture.convert("RGB").save(buffer, "PNG")
        return Drawn(
            buffer.getvalue(), picture.width, picture.height, words.get("Title", ""), words.get("Description", "")
        )
