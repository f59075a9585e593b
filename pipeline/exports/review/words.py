"""What an editor reads: the names of findings, of what differs in them, and what a verdict on them means."""

from __future__ import annotations

KINDS = {
    "contradiction": "矛盾之处",
    "suggestion": "疑似笔误",
    "damage": "残缺错位",
    "duplicate": "重复段落",
}
LABELS = {
    "contradiction": {
        "province": "省份不同",
        "unit": "单位不同",
        "number": "数字不同",
        "measure": "计量单位不同",
        "date": "日期不同",
        "attribution": "归属不同",
        "modality": "表态相反",
        "count": "数目不符",
    },
    "suggestion": {"": "疑似笔误"},
    "damage": {
        "displaced": "疑似错位",
        "ends_mid_sentence": "结尾中断",
        "starts_mid_sentence": "开头残缺",
        "garbled": "乱码",
    },
    "duplicate": {
        "near": "近似",
        "truncated": "截短",
        "contained": "包含",
        "reflowed": "仅排版不同",
        "exact": "完全相同",
    },
}
# What 采纳 and 驳回 say about a finding of each kind.
VERDICTS = {
    "contradiction": ("确有矛盾", "并不矛盾"),
    "suggestion": ("确系笔误", "原文无误"),
    "damage": ("确有残缺", "并无残缺"),
    "duplicate": ("确为重复", "并非重复"),
}
BASES = {"near_duplicate": "近似文本比对", "same_claim": "同一事项比对", "arithmetic": "数目核算"}
SCOPES = {"within_document": "同一文档内", "across_documents": "跨文档", "across_years": "跨年度"}
