"""Named organisations: the dictionary's names, whole or damaged, and the Party's centre."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.organisations.body import Body
from pipeline.language.organisations.lexicon import Organisation, OrganisationTerms
from pipeline.language.organisations.sightings import Sightings

_DEPARTMENT_WORDS = frozenset("门署队位件长")
# 分 makes another word of 部 (部分) unless it begins one of its own: 中央组织部|分管, 财政部|分配.
_PART = re.compile("分(?![管配别工批期两三四五六级头类])")
_STUDENT = frozenset({"生命", "生物", "生态", "生产", "生活"})
_BEFORE_SHORT = frozenset("、，。；：（(“和与由经对向在及是为报送 \n")
_SHORT = 2


def known_names(text: str, sightings: Sightings) -> Iterator[Body]:
    """The dictionary's names in a text, the longest at each place."""
    for start, end, _, term in sightings.organisations():
        if term.organisation and _stands(text, start, end):
            yield _body(start, end, term.organisation, "dictionary")
    yield from _centre(text)


def _stands(text: str, start: int, end: int) -> bool:
    """Whether a name stands as one: 教育部门 and 教育部长 hold no 教育部, 党建网格 no 党建网, 中央行政 no 央行."""
    last, after = text[end - 1], text[end : end + 1]
    if last == "网" and after and after in "格络点":
        return False
    if last == "部" and _PART.match(text, end):
        return False
    if after and last == "部" and after in _DEPARTMENT_WORDS:
        return False
    if last == "委" and after == "员":
        return False
    if last == "学" and after == "生" and text[end : end + 2] not in _STUDENT:
        return False
    return end - start > _SHORT or start == 0 or text[start - 1] in _BEFORE_SHORT


# 中央 alone is the Party's centre where it decides, asks or deploys; elsewhere it is an adjective (中央机关, 中央企业).
_CENTRE = re.compile(
    "中央(?=关于|决策|决定|部署|要求|批准|同意|统一部署|提出|强调|明确|印发|、(?:国务院|[省市县区州]委|自治区))"
)
_BEFORE_CENTRE = ("根据", "按照", "落实", "贯彻", "执行", "把", "经", "，", "。", "、", "；", "：")


def _centre(text: str) -> Iterator[Body]:
    for match in _CENTRE.finditer(text):
        if match.start() == 0 or text.endswith(_BEFORE_CENTRE, 0, match.start()):
            yield Body(match.start(), match.end(), "党中央", "party", "", "centre")


def damaged_names(text: str, sightings: Sightings, lexicon: OrganisationTerms) -> Iterator[Body]:
    """Names of six characters or more that lack one inner character, or have one changed while a half is whole."""
    for start, end, _, term in sightings.damaged():
        if term.damaged:
            yield _body(start, end, term.damaged, "damaged")
    for start, _, _, halves in lexicon.halves.every(text):
        for name, offset in halves:
            first = start - offset
            if first >= 0 and _one_changed(name, text, first) and not _another_word(name, text, first):
                yield _body(first, first + len(name), lexicon.long_names[name], "damaged")


def _one_changed(name: str, text: str, first: int) -> bool:
    last = first + len(name) - 1
    if last >= len(text) or text[first] != name[0] or text[last] != name[-1]:
        return False
    return sum(a != b for a, b in zip(name, text[first : last + 1], strict=True)) == 1


_WORDS = frozenset({"企业", "党委"})


def _another_word(name: str, text: str, first: int) -> bool:
    """The changed character makes another word, and so another body: 中央企业|党委, 互联网|企业|党委."""
    at = next(i for i, character in enumerate(name) if character != text[first + i])
    pairs = (text[first + at - 1 : first + at + 1], text[first + at : first + at + 2])
    return any(pair in _WORDS for pair in pairs)


def _body(start: int, end: int, entry: Organisation, rule: str) -> Body:
    return Body(start, end, entry.canonical, entry.type, entry.province, rule, damaged=rule == "damaged")
