"""How Chinese prose writes numbers: Arabic, Chinese, mixed (25万6千), vague (几十), fractions (三分之二).

Every value is exact decimal arithmetic until it is handed over as a float, so that 8.63万 is 86300 and nothing near it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple


class Numeral(NamedTuple):
    """What a numeral says: `low` and `high` differ for 三四 or 七八十; `vague` where it only names the order of
    magnitude (几十, 数百, 十几): then `low` is the round number that is exceeded."""

    low: Decimal
    high: Decimal
    vague: bool


# The numerals that count the parts of a text: 第三页, 篇二, 附件一.
FEW = "一二三四五六七八九十"
DIGITS = {
    **{c: n for n, c in enumerate("零一二三四五六七八九")},
    **{c: n for n, c in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "○": 0,
    "两": 2,
    "俩": 2,
    "仨": 3,
    "贰": 2,
    "弍": 2,
}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "廿": 20, "卅": 30}
BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
UNITS = frozenset((*SMALL, *BIG, "多", "余", "几"))
VAGUE = "几数"

_SPACE = "[ \u00a0\u2002\u2003\u2009\u3000]"
_D = "[0-9０-９]"
_POINT = "[.．·﹒]"
_CHINESE = "零一二三四五六七八九〇○两俩仨十百万亿廿卅几数萬億"
# 千 before 瓦, 米, 克 … is the measure's (千瓦), 百 before 姓 the noun's.
_THOUSAND = "千(?![瓦米克卡伏赫帕焦])"
_CHINESE_DIGIT = "零一二三四五六七八九〇○"
_FORMAL = "壹贰叁肆伍陆柒捌玖"

GROUPED = rf"{_D}{{1,3}}(?:[,，]{_D}{{3}})+(?!{_D})(?:[.．]{_D}+)?"
SPACED = (
    rf"(?<!{_D}){_D}(?:{_SPACE}{_D}(?!{_D}))+(?:{_SPACE}?{_POINT}{_SPACE}?{_D}(?:{_SPACE}{_D})*)?"
    rf"|(?<!{_D}){_D}{_SPACE}?．{_SPACE}?{_D}(?:{_SPACE}{_D}(?!{_D}))*"
    rf"|(?<!{_D}){_D}{{1,3}}(?:{_SPACE}{_D}{{3}})+(?!{_D})"
)
# 96。8%: a full stop that prints a decimal point can only stand in a percentage.
PLAIN = rf"{_D}+(?:{_POINT}{_D}+|。{_D}{{1,2}}(?=[%％]))?"
ARABIC = rf"(?:{GROUPED}|{SPACED}|{PLAIN})"
# 25万6千, 1亿2000万, 3.5千亿, 10几; after the last unit one more digit may stand: 2万3.
_UNITS = rf"(?:[十万亿几]|百(?!姓)|{_THOUSAND})+"
MIXED = rf"{ARABIC}(?:{_SPACE}?{_UNITS}(?:{_D}+(?:\.{_D}+)?(?:[十百万亿]|{_THOUSAND})+)*(?:{_D}(?!{_D}|[.．%％/]))?)?"
# The formal digits (壹佰贰拾) also make up ordinary words (队伍), so one of them alone is no number.
CHINESE = rf"(?:(?:[{_CHINESE}]|{_THOUSAND})+(?:点[{_CHINESE_DIGIT}]+[万亿]*)?|[{_FORMAL}拾][{_FORMAL}拾佰仟万亿零]+)"
NUMERAL = rf"(?:{MIXED}|{CHINESE})"

_WIDE = str.maketrans("０１２３４５６７８９．，·﹒。", "0123456789.,...")
_BLANK = re.compile(_SPACE)
_TOKEN = re.compile(rf"[0-9][0-9,]*(?:\.[0-9]+)?|点[{_CHINESE_DIGIT}]+|.")
_PAIR = re.compile("(?:[一二两三四五六七八九]){2}")


def read(text: str) -> Numeral | None:
    """The value of a numeral that fills `text`, or None where it is none (千万万, 一百千)."""
    tight = _BLANK.sub("", text).translate(_WIDE)
    if not tight:
        return None
    if tight[0].isdigit() and tight.isascii():
        number = _arabic(tight)
        return None if number is None else Numeral(number, number, False)
    if "分之" in tight:
        return _fraction(tight)
    if pair := _neighbours(tight):
        return Numeral(*pair, False)
    return _one(tight)


def _arabic(text: str) -> Decimal | None:
    plain = text.replace(",", "")
    return Decimal(plain) if plain.count(".") <= 1 and plain.strip(".") == plain else None


def _fraction(text: str) -> Numeral | None:
    parts = text.split("分之", 1)
    below, above = read(parts[0]), read(parts[1])
    if below is None or above is None or not below.low:
        return None
    return Numeral(above.low / below.low, above.high / below.low, above.vague or below.vague)


def _neighbours(text: str) -> tuple[Decimal, Decimal] | None:
    """三四, 七八十, 十七八, 三五: two neighbouring digits say a range."""
    match = _PAIR.search(text) if "点" not in text else None
    if match is None or (len(text) > 2 and not any(c in SMALL or c in BIG for c in text)):
        return None
    first, second = (DIGITS[c] for c in match[0])
    if not (second == first + 1 or (first, second) == (3, 5)):
        return None
    before, after = text[: match.start()], text[match.end() :]
    least, most = _one(f"{before}{match[0][0]}{after}"), _one(f"{before}{match[0][1]}{after}")
    return (least.low, most.low) if least and most and least.low < most.low else None


def _one(text: str) -> Numeral | None:
    if len(text) > 1 and all(c in DIGITS for c in text):
        digits = Decimal("".join(str(DIGITS[c]) for c in text))
        return Numeral(digits, digits, False)
    reading = _Reading()
    for token in _TOKEN.findall(text):
        if not reading.take(token):
            return None
    value = reading.close()
    return None if value is None else Numeral(value, value, reading.vague)


class _Reading:
    """One pass over a numeral's tokens, from the greatest unit to the least."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.section = Decimal(0)
        self.number: Decimal | None = None
        self.last_small = 10**5
        self.last_big = 10**17
        self.unit = 1
        self.zero = False
        self.vague = False
        self.fresh_big = False

    def take(self, token: str) -> bool:
        """Read one token; False where it cannot follow."""
        if token[0] == "点":
            return self._point(token)
        if token in SMALL:
            return self._small(SMALL[token])
        if token in BIG:
            return self._big(BIG[token])
        return self._digit(token)

    def _digit(self, token: str) -> bool:
        self.fresh_big = False
        if token in VAGUE:
            self.vague = True
            if self.number is not None:
                return self.number % 10 == 0
            self.number = Decimal(1)
            self.zero = True
            return True
        number = _arabic(token) if token[0].isdigit() else DIGITS.get(token)
        if number is None or (self.number is not None and self.number != 0):
            return False
        self.zero = self.zero or number == 0
        self.number = Decimal(number)
        return True

    def _point(self, token: str) -> bool:
        digits = "".join(str(DIGITS[c]) for c in token[1:])
        if self.number is None and not self.section and not self.total:
            return False
        self.number = (self.number or Decimal(0)) + Decimal(f"0.{digits}")
        self.zero = True
        return True

    def _small(self, unit: int) -> bool:
        if unit in (20, 30) and self.number is None:
            self.number, unit = Decimal(unit // 10), 10
        if unit >= self.last_small:
            return False
        if self.number is None:
            if unit != 10 and (self.section or self.total):
                return False
            self.number = Decimal(1)
        self.section += self.number * unit
        self.number, self.last_small, self.unit = None, unit, unit
        self.zero = self.fresh_big = False
        return True

    def _big(self, unit: int) -> bool:
        group = self.section + (self.number or 0)
        if self.vague and self.section and self.number == 1:
            group = self.section  # 十几亿: the round number that is exceeded
        if not group and self.number is None:
            if self.fresh_big:
                self.total *= unit
                self.unit *= unit
                return True
            if self.total:
                return False
            group = Decimal(1)
        if unit >= self.last_big and unit != 10**8:
            return False
        self.total = (self.total + group) * unit if unit == 10**8 else self.total + group * unit
        self.section, self.number, self.last_small = Decimal(0), None, 10**5
        self.last_big = self.unit = unit
        self.zero, self.fresh_big = False, True
        return True

    def close(self) -> Decimal | None:
        """The value; a last digit right after 百, 千, 万 or 亿 counts tenths of that unit (三百五 is 350)."""
        rest = self.number or Decimal(0)
        if self.vague and self.number == 1:
            rest = Decimal(0) if self.total or self.section else rest
        elif self.unit >= 100 and not self.zero and rest < 10 and rest == rest.to_integral_value():
            rest *= self.unit // 10
        return self.total + self.section + rest
