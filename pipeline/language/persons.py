"""Persons by surname and office: 市长王某, 李某同志."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.config import Config


class _Words(NamedTuple):
    surnames: frozenset[str]
    person: re.Pattern[str]
    introduction: re.Pattern[str]
    address: re.Pattern[str]


@cache
def _words(config: Config) -> _Words:
    surnames = "".join(row["surname"] for row in config.rows("persons/surnames.csv", ["surname"]))
    rows = config.rows("persons/offices.csv", ["office", "follows_name", "precedes_name", "introduces", "addresses"])

    def offices(column: str) -> list[str]:
        return [row["office"] for row in rows if row[column] == "yes"]

    before = "|".join(f"(?<={office})" for office in offices("precedes_name"))
    after = "|".join(offices("follows_name"))
    return _Words(
        frozenset(surnames),
        re.compile(rf"(?:{before})[{surnames}][一-龥]{{1,2}}|[{surnames}][一-龥]{{1,2}}(?=(?:{after}))"),
        re.compile(f"(?:{'|'.join(offices('introduces'))})$"),
        re.compile(f"{'|'.join(offices('addresses'))}|{_SPEAKS}"),
    )


# What a person does and a place does not.
_SPEAKS = "说|表示|指出|强调|介绍|告诉"


def persons(text: str, config: Config) -> list[tuple[int, int]]:
    """The half-open spans of the names that stand beside an office."""
    return [match.span() for match in _words(config).person.finditer(text)]


def surname_before(text: str, at: int, config: Config) -> bool:
    """Whether the character before `at` can be a surname."""
    return at > 0 and text[at - 1] in _words(config).surnames


def introduced(text: str, at: int, config: Config) -> bool:
    """Whether an office or another word for a person stands right before `at`."""
    return bool(_words(config).introduction.search(text[max(0, at - 3) : at]))


def addressed(text: str, at: int, config: Config) -> bool:
    """Whether what follows at `at` is said of a person."""
    return bool(_words(config).address.match(text, at))
