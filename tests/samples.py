"""One run over the sample corpus, for every test that looks at its outputs."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.truth.build import CORPUS

# How long a process waits for the run of another, and how often it looks.
_PATIENCE_SECONDS, _LOOK_SECONDS = 900, 0.2


def run_sample(folder: Path) -> Path:
    """Run the command over the sample as a user does; the outputs folder. Raises where the command fails.

    A character that the charts' font does not have is a failure too. What the run said is kept beside the outputs.
    """
    output = folder / "outputs"
    python = [sys.executable, "-W", "error:Glyph"]
    command = [*python, "-m", "pipeline.cli", "run", str(CORPUS), "--output", str(output)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=CORPUS.parent.parent, check=False)
    if done.returncode:
        raise RuntimeError(f"zongshu run ended with {done.returncode}: {done.stderr.strip()}")
    (folder / "said").write_text(done.stdout + done.stderr, encoding="utf-8")
    return output


def shared_sample(folder: Path) -> Path:
    """The outputs of one run for all processes of a test session that share `folder`: the first makes it, others wait.

    Raises RuntimeError where the run of the first failed.
    """
    ended = folder / "ended"
    try:
        folder.mkdir()
    except FileExistsError:
        return _awaited(folder, ended)
    try:
        output = run_sample(folder)
    except BaseException:
        ended.write_text("failed", encoding="utf-8")
        raise
    ended.write_text("made", encoding="utf-8")
    return output


def _awaited(folder: Path, ended: Path) -> Path:
    for _ in range(round(_PATIENCE_SECONDS / _LOOK_SECONDS)):
        if ended.exists() and (said := ended.read_text(encoding="utf-8")):
            if said != "made":
                raise RuntimeError("the run over the sample failed in another process; see its message there")
            return folder / "outputs"
        time.sleep(_LOOK_SECONDS)
    raise RuntimeError(f"the run over the sample in {folder} did not end in {_PATIENCE_SECONDS} seconds")
