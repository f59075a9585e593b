"""One run over the sample corpus, for every test that looks at its outputs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.truth.build import CORPUS


def run_sample(folder: Path) -> Path:
    """Run the command over the sample as a user does; the outputs folder. Raises where the command fails."""
    output = folder / "outputs"
    command = [sys.executable, "-m", "pipeline.cli", "run", str(CORPUS), "--output", str(output)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=CORPUS.parent.parent, check=False)
    if done.returncode:
        raise RuntimeError(f"zongshu run ended with {done.returncode}: {done.stderr.strip()}")
    return output
