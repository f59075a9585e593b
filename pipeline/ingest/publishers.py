"""Who publishes: how lines above, below and around an article name the one who does.

A label without a value names nobody, nor does a value that is another label (来源： 作者：); the words stand in
`organisations/publishers.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.config import Config
from pipeline.language import dates
from pipeline.language.organisations.lexicon import organisations
from pipeline.language.persons import surname_before
from pipeline.language.sentences import FULL_STOPS

_HOST = re.compile(r"(?:https?://)?(?P<host>[A-Za-z0-9.-]+\.[A-Za-z]{2,})")
# An agency's or a paper's mark where a text begins: 央视网消息（新闻联播）：, 清河日报讯（记者 田禾）.
_LED = re.compile(
    rf"(?:^|[{FULL_STOPS}”\s（(/])(?:据)?(?P<name>[\u4e00-\u9fff]{{1,9}}(?:新闻网|日报|时报|晚报|网|报|社|台|新闻))(?!网|社|刊|报(?!道))"
    r"(?:[（(][^（）()]{2,10}[)）])?[\u4e00-\u9fff]{0,6}?"
    rf"(?:(?:{dates.NUMBERED_YEAR})?{dates.MONTH_AND_DAY})?\s?(?:消息|讯|电|记者|报道)(?=[\s（(：:，,。\u4e00-\u9fff]|$)"
)
_PRINTED = re.compile(rf"《\s?(?P<name>[\u4e00-\u9fff]{{2,10}}(?:报|刊|杂志|求是))\s?》\s?[（(]\s?(?:{dates.DAY})")
_MEDIUM = re.compile(
    r"(?:日报|晚报|时报|早报|周报|新闻|新闻网|在线|电视台|广播电台|通讯社|客户端|杂志|融媒体?中心|频道|[^官]网|报|社)$"
)
_OPENING, _CLOSING = 80, 60
# Before a name: © 2019-2024, ：; behind it: a note or a number.
_BARE = re.compile(r"[\s:：©(（）)\d—–.-]+|(?i:copyright|all rights reserved|reserved|by)\b")
_SEPARATOR = re.compile(r"\s*(?:[_|｜]|(?<!-)-{1,2}(?!-)|\s[–—]\s)\s*")
_LONGEST = 26
# The names of two or three writers.
_NAMES = 9
# Somebody's name, and no XXX.
_SPELT = re.compile(r"[\u4e00-\u9fff]|(?i:[a-wyz][a-z]|[a-z][a-wyz])")


class _Words(NamedTuple):
    source: re.Pattern[str]
    label: re.Pattern[str]
    nobody: frozenset[str]
    own: frozenset[str]
    kept: re.Pattern[str]
    body: re.Pattern[str]
    no_bodies: tuple[str, ...]
    owners: re.Pattern[str]
    domains: Mapping[str, str]


@cache
def _words(config: Config) -> _Words:
    lists = config.document("organisations/publishers.yaml")
    kept = _any(lists["keepers"])
    return _Words(
        re.compile(rf"(?<![\u4e00-\u9fff])(?:{_any(lists['sources'])})\s?[:：|｜/]\s?"),
        re.compile(rf"(?:{_any(lists['labels'])}|{_any(lists['sources'])})\s?[:：|｜/]"),
        frozenset(lists["nobody"].split()),
        frozenset(lists["own"].split()),
        re.compile(
            rf"(?:{kept})[\s:：©]*(?P<behind>[^\s:：©，。]{{3,{_LONGEST}}})|(?P<before>\S{{3,{_LONGEST}}}?)\s?(?:{kept})"
        ),
        re.compile(rf"[\u4e00-\u9fffA-Za-z0-9·“”]{{2,{_LONGEST}}}?(?:{_any(lists['bodies'])})"),
        tuple(lists["no_bodies"].split()),
        re.compile(_any(lists["owners"])),
        lists["domains"],
    )


def _any(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words.split(), key=lambda word: (-len(word), word)))


@cache
def papers(config: Config) -> frozenset[str]:
    """The names of media that the dictionary knows."""
    return frozenset(name for name, known in organisations(config).items() if known.type == "media")


def sourced(line: str, config: Config) -> str:
    """The publisher that a line of labels names; empty where it names none."""
    words = _words(config)
    found = words.source.search(line)
    if not found:
        return ""
    rest = line[found.end() :]
    if label := words.label.search(rest):
        rest = rest[: label.start()]
    if titled := re.match(r"\s*《([^《》]{2,20})》", rest):
        return titled[1]
    value = re.split(r"[\s|｜，。（）()【】\[\]]", dates_removed(rest).strip(), maxsplit=1)[0].strip("《》“”")
    named = 2 <= len(value) <= 30 and "\ufffd" not in value and value not in words.nobody | words.own
    return _unsigned(value, config) if named and _SPELT.search(value) else ""


def _unsigned(value: str, config: Config) -> str:
    """A body without the names of its writers that are printed behind it: 青山县委宣传部田禾水生."""
    if is_body(value, config):
        return value
    body = _longest(value, _words(config).body)
    signed = 2 <= len(value) - len(body) <= _NAMES and surname_before(value, len(body) + 1, config)
    return body if body and signed else value


def own_lines(lines: Sequence[str], config: Config) -> list[str]:
    """The lines that name no source beside the article and no paper that printed it."""
    kept = [line for line in lines if not _words(config).source.search(line)]
    return [line for line in kept if not any(line[:end] in papers(config) for end in range(2, _LONGEST))]


def is_medium(name: str, config: Config) -> bool:
    """Whether a name is that of a paper, a station or a site of news."""
    return name in papers(config) or bool(_MEDIUM.search(name))


def dates_removed(text: str) -> str:
    """The text up to its first date."""
    found = re.search(dates.DAY, text)
    return text[: found.start()] if found else text


def led(text: str, config: Config) -> str:
    """The agency or paper with whose mark a text begins, or in whose issue it says that it was printed."""
    found = _LED.search(text[:_OPENING])
    if found and found["name"] not in _words(config).own:
        head = text[found.start("name") : found.end()]
        known = (head[:end] for end in range(len(head), 1, -1) if head[:end] in papers(config))
        return next(known, found["name"])
    printed = _PRINTED.search(text[-_CLOSING:])
    return printed["name"] if printed else ""


def is_body(name: str, config: Config) -> bool:
    """Whether a name is that of somebody who can publish, by its last words or because it is known."""
    words = _words(config)
    return name in organisations(config) or (
        bool(words.body.fullmatch(name))
        and not any(name.endswith(word) and _bare(name, word, words) for word in words.no_bodies)
    )


def _bare(name: str, word: str, words: _Words) -> bool:
    """Whether a word that names nobody is all that the name says: 青山中学新闻网 is somebody's, 打破格局 nobody's."""
    return name == word or not words.owners.search(name.removesuffix(word))


def apart(title: str, config: Config, *, cut: bool = False) -> tuple[str, str]:
    """A page's title without what the site adds (the column, its own name), and the site's name.

    述职报告--党政办-青山县中学 is 述职报告 of 青山县中学; a subtitle behind a long dash stays. cut: the site's name is
    cut off already, a column may be left.
    """
    parts = _SEPARATOR.split(title)
    cuts = [m.start() for m in _SEPARATOR.finditer(title)]
    if len(parts) == 2 and cut and "-" in title[cuts[0] : cuts[0] + 3] and len(parts[1]) <= min(6, len(parts[0]) - 1):
        return parts[0].strip(), ""
    named = len(parts) > 1 and is_body(parts[-1].strip(), config)
    if len(parts) < 2 or not (named or parts[-1].strip() in _words(config).nobody):
        return title, ""
    at = len(parts) - 1
    while at > 1 and len(parts[at - 1].strip()) <= 6 and len(parts[0].strip()) > len(parts[at - 1].strip()):
        at -= 1
    head = title[: cuts[at - 1]].strip()
    return (head, parts[-1].strip() if named else "") if len(head) >= 4 else (title, "")


def keeper(lines: Iterable[str], config: Config) -> str:
    """Who keeps the site, by the lines around an article (版权所有：…, 主办单位：…); empty where none says so."""
    words = _words(config)
    for line in lines:
        for found in words.kept.finditer(line):
            name = _BARE.sub("", found["behind"] or found["before"] or "")
            if match := words.body.match(name) if found["behind"] else words.body.fullmatch(name):
                return _longest(name, words.body) or match.group()
    return ""


def _longest(name: str, body: re.Pattern[str]) -> str:
    """The longest beginning of a name that is a body's."""
    return next((name[:end] for end in range(len(name), 2, -1) if body.fullmatch(name[:end])), "")


def behind(addresses: Sequence[str], config: Config) -> str:
    """Whose the addresses are, where the dictionary knows the host and all agree."""
    domains = _words(config).domains
    named = set()
    for address in addresses:
        host = _HOST.match(address)
        parts = host["host"].lower().split(".") if host else []
        ends = [".".join(parts[i:]) for i in range(len(parts))]
        named.add(next((domains[end] for end in ends if end in domains), ""))
    return named.pop() if len(named) == 1 else ""
