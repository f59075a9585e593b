"""The grammar of the open class: place, mask or name + level + function (四川省委组织部, xx县委, 市生态环境局)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.config import Config
from pipeline.extract.units.body import Body
from pipeline.extract.units.context import LEVELS, Context, Prefix
from pipeline.extract.units.dictionary import FOLDER, blockers
from pipeline.extract.units.names import free_name
from pipeline.text.terms import TermIndex


class Function(NamedTuple):
    """What a body does: its type and what must stand in front of it."""

    type: str
    prefix: str


@cache
def _index(config: Config) -> TermIndex[tuple[Function, ...]]:
    terms: dict[str, list[Function]] = {}
    for row in config.rows(f"{FOLDER}/functions.csv", ["root", "tails", "type", "prefix"]):
        function = Function(row["type"], row["prefix"])
        for tail in row["tails"].split("|"):
            known = terms.setdefault(row["root"] + tail, [])
            if function not in known:
                known.append(function)
    blocked: dict[str, tuple[Function, ...]] = dict.fromkeys(blockers(config), ())
    return TermIndex({term: tuple(functions) for term, functions in terms.items()} | blocked)


def local_bodies(context: Context, config: Config) -> Iterator[Body]:
    """The bodies that the grammar finds; of overlapping readings all."""
    blocked = 0
    matches = sorted(_index(config).every(context.text), key=lambda m: (m.start, -m.end))
    for start, end, term, functions in matches:
        if not functions:
            blocked = max(blocked, end)
        elif end > blocked and _whole(context.text, end, term):
            for function in functions:
                prefix = _prefix(context, start, term, function, config)
                if prefix and not _person(context.text, end, term, prefix):
                    yield _body(context.text, prefix, end, function)


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


# 县委书记, 区委常委: a person's office; without a place's name it is anybody's.
_OFFICE = re.compile(r"(?:副?书记|常委(?!会)|委员|领导班子|班子成员|一把手)")


def _person(text: str, end: int, term: str, prefix: Prefix) -> bool:
    return prefix.bare and term in ("委", "党委", "纪委") and bool(_OFFICE.match(text, end))


def _prefix(context: Context, at: int, term: str, function: Function, config: Config) -> Prefix | None:
    kind = function.prefix
    if kind == "level":
        return context.level_prefix(at, term != "委" and not term.startswith("委"))
    if kind == "place":
        return context.place_prefix(at)
    if kind == "bare":
        return context.level_prefix(at, True) or _alone(context, at)
    if kind == "zone":
        return context.place_prefix(at) or free_name(context, at, 2, 4, config) or _alone(context, at)
    if kind == "task":
        return _tasked(context, at)
    if kind in ("town", "village"):
        return free_name(context, at, 1, 4, config)
    if kind == "trade":
        return free_name(context, at, 2, 8, config)
    if kind == "university":
        return _part_of_known(context, at)
    if kind in ("bank", "branch"):
        place = context.place_by_end.get(at)
        return _part_of_known(context, place.start if place else at)
    return free_name(context, at, 2, 8, config)


def _part_of_known(context: Context, at: int) -> Prefix | None:
    known = context.known_by_end.get(at)
    return Prefix(known.start, known.province) if known else None


_TASK = re.compile(r"[\u4e00-\u9fff]{2,14}$")
_NO_TASK = re.compile(r"[的了在对向由从把将被]|各级|全[省市县区]|、")


def _tasked(context: Context, at: int) -> Prefix | None:
    """区 + 安全生产 + 委员会: the level or place farthest to the left whose task fills the room up to `at`."""
    room = _TASK.search(context.text, max(0, at - 14), at)
    first = room.start() if room else at
    for begin in range(max(1, first), at - 1):
        prefix = context.level_prefix(begin, True)
        if prefix and not _NO_TASK.search(context.text, begin, at):
            return prefix
    return None


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
    kind = function.type
    if kind == "government" and _PARTY.search(canonical):
        kind = "party"
    return Body(prefix.start, end, canonical, kind, prefix.province, f"function.{function.prefix}")
