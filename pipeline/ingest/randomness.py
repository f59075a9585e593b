"""Random strings that sites weave into sentences against copying, told from names, measures and designations.

A name is made of words, abbreviations and figures: Deep·Seek·V·3, Chat·GPT·4. A random string changes its kind of
character at nearly every place, and what stands between two changes is no syllable: x·7·Kp·2·Qm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.text.characters import HAN

_TOKEN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{6,40}(?![A-Za-z0-9])")
_PIECE = re.compile(r"\d+|[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_MOST_MEANINGLESS = 2
# More figures than this make a number with letters in it, as codes of firms and licences are.
_NUMBER_SHARE = 0.6
# A word or syllable has a vowel and no four consonants in a row.
_SYLLABLE = re.compile(r"(?=[a-z]*[aeiouy])(?![a-z]*[^aeiouy]{4})[a-z]{2,}", re.IGNORECASE)
_UNIT = re.compile(r"[nmck]m|kg|Hz|[AW]h|m[AW]h|[GMT]B|dB|px|fps|sp|th|st|nd|rd", re.IGNORECASE)
# H2SO4, C6H12O6: symbols of elements that formulas of everyday texts have, with counts.
_FORMULA = re.compile(r"(?:(?:H|C|N|O|F|P|S|K|I|Na|Mg|Al|Si|Cl|Ca|Mn|Fe|Cu|Zn|Ag|Ba|Pb|Li|Ti|Co|Ni)\d{0,2})+")
# What stands behind these is a number that a writer gave: a code, an account, an address.
_GIVEN = re.compile(r"(?:[号码:：#@/._=]|代码|编号|账号|密码|微信|QQ)\s?$")
# Single letters, figures and marks by themselves, as forums print them between two sentences: 3 d# W9 `! Y: n3.
_MARKS = r"！，；：？（）!#$%&'()*+,./:;<=>?@\[\]^_`{|}~\"\\-"
_SCRAP = rf"(?:[A-Za-z0-9][{_MARKS}]{{0,2}}[A-Za-z0-9]?|[{_MARKS}]{{1,2}}[A-Za-z0-9]{{0,2}})"
_SCRAPS = re.compile(rf"(?<![A-Za-z0-9{_MARKS}])(?:{_SCRAP}\s){{4,}}{_SCRAP}(?![A-Za-z0-9])")
_SIGN = re.compile(r"[！；!#$%&'*+;<=>?@\[\]^_`{|}~\"\\]")
_LETTER = re.compile("[A-Za-z]")
_HAN = re.compile(f"[{HAN}，。；：！？、”）]")


def random_strings(line: str) -> Iterator[tuple[int, int]]:
    """The half-open spans of random strings in a line of Chinese text, in order."""
    for found in _TOKEN.finditer(line):
        if _is_random(found.group()) and not _GIVEN.search(line, 0, found.start()):
            yield found.span()
    for found in _SCRAPS.finditer(line):
        if _is_noise(found.group()) and (_HAN.search(line, 0, found.start()) or _HAN.search(line, found.end())):
            yield found.span()


def _is_random(token: str) -> bool:
    if sum(map(str.isdigit, token)) > _NUMBER_SHARE * len(token):
        return False
    pieces = _PIECE.findall(token)
    meaningless = sum(not _means(piece, last=n == len(pieces)) for n, piece in enumerate(pieces, 1))
    return meaningless > _MOST_MEANINGLESS and not _FORMULA.fullmatch(token)


def _means(piece: str, *, last: bool) -> bool:
    """A number of two digits or at the end, an abbreviation, a word, a unit."""
    if piece.isdigit():
        return len(piece) > 1 or last
    return len(piece) > 1 and bool(piece.isupper() or _SYLLABLE.fullmatch(piece) or _UNIT.fullmatch(piece))


def _is_noise(scraps: str) -> bool:
    """Letters and marks that no formula and no list has side by side."""
    return len(_SIGN.findall(scraps)) >= 2 and len(_LETTER.findall(scraps)) >= 2
