"""Pictures of pages (.png, .jpg, .tif …): their text by recognition, where the extra is installed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pipeline.readers import ocr
from pipeline.readers.foreign import told
from pipeline.readers.pdf import MAX_PAGES, printed
from pipeline.readers.reading import ReadError, Reading

SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")

_MOST_PIXELS = 100_000_000
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
_SHORTEST_SIDE = 32


def read(data: bytes, name: str) -> Reading:
    """Read a picture, or every page of a TIFF. Raises ReadError where it is none, and where nothing can read it."""
    if (said := told(data)) and "图片" not in said:
        raise ReadError(said)
    if not ocr.installed():
        raise ReadError(f"图片没有文字层，未能读入；{ocr.INSTALL}")
    pages = ocr.frames(_frames(data))
    if not any(page.lines for page in pages):
        raise ReadError("图片里没有识别出文字；如果不是文件的图片，请移出语料")
    return printed(pages, "ocr", (f"图片文字由 OCR 识别得来；{ocr.COMPARE}",))


def _frames(data: bytes) -> Iterator[Any]:
    """The picture as it is to be looked at, or those of a TIFF one by one, as arrays of RGB."""
    import numpy as np
    from PIL import Image, ImageOps, ImageSequence

    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
                if frame.width * frame.height > _MOST_PIXELS or number > MAX_PAGES:
                    raise ReadError(f"图片超过一亿像素或 {MAX_PAGES} 页；请缩小或拆分后重新运行")
                if min(frame.size) < _SHORTEST_SIDE:
                    continue
                yield np.asarray(_flat(ImageOps.exif_transpose(frame)))
    except (MemoryError, ReadError):
        raise
    except Exception as error:  # Pillow raises whatever a damaged file makes it stumble over
        raise ReadError("图片已损坏，无法打开；请重新获取原件") from error


def _flat(frame: Any) -> Any:
    """Without transparency, on white paper."""
    from PIL import Image

    if "A" not in frame.getbands() and "transparency" not in frame.info:
        return frame.convert("RGB")
    paper = Image.new("RGBA", frame.size, "white")
    return Image.alpha_composite(paper, frame.convert("RGBA")).convert("RGB")
