"""The profile of a field: its subject, its genres and levels, and the words that tell them.

Everything here is read from `dictionaries/profile/`; this module knows how words are put together to be looked for,
and `pipeline.ingest.kinds` in which order a text is asked. Two codes are always there: OTHER and UNKNOWN.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pipeline.config import Config, SettingsError
from pipeline.language.dates import YEAR
from pipeline.language.masks import INLINE

OTHER, UNKNOWN = "other", "unknown"
EVERYWHERE, PLACE = "everywhere", "place"
FOLDER = "profile"
_NEVER = re.compile(r"(?!)")
# The kinds of scope, as an analyst reads them.
_HEADINGS = {"genre": "文种", "level": "层级", "province": "省份"}
# What may stand in brackets after the last word of a title: （试行）, （2020年1月5日）, (摘要).
_NOTES = r"(?:（[^（）]{1,20}）)?(?:[（(][^（）]{0,30}[)）])?$"
# 中共, a year, and a name of two or three characters, at the head of a line.
_HEAD = rf"(?:(?:{YEAR})(?:[—–-]+(?:{YEAR}))?年度?)?(?:中共|中国共产党)?[\u4e00-\u9fff]{{2,3}}"
_GENRE_KEYS = {
    *("genre", "name", "summary", "level", "endings", "versions", "also", "masthead", "salutations", "news"),
    *("otherwise", "examples"),
}
_LEVEL_KEYS = {"level", "name", "nationwide", "place", "self", "frame", "raised", "bodies", "examples"}
_GROUP_KEYS = {"words", "begins", "ends", "masked", "named", "not_after", "not_before"}
_FIELD_KEYS = {"name", "subject", "reviewed", "comment", "everywhere", "provinces", "mentions", "examples"}


@dataclass(frozen=True)
class Genre:
    """A genre. `summary`: EVERYWHERE or PLACE where it sums up the field for all places or for one, else empty;
    `level`: the level that it always speaks for; `masthead`: a line above the title can tell it; `otherwise`: what a
    text with a title is if nothing else tells; patterns match nothing where the genre has no such words."""

    code: str
    name: str
    summary: str
    level: str
    masthead: bool
    otherwise: bool
    title: re.Pattern[str]
    line: re.Pattern[str]
    salutation: re.Pattern[str]
    news: re.Pattern[str]

    @property
    def speech(self) -> bool:
        """Whether its texts address somebody."""
        return self.salutation is not _NEVER


@dataclass(frozen=True)
class Level:
    """A level. `place`: the level of places (province, prefecture, county) that stands for it; `frame` finds it in a
    line of the frame, `own` in how a text speaks of itself; `raised` names another level for lines with `where`;
    `bodies` finds a body (a school, a firm) that stands for this level at the head of a title or as a publisher."""

    code: str
    name: str
    nationwide: bool
    place: str
    own: re.Pattern[str]
    frame: re.Pattern[str]
    raised: str
    where: tuple[str, ...]
    bodies: re.Pattern[str]


@dataclass(frozen=True)
class Profile:
    """A field; `name`: what its documents are called in titles. `levels` run from the highest down; `framed` are those
    that a frame can name, in the order of asking."""

    name: str
    subject: re.Pattern[str]
    reviewed: re.Pattern[str]
    comment: re.Pattern[str]
    everywhere: re.Pattern[str]
    provinces: int
    mentions: int
    genres: tuple[Genre, ...]
    levels: tuple[Level, ...]
    framed: tuple[Level, ...]

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """The Chinese names by code, of `genre` and of `level`."""
        return {"genre": {g.code: g.name for g in self.genres}, "level": {v.code: v.name for v in self.levels}}

    def level(self, code: str) -> Level | None:
        """The level of that code, None for a code that is none."""
        return next((level for level in self.levels if level.code == code), None)

    def summary(self, scope: str) -> Genre | None:
        """The genre that sums up for EVERYWHERE or for a PLACE; where a field has only one such genre, that one."""
        found = [genre for genre in self.genres if genre.summary]
        return next((genre for genre in found if genre.summary == scope), found[0] if found else None)

    @cached_property
    def otherwise(self) -> str:
        """What a text with a title is if nothing tells its genre."""
        return next((genre.code for genre in self.genres if genre.otherwise), OTHER)

    def scope_zh(self, scope: str) -> str:
        """A scope as an analyst reads it: 全部文档, 文种：全国综述, 层级：县级, 省份：浙江."""
        kind, _, value = scope.partition("=")
        if not value:
            return "全部文档"
        return f"{_HEADINGS[kind]}：{self.names.get(kind, {}).get(value, value)}"

    def scope_code(self, text: str) -> str:
        """The scope that an analyst writes as a code or in Chinese: genre=report, 文种：报告, 报告, 全部文档, 浙江.

        What is understood as none of these is taken for a province's name.
        """
        heading, mark, value = re.sub("[：:]", "=", text.strip()).rpartition("=")
        kinds = {**{name: kind for kind, name in _HEADINGS.items()}, **{kind: kind for kind in _HEADINGS}}
        if value in ("all", "全部", "全部文档"):
            return "all"
        for kind, names in self.names.items():
            if not mark or kinds.get(heading) == kind:
                for code, name in names.items():
                    if value in (code, name):
                        return f"{kind}={code}"
        return f"{kinds.get(heading, heading or 'province')}={value}"


def profile(config: Config) -> Profile:
    """The profile in `dictionaries/profile/`. Raises SettingsError where a file is not as its README says."""
    return _profile(config.dictionaries)


@lru_cache(maxsize=4)
def _profile(folder: Path) -> Profile:
    config = Config(dictionaries=folder)
    about = _keyed(config.document(f"{FOLDER}/field.yaml"), _FIELD_KEYS, "field.yaml")
    listed = config.document(f"{FOLDER}/levels.yaml")
    try:
        levels = tuple(_level(row) for row in listed["levels"])
        genres = tuple(_genre(row) for row in config.document(f"{FOLDER}/genres.yaml"))
        order = [*_words(listed.get("frame_order")), *(level.code for level in levels)]
        by_code = {level.code: level for level in levels}
        made = Profile(
            name=str(about["name"]),
            subject=_any(_words(about["subject"])),
            reviewed=_any(_words(about.get("reviewed"))),
            comment=_any(_words(about.get("comment"))),
            everywhere=groups(about.get("everywhere") or ()),
            provinces=int(about["provinces"]),
            mentions=int(about["mentions"]),
            genres=genres,
            levels=levels,
            framed=tuple(by_code[code] for code in dict.fromkeys(order)),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise SettingsError(f"{FOLDER}/：缺少 {error} 或写法有误；见 {FOLDER}/README.md") from error
    return _whole(made)


def _whole(made: Profile) -> Profile:
    """The profile, if its codes are whole: the two fixed ones there, none twice, each that is named there."""
    for kind, names, fixed, listed in (
        ("genre", made.names["genre"], OTHER, made.genres),
        ("level", made.names["level"], UNKNOWN, made.levels),
    ):
        if fixed not in names:
            raise SettingsError(f"{FOLDER}/{kind}s.yaml：没有 {fixed}；请加在最后")
        if len(names) != len(listed):
            raise SettingsError(f"{FOLDER}/{kind}s.yaml：有一项出现两次；请只留一项")
    named = {g.level for g in made.genres} | {level.raised for level in made.levels}
    if strange := sorted(named - set(made.names["level"]) - {""}):
        raise SettingsError(f"{FOLDER}/levels.yaml：没有层级 {'、'.join(strange)}；请加上，或改正引用它的地方")
    return made


def _genre(row: Mapping[str, Any]) -> Genre:
    _keyed(row, _GENRE_KEYS, "genres.yaml")
    versions, salutations, news = (_words(row.get(key)) for key in ("versions", "salutations", "news"))
    stems = [{"words": row["endings"]}] if row.get("endings") else []
    stem = groups([*stems, *(row.get("also") or ())]).pattern
    later = f"(?:{_alternatives(versions)})?" if versions else ""
    if row.get("summary", "") not in {"", EVERYWHERE, PLACE}:
        raise SettingsError(f"{FOLDER}/genres.yaml：summary 应为 {EVERYWHERE} 或 {PLACE}，写的是 {row['summary']}")
    return Genre(
        code=str(row["genre"]),
        name=str(row["name"]),
        summary=str(row.get("summary", "")),
        level=str(row.get("level", "")),
        masthead=bool(row.get("masthead", False)),
        otherwise=bool(row.get("otherwise", False)),
        title=re.compile(f"(?:{stem}){later}{_NOTES}"),
        line=re.compile(f"(?:{stem})$") if row.get("masthead") else _NEVER,
        salutation=re.compile(rf"^(?:{_alternatives(salutations)})[^。；]{{0,40}}[：:！!]", re.MULTILINE)
        if salutations
        else _NEVER,
        news=_any(news),
    )


def _level(row: Mapping[str, Any]) -> Level:
    _keyed(row, _LEVEL_KEYS, "levels.yaml")
    raised = row.get("raised") or {}
    return Level(
        code=str(row["level"]),
        name=str(row["name"]),
        nationwide=bool(row.get("nationwide", False)),
        place=str(row.get("place", "")),
        own=groups(row.get("self") or ()),
        frame=groups(row.get("frame") or ()),
        raised=str(raised.get("level", "")),
        where=_words(raised.get("where")),
        bodies=_bodies(_words(row.get("bodies"))),
    )


def _bodies(ends: Sequence[str]) -> re.Pattern[str]:
    """A name with one of these ends where a line or a part of it begins."""
    if not ends:
        return _NEVER
    name = r"[^\s，。：；、！？“”《》|｜丨—到赴在与和对为向-]"
    return re.compile(
        rf"(?:^|[\s：:！!|｜丨—-]|[年月日])(?:中共|共青团|关于)?(?!全|各|中小|所有|部分|在|到|赴|走进)(?P<name>{name}{{0,16}}?(?:{_alternatives(ends)}))(?![生员际区们全])"
    )


def groups(rows: Iterable[Mapping[str, Any]]) -> re.Pattern[str]:
    """A pattern of groups of words: `words` anywhere, `begins` and `ends` only there in a line, `named` behind a name
    at its head, `masked` after a name that is blanked out; none of a group's words counts right after `not_after` or
    right before `not_before`."""
    found = [_group(row) for row in rows]
    return re.compile("|".join(found)) if found else _NEVER


def _group(row: Mapping[str, Any]) -> str:
    _keyed(row, _GROUP_KEYS, "words")
    heads, tails = _words(row.get("not_after")), _words(row.get("not_before"))
    before = "".join(f"(?<!{_escaped(word)})" for word in heads)
    after = f"(?!{_alternatives(tails)})" if tails else ""
    found = []
    for key, lead, end in (
        ("words", before, ""),
        ("begins", f"{before}^", ""),
        ("ends", before, "$"),
        ("named", f"^{_HEAD}{before}", ""),
        ("masked", f"{before}[{INLINE}某]{{1,4}}", ""),
    ):
        if words := _words(row.get(key)):
            found.append(f"{lead}(?:{_alternatives(words)}){end}{after}")
    return "|".join(found)


def _escaped(word: str) -> str:
    """A word as a pattern; # stands for a digit."""
    return re.escape(word).replace(r"\#", r"\d")


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(map(_escaped, words))


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(_alternatives(words)) if words else _NEVER


def _words(text: str | None) -> tuple[str, ...]:
    return tuple((text or "").split())


def _keyed(row: Any, known: Set[str], where: str) -> Any:
    """The row, if it is a mapping of known keys. Raises SettingsError."""
    if not isinstance(row, Mapping):
        raise SettingsError(f"{FOLDER}/{where}：{row!r} 不是“键: 值”；见 {FOLDER}/README.md")
    if strange := [str(key) for key in row if key not in known]:
        raise SettingsError(f"{FOLDER}/{where}：没有 {strange[0]} 这个键；有 {'、'.join(sorted(known))}")
    return row
