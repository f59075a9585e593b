"""Fuzz every reader, and ingestion behind it: only ReadError escapes, and what is read keeps its promises.

    python -m tests.fuzz_readers --seconds 600 --seed 1

Each round takes one of the invented documents, mutates its bytes (flips, cuts, repeats, splices with another; for
packages and packed streams the unpacked parts too), reads it and ingests what was read, whose ledger must tile it.
Rounds are bounded in size and their slowest is
reported; a failing input is written to the file named by --keep.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import time
import zipfile
from collections import Counter
from pathlib import Path

from pipeline.ingest import ingest
from pipeline.readers import ReadError, read
from tests.ingest.support import CONFIG, Ingested
from tests.readers import makers, tables
from tests.readers.sites import PAGES
from tests.readers.test_marks import check

SLOWEST = 20.0
PACKAGES = (".docx", ".xlsx", ".pptx", ".odt", ".ofd")
XML = (".xml", ".rels")
INTERESTING = (
    b"\0",
    b"\xff",
    b"<",
    b">",
    b"&#xD800;",
    b"**",
    b"\r",
    b"%%EOF",
    b"endstream",
    b"-1",
    b"9" * 12,
    b"(cid:1)",
)


def corpus() -> dict[str, bytes]:
    """The documents to start from, by name."""
    rows = json.dumps({"text": makers.PARAGRAPHS[0], "title": makers.TITLE, "year": 2023}) + "\n"
    table = "标题,日期,正文\n" + "".join(f'{makers.TITLE},2024-01-09,"{p}"\n' for p in makers.PARAGRAPHS)
    found = {f"{codec}.txt": makers.plain().encode(codec) for codec in ("utf-8", "utf-16", "utf-16-be", "gb18030")}
    found |= {f"{codec}.txt": makers.plain().encode(codec) for codec in ("hz", "utf-7")}
    found |= {f"{kind}.html": page.encode() for kind, page in PAGES.items()}
    found |= {f"table.{name}": make() for name, make in tables.FORMATS.items()}
    originals = Path(__file__).parent / "readers" / "originals"
    found |= {path.name: path.read_bytes() for path in sorted(originals.iterdir()) if path.suffix != ".md"}
    dump = "".join(f"INSERT INTO t (id,title,content) VALUES (1,'{makers.TITLE}','{p}');\n" for p in makers.PARAGRAPHS)
    return found | {
        "a.xlsx": makers.workbook(),
        "a.pptx": makers.presentation(),
        "one.ofd": makers.ofd(),
        "two.ofd": makers.ofd(2),
        "a.eml": makers.letter().as_bytes(),
        "a.mht": makers.archive(),
        "dump.txt": dump.encode(),
        "script.txt": f'var title = "{makers.TITLE}";\nvar content = "{makers.PARAGRAPHS[0]}\\n" + "x";\n'.encode(),
        "rows.txt": table.encode(),
        "list.json": f"[{rows.strip()}]".encode(),
        "table.md": tables.markdown(),
        "a.md": ("---\ntitle: 甲\n---\n" + makers.markdown()).encode(),
        "a.html": makers.page().encode(),
        "a.docx": makers.word(),
        "one.pdf": makers.pdf(),
        "two.pdf": makers.pdf(2, repeat=2),
        "unpacked.pdf": makers.pdf(2, packed=False),
        "a.jsonl": (rows * 3).encode(),
        "a.csv": table.encode(),
        "gbk.csv": table.encode("gb18030"),
    }


def mutate(data: bytes, other: bytes, dice: random.Random) -> bytes:
    """A few changes at random places."""
    content = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4, 16))):
        at, size = dice.randrange(len(content) + 1), dice.choice((1, 2, 8, 64, 512))
        taken = dice.randrange(len(other) + 1)
        pieces = (
            b"",
            dice.randbytes(size),
            bytes(content[at : at + size]) * 3,
            dice.choice(INTERESTING),
            other[taken : taken + size],
        )
        content[at : at + dice.choice((0, 0, size))] = dice.choice(pieces)
    return bytes(content[: dice.randrange(len(content) + 1)] if dice.random() < 0.05 else content)


def mutate_package(data: bytes, dice: random.Random) -> bytes:
    """A sound zip file with one part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name, other = (dice.choice([n for n in parts if n.endswith(XML)]) for _ in range(2))
    return makers.package(parts | {name: mutate(parts[name], parts[other], dice)})


def one_round(documents: dict[str, bytes], dice: random.Random) -> tuple[str, bytes]:
    """A name and the bytes to read under it."""
    name = dice.choice(sorted(documents))
    other = documents[dice.choice(sorted(documents))]
    if name.endswith(PACKAGES) and dice.random() < 0.8:
        return name, mutate_package(documents[name], dice)
    return (dice.choice(sorted(documents)) if dice.random() < 0.05 else name), mutate(documents[name], other, dice)


def attempt(name: str, data: bytes) -> str:
    """Read and ingest one input: `read` or `refused`. Raises AssertionError for a broken promise, and whatever a reader
    lets escape."""
    try:
        reading = read(data, name)
        check(reading)
        Ingested(reading.text, ingest(name, reading, {}, CONFIG)).check()
    except ReadError as error:
        assert "\n" not in str(error)
        return "refused"
    return "read"


def main() -> int:
    """Run until the time is up; exit status 1 at the first broken promise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where to write the input that fails")
    options = parser.parse_args()
    documents, dice = corpus(), random.Random(options.seed)
    counts: Counter[str] = Counter()
    slowest = (0.0, "")
    end = time.monotonic() + options.seconds
    while (began := time.monotonic()) < end:
        name, data = one_round(documents, dice)
        try:
            counts[attempt(name, data)] += 1
        except BaseException:
            if options.keep:
                options.keep.write_bytes(data)
            print(f"failed in round {counts.total()} on {name}, {len(data)} bytes")
            raise
        slowest = max(slowest, (time.monotonic() - began, name))
        if slowest[0] > SLOWEST:
            print(f"{name} took {slowest[0]:.1f} s")
            return 1
    print(f"{counts.total()} inputs, {dict(counts)}, slowest {slowest[0]:.2f} s ({slowest[1]})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
