from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.numerals import read

DIGITS = "零一二三四五六七八九"


def write_section(n: int) -> str:
    """Write 1 to 9999 the way a reader says it; the independent counterpart of the reading grammar."""
    said, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // unit % 10
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return said


def write(n: int) -> str:
    """Write 0 to 10^12 - 1 in Chinese."""
    if n == 0:
        return "零"
    said = ""
    for power, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section = n // power % 10**4
        if section:
            joint = "零" if said and section < 1000 else ""
            said += joint + write_section(section) + name
    return said.removeprefix("一") if said.startswith("一十") else said


def value(text: str) -> Decimal:
    numeral = read(text)
    assert numeral is not None, text
    assert numeral.low == numeral.high, text
    return numeral.low


@given(st.integers(0, 10**12 - 1))
def test_reads_what_the_writer_wrote(n: int) -> None:
    assert value(write(n)) == n


@given(st.integers(0, 10**10), st.sampled_from(["", "万", "亿"]))
def test_arabic_with_a_chinese_unit(n: int, unit: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8}[unit]
    assert value(f"{n}{unit}") == n * factor
    assert value(f"{n:,}{unit}") == n * factor


@given(st.decimals(0, 10**6, places=3, allow_nan=False), st.sampled_from(["万", "亿", "千"]))
def test_decimals_stay_exact(n: Decimal, unit: str) -> None:
    factor = {"千": 10**3, "万": 10**4, "亿": 10**8}[unit]
    if n:
        assert value(f"{n}{unit}") == n * factor


@given(st.integers(1, 9999), st.integers(1, 9))
def test_mixed_numeral_adds_up(high: int, low: int) -> None:
    assert value(f"{high}万{low}千") == high * 10**4 + low * 1000


@given(st.integers(0, 99999), st.integers(0, 999))
def test_decimal_in_chinese(n: int, decimals: int) -> None:
    written = "".join(DIGITS[int(d)] for d in f"{decimals:03}")
    assert value(f"{write(n)}点{written}") == Decimal(f"{n}.{decimals:03}")


@given(st.integers(1000, 9999))
def test_spaced_and_full_width_digits(n: int) -> None:
    spaced = " ".join(str(n))
    wide = str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert value(spaced) == value(wide) == n


@given(st.text(alphabet="零一二三四五六七八九十百千万亿两几数点廿分之0123456789.,", min_size=1, max_size=12))
def test_never_fails_and_never_reads_below_zero(text: str) -> None:
    numeral = read(text)
    assert numeral is None or 0 <= numeral.low <= numeral.high


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一百零五", 105), ("两千三百", 2300), ("廿三", 23), ("三百五", 350), ("一万二", 12000),
        ("十二万亿", 12 * 10**12), ("二〇一八", 2018), ("25万6千", 256000), ("8.63万", 86300),
        ("7 0 ．8", Decimal("70.8")), ("壹佰贰拾", 120), ("2万3", 23000), ("三亿七千三百九十九万", 373990000),
        ("3.5千亿", 350 * 10**9), ("1亿2000万", 120000000), ("两万零五十", 20050),
    ],
)  # fmt: skip
def test_conventions(text: str, expected: int | Decimal) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("三四", 3, 4), ("七八十", 70, 80), ("十七八", 17, 18), ("三五", 3, 5), ("两三百", 200, 300)],
)
def test_neighbouring_digits_are_a_range(text: str, low: int, high: int) -> None:
    numeral = read(text)
    assert numeral is not None
    assert (numeral.low, numeral.high, numeral.vague) == (low, high, False)


@pytest.mark.parametrize(
    ("text", "low"), [("几十", 10), ("十几", 10), ("数百", 100), ("几百万", 10**6), ("二十几", 20), ("10几", 10)]
)
def test_vague_numerals_name_the_number_exceeded(text: str, low: int) -> None:
    numeral = read(text)
    assert numeral is not None
    assert (numeral.low, numeral.vague) == (low, True)


@pytest.mark.parametrize("text", ["一百千", "十百", "三分之", "点五", "1.2.3", "人", "伍日"])
def test_what_is_no_numeral(text: str) -> None:
    assert read(text) is None


def test_fractions() -> None:
    third = read("三分之二")
    assert third is not None
    assert round(float(third.low), 6) == 0.666667
    assert read("百分之十三点五").low == Decimal("0.135")  # type: ignore[union-attr]


def test_agrees_with_an_independent_library() -> None:
    cn2an = pytest.importorskip("cn2an", reason="cn2an is not installed")
    for n in [*range(0, 200), 1001, 10010, 20305, 110000, 10**8 + 1, 305070009]:
        assert value(cn2an.an2cn(n)) == n
