"""No text makes the work grow with its square: a handful of shapes in every run of the suite, all in the campaign.

The rest of the shapes: python -m tests.torture.growth, of files with --files
"""

from __future__ import annotations

import pytest

from pipeline.config import Config
from tests.torture.growth import Growth, growth, growth_of_file, spent
from tests.torture.shapes import SHAPES

CONFIG = Config()
# Linear work measured on a machine that others use; four times the text at the square would be 2.
LARGEST = 1.5


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Dictionaries, models and the segmenter are loaded by the first text."""
    spent(SHAPES["sentences"](500), CONFIG)


def steep(found: list[Growth]) -> list[Growth]:
    return [row for row in found if row.exponent is not None and row.exponent > LARGEST]


LAID_OUT = (
    "equals", "blanks in a heading", "blanks that end a rule", "table rules in lines", "entity in entities", "headings",
    "的",
)  # fmt: skip
ASIDE = ("extract", "check", "classify", "compare", "correct")


@pytest.mark.parametrize("name", LAID_OUT)
def test_laying_out_and_cutting_grow_with_the_text(name: str) -> None:
    # A shape that looks steep is measured again, for a busy machine can be to blame.
    assert not steep(growth(name, 6_000, CONFIG, without=ASIDE)) or not steep(growth(name, 9_000, CONFIG, 2, ASIDE))


@pytest.mark.parametrize("name", ["percentages", "more than all"])
def test_reading_numbers_grows_with_the_text(name: str) -> None:
    aside = ("compare", "correct")
    assert not steep(growth(name, 800, CONFIG, without=aside)) or not steep(growth(name, 1_600, CONFIG, 2, aside))


# What had the work grow with the square, or would if a bound went.
HOLDING_MANY = ("docx: a wide row over long", "docx: headers", "html: links and blocks interwoven", "xlsx: columns")


@pytest.mark.parametrize("name", HOLDING_MANY)
def test_reading_files_grows_with_what_they_hold(name: str) -> None:
    assert not steep(growth_of_file(name, 150, CONFIG)) or not steep(growth_of_file(name, 400, CONFIG, 2))
