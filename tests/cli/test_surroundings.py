"""What a terminal, a pipe and a locale do to a command: no traceback, and the same names everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "pipeline.cli"]


def said(*arguments: str, **environment: str) -> str:
    kept = {k: v for k, v in os.environ.items() if k != "LANG" and not k.startswith("LC_")}
    done = subprocess.run(
        [*COMMAND, *arguments], capture_output=True, cwd=ROOT, env={**kept, **environment}, check=True
    )
    return done.stdout.decode("utf-8")


def test_a_locale_without_chinese_gives_the_same_names(tmp_path: Path) -> None:
    (tmp_path / "corpus" / "子夹").mkdir(parents=True)
    (tmp_path / "corpus" / "子夹" / "甲县.txt").write_text("甲县2021年度述职评议综述\n", encoding="utf-8")
    call = ("status", str(tmp_path / "corpus"), "--output", str(tmp_path / "outputs"))
    plain = said(*call, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert plain == said(*call, PYTHONUTF8="1") and "子夹/甲县.txt" in plain


def test_a_reader_that_has_enough_gets_no_traceback() -> None:
    for command in ("version", "--help"):
        with subprocess.Popen([*COMMAND, command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
            assert process.stdout and process.stderr
            process.stdout.close()
            assert process.stderr.read() == b""
