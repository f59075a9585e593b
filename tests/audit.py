"""Known weaknesses of the locked libraries, asked of the Python Packaging Advisory Database through pip-audit.

python -m tests.audit requirements.lock …

Exit status: 0 none is known; 1 some are, or some libraries are not in the database; 2 nothing could be asked.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

_SECONDS = 300
NOT_REACHED = "audit: the database of weaknesses could not be reached; nothing was audited, try again with a network"
NOT_INSTALLED = "audit: pip-audit is not installed; run make lock, then make audit again"


def verdict(report: str) -> tuple[int, list[str]]:
    """The exit status and the lines to print for pip-audit's JSON report. It counts what it could not look up as
    sound; here that is said, and where nothing could be looked up nothing was audited."""
    try:
        found: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 2, [NOT_REACHED]
    known = [entry for entry in found if "skip_reason" not in entry]
    if not known:
        return 2, [NOT_REACHED]
    lines = [_weakness(entry, weakness) for entry in known for weakness in entry["vulns"]]
    if unknown := sorted(entry["name"] for entry in found if "skip_reason" in entry):
        lines.append(f"not in the database: {', '.join(unknown)}")
    return int(bool(lines)), [*lines, f"audit: {len(known)} of {len(found)} libraries looked up"]


def _weakness(entry: dict[str, Any], weakness: dict[str, Any]) -> str:
    mended = ", ".join(weakness["fix_versions"]) or "none yet"
    return f"{entry['name']} {entry['version']}: {weakness['id']}; mended in: {mended}"


def main(locks: Sequence[str]) -> int:
    """Ask about every library of these lock files and print what is known."""
    if find_spec("pip_audit") is None:
        print(NOT_INSTALLED)
        return 2
    files = [part for lock in locks for part in ("-r", lock)]
    options = ["--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json"]
    try:
        told = subprocess.run(
            [sys.executable, "-m", "pip_audit", *files, *options], capture_output=True, text=True, timeout=_SECONDS
        )
        status, lines = verdict(told.stdout)
    except subprocess.TimeoutExpired:
        status, lines = 2, [NOT_REACHED]
    print("\n".join(lines))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
