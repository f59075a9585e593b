"""The command: parse, call, print. The only room that knows Typer and the progress bars.

The modules here hold the commands with their options; what a command does stands in `work`, which is imported when
it is called, so that help and version answer at once.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

from pipeline.cli import coding, editing, evaluating, exchanging, labelling, looking, opening, preparing, running
from pipeline.cli.console import err
from pipeline.cli.options import app
from pipeline.config import SettingsError

__all__ = [
    "app",
    "coding",
    "editing",
    "evaluating",
    "exchanging",
    "labelling",
    "looking",
    "main",
    "opening",
    "preparing",
    "running",
]


def main() -> None:
    """The entry point: a call or settings that cannot be used are one line and exit status 2."""
    _in_utf8()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show Chinese shows question marks, not a traceback.
            stream.reconfigure(errors="replace")
    try:
        app()
    except SettingsError as error:
        err.print(f"zongshu：{error}", markup=False)
        raise SystemExit(2) from None
    except BrokenPipeError:
        # Whoever reads what is printed has enough (| head); what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        err.print("zongshu：已中断；做完的都已保留，再运行一次即接着做")
        raise SystemExit(130) from None


def _in_utf8() -> None:
    """Start again in UTF-8 where a locale without Chinese would give files other names (LC_ALL=C, UTF-8 mode off)."""
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
