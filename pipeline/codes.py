"""The codes that the program itself sets, each with its Chinese names: the one place where such a code is named.

Column descriptions, the workbook, the reports, the editors' page and the sentences for editors take them from here;
in `dictionaries/columns` a description writes `{conflict}` for the list of NAMES["conflict"].
Genres and levels belong to the field that is read and stand in its profile (`pipeline.profile`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Conflict:
    """A kind of contradiction: what it is about, the label of a finding, and what a sentence says of the two sides."""

    name: str
    label: str
    told: str


CONFLICTS = {
    "province": Conflict("省份", "省份不同", "归属省份不同"),
    "unit": Conflict("单位", "单位不同", "单位名称不同"),
    "number": Conflict("数字", "数字不同", "数字不一致"),
    "measure": Conflict("计量单位", "计量单位不同", "计量单位不一致"),
    "date": Conflict("日期", "日期不同", "日期不一致"),
    "attribution": Conflict("归属", "归属不同", "归属对象不同"),
    "modality": Conflict("表态", "表态相反", "表态相反（肯定与否定，或已完成与拟开展）"),
    "count": Conflict("数目", "数目不符", "数目不符"),
}
BASES = {"near_duplicate": "近似文本比对", "same_claim": "同一事项比对", "arithmetic": "数目核算"}
# From what an editor should look at first to what is plain.
COPIES = {"near": "近似", "truncated": "截短", "contained": "包含", "reflowed": "仅排版不同", "exact": "完全相同"}
SCOPES = {
    "within_document": "同一文档内",
    "across_versions": "草稿与定稿",
    "across_documents": "跨文档",
    "across_years": "跨年度",
}
DEFECTS = {
    "displaced": "疑似错位",
    "ends_mid_sentence": "结尾中断",
    "starts_mid_sentence": "开头残缺",
    "garbled": "乱码",
    "uncertain_recognition": "识别存疑",
}
VERDICTS = {
    "comparable": "可比",
    "with_caution": "谨慎可比",
    "text_by_text": "只能逐篇对照",
    "not_comparable": "不可比",
    "no_comparable_document": "无可比文档",
    "first": "首个年度",
}

SEVERITIES = {"error": "错误", "warning": "提示", "note": "附注"}

# What the years of the yearly tables are: pipeline/years.py.
YEAR_BASES = {"review": "回顾年度", "published": "发布年度"}

# Where the gate says one of these, nothing is said about a change from year to year.
NO_TEST = frozenset({"text_by_text", "not_comparable"})

CONFLICT_NAMES = {code: kind.name for code, kind in CONFLICTS.items()}
CONFLICT_LABELS = {code: kind.label for code, kind in CONFLICTS.items()}
CONFLICT_TOLD = {code: kind.told for code, kind in CONFLICTS.items()}

# By the name under which a description in dictionaries/columns asks for the list.
NAMES: Mapping[str, Mapping[str, str]] = {
    "conflict": CONFLICT_NAMES,
    "basis": BASES,
    "copy": COPIES,
    "scope": SCOPES,
    "defect": DEFECTS,
    "verdict": VERDICTS,
    "year_basis": YEAR_BASES,
}
