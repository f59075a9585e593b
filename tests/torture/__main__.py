"""The campaign: everything that may go wrong is tried for a given time, and a table tells what came of it.

    python -m tests.torture --minutes 10 --seed 1
    python -m tests.torture --only kill --again kill-1-17     one trial once more

Exit status 1 where a promise was broken: a traceback, a lost character, tables other than an undisturbed run's, work
that grows with the square of a text.
"""

from __future__ import annotations

import argparse
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.trials import TRIALS, Campaign, Trial, once


@dataclass
class Tally:
    """What came of the trials of one kind."""

    outcomes: Counter[str] = field(default_factory=Counter)
    violations: int = 0
    seconds: float = 0.0
    slowest: float = 0.0

    @property
    def tried(self) -> int:
        return self.outcomes.total() + self.violations


def main() -> int:
    """Try until the time is up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", help="kinds of trials")
    parser.add_argument("--again", help="the name of one trial, as a violation tells it")
    parser.add_argument("--keep", type=Path, help="folder for the inputs that broke something")
    options = parser.parse_args()
    chosen = [trial for trial in TRIALS if not options.only or trial.__name__ in options.only]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        campaign = Campaign(Path(folder))
        if options.again:
            print(once(next(t for t in TRIALS if t.__name__ == options.again.split("-")[0]), campaign, options.again))
            return 0
        tallies = {trial: Tally() for trial in chosen}
        end = time.monotonic() + 60 * options.minutes
        while time.monotonic() < end:
            trial = min(chosen, key=lambda t: tallies[t].seconds / TRIALS[t])
            _try(trial, campaign, tallies[trial], options.seed, options.keep)
    _print(tallies)
    return 1 if any(tally.violations for tally in tallies.values()) else 0


def _try(trial: Trial, campaign: Campaign, tally: Tally, seed: int, keep: Path | None) -> None:
    name = f"{trial.__name__}-{seed}-{tally.tried}"
    began = time.monotonic()
    try:
        tally.outcomes[once(trial, campaign, name)] += 1
    except Exception:
        tally.violations += 1
        print(f"--- {name}", flush=True)
        traceback.print_exc()
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / name).write_bytes(campaign.kept)
    spent = time.monotonic() - began
    tally.seconds, tally.slowest = tally.seconds + spent, max(tally.slowest, spent)


def _print(tallies: dict[Trial, Tally]) -> None:
    print(f"{'kind':9}{'tried':>8}{'broken':>8}{'slowest':>9}  what came of it")
    for trial, tally in tallies.items():
        told = ", ".join(f"{outcome} {count}" for outcome, count in sorted(tally.outcomes.items()))
        print(f"{trial.__name__:9}{tally.tried:8}{tally.violations:8}{tally.slowest:8.1f}s  {told}")


if __name__ == "__main__":
    raise SystemExit(main())
