"""What an article says of itself, and what stands around it: the facts before anybody is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.config import Config
from pipeline.ingest.documents import Article, Facts, span
from pipeline.ingest.headline import headline
from pipeline.ingest.kinds import Kind, Letterhead, genre, level
from pipeline.ingest.origin import publisher
from pipeline.ingest.publication import addresses, publication
from pipeline.ingest.publishers import apart, behind, is_body, is_medium, own_lines
from pipeline.ingest.reviewyear import closed, review
from pipeline.ingest.shapes import ADDRESSED, PART
from pipeline.ingest.subject import Subject, alone, named, registered, seat, told
from pipeline.profile import OTHER, UNKNOWN, profile
from pipeline.text.characters import normalise

_SYNTHETIC = re.compile(
    r"(?:虚构|编造|模拟)(?:的)?(?:样例|示例|样本|文本|材料)|(?:样例|示例)(?:文本|文档)?[，,]?\s?(?:内容|机构|数字)?(?:均|纯)?(?:属|系|为)?(?:虚构|编造)"
)
_NAMED_FILE = re.compile(r"^(?:[\d\-_.年月日\s]+|[A-Za-z]+_)*(?P<title>.*?)(?:_\d+|\s?[（(]\d+[)）])?$")
_HAN = re.compile("[\u4e00-\u9fff]")
_LEAST_TITLE, _OPENING = 8, 200
# What a wrong decoding leaves of a character.
_LOST = "\ufffd"


def infer(article: Article, path: str, config: Config) -> Facts:
    """Read the facts of an article from its own blocks, what stands around it, and the file name."""
    known = profile(config)
    title, site = _title(article, path, config)
    body, metadata = article.body, article.lines("metadata")
    links = addresses(article.around.near(*span(article.blocks), article.until))
    reviewed = review(title, body, _year_beside(article, path), known)
    posted = article.page.get("published") or article.around.posted
    published = publication(article.blocks, links, path, posted, reviewed.year)
    reviewed = closed(reviewed, title, article.text, published.day)
    tells = told(title, body, config)
    masthead = "\n".join(line.replace(" ", "") for line in metadata[:4])
    kind = genre(title, body, masthead, tells.provinces, known, yearly=reviewed.year is not None)
    publishes = _publisher(article, title, site, links, config)
    stands, home = _standing(article, title, (publishes, site), kind, tells, config)
    synthetic = bool(_SYNTHETIC.search(body[:300] + "\n".join(metadata) + body[-200:]))
    return Facts(title, reviewed, published, kind, stands, publishes or None, home or None, synthetic)


def _publisher(article: Article, title: str, site: str, links: Sequence[str], config: Config) -> str:
    """Who the article says publishes it, else who the page, its title or footer, or its address says."""
    said = publisher(title, article.lines("metadata"), article.text, config)
    names = (said, article.page.get("publisher"), site, article.around.site, behind(links, config))
    return next((name for name in names if name and _LOST not in name), "")


def _standing(
    article: Article, title: str, names: tuple[str, str], kind: Kind, tells: Subject, config: Config
) -> tuple[Kind, str]:
    """The level that an article of a kind speaks for, and the province; names: the publisher's and the site's.

    A paper or a station publishes on others' behalf, and a page may be a reprint: neither names a place that the
    article would speak for, unless a school or a firm says 我校 or 我公司 in it, which is at home where the page is.
    """
    known = profile(config)
    lines = own_lines([line for line in article.lines("metadata") if not ADDRESSED.match(line)], config)
    medium = is_medium(names[0], config)
    sites = {names[1], article.around.site}
    issuer = names[0] if names[0] not in sites and not medium and is_body(names[0], config) else ""
    place = named([title, issuer, *lines], config)
    if tells.spread and not issuer and kind.label in {known.otherwise, OTHER}:
        place = None  # a survey of provinces that heads with one of them
    head = named([title, issuer], config)
    levels = (head.level if head and place else "", alone(title, config), alone(issuer, config))
    stands = level(kind.label, Letterhead(title, names[0], lines, *levels, tells, medium), article.body, known)
    speaks_for = known.level(stands.label)
    if speaks_for and speaks_for.nationwide:
        return stands, ""
    if place:
        return stands, place.province
    kept = _kept(article, title, names, tells, config)
    speaks = any(v.code == UNKNOWN and v.own.search(article.body) for v in known.levels)
    return stands, kept if kept and speaks else tells.province or kept


def _kept(article: Article, title: str, names: tuple[str, str], tells: Subject, config: Config) -> str:
    """The province where the publisher, the site or the school of the title has its seat, unless the text is about
    other places."""
    around = article.around
    heads = [m["name"] for v in profile(config).levels if (m := v.bodies.search(title))]
    found = seat([name for name in (*names, around.site) if name], config) or seat(heads, config)
    if not found and around.site and not is_medium(names[0], config):
        found = registered(around.seat, config)
    return "" if tells.spread or (tells.others and found not in tells.others) else found


def _title(article: Article, path: str, config: Config) -> tuple[str, str]:
    """The title without what a site adds to it, and the site's name.

    Where no line of the text is marked as the title, the file's head may state it; where there is none at all, the
    heading of the part (第1篇：党建工作制度) or the file's name, if it is none of the text's own words.
    """
    printed = headline(article.lines("title"))
    if not article.marked and (stated := article.page.get("title")):
        printed = stated
    whole = apart(_whole_line(article), config)
    if whole[1] and whole[0].startswith(printed):
        return whole
    parts = (line.partition("：")[2] for line in article.lines("metadata")[:2] if PART.fullmatch(line))
    printed = printed or next(filter(None, parts), "") or _file_title(path, article.text)
    return apart(printed, config, cut=bool(article.around.site))


def _whole_line(article: Article) -> str:
    """The title's line in the source, with what a reader set aside in it; empty for none or several."""
    titles = [b for b in article.blocks if b.kind == "title" and b.first.role == "title"]
    return normalise(article.around.text[slice(*titles[0].first.row)]).strip() if len(titles) == 1 else ""


def _file_title(path: str, text: str) -> str:
    """A file's name that is a title: long enough, and not what the text begins with."""
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    found = _NAMED_FILE.match(stem)
    title = found["title"].replace("_", " ").strip() if found else ""
    return title if len(_HAN.findall(title)) >= _LEAST_TITLE and not _is_opening(title, text) else ""


def _is_opening(name: str, text: str) -> bool:
    """Whether a file is called by words of its text's beginning, all of them: a title may share some with it."""
    letters = _HAN.findall(name)
    return len(letters) >= _LEAST_TITLE and "".join(letters) in "".join(_HAN.findall(text[:_OPENING]))


def _year_beside(article: Article, path: str) -> str:
    """The file's name, unless it is what the text begins with, or the year that a row gives without saying of what."""
    year = article.extra.get("year", "")
    return f"{year}年" if year.isdigit() else "" if _is_opening(path, article.text) else path
