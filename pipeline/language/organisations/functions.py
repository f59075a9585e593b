"""The grammar of the open class: place, mask or name + level + function (四川省委组织部, xx县委, 市生态环境局)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.organisations.body import Body
from pipeline.language.organisations.context import LEVELS, Context, Prefix
from pipeline.language.organisations.lexicon import Function, OrganisationTerms
from pipeline.language.organisations.names import free_name, short_name
from pipeline.language.organisations.sightings import Sightings
from pipeline.language.organisations.subordinate import has_organ


def local_bodies(context: Context, sightings: Sightings, lexicon: OrganisationTerms) -> Iterator[Body]:
    """The bodies that the grammar finds; of overlapping readings all."""
    ends: set[int] = set()
    for start, end, word, term in sightings.functions():
        if _whole(context.text, end, word):
            for function in term.functions:
                prefix = _prefix(context, lexicon, start, word, function) or _next_in_list(
                    context.text, start, word, ends
                )
                if prefix and not _person(context.text, end, word, prefix):
                    ends.add(end)
                    yield _body(context.text, prefix, end, function)


_DEPARTMENT = re.compile(r".{2,}(?:局|厅|委)(?:党组|党委)?$")


def _next_in_list(text: str, at: int, word: str, ends: set[int]) -> Prefix | None:
    """县教育局、卫健局、住建局党组: a department behind another one, whose level is said once."""
    last = at - 3 if text.endswith(("党组、", "党委、"), 0, at) else at - 1
    follows = at > 1 and text[at - 1] == "、" and (at - 1 in ends or last in ends)
    return Prefix(at, bare=True) if follows and _DEPARTMENT.match(word) else None


_NOT_AFTER = {
    "委": "员托派任培婉屈会",
    "局": "面部势限长域",
    "部": "门署队分位件",
    "厅": "级长",
    "组": "织",
    "院": "校长士",
    "办": "理公法事案学好",
}


def _whole(text: str, end: int, term: str) -> bool:
    """Whether the function's word ends here (委员 holds no 委)."""
    after = text[end : end + 1]
    return not after or after not in _NOT_AFTER.get(term[-1], "")


# 县委书记, 区委常委: a person's office; without a place's name it is anybody's, unless that person is named.
_OFFICE = re.compile(r"(?:副?书记|常委(?!会)|委员|领导班子|班子成员|一把手)")

_SOMEBODY = re.compile(
    r"(?:副?书记|常委)(?:、[\u4e00-\u9fff]{2,8})?[\u4e00-\u9fff*xX×]{2,4}?(?:同志|主持|出席|强调|指出|讲话|作了|带队|在会上)"
)


def _person(text: str, end: int, term: str, prefix: Prefix) -> bool:
    office = prefix.bare and term in ("委", "党委", "纪委") and _OFFICE.match(text, end)
    return bool(office) and not _SOMEBODY.match(text, end)


def _prefix(context: Context, lexicon: OrganisationTerms, at: int, word: str, function: Function) -> Prefix | None:
    kind = function.prefix
    if kind == "level":
        return context.level_prefix(at, not word.startswith("委"))
    if kind == "place":
        return context.place_prefix(at)
    if kind == "bare":
        return context.level_prefix(at, True) or _alone(context, at)
    if kind == "zone":
        return context.place_prefix(at) or short_name(context, lexicon, at) or _alone(context, at)
    if kind == "own":
        return _own(context, at, word)
    if kind in ("task", "organ"):
        return _tasked(context, lexicon, at, word)
    if kind in ("university", "bank"):
        return _part_of_known(context, at)
    if kind == "trade":
        return _tasked(context, lexicon, at, word) or (
            short_name(context, lexicon, at) if _PARTY.search(word) else None
        )
    if kind in ("town", "village"):
        return short_name(context, lexicon, at)
    return _company(context, lexicon, at, word)


def _company(context: Context, lexicon: OrganisationTerms, at: int, word: str) -> Prefix | None:
    """A free name that needs a place or a mask in it, an organ of its own behind it, or the full legal form."""
    found = free_name(context, lexicon, at, 8)
    if not found:
        return None
    end = at + len(word)
    listed = word == "集团" and at - found.start <= _SHORT_NAME and _item(context.text, found.start, end)
    named = found.sure or word.endswith("有限公司") or has_organ(context.text, end)
    return found if named or listed else None


_SHORT_NAME = 4
_ITEM_AFTER = re.compile(r"[、，。；]|等|[和与及](?!其)")


def _item(text: str, start: int, end: int) -> bool:
    """龙煤集团、哈药集团等: an item of a list."""
    opens = start == 0 or text[start - 1] in "、，。；：（"
    marked = text[start - 1 : start] == "、" or text[end : end + 1] in "、等"
    return opens and marked and bool(_ITEM_AFTER.match(text, end))


def _part_of_known(context: Context, at: int) -> Prefix | None:
    place = context.place_by_end.get(at)
    known = context.known_by_end.get(at) or context.known_by_end.get(place.start if place else at)
    return Prefix(known.start, known.province) if known else None


_BEFORE_OWN = frozenset("，。；：！？（“ \n向由经在对报从据和与请送我本")
_AFTER_OWN = re.compile(r"副?书记|班子|成员|委员|[（(、]")


def _own(context: Context, at: int, word: str) -> Prefix | None:
    """校党委, 局党组: the committee of the body that speaks."""
    opens = at == 0 or context.text[at - 1] in _BEFORE_OWN
    end = at + len(word)
    closed = _AFTER_OWN.match(context.text, end) and not _SOMEBODY.match(context.text, end)
    return Prefix(at, bare=True) if opens and not closed else None


_TASK = re.compile(r"[\u4e00-\u9fff]{2,14}$")
_NO_TASK = re.compile(
    r"[的了在对向由从把将被]|[局委厅办处院][和与及]|各级|全[省市县区]|[省市县区州]委|[和与][省市县区州]|、"
)
_COUNTED = frozenset("所个名家位支批座")


def _tasked(context: Context, lexicon: OrganisationTerms, at: int, word: str) -> Prefix | None:
    """区 + 安全生产 + 委员会: the level or place farthest to the left whose task fills the room up to `at`."""
    if direct := context.level_prefix(at, True):
        return direct
    room = _TASK.search(context.text, max(0, at - 14), at)
    first = room.start() if room else at
    for begin in range(max(1, first), at - 1):
        prefix = context.level_prefix(begin, True)
        if prefix and _task(context, lexicon, begin, at, at + len(word)):
            return prefix
    return None


def _task(context: Context, lexicon: OrganisationTerms, begin: int, at: int, end: int) -> bool:
    """Whether `text[begin:at]` can be a task: no other place, no function word, no verb such as 加强 or 实行."""
    placed = any(start in context.place_by_start for start in range(begin, at))
    if placed or context.text[begin] in _COUNTED or _NO_TASK.search(context.text, begin, at):
        return False
    return all(len(cut[0]) < 2 for cut in lexicon.cuts.finditer(context.text, begin, end))


_BEFORE_ALONE = frozenset("，。、；：！？（“ \n向由经在对报从据和与请送")


def _alone(context: Context, at: int) -> Prefix | None:
    """A body that needs no name in front where a clause or a list begins with it."""
    alone = at == 0 or context.text[at - 1] in _BEFORE_ALONE
    return Prefix(at, bare=True) if alone else None


_LEADS = re.compile(r"^(?:中国共产党|中共)")
_DOUBLED = re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})([{''.join(sorted(LEVELS))}])\1(?=委|直|政|人|纪)")
_PARTY = re.compile(r"(?:党委|党组|党工委|工委|党总支|党支部|党组织|纪委|纪工委)$")


def _body(text: str, prefix: Prefix, end: int, function: Function) -> Body:
    canonical = _DOUBLED.sub(r"\1", _LEADS.sub("", text[prefix.start : end]))
    kind = "other" if text.startswith("共青团", prefix.start) else function.type
    if kind in ("government", "other") and _PARTY.search(canonical):
        kind = "party"
    return Body(prefix.start, end, canonical, kind, prefix.province, function.prefix)
