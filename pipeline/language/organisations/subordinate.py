"""A body's own organs: the party committee of a ministry, the office of a department, the company of a group."""

from __future__ import annotations

import re

from pipeline.language.organisations.body import Body

_COMPANY = re.compile(r"(?:集团)?(?:股份|控股)?(?:有限责任公司|有限公司|总公司)|集团公司|公司|集团(?!化|军|式)")
_PARTY = re.compile(
    r"(?:机关|直属机关|直属)?(?:党委|党组(?!织)|党工委|党总支|党支部|纪委|纪检监察组|纪检组)"
    r"(?:常委会(?!议)|理论学习中心组|组织部|宣传部|统战部|党群工作部|办公室)?"
)
_OTHER = re.compile(r"(?:直属机关|机关)?(?:团委|工会)(?!议)")
_OFFICE = re.compile(
    r"[省市县区州](?:直属?|级)机关(?:党)?工委|常委会(?!议)|办公室|办公厅|部务会|理论学习中心组|第[一二三四五六七八九十百\d]{1,3}(?:巡视|巡察|督导|督查|考核|检查|指导)组"
)
_BRANCH = re.compile(r"[\u4e00-\u9fff]{2,4}(?:分局|调查总队|调查队)|[\u4e00-\u9fff]{0,2}(?:稽查局|执法支队|执法大队)")
# 社会发展司, 政治处: what stands between holds no word that a sentence goes on with.
_DIVISION = re.compile(
    r"(?:(?![的在和了就将对把被向到会印从由为是等关负有召组开])[\u4e00-\u9fff]){2,8}?(?:司(?![法机令长])|处(?![长理分于罚置境在]))"
)
_MASKED = re.compile(r"[xX×*＊]{1,3}委(?![员托派任会])")


def has_organ(text: str, end: int) -> bool:
    """Whether an organ of its own (党委, 工会) follows a body that ends at `end`."""
    return bool(_PARTY.match(text, end) or _OTHER.match(text, end))


def extended(text: str, body: Body) -> Body:
    """The body with the organ of its own that follows it without a break."""
    if body.type == "enterprise":
        body = _take(text, body, _COMPANY, "enterprise")
    if body.type == "party":
        return _take(text, _take(text, body, _OFFICE, "party"), _MASKED, "party")
    if body.type == "government":
        body = _take(text, _take(text, body, _BRANCH, "government"), _DIVISION, "government")
    longer = _take(text, body, _PARTY, "party")
    return longer if longer is not body else _take(text, body, _OTHER, "other")


def _take(text: str, body: Body, organ: re.Pattern[str], kind: str) -> Body:
    found = organ.match(text, body.end)
    if not found:
        return body
    canonical = body.canonical if organ is _COMPANY else body.canonical + found[0]
    return body._replace(end=found.end(), canonical=canonical, type=kind)
