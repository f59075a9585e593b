"""Ways in which what rests between runs is harmed: by hand, by a disk, by a copy of another folder."""

from __future__ import annotations

import io
import random
import shutil
from pathlib import Path

import pyarrow as pa


def emptied(one: Path, other: Path) -> None:
    (one / "manifest").write_bytes(b"")


def cut(one: Path, other: Path) -> None:
    lines = (one / "manifest").read_text().splitlines(keepends=True)
    (one / "manifest").write_text("".join(lines[1:]))


def cut_with_its_files(one: Path, other: Path) -> None:
    cut(one, other)
    (one / "documents.arrow").unlink()


def emptied_with_its_files(one: Path, other: Path) -> None:
    for file in one.iterdir():
        file.unlink()
    emptied(one, other)


def exchanged(one: Path, other: Path) -> None:
    aside = one.with_name("aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


def copied(one: Path, other: Path) -> None:
    shutil.rmtree(one)
    shutil.copytree(other, one)


def foreign_table(one: Path, other: Path) -> None:
    """A table that the manifest does not name."""
    (one / "quantities.arrow").unlink(missing_ok=True)
    sink = io.BytesIO()
    with pa.ipc.new_file(sink, pa.schema([("x", pa.int64())])) as writer:
        writer.write_table(pa.table({"x": [1]}))
    (one / "contradictions.arrow").write_bytes(sink.getvalue())


def other_table(one: Path, other: Path) -> None:
    shutil.copyfile(other / "passages.arrow", one / "passages.arrow")


def file_instead(one: Path, other: Path) -> None:
    shutil.rmtree(one)
    one.write_bytes(b"no folder")


def folder_instead_of_table(one: Path, other: Path) -> None:
    (one / "passages.arrow").unlink()
    (one / "passages.arrow").mkdir()


def folder_instead_of_manifest(one: Path, other: Path) -> None:
    (one / "manifest").unlink()
    (one / "manifest" / "deep").mkdir(parents=True)


def linked(one: Path, other: Path) -> None:
    shutil.rmtree(one)
    one.symlink_to(other)


def binary(one: Path, other: Path) -> None:
    (one / "manifest").write_bytes(b"\xff\x00 \n \n")


HARMS = (
    emptied, cut, cut_with_its_files, emptied_with_its_files, exchanged, copied, foreign_table, other_table,
    file_instead, folder_instead_of_table, folder_instead_of_manifest, linked, binary,
)  # fmt: skip


def at_random(output: Path, dice: random.Random) -> str:
    """Harm one file below `output` somehow; says which and how."""
    files = sorted(p for p in output.rglob("*") if p.is_file() and not p.name.endswith(".lock"))
    file, other = dice.choice(files), dice.choice(files)
    data = file.read_bytes()
    at = dice.randrange(len(data) + 1)
    ways = {
        "removed": None,
        "emptied": b"",
        "cut": data[:at],
        "flipped": data[:at] + bytes([(data[at] if at < len(data) else 0) ^ (1 << dice.randrange(8))]) + data[at + 1 :],
        "lengthened": data + dice.randbytes(dice.choice((1, 100))),
        "overwritten": dice.randbytes(len(data)),
        "exchanged": other.read_bytes(),
    }
    way = dice.choice(sorted(ways))
    if (content := ways[way]) is None:
        file.unlink()
    else:
        file.write_bytes(content)
    return f"{file.relative_to(output)} {way}"
