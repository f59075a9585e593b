"""Which encoding bytes are in, decided by evidence.

Every candidate that decodes the bytes is weighed by the length in bits of what it says under one simple model
of Chinese prose (minimum description length, Rissanen 1978): a frequent Chinese character costs little, a rare
one much, a control character or an unassigned code point very much. The shortest reading wins; a narrow win is
reported. Nothing is ever replaced: bytes that no candidate decodes are a ReadError.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import islice
from typing import NamedTuple

from pipeline.readers.foreign import refuse
from pipeline.readers.reading import ReadError
from pipeline.text.mojibake import frequent

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_CANDIDATES = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5hkscs", "cp950")
_DECLARED = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "gb18030": "gb18030",
    "gb_2312-80": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "utf-8": "utf-8", "utf8": "utf-8",
    "utf-16": "utf-16-le", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
}  # fmt: skip
# HZ (RFC 1843) writes ~{ <:Ky ~}, UTF-7 (RFC 2152) +U1dOrA-.
_SEVEN_BIT = {
    "hz": (re.compile(rb"~\{(?:[!-w][!-~])+~\}"), "hz-gb-2312"),
    "utf-7": (re.compile(rb"\+[A-Za-z0-9+/]{5,}"), "utf-7"),
}
_FEWEST_HAN = 4
_COMMON_BITS = 9.5
_COMMON_SHARE = 0.7
_SAMPLE = 16_384
_SURE_MULTIBYTES = 30
_LONGEST_BARE = 4096
_MARGIN = 12.0
_IMPLAUSIBLE = 17.0
_ODD = 13.0
_STRAY = 40.0
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DAMAGE = re.compile("\ufffd|锟斤拷|锘\ufffd|烫烫烫")
_HALVES = re.compile("[\ud800-\udfff]")


class Decoded(NamedTuple):
    """The content without a byte-order mark, its encoding, and warnings for the analyst."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, name: str, *, declared: str = "") -> Decoded:
    """The characters of `data`; `declared` is what the file says of its own encoding, one witness among others.

    Raises ReadError for what is no text or is in no known encoding.
    """
    refuse(data)
    for mark, label, codec in _MARKS:
        if data.startswith(mark):
            return _finish(data[len(mark) :], codec, label)
    if not data:
        return Decoded("", "utf-8")
    return _by_evidence(data, _DECLARED.get(declared.strip().lower(), ""))


def _by_evidence(data: bytes, declared: str) -> Decoded:
    if seven_bit := _seven_bit(data):
        return _finish(data, seven_bit, _SEVEN_BIT[seven_bit][1])
    if _surely_utf8(data):
        return _finish(data, "utf-8", "utf-8")
    sample = _sample(data)
    ranked = sorted(
        (_cost(sample, codec) - (len(sample) / 2 if codec == declared else 0), order, codec)
        for order, codec in enumerate(_CANDIDATES)
        if _decodes(data, codec) and not _lacks_ends(data, codec)
    )
    if not ranked or ranked[0][0] == float("inf"):
        raise ReadError(_undecodable(data))
    codec = ranked[0][2]
    best = _finish(data, codec, "big5" if codec in {"big5hkscs", "cp950"} else codec)
    rival = next((r for r in ranked[1:] if data.decode(r[2], "ignore") != best.text), None)
    odd = codec != "utf-8" and ranked[0][0] > _ODD * len(sample.decode(codec, "ignore"))
    doubtful = odd or (rival is not None and rival[0] - ranked[0][0] < _MARGIN)
    if not doubtful:
        return best
    note = f"文字太少或证据不足，按 {best.encoding} 读入未必正确；请核对，必要时另存为 UTF-8"
    return best._replace(warnings=(*best.warnings, note))


def _seven_bit(data: bytes) -> str:
    """The codec of Chinese in ASCII bytes, as mail gateways once asked for it; empty for anything else."""
    if not data.isascii():
        return ""
    for codec, (shape, _) in _SEVEN_BIT.items():
        if shape.search(data) and _decodes(data, codec):
            han = [c for c in _strict(data, codec)[0] if not c.isascii()]
            if len(han) >= _FEWEST_HAN and sum(_bits(c) <= _COMMON_BITS for c in han) >= _COMMON_SHARE * len(han):
                return codec
    return ""


def _surely_utf8(data: bytes) -> bool:
    """Valid UTF-8 with many multi-byte characters (or plain ASCII) is nothing else."""
    if _CONTROL.search(data):
        return False
    if data.isascii():
        return True
    found = sum(1 for _ in islice(_MULTIBYTE.finditer(data), _SURE_MULTIBYTES))
    return found == _SURE_MULTIBYTES and _decodes(data, "utf-8")


def _lacks_ends(data: bytes, codec: str) -> bool:
    """A long text in UTF-16 has a line end, a blank or a digit somewhere, which is written with a zero byte."""
    return codec.startswith("utf-16") and len(data) > _LONGEST_BARE and b"\0" not in data


def _sample(data: bytes) -> bytes:
    """The first stretch that holds something besides ASCII, from an even offset (UTF-16 keeps its parity)."""
    telling = re.search(rb"[\x80-\xff\0]", data)
    start = max(telling.start() - 256, 0) & ~1 if telling else 0
    return data[start : start + _SAMPLE]


def _decodes(data: bytes, codec: str) -> bool:
    try:
        _strict(data, codec)
    except UnicodeDecodeError:
        return False
    return True


def _strict(data: bytes, codec: str) -> tuple[str, int]:
    """The decoded text and the number of bytes at the end that begin a character and do not finish it."""
    try:
        return data.decode(codec), 0
    except UnicodeDecodeError as error:
        if len(data) - error.start >= 4 or error.start == 0:
            raise
        return data[: error.start].decode(codec), len(data) - error.start


def _cost(sample: bytes, codec: str) -> float:
    """Bits that the sample's reading takes under the model; infinite where it is no plausible text."""
    text = sample.decode(codec, "ignore")
    counts = Counter(text)
    bits = sum(_bits(char) * count for char, count in counts.items())
    stray = sum(count for char, count in counts.items() if _bits(char) == _STRAY)
    rare = codec != "utf-8" and bits > _IMPLAUSIBLE * len(text)
    if not text or rare or stray * 50 > len(text) + 50:
        return float("inf")
    return bits + (_STRAY if len(sample) < _SAMPLE and _strict(sample, codec)[1] else 0)


@cache
def _bits(char: str) -> float:
    if char in frequent():
        return 9.5
    if char in "，。、；：？！“”‘’（）《》—…·\u3000":
        return 6.0
    if " " <= char <= "~" or char in "\n\r\t\v\f":
        return 7.0
    code, category = ord(char), unicodedata.category(char)
    if category in {"Cc", "Co", "Cn", "Cs"}:
        return _STRAY
    if 0x4E00 <= code <= 0x9FFF:
        return 17.0
    if 0x3040 <= code <= 0x30FF:
        return 17.0
    return 14.0 if 0x3000 <= code <= 0x303F or 0xFF00 <= code <= 0xFFEF or code < 0x2600 else 24.0


def _finish(data: bytes, codec: str, label: str) -> Decoded:
    try:
        text, left = _strict(data, codec)
    except UnicodeDecodeError as error:
        raise ReadError(_undecodable(data, codec, error.start)) from error
    # UTF-7 alone lets halves of surrogate pairs pass, which no file can be written with.
    text = _HALVES.sub("\ufffd", text) if codec == "utf-7" else text
    warnings = []
    if left:
        warnings.append(f"文件末尾有 {left} 个字节不成字符，未能读入，文件可能被截断；请核对原件")
    if damaged := len(_DAMAGE.findall(text)):
        warnings.append(f"原文有 {damaged} 处转码留下的乱码（�、锟斤拷等）；请对照原件改正")
    return Decoded(text, label, tuple(warnings))


def _undecodable(data: bytes, codec: str = "utf-8", at: int | None = None) -> str:
    if at is None:
        try:
            data.decode(codec)
            at = 0
        except UnicodeDecodeError as error:
            at = error.start
    line = data.count(b"\n", 0, at) + 1
    return f"不是文本，或编码无法判定（第 {line} 行起不能解码）；请用编辑器核对并另存为 UTF-8"
