"""Text in pictures, recognised by RapidOCR (PP-OCR models, which its package carries) where the extra is installed.

Each recognised line has a box, from which the reading order of the page follows as for any print, and a score. No
line is dropped for a low one: what reads it can say that it is doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

import numpy as np

from pipeline.readers.pdfglyphs import Fragment
from pipeline.readers.pdflines import PrintedPage, lines_in_order
from pipeline.readers.reading import ReadError
from pipeline.text.lines import width

INSTALL = "请安装文字识别组件后重新运行：pip install rapidocr onnxruntime"
COMPARE = "识别可能有错，引用数字前请对照原件"
# A line whose score is lower is doubtful, or is no reading at all. Of the lines of one printed page, blurred, tilted
# and made small in eight ways, those below SURE had a wrong character in 37 of 39, those above in 4 of 31; below
# READABLE nine in ten characters were wrong.
SURE = 0.97
READABLE = 0.7
_DPI = 200
_LONGEST_SIDE = 4_000
_POINTS = 72 / _DPI
_FEWEST_CHARACTERS = 4
_HEIGHT_TO_SIZE = 0.85
# Sums of floats depend on how many threads share them: one number everywhere gives one text everywhere.
_THREADS = 2


@cache
def installed() -> bool:
    """Whether what recognition needs is there."""
    found = find_spec("rapidocr"), find_spec("onnxruntime"), find_spec("pypdfium2"), find_spec("PIL")
    return None not in found


def helper() -> str:
    """The recogniser with its version; empty where it is not installed."""
    return f"rapidocr {version('rapidocr')} onnxruntime {version('onnxruntime')}" if installed() else ""


def pages_of_pdf(data: bytes, numbers: Sequence[int]) -> Iterator[PrintedPage]:
    """The pages of these numbers (from 0), drawn and recognised. Raises ReadError where they cannot be drawn."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadError("PDF 已损坏，无法显示扫描页；请用阅读器打开后重新导出") from error
    gutters: list[float] = []
    for number in numbers:
        page = document[number]
        scale = min(_DPI / 72, _LONGEST_SIDE / max(*page.get_size(), 1.0))
        picture = page.render(scale=scale).to_pil().convert("RGB")
        yield recognised(np.asarray(picture), 1 / scale, gutters)


def recognised(picture: Any, scale: float = _POINTS, gutters: list[float] | None = None) -> PrintedPage:
    """The lines of a picture (rows × columns × RGB, 8 bits) in reading order; `scale`: points of a pixel."""
    found = _engine()(picture[:, :, ::-1])
    boxes = found.boxes if found.boxes is not None else ()
    lines = zip(boxes, found.txts or (), found.scores or (), strict=True)
    fragments = [_fragment(box * scale, text, score) for box, text, score in lines if text.strip()]
    return PrintedPage(lines_in_order(fragments, [] if gutters is None else gutters), picture.shape[0] * scale)


def _fragment(box: Any, text: str, score: float) -> Fragment:
    """A line as a piece of print: a box is taller than its characters, whose size is told by how many are in it."""
    (x0, top), (x1, bottom) = box.min(axis=0), box.max(axis=0)
    high = float(np.linalg.norm(box[3] - box[0]) + np.linalg.norm(box[2] - box[1])) / 2
    long = float(np.linalg.norm(box[1] - box[0]) + np.linalg.norm(box[2] - box[3])) / 2
    counted = width(text)
    size = min(long / counted, high) if counted >= _FEWEST_CHARACTERS else _HEIGHT_TO_SIZE * high
    return Fragment(text, float(x0), float(x1), float(top), float(bottom), max(round(2 * size) / 2, 0.5), "", score)


@cache
def _engine() -> Any:
    """The recogniser; a fifth of a gigabyte, loaded once in a process."""
    try:
        from rapidocr import RapidOCR

        settings = {
            "Global.text_score": 0.0,
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
        return RapidOCR(params=settings)
    except Exception as error:  # whatever keeps the libraries from starting, the other sources go on
        raise ReadError("文字识别组件无法启动；请重新安装：pip install --force-reinstall rapidocr") from error


def frames(pictures: Iterable[Any]) -> list[PrintedPage]:
    """Pictures (as for `recognised`) as the pages of one document."""
    gutters: list[float] = []
    return [recognised(picture, gutters=gutters) for picture in pictures]
