"""One reading of a text: which dictionary terms stand in it, and which of them other words forbid."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.language.organisations.lexicon import OrganisationTerms, Term
from pipeline.text.terms import Match


class Sightings:
    """The terms of a text, from left to right, the longer first; terms inside a blocker are left out."""

    def __init__(self, text: str, lexicon: OrganisationTerms) -> None:
        found = sorted(lexicon.terms.every(text), key=lambda m: (m.start, -m.end))
        self._blockers = [m for m in found if m.value.blocks]
        self._found = [m for m in found if not m.value.blocks]

    def organisations(self) -> Iterator[Match[Term]]:
        """Named organisations, the longest at each place."""
        return _longest(m for m in self._found if m.value.organisation and not self._inside(m))

    def functions(self) -> Iterator[Match[Term]]:
        """Function words, nested ones too."""
        return (m for m in self._found if m.value.functions and not self._inside(m) and not self._cut(m.end))

    def generic(self) -> Iterator[Match[Term]]:
        """Generic bodies, the longest at each place."""
        return _longest(m for m in self._found if m.value.generic)

    def damaged(self) -> Iterator[Match[Term]]:
        """Long names that lack a character."""
        return _longest(m for m in self._found if m.value.damaged)

    def _inside(self, match: Match[Term]) -> bool:
        return any(b.start <= match.start and match.end <= b.end for b in self._blockers)

    def _cut(self, end: int) -> bool:
        """Whether a blocker goes on where the term ends (师范大学|生)."""
        return any(b.start < end < b.end for b in self._blockers)


def _longest(found: Iterator[Match[Term]]) -> Iterator[Match[Term]]:
    reach = 0
    for match in found:
        if match.start >= reach:
            reach = match.end
            yield match
