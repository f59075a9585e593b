"""The record types of the classifier's measured error: hand coding, corrected shares, checks of the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pipeline.records import Column, PassageId, Record, Year


@dataclass(frozen=True)
class CodingRow(Record, in_tables=False):
    """A row of the hand coding that counts, as it stands in the sheet: the coder's words, not yet checked."""

    zh: ClassVar[str] = "人工编码"

    row: Annotated[int, Column("行号", "row of the spreadsheet; 1 is the header")]
    passage_id: PassageId
    heading: Annotated[str, Column("小标题", "as the coder saw it")]
    text: Annotated[str, Column("正文", "as the coder saw it; where the passage differs the coding does not count")]
    primary: Annotated[str, Column("主要主题", "Chinese name or identifier; empty where the coder left it open")]
    further: Annotated[str, Column("次要主题", "joined with 、")]
    difficulty: Annotated[str, Column("难度", "易 · 难")]
    note: Annotated[str, Column("备注", "the coder's remark")]
    seed: Annotated[str, Column("种子", "the seed of the draw that the passage came in")]


@dataclass(frozen=True)
class CorrectedShare(Record, sheet=20):
    """A theme's share of a year's passages, as classified and corrected for the classifier's measured error."""

    zh: ClassVar[str] = "校正占比"

    review_year: Year
    scope: Annotated[str, Column("口径", "which documents: all · genre=…")]
    theme: Annotated[str, Column("主题", "primary theme")]
    n_passages: Annotated[int, Column("段落数", "body passages outside repeats")]
    n_coded: Annotated[int, Column("编码段落数", "of these, coded by hand")]
    raw: Annotated[float, Column("原始占比", "share by the classifier's labels")]
    raw_low: Annotated[float, Column("原始下限", "Wilson (1927): of sampling alone")]
    raw_high: Annotated[float, Column("原始上限", "Wilson (1927): of sampling alone")]
    corrected: Annotated[
        float | None, Column("校正占比", "design-based supervised learning; null where the sample does not carry it")
    ]
    low: Annotated[float | None, Column("校正下限", "holds what sampling and classification add together")]
    high: Annotated[float | None, Column("校正上限", "upper end of that interval")]
    note: Annotated[str, Column("说明", "why there is no corrected share; empty where there is one")]


@dataclass(frozen=True)
class ModelCheck(Record, sheet=250):
    """What was measured of the theme classifier, and how far the corpus lies from what it was measured on."""

    zh: ClassVar[str] = "主题模型检验"

    kind: Annotated[
        str,
        Column(
            "指标",
            "reliability · coverage, or a figure: accuracy · accuracy_accepted (a second theme as defensible counts)"
            " · accuracy_easy · accuracy_at_80 (the surest 80 %) · accuracy_sure (of those 90 % sure) · macro_f1"
            " · multi_label_f1 · calibration_error · of_source (accuracy on a kind of source) · agreement · kappa"
            " (of two coders) · novelty (share of unknown pairs of characters) · mean_probability"
            " · unmeasured (a genre's share)",
        ),
    ]
    x: Annotated[float | None, Column("横轴", "mean probability (reliability) or share answered; null for a figure")]
    y: Annotated[float, Column("数值", "share right of the labels concerned; for a figure its value")]
    n: Annotated[int, Column("标注数", "labels behind the value; of the corpus, passages")]
    measured_on: Annotated[
        str,
        Column("检验对象", "held_out (real passages that were not learnt from) · cross_validation · coders · corpus"),
    ] = "cross_validation"
    group: Annotated[str, Column("类别", "the kind of source, or the genre; empty for all")] = ""
    low: Annotated[float | None, Column("下限", "95 % interval, or the bound of what was measured; null for none")] = (
        None
    )
    high: Annotated[float | None, Column("上限", "upper end of that interval or bound; null for none")] = None
