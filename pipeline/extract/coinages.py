"""The grammar of coined phrases: quoted, numeral, parallel and `以…促…` coinages that no dictionary can list."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from pipeline.language.dates import MONTH_AND_DAY, NUMBERED_YEAR
from pipeline.language.numerals import FEW

_HAN = "\u4e00-\u9fff"


class Coined(NamedTuple):
    """A coined phrase at `text[start:end]` and the form that tells it: quoted · numeral · parallel · pattern."""

    start: int
    end: int
    form: str


def coined(text: str, ordinary: Collection[str], idioms: Collection[int]) -> Iterator[Coined]:
    """The coined phrases of a text; quoted ones first, then those outside quotation marks.

    `ordinary` are words that texts quote without coining anything (grades such as “较好”); at `idioms` an idiom with
    numerals begins (一心一意), which nobody coined.
    """
    taken: list[Coined] = []
    if "“" in text or "‘" in text:
        taken = [*_quoted(text, ordinary), *_spelled(text, ordinary)]
        yield from taken
    covered = {at for coinage in taken for at in range(coinage.start, coinage.end)}
    for coinage in sorted(set(_unquoted(text, idioms)), key=lambda c: (c.start - c.end, c.start)):
        span = range(coinage.start, coinage.end)
        if covered.isdisjoint(span):
            covered.update(span)
            yield coinage


_N = f"{FEW}两双"
# Characters from which on a quotation is more than one word.
_WORD = 3
_QUOTED = re.compile(r"[“‘]([^“”‘’。！？；《》：:*×]{2,22})[”’]")
_SPELLED = re.compile(rf"(?:[“‘][{_HAN}][”’]、?){{2,}}")
_WORDY = re.compile(rf"[{_HAN}]{{2}}")
_DATE = re.compile(rf"{NUMBERED_YEAR}|{MONTH_AND_DAY}|^\d")


def _quoted(text: str, ordinary: Collection[str]) -> Iterator[Coined]:
    for match in _QUOTED.finditer(text):
        phrase = match[1]
        # After a colon stands what somebody said, not what somebody coined.
        speech = text[match.start() - 1 : match.start()] in ("：", ":") or phrase[-1] in "，、,"
        if speech or all(word in ordinary for word in phrase.split("、")):
            continue
        # A single word is quoted for many reasons; only one that begins with a numeral (三务) is coined by that.
        word = len(phrase) < _WORD and phrase[0] not in _N
        if not word and _WORDY.search(phrase) and not _DATE.search(phrase):
            yield Coined(match.start(1), match.end(1), "quoted")


def _spelled(text: str, ordinary: Collection[str]) -> Iterator[Coined]:
    """“述”“评”“考”: single characters quoted one after another."""
    for match in _SPELLED.finditer(text):
        if not any(letter in ordinary for letter in match[0]):
            yield Coined(match.start(), match.start() + len(match[0].rstrip("、")), "quoted")


_MEASURES = (
    "个年月日次人名件项条天位家户度种批场届期级类的号川岸些点步定时直方番倍分元亩里米吨成体样般旦起切律流线经周代份轮组"
)
_NUMERAL = re.compile(
    rf"(?<![{_N}百千万亿第零〇\d.])"
    rf"(?:[{_N}](?![{_N}{_MEASURES}百千万亿零])[{_HAN}]){{2,4}}(?![{_N}百千万亿])"
)
_MEANS = re.compile(
    rf"以[学考述评查督案奖训赛干审访巡建研谈践创比]{{1,2}}促(?:[改干建学治管进优效用廉教练]|[{_HAN}]{{2}})"
)
_ALIKE = "|".join(rf"促[{_HAN}]{{{n}}}(?:、促[{_HAN}]{{{n}}})+" for n in (4, 3, 2))
_PARTY_BUILDING = re.compile(rf"抓党建[、，]?(?:{_ALIKE})")
_ONE_EACH = re.compile(
    r"一[户人企村校县镇乡街区社支岗院店楼园厂矿库项案事课月季屯组站品]一[策档品案议表册卡码网群室站牌图岗责题方单]"
)
_SPEECHES = re.compile(r"习(?:近平)?总书记[^，。；、“”]{0,16}?重要(?:讲话|指示|批示|论述|讲话和重要)+精神")
_PATTERNS = (_ONE_EACH, _MEANS, _PARTY_BUILDING, _SPEECHES)


def _unquoted(text: str, idioms: Collection[int]) -> Iterator[Coined]:
    yield from (Coined(*match.span(), "numeral") for match in _NUMERAL.finditer(text) if match.start() not in idioms)
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield Coined(match.start(), match.end(), "pattern")
    for start, end in _parallels(text):
        yield Coined(start, end, "parallel")


# Members of one build in a row: 减证明、减系统、减考核; 交账意识、答卷意识、成事意识.
_ROW = re.compile(rf"(?<![{_HAN}])[{_HAN}]{{2,}}+(?:、[{_HAN}]{{2,9}}+(?=、))*、[{_HAN}]{{2,}}+")
_VERBS = frozenset(
    "减进空重抓促强优提补扬固讲必敢真严共能学以无有不零比争亮晒评查改建管治督考述听看问想干办解稳保防控去降增扩树"
    "立守担悟践明崇感跟惠暖顺用拓育聚筑夯凝创带帮联包访送传护善会勤勇实快多年天常早细"
)
_HEADS = frozenset({"意识", "清单", "革命", "思维", "本领", "担当", "自觉", "导向", "心事"})
_SHORT_HEADS = frozenset("气心劲")


def _parallels(text: str) -> Iterator[tuple[int, int]]:
    for row in _ROW.finditer(text):
        at = row.start()
        pieces = []
        for piece in row[0].split("、"):
            pieces.append((at, piece))
            at += len(piece) + 1
        yield from _runs(pieces)


def _runs(pieces: list[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """The runs of alike members; a row's first piece may begin, its last piece may end outside the run."""
    first = 0
    while first < len(pieces) - 1:
        run = max((_run(pieces, first, n) for n in _lengths(pieces, first)), key=len, default=[])
        if len(run) > 1:
            yield run[0][0], run[-1][0] + len(run[-1][1])
            first += len(run)
        else:
            first += 1


def _lengths(pieces: list[tuple[int, str]], first: int) -> list[int]:
    """The member lengths worth trying: given by a whole piece, free only between two open ends."""
    one, other = len(pieces[first][1]), len(pieces[first + 1][1])
    longest = min(one, other, 9)
    if first + 2 < len(pieces):
        return [other] if other <= one or first > 0 else []
    return sorted({longest, *range(2, longest)}, reverse=True)


# What may follow a member whose piece goes on; anything else would cut a word (不可持|续).
_AFTER = frozenset("的了中上下等为是和并也要能在方来与情问工机方活制")


def _run(pieces: list[tuple[int, str]], first: int, length: int) -> list[tuple[int, str]]:
    at, piece = pieces[first]
    cut = len(piece) - length if first == 0 else 0
    run = [(at + cut, piece[cut:])]
    for number, (at, piece) in enumerate(pieces[first + 1 :], first + 1):
        member = _last_member(run[0][1], piece) if number == len(pieces) - 1 else piece
        if not _alike(run[0][1], member) and not (len(run) > 1 and _longer(run[0][1], member)):
            break
        run.append((at, member))
    return run if len(run) > 2 or length > 2 else []


def _last_member(model: str, piece: str) -> str:
    """What of the row's last piece is its member: as much as the others have, or all before 的 and 等."""
    member = piece[: len(model)]
    if len(member) == len(piece) or piece[len(model)] in _AFTER or member[-2:] in _HEADS:
        return member
    return re.split("[的等]", piece, maxsplit=1)[0]


def _longer(model: str, member: str) -> bool:
    """不平衡、不协调、不可持续: the last member may be longer if it begins like the others."""
    return member[:1] == model[0] and model[0] in _VERBS and len(model) < len(member) <= len(model) + 2


def _alike(one: str, other: str) -> bool:
    if len(one) != len(other) or one == other:
        return False
    same = sum(a == b for a, b in zip(one, other, strict=True))
    if one[0] == other[0] and one[0] in _VERBS:
        # A shared first word of two characters opens a plain list (组织优势、组织功能) unless more is shared.
        return one[1] != other[1] or one[0] == one[1] or same >= 3 or (len(one) == 3 and one[0] in "有能不敢会无")
    if one[-2:] == other[-2:] and one[-2:] in _HEADS:
        return len(one) < 6
    if len(one) == 3 and one[-1] == other[-1] and one[-1] in _SHORT_HEADS:
        return True
    # 真述实评、严述严评: verbs repeated crosswise.
    crossed = [a == b for a, b in zip(one, other, strict=True)]
    return crossed == [False, True, False, True]
