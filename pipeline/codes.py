"""The Chinese names of the codes that tables carry for genres, levels and scopes."""

from __future__ import annotations

GENRES = {
    "national_summary": "全国综述",
    "regional_summary": "地方综述",
    "report": "报告",
    "speech": "讲话",
    "notice": "通知",
    "briefing": "简报",
    "article": "报道",
    "other": "其他文种",
}
LEVELS = {
    "national": "全国",
    "province": "省级",
    "prefecture": "地市级",
    "county": "县级",
    "township": "乡镇级",
    "unknown": "层级不明",
}


def scope_zh(scope: str) -> str:
    """A scope as an analyst reads it: 全部文档, 文种：全国综述, 层级：县级, 省份：浙江."""
    kind, _, value = scope.partition("=")
    if not value:
        return "全部文档"
    heading, names = {"genre": ("文种", GENRES), "level": ("层级", LEVELS)}.get(kind, ("省份", {}))
    return f"{heading}：{names.get(value, value)}"
