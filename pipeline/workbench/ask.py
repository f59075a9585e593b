"""What an address asks: the whole state of a page stands in it, so that a page can be linked and saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from pipeline.config import SettingsError

PAGE_ROWS = 50
# Rows of an export: what a spreadsheet still opens.
MOST_ROWS = 200_000
# Characters of an address's value; what is longer is no question that a person asked.
_LONGEST = 400


class AskError(SettingsError):
    """A question that cannot be answered; the message says to the person at the page what to do."""


@dataclass(frozen=True)
class Ask:
    """A path and its values. `everything`: all rows are wanted, not a page of them."""

    path: str
    values: Mapping[str, str]
    everything: bool = False

    @classmethod
    def read(cls, path: str, query: str, everything: bool = False) -> Ask:
        """From an address; empty values are none. Raises AskError for a value that is too long."""
        values = {k: v.strip() for k, v in parse_qsl(query, max_num_fields=100) if v.strip()}
        if any(len(value) > _LONGEST for value in values.values()):
            raise AskError(f"地址里的一项超过{_LONGEST}字；请缩短")
        return cls(path, values, everything)

    def get(self, name: str, default: str = "") -> str:
        """A value."""
        return self.values.get(name, default)

    def one_of(self, name: str, allowed: Iterable[str]) -> str:
        """A value that is one of several, the first of them where none is given. Raises AskError."""
        known = list(allowed)
        value = self.get(name, known[0] if known else "")
        if value not in known:
            raise AskError(f"{name}={value}：应为 {'、'.join(k for k in known if k)} 之一")
        return value

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number between bounds. Raises AskError."""
        value = self.get(name, str(default))
        if not (value.isascii() and value.isdigit() and low <= int(value) <= high):
            raise AskError(f"{name}={value}：应为 {low} 至 {high} 之间的整数")
        return int(value)

    @property
    def page(self) -> int:
        """The page of rows, from 1."""
        return self.whole("page", 1, 1, 1_000_000)

    @property
    def window(self) -> tuple[int, int]:
        """How many rows are wanted, and from which on."""
        return (MOST_ROWS, 0) if self.everything else (PAGE_ROWS, (self.page - 1) * PAGE_ROWS)

    def but(self, **changes: Any) -> str:
        """The address of this page with other values; None takes one away. The page of rows begins anew."""
        kept = {k: v for k, v in {**self.values, "page": None, **changes}.items() if v not in (None, "")}
        return address(self.path, **kept)

    def to_page(self, page: int) -> str:
        """The address of another page of the rows."""
        return address(self.path, **{**self.values, "page": page if page > 1 else None})

    @property
    def here(self) -> str:
        """The address of this page."""
        return address(self.path, **self.values)


def address(path: str, **values: Any) -> str:
    """An address inside the workbench."""
    query = urlencode({k: v for k, v in values.items() if v not in (None, "")})
    return f"{path}?{query}" if query else path


@dataclass(frozen=True)
class Choice:
    """Which documents, and of them which passages by theme; empty fields choose everything."""

    first: int | None = None
    last: int | None = None
    genre: str = ""
    level: str = ""
    home: str = ""
    theme: str = ""

    @classmethod
    def read(cls, ask: Ask, prefix: str = "") -> Choice:
        """From an address whose names begin with `prefix`. Raises AskError."""
        years = [ask.whole(prefix + n, 0, 1000, 3000) if ask.get(prefix + n) else None for n in ("from", "to")]
        if years[0] and years[1] and years[0] > years[1]:
            raise AskError(f"年度 {years[0]}—{years[1]}：起始年度应不晚于截止年度")
        kept = {name: ask.get(prefix + name) for name in ("genre", "level", "home", "theme")}
        return cls(years[0], years[1], **kept)

    def values(self, prefix: str = "") -> dict[str, str]:
        """As an address has it."""
        own = {"from": self.first, "to": self.last, "genre": self.genre, "level": self.level}
        own |= {"home": self.home, "theme": self.theme}
        return {prefix + k: str(v) for k, v in own.items() if v}

    def where(self, alias: str = "c", theme: bool = True) -> tuple[str, list[Any]]:
        """The condition in SQL on the columns of `counted` or `docs`, with what stands for its question marks."""
        tests = {
            "year >= ?": self.first,
            "year <= ?": self.last,
            "genre = ?": self.genre,
            "level = ?": self.level,
            "home = ?": self.home,
            "theme = ?": self.theme if theme else "",
        }
        given = {f"{alias}.{test}": value for test, value in tests.items() if value}
        return " and ".join(given) or "true", list(given.values())

    def zh(self, names: Mapping[str, Mapping[str, str]]) -> str:
        """What it chooses, in Chinese."""
        told = []
        if self.first or self.last:
            told.append(_years(self.first, self.last))
        for head, kind, value in (
            ("文种", "genre", self.genre),
            ("层级", "level", self.level),
            ("所属省份", "home", self.home),
            ("主题", "theme", self.theme),
        ):
            if value:
                told.append(f"{head}：{names.get(kind, {}).get(value, value)}")
        return "，".join(told) or "全部文档"


def _years(first: int | None, last: int | None) -> str:
    if first == last:
        return f"{first}年"
    if first is None or last is None:
        return f"{last}年及以前" if first is None else f"{first}年及以后"
    return f"{first}—{last}年"
