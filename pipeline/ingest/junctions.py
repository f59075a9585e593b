"""What the words say about a break: whether the text before it and the text after it belong together."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property, lru_cache

from pipeline.language.sentences import BEHIND, FULL_STOPS
from pipeline.text.characters import HAN
from pipeline.text.segmenter import segmenter

_HAN = re.compile(f"[{HAN}]+")
_CONTINUES = re.compile(rf"[{BEHIND}…)\],;:!?.]")
_DANGLES = re.compile(r"[，、（《〈【〔“‘「『(\[,]$")
# Words that no sentence ends in, and words that none begins with.
_HANGING = re.compile(
    "[的和与及或对将把在为被是以从向由让使等并于]|以及|关于|通过|按照|根据|围绕|对于|为了|随着|经过|并且"
)
_HANGING_LAST = re.compile("[的和与及或对将把在为被是以从向由让使等并于关过照据绕了着且]$")
_SUFFIX = re.compile("[的了们着性化者]")
_BOUND = re.compile("[的了们地得着过性化等者和与及]")
# A number lacks its measure word.
_COUNTED = re.compile(r"\d[多余]?[万亿千百]?[多余]?$")
# What is left of a sentence after a break in its last word.
_STUMP = re.compile(f"[{HAN}%％]{{1,2}}[{FULL_STOPS}]")
# A last clause of one or two characters: 情况，特别
_FRAGMENT = re.compile(f"，[{HAN}]{{1,2}}$")
_OPEN_TO_CLOSE = {"《": "》", "“": "”", "（": "）", "【": "】", "「": "」", "‘": "’", "〔": "〕", "(": ")"}
_NEAR = 80
# How many characters on either side are searched for a repetition, and how many in all: a source of very many
# lines is searched in a smaller neighbourhood, so that the work stays linear.
_WINDOW = 30_000
_LEAST_WINDOW = 1_000
_SEARCHED = 40_000_000
_OFTEN = 3
# Enough evidence; where a line repeats for pages, its ends are looked at only so often.
_ENOUGH = 50
_LOOKS = 60
_MOST_ASKED = 60_000
_KEPT = 20_000


class Junctions:
    """Evidence for and against joining across a break, from the marks, from a segmenter, and from what the text
    itself writes elsewhere near by. Every question costs a bounded number of characters."""

    def __init__(self, flat: str, segmenter_name: str) -> None:
        """`flat`: the lines of the source joined by line ends; offsets below count its characters."""
        self._flat = flat
        self._name, self._asked = segmenter_name, 0
        self._window = max(_LEAST_WINDOW, min(_WINDOW, _SEARCHED // (flat.count("\n") + 1)))

    @cached_property
    def _segment(self) -> Callable[[str], list[str]]:
        """The segmenter; breaks are looked at twice, so its answers are kept."""
        return lru_cache(maxsize=_KEPT)(segmenter(self._name).cut)

    def _cut(self, text: str) -> list[str]:
        """The words of a few characters; of a source with very many doubtful breaks the later ones go unasked and
        are taken character by character, which proves nothing."""
        self._asked += 1
        return self._segment(text) if self._asked <= _MOST_ASKED else list(text)

    def torn(self, before: str, after: str) -> bool:
        """The marks alone show that a sentence runs across."""
        return bool(_CONTINUES.match(after) or _DANGLES.search(before) or self._unclosed(before, after))

    def hanging(self, before: str) -> bool:
        """The last word cannot end a sentence."""
        if _FRAGMENT.search(before[-3:]) or _COUNTED.search(before[-5:]):
            return True
        if not _HANGING_LAST.search(before[-1:]):
            return False
        return bool(_HANGING.fullmatch(self._cut(before[-8:])[-1]))

    def bound(self, after: str) -> bool:
        """The first word cannot begin a sentence."""
        if _STUMP.match(after):
            return True
        return bool(_BOUND.match(after)) and bool(_BOUND.fullmatch(self._cut(after[:8])[0]))

    def leftover(self, text: str) -> bool:
        """The first word only ever stands behind another, which is missing."""
        return bool(_SUFFIX.match(text)) and bool(_SUFFIX.fullmatch(self._cut(text[:8])[0]))

    @staticmethod
    def _unclosed(before: str, after: str) -> bool:
        tail = before[-_NEAR:]
        for opening, closing in _OPEN_TO_CLOSE.items():
            if tail.rfind(opening) > tail.rfind(closing):
                close, again = after.find(closing, 0, _NEAR), after.find(opening, 0, _NEAR)
                if close >= 0 and (again < 0 or close < again):
                    return True
        return False

    def word(self, before: str, after: str) -> bool:
        """A word of the language stands across the break, and neither part of it is a word where it stands.

        A word of two characters counts only where the break leaves single characters on both sides: by chance a
        heading's last character and a paragraph's first make a word too.
        """
        left, right = before[-6:], after[:6]
        if not (_HAN.match(left[-1:]) and _HAN.match(right[:1])):
            return False
        across = self._across(left, right)
        if not across:
            return False
        last, first = len(self._cut(left)[-1]), len(self._cut(right)[0])
        return last == 1 == first if across == 2 else min(last, first) == 1

    def _across(self, left: str, right: str) -> int:
        """The length of the word that stands across the break, 0 for none."""
        at = 0
        for word in self._cut(left + right):
            if at < len(left) < at + len(word):
                return len(word)
            at += len(word)
        return 0

    def seen(self, before: str, after: str, at: int, *, left: int = 2, right: int = 2) -> bool:
        """The characters that meet at the break stand together elsewhere near `at`."""
        pair = before[-left:] + after[:right]
        if len(pair) < left + right or not _HAN.fullmatch(pair):
            return False
        return self._flat.find(pair, max(at - self._window, 0), at + self._window) >= 0

    def successor(self, before: str, at: int) -> str:
        """The one character that near `at` always follows the last ones of `before`; empty where none does."""
        tail = before[-3:]
        if len(tail) < 3 or not _HAN.fullmatch(tail):
            return ""
        followers: list[str] = []
        found, looks = self._flat.find(tail, max(at - self._window, 0), at + self._window), 0
        while found >= 0 and len(followers) < _ENOUGH and looks < _LOOKS:
            looks += 1
            follower = self._flat[found + 3 : found + 4]
            if follower not in {"", "\n"}:
                followers.append(follower)
            found = self._flat.find(tail, found + 3, at + self._window)
        return followers[0] if len(followers) >= _OFTEN and len(set(followers)) == 1 else ""

    def cut_off(self, before: str, after: str, at: int) -> bool:
        """`before` ends inside a word that `after` does not go on with."""
        follower = self.successor(before, at)
        return bool(
            follower and _HAN.match(follower) and not after.startswith(follower) and self._across(before[-6:], follower)
        )
