"""Indicators: what a claim must have counted to stand under a name that is compared over the years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.config import Config, SettingsError

# What stands for an empty object, and for "nothing else", in a cell of the dictionary.
NOTHING = "-"
_LISTS = (
    "heads", "needs", "only", "without", "actions", "not_actions", "actors", "units", "context", "not_context",
)  # fmt: skip
# Marks that set a word off and are no part of it, and what joins a modifier to its noun.
_MARKS = str.maketrans("", "", "“”‘’《》「」\"' 　")
_JOINTS = "的和、及与"


class ClaimFrame(NamedTuple):
    """What an indicator asks of a claim. `context` is the member of the sentence that the number stands in."""

    object: str
    action: str
    actor: str
    unit: str
    context: str


@dataclass(frozen=True)
class Indicator:
    """A row of the dictionary. Each list holds alternatives; an empty one asks nothing, `heads` and `units` apart.

    The object is read as a phrase: it ends with one of `heads`; one of `needs` stands in it and none of `without`;
    where `only` is given, nothing but its words and those of `needs` may stand before the head.
    """

    name: str
    heads: tuple[str, ...]
    needs: tuple[str, ...]
    only: tuple[str, ...]
    without: tuple[str, ...]
    actions: tuple[str, ...]
    not_actions: tuple[str, ...]
    actors: tuple[str, ...]
    units: tuple[str, ...]
    context: tuple[str, ...]
    not_context: tuple[str, ...]

    def covers(self, frame: ClaimFrame) -> bool:
        """Whether the claim counted what the indicator names."""
        return frame.unit in self.units and self._counts(frame) and self._done(frame) and self._stands(frame)

    def _counts(self, frame: ClaimFrame) -> bool:
        phrase = frame.object.translate(_MARKS)
        return any(self._is_phrase(phrase, head) for head in self.heads)

    def _is_phrase(self, phrase: str, head: str) -> bool:
        if head == NOTHING:
            return not phrase
        if not phrase.endswith(head) or _any(self.without, phrase) or not (_any(self.needs, phrase) or not self.needs):
            return False
        return not self.only or not _left(phrase.removesuffix(head), (*self.needs, *self.only))

    def _done(self, frame: ClaimFrame) -> bool:
        """The verb stands in the action, or at the object's front where the frame left it there (查摆问题)."""
        if _any(self.not_actions, frame.action):
            return False
        begins = frame.object.translate(_MARKS).startswith(self.actions) if self.actions else True
        return begins or _any(self.actions, frame.action)

    def _stands(self, frame: ClaimFrame) -> bool:
        return (
            (not self.actors or _any(self.actors, frame.actor))
            and (not self.context or _any(self.context, frame.context))
            and not _any(self.not_context, frame.context)
        )


def _any(words: Iterable[str], text: str) -> bool:
    return any(word in text for word in words)


def _left(modifier: str, words: Iterable[str]) -> str:
    """What is left of a modifier without the words, the longest first, and what joins them."""
    for word in sorted(set(words) - {NOTHING}, key=lambda w: (-len(w), w)):
        modifier = modifier.replace(word, "")
    return modifier.strip(_JOINTS)


def load(config: Config) -> tuple[Indicator, ...]:
    """The rows in the order of the dictionary: the first that covers a claim takes it; a name may have several rows.

    Raises SettingsError for a row without a head or a unit: it would cover everything or nothing.
    """
    rows = config.rows("indicators/indicators.csv", ("indicator", *_LISTS))
    found = tuple(Indicator(row["indicator"], *(_words(row[column]) for column in _LISTS)) for row in rows)
    for indicator in found:
        if not indicator.heads or not indicator.units:
            raise SettingsError(f"indicators/indicators.csv：{indicator.name} 没有中心词或单位；请补上")
    return found


def _words(cell: str | None) -> tuple[str, ...]:
    return tuple(word for word in (cell or "").split("|") if word)


def name_of(frame: ClaimFrame, indicators: Iterable[Indicator]) -> str:
    """The indicator that takes a claim; empty where none does."""
    return next((i.name for i in indicators if i.covers(frame)), "")
