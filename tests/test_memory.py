"""A source that takes too much memory is one row with what was found before it, and the others are done."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.config import Config, IngestSettings, Settings
from pipeline.corpus import discover
from pipeline.engine import Processes, each
from pipeline.runner import read_source

TEXT = "2021年度述职评议综述\n\n各支部新建食堂12个。\n"


def hungry(number: int) -> list[str]:
    """A worker's first source loads what all need, its second is too much for it."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "甲.txt").write_text(
            TEXT + "走访群众3户。\n" * (40_000 if number == 2 else 1), encoding="utf-8"
        )
        (file,) = discover([Path(folder)], 64).sources
        done = read_source(file, Config(Settings(ingest=IngestSettings(max_gigabytes=0.1 if number > 1 else 16))))
    told = pa.ipc.open_file(done.tables["problems"]).read_all() if "problems" in done.tables else {"message": []}
    return [*map(str, told["message"]), *sorted(done.tables)]


@pytest.mark.skipif(sys.platform != "linux", reason="the bound on memory is Linux's")
def test_a_source_that_takes_too_much_memory_is_one_row_and_the_others_are_done() -> None:
    few, many, after = (told for _, told in each(hungry, [1, 2, 3], Processes(1)))
    assert few and few == after and "quantities" in few
    # A library in Rust ends its process where Python would raise: the runner tells that in one row of its own.
    assert many is None or sum("内存不足（至多 0.1 GB），已放弃" in told for told in many) == 1
