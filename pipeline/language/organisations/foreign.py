"""Bodies of other states: a country's name and what it has (美国国务院, 俄罗斯国防部, 德国联邦内阁)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.config import Config
from pipeline.language.organisations.body import Body

_STYLE = "(?:联邦|国家|皇家|最高|中央)?"
_ORGANS = (
    "政府|内阁|议会|国会|参议院|众议院|上议院|下议院|总统府|首相府|国务院|[国外防财法内经文农环]务省|国防部|外交部|内政部|财政部|商务部|司法部|"
    "教育部|卫生部|能源部|农业部|劳动部|交通部|国土安全部|央行|最高法院|法院|气象局|警察局|统计局|海军|空军|陆军|国防军|武装部队|总参谋部"
)


def foreign_bodies(text: str, config: Config) -> Iterator[Body]:
    """The bodies of other states in a text; of a minister (国防部长) or of all of a kind (各国政府) none."""
    for match in _pattern(config).finditer(text):
        kind = (
            "other"
            if match[1].endswith(("军", "部队", "参谋部", "院", "会")) and match[1] != "国务院"
            else "government"
        )
        yield Body(match.start(), match.end(), match[0], kind, "", "foreign")


@cache
def _pattern(config: Config) -> re.Pattern[str]:
    countries = {row["country"] for row in config.rows("organisations/countries.csv", ["country"])}
    names = "|".join(sorted(countries, key=lambda name: (-len(name), name)))
    return re.compile(f"(?:{names}){_STYLE}({_ORGANS})(?![长门级队员])")
