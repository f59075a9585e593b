"""What a character is, and the one-to-one mapping that cleaning applies: same length in, same length out."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
# Zero-width and control characters carry no text: they are set aside with the white space.
INVISIBLE = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
SPACE = rf"\s{INVISIBLE}"

_FULL_WIDTH = str.maketrans(
    {chr(c): chr(c - 0xFEE0) for c in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}
    | {"％": "%", "．": "."}
)
# Radicals that stand for the character that they are (Unicode's EquivalentUnifiedIdeograph); NFKC leaves these alone.
_RADICALS = dict(
    zip(
        "⺒⺓⺝⺠⺩⺪⺬⺮⺳⺶⺷⺸⺻⺼⻁⻄⻅⻆⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
        "巳幺月民王疋示竹网羊羊羊聿肉虎西见角贝足车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
        strict=True,
    )
)
# Kangxi radicals, the few of the supplement that Unicode decomposes, compatibility ideographs: one for one.
_COMPATIBLE = map(chr, (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)))
_IDEOGRAPHS = {c: form for c in _COMPATIBLE if (form := unicodedata.normalize("NFKC", c)) != c} | _RADICALS
_FULL_WIDTH |= str.maketrans(_IDEOGRAPHS)
_FULL_WIDTH_FOUND = re.compile("[０-９Ａ-Ｚａ-ｚ％．⺀-⿕\uf900-\ufaff\U0002f800-\U0002fa1f]")
_WIDEN = str.maketrans(",;:?!()", "，；：？！（）")
_MARKS = ",;:?!()，；：？！（）"
_RUN = re.compile(rf"[{_MARKS}{SPACE}]+")
_HALF = re.compile("[,;:?!()]")
# What makes a neighbouring mark a Chinese one. The marks themselves are looked through, so that a second pass
# finds what the first one found.
_CHINESE = re.compile(f"[{HAN}、。《》〈〉「」『』【】〔〕“”‘’…—]")
_PAIR = re.compile(r"[(（]([^()（）\n]{0,200})[)）]")
_HAN_FOUND = re.compile(f"[{HAN}]")

TRADITIONAL_SHARE = 0.05
TRADITIONAL_LEAST = 3


def narrow(text: str) -> str:
    """Full-width digits, letters, per cent sign and point as ASCII, radicals (⼈⻅) and compatibility ideographs as the
    characters that they stand for; nothing else, as NFKC damages Chinese marks."""
    return text.translate(_FULL_WIDTH) if _FULL_WIDTH_FOUND.search(text) else text


def widen(text: str) -> str:
    """Half-width `, ; : ? ! ( )` beside Chinese characters as full-width marks; `1,000` and `23:44` stay."""
    if not _HALF.search(text):
        return text
    pieces, at = [], 0
    for run in _RUN.finditer(text):
        start, end = run.span()
        if _HALF.search(text, start, end) and _chinese_beside(text, start, end):
            pieces += [text[at:start], run.group().translate(_WIDEN)]
            at = end
    widened = "".join([*pieces, text[at:]])
    return _PAIR.sub(_same_width, widened) if "(" in widened or ")" in widened else widened


def _chinese_beside(text: str, start: int, end: int) -> bool:
    before = start > 0 and _CHINESE.match(text, start - 1)
    return bool(before or (end < len(text) and _CHINESE.match(text, end)))


def _same_width(pair: re.Match[str]) -> str:
    wide = pair.group()[0] == "（" or pair.group()[-1] == "）"
    return f"（{pair.group(1)}）" if wide else pair.group()


@cache
def _simplified() -> dict[str, str]:
    """Every traditional character with its one simplified form (OpenCC, t2s, character by character)."""
    from opencc import OpenCC

    han = [chr(c) for c in [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]]
    converted = OpenCC("t2s").convert("\n".join(han)).split("\n")
    return {a: b for a, b in zip(han, converted, strict=True) if a != b and len(b) == 1}


def is_traditional(text: str) -> bool:
    """Whether the text is written in traditional characters rather than quoting a few of them."""
    seen = _simplified().keys() & set(text)
    if len(seen) < TRADITIONAL_LEAST:
        return False
    found = sum(text.count(c) for c in seen)
    return found >= TRADITIONAL_SHARE * len(_HAN_FOUND.findall(text))


def simplify(text: str) -> str:
    """Traditional characters as simplified ones, one to one, in a text that is traditional; others stay."""
    return text.translate({ord(a): b for a, b in _simplified().items()}) if is_traditional(text) else text


def even(text: str) -> str:
    """One width for every mark and digit: `even(even(t)) == even(t)`, and no character more or less."""
    return widen(narrow(text))


def normalise(text: str) -> str:
    """The cleaned characters of a whole source, position by position: `len(normalise(t)) == len(t)`, and
    `normalise(normalise(t)) == normalise(t)`."""
    return widen(simplify(narrow(text)))
