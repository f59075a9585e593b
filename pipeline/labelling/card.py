"""The model card of the frames: on what the rankers were trained and how right they are, from the report beside them.

`python -m pipeline.labelling.card` writes docs/frames-card.md; a test holds the page to the report.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scipy.stats import binomtest

from pipeline.frame.ranker import MODEL

REPORT = MODEL.with_name("report.json")
PAGE = Path(__file__).parents[2] / "docs" / "frames-card.md"
_MEASURES = {
    "action": "action 动作",
    "action named": "… where the label names one 标注有动作的",
    "action given": "… where one is given 填了动作的",
    "actor": "actor 主体",
    "actor named": "… where the label names one 标注有主体的",
    "actor given": "… where one is given 填了主体的",
    "object": "object 对象",
    "object named": "… where the label names one 标注有对象的",
    "object given": "… where one is given 填了对象的",
    "kind": "kind 性质",
    "provinces": "provinces 归属省份",
    "provinces named": "… where the label names some 标注有省份的",
    "provinces given": "… where some are given 填了省份的",
    "whole": "action, actor and object at once 三项全对",
}
_COLUMNS = ("action", "actor", "object", "kind", "provinces", "whole")


def card(report: Mapping[str, Any]) -> str:
    """The page in Markdown."""
    return "\n".join([*_head(report), *_figures(report), *_kinds(report), *_readers(report), *_foot(report)]) + "\n"


def _head(report: Mapping[str, Any]) -> Iterator[str]:
    sources, quantities = report["sources"], report["quantities"]
    yield "# Frames: model card 数量的“谁做了什么”：模型说明"
    yield ""
    yield "Generated from the report beside the model by `python -m pipeline.labelling.card`; a test holds it current."
    yield ""
    yield (
        f"Five linear rankers (object, action, actor, kind, provinces) trained on {quantities['train']} quantities of "
        f"{sources['train']} sources, annotated by reading: whole paragraphs of public documents of the kinds listed "
        "below, and of the invented sample. The texts are not part of the project: the labels stand off "
        "(`labels/frames/`: sha256, offsets, answers). Every third source, by its digest, and one kind of source "
        f"altogether (`provincial_work_reports_2026`) were held out: {quantities['held_out']} quantities of "
        f"{sources['held_out']} sources on which nothing was trained or chosen."
    )
    yield ""
    yield (
        "五个线性排序模型，训练材料是逐句阅读标注的真实公文、新闻段落与虚构样例；下表“留出”各栏的来源从未用于训练或选择。"
        "概率低于阈值的格子留空：空格比错格害处小。"
    )
    yield ""


def _figures(report: Mapping[str, Any]) -> Iterator[str]:
    yield "## On sources that were held out 留出来源上的准确率"
    yield ""
    yield "| measure | right | of | share | 95 % (Wilson) | in cross-validation |"
    yield "|---|---|---|---|---|---|"
    for name, told in _MEASURES.items():
        right, of = report["held_out"].get(name, (0, 0))
        other = report["cross_validation"].get(name, (0, 0))
        yield f"| {told} | {right} | {of} | {_share(right, of)} | {interval(right, of)} | {_share(*other)} |"
    yield ""
    yield (
        "Right: the very string of an accepted answer, or one inside the other and at least half as long. Beside the "
        f"quantities above {report['missed']} labelled ones were missed, and {report['taken']} strings were taken for "
        "quantities that count nothing. Thresholds: "
        + ", ".join(f"{slot} {value:.2f}" for slot, value in report["thresholds"].items())
        + "."
    )
    yield ""


def _kinds(report: Mapping[str, Any]) -> Iterator[str]:
    yield "## By kind of source 按来源种类"
    yield ""
    yield f"| kind of source | quantities | {' | '.join(_COLUMNS)} |"
    yield f"|---|---|{'---|' * len(_COLUMNS)}"
    for kind, told in report["held_out_by_kind"].items():
        cells = " | ".join(_share(*told.get(column, (0, 0))) for column in _COLUMNS)
        yield f"| {kind} | {told['whole'][1]} | {cells} |"
    yield ""


def _readers(report: Mapping[str, Any]) -> Iterator[str]:
    yield "## Two readers 两名标注者"
    yield ""
    second = report["second_reader"]
    yield (
        f"{second['quantities']} of the quantities were annotated a second time by a reader who saw no answer of the "
        "first. They gave the same first answer in: "
        + ", ".join(f"{slot} {_share(*told)}" for slot, told in second["agreement"].items())
        + ". Both are readers of one schooling, so their agreement is an upper bound of what strangers would reach."
    )
    yield ""


def _foot(report: Mapping[str, Any]) -> Iterator[str]:
    yield "## How it works and how to train it again 方法与重新训练"
    yield ""
    yield (
        "Candidates are listed from the words, clauses and names of the sentence, its paragraph and heading "
        "(`pipeline/frame/candidates.py`, `credit.py`), each scored by the sum of its features' weights; the softmax "
        "of the scores is its probability. Trained as a conditional logit (McFadden 1974) with a ridge penalty. "
        "What is known of a word speaks for its kin: classes of words that stand in like company are learnt from the "
        "same texts without labels, those of held-out sources left out (`pipeline/frame/wordclasses.py`). "
        "`zongshu explain ID` shows the best candidates of each slot and what spoke for them."
    )
    yield ""
    yield "```console"
    yield "$ python -m pipeline.labelling labels/frames TEXTS corpus    # trains, writes the model and its report"
    yield "$ zongshu frames check labels/frames TEXTS                   # holds today's frames against the labels"
    yield "```"
    yield ""
    features = report["features"]
    yield "Features with a weight: " + ", ".join(f"{slot} {count}" for slot, count in features.items()) + "."


def _share(right: int, of: int) -> str:
    return f"{right / of:.3f}" if of else ""


def interval(right: int, of: int) -> str:
    """The Wilson interval of a share at 95 %, empty for no observations."""
    if not of:
        return ""
    low, high = binomtest(right, of).proportion_ci(method="wilson")
    return f"{low:.3f} to {high:.3f}"


if __name__ == "__main__":
    PAGE.write_text(card(json.loads(REPORT.read_text(encoding="utf-8"))), encoding="utf-8")
