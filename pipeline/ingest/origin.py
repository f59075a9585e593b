"""Who published a document, as it says itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.config import Config
from pipeline.ingest.publishers import led, sourced
from pipeline.ingest.shapes import ADDRESSED, ORGANISATION, is_organisation

_WIRE = re.compile(r"新华社|人民网|新华网|中新社|中新网|央视网|光明网|人民日报|央广网|中国新闻网|共产党员网")
_OFFICE = "委员会|党委|党组|组织部|宣传部|统战部|办公室|办公厅|人民政府|领导小组|工委|党总支|政府|委|局|厅"
_TITLE_ORGANISATION = re.compile(
    rf"^(?!转发|印发|关于)(?P<name>[^，。；：！？“”《》]{{4,40}}?(?:{_OFFICE}))\s?(?:关于|印发|转发)"
)
_EDITED = re.compile(rf"(?P<name>[^\s，。；：]{{4,30}}(?:{_OFFICE}))\s?(?:主?编印?|编发|印发?)?(?:\s|$)")


def publisher(title: str, metadata: Sequence[str], body: str, config: Config) -> str | None:
    """The publisher that the article itself names: the signature, else the office before 关于 in the title, else the
    source named beside it, else the agency or paper that its text begins or ends with."""
    kept = [line for line in metadata if not ADDRESSED.match(line)]
    signed = [line for line in kept if is_organisation(line) and not _WIRE.search(line)]
    if signed:
        # Where its office prints the document below, the body itself signs above.
        return next((name for name in signed if signed[-1].startswith(name)), signed[-1])
    if found := _TITLE_ORGANISATION.match(title):
        return found["name"].strip()
    for line in [*kept, *_credit(body)]:
        if name := sourced(line, config):
            return name
    if found := _PRODUCED.search(body[-60:]):
        return found["name"]
    for line in kept:
        if (found := _EDITED.search(line)) and ORGANISATION.fullmatch(found["name"]):
            return found["name"]
    if name := next(filter(None, (led(text, config) for text in (*kept, body))), ""):
        return name
    return next((found.group() for line in kept if (found := _WIRE.search(line))), None)


# Below a text: 岭上融媒体中心出品.
_PRODUCED = re.compile(r"(?:^|\n)(?P<name>[\u4e00-\u9fff]{3,20}?)\s?(?:联合)?出品\s*$")
_CREDIT = re.compile(r"[（(]([^（）()。]{2,40})[)）]\s*[。]?$")


def _credit(body: str) -> list[str]:
    """What stands in brackets at the end of a text: （来源：清河日报）."""
    found = _CREDIT.search(body[-60:].rstrip())
    return [found[1]] if found else []
