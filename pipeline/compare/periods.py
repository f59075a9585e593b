"""Which year a claim speaks of: only a figure of the year under review is a value of an indicator in that year."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.config import Config
from pipeline.language.dates import several_years, years

_LISTS = ("this_year", "comparison", "last_year", "before", "behind")


@dataclass(frozen=True)
class Periods:
    """The words of `dictionaries/indicators/periods.yaml`."""

    this_year: tuple[str, ...]
    comparison: tuple[str, ...]
    last_year: tuple[str, ...]
    before: tuple[str, ...]
    behind: tuple[str, ...]

    def of_the_year(self, period: str, year: int | None, published: int | None) -> bool:
        """Whether a claim with that period is of the year under review as a whole.

        `published` is the year in which the text was published, if that is known. Spans of several years, parts of a
        year and what is done every year are of no single year.
        """
        if not period or period in self.comparison:
            return True
        if period in self.this_year:
            return not period.startswith("今") or year is None or published in (None, year)
        if period in self.last_year:
            return published is not None and published - 1 == year
        return self._names(period, year)

    def _names(self, period: str, year: int | None) -> bool:
        named = list(years(period))
        if year is None or several_years(period) or [n.year for n in named] != [year]:
            return False
        before, behind = period[: named[0].start], period[named[0].end :]
        return before in self.before or (not before and behind in ("", *self.behind))


def load_periods(config: Config) -> Periods:
    """Read the dictionary."""
    document = config.document("indicators/periods.yaml")
    return Periods(*(tuple(document[name]) for name in _LISTS))
