"""What a page's head says of it: GB meta names of government sites, Open Graph, JSON-LD.

The meta names are those of 《政府网站网页META规范》 (ArticleTitle, PubDate, ContentSource, SiteName).
"""

from __future__ import annotations

import json
from typing import Any

from pipeline.language.dates import days

_SOURCES = {
    "title": ("articletitle", "og:title", "twitter:title"),
    "published": (
        "pubdate", "publishdate", "article:published_time", "datepublished", "weibo: article:create_at",
        "firstpublishedtime", "dc.date", "dcterms.created", "createdate", "date",
    ),
    "publisher": ("contentsource", "article:author_organization", "source", "og:site_name", "sitename"),
}  # fmt: skip


def page_facts(root: Any) -> list[tuple[str, str]]:
    """(title · published · publisher, value) as the page's head states them; dates as ISO days."""
    if root is None:
        return []
    said = _said(root)
    facts = []
    for name, sources in _SOURCES.items():
        value = next((said[s] for s in sources if said.get(s)), "")
        if name == "published":
            value = _day(value)
        if value:
            facts.append((name, value))
    return facts


def _said(root: Any) -> dict[str, str]:
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        said.setdefault(key, " ".join((meta.get("content") or "").split()))
    for script in root.iter("script"):
        if script.get("type") == "application/ld+json":
            said.setdefault("datepublished", _json_date(script.text or ""))
    return said


def _json_date(text: str) -> str:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    items = content if isinstance(content, list) else [content]
    return next((str(i["datePublished"]) for i in items if isinstance(i, dict) and "datePublished" in i), "")


def _day(text: str) -> str:
    """The first date in the text as an ISO day; empty where it names none."""
    return next((day.iso() or "" for day in days(text)), "")
