"""`python -m tests.golden --write`: run the sample and keep its tables as the golden ones."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.golden.tables import HERE, tables
from tests.samples import run_sample

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--write", action="store_true", required=True)
parser.add_argument("--outputs", type=Path, help="the outputs of a run over the sample, instead of a new run")
options = parser.parse_args()

with TemporaryDirectory() as folder:
    found = tables(options.outputs or run_sample(Path(folder)))
HERE.mkdir(exist_ok=True)
for path in HERE.glob("*.csv"):
    path.unlink()
for name, data in found.items():
    (HERE / f"{name}.csv").write_bytes(data)
print(f"{len(found)} tables kept")
