"""The record types of the yearly tables: every figure with its numerator, its base, its documents, its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pipeline.codes import VERDICTS, YEAR_BASES
from pipeline.records import Column, DocId, Record, listed

Year = Annotated[
    int | None, Column("年度", "the year under review, or what comparability.year_basis says; null where unknown")
]
Scope = Annotated[str, Column("口径", "which documents: all · genre=… · level=… · province=…")]
Documents = Annotated[int, Column("文档数", "documents behind the figure")]
# Beyond what chance would do.
Move = Literal["up", "down", "level", "untested"]


@dataclass(frozen=True, kw_only=True)
class Figure(Record):
    """A count in a year with what it is held against. Repeats are left out of numerator and base."""

    # Whether what a year does not have is a row. Of an open vocabulary it is none: most of its rows would be zeros.
    zeros: ClassVar[bool] = True

    review_year: Year
    scope: Scope
    numerator: Annotated[int | None, Column("分子", "what was counted; null where the year has no document")]
    base: Annotated[int | None, Column("分母", "what it is a share of")]
    base_unit: Annotated[str, Column("分母单位", "what the base counts")]
    characters: Annotated[int | None, Column("字数", "characters of body text, white space and repeats not counted")]
    n_documents: Documents
    share: Annotated[float | None, Column("占比", "numerator / base, 0 to 1")]
    low: Annotated[
        float | None, Column("区间下限", "of the share, over documents; null for fewer than 5 of equal length")
    ]
    high: Annotated[float | None, Column("区间上限", "of the share")]
    interval: Annotated[str, Column("区间说明", "how the interval was made, or why there is none")]
    rate: Annotated[float | None, Column("每千字", "numerator per 1,000 characters")]
    previous_year: Annotated[int | None, Column("上一年度", "the last year before with documents in this scope")]
    change_previous: Annotated[float | None, Column("较上一年度", "share less that of the previous year")]
    change_low: Annotated[
        float | None, Column("变化下限", "of change_previous, for all keys of the year at once; null where not tested")
    ]
    change_high: Annotated[float | None, Column("变化上限", "upper end of that interval")]
    change_p: Annotated[
        float | None, Column("变化p值", "chance of so large a change among all keys if years did not matter")
    ]
    change_note: Annotated[str, Column("变化说明", "how the change was tested, or why it was not")]
    first_year: Annotated[int | None, Column("首个年度", "the first year with documents in this scope")]
    change_first: Annotated[float | None, Column("较首个年度", "share less that of the first year")]
    status: Annotated[str, Column("状态", "counted · no_comparable_document · year_unknown")]
    warning: Annotated[str, Column("提示", "why the comparison with the previous year does not quite hold")]


def move(row: Figure) -> Move:
    """What can be said of the change from the previous year; whoever tells a change asks here.

    `level` where its interval holds zero: it cannot be told from chance. `untested` where the documents, or the gate,
    allow no test.
    """
    if row.change_low is None or row.change_high is None:
        return "untested"
    return "up" if row.change_low > 0 else "down" if row.change_high < 0 else "level"


@dataclass(frozen=True, kw_only=True)
class ThemeByYear(Figure, sheet=10):
    """Passages by primary theme.

    `by_characters` weighs them by their length. `corrected` undoes the classifier's measured error on a coded sample.
    """

    zh: ClassVar[str] = "主题年度表"
    table: ClassVar[str] = "theme_by_year"

    theme: Annotated[str, Column("主题", "primary theme; empty in a row for a year without documents")]
    by_characters: Annotated[
        float | None, Column("字数占比", "characters of the theme's passages among those of all counted passages")
    ] = None
    corrected: Annotated[float | None, Column("校正占比", "share corrected for the classifier's error")] = None
    corrected_low: Annotated[float | None, Column("校正下限", "lower end of its interval")] = None
    corrected_high: Annotated[float | None, Column("校正上限", "upper end of its interval")] = None


@dataclass(frozen=True, kw_only=True)
class PlaceByYear(Figure, sheet=30):
    """Mentions of each province-level unit; names inside organisations of other kinds do not count."""

    zh: ClassVar[str] = "省份年度表"
    table: ClassVar[str] = "place_by_year"

    province: Annotated[str, Column("省份", "short name; empty in a row for a year without documents")]
    n_passages: Annotated[int | None, Column("段落数", "passages that mention it")] = None
    n_joint: Annotated[
        int | None, Column("合计数", "joint totals of several units, this one among them, that count for none alone")
    ] = None
    n_results: Annotated[int | None, Column("成果数", "quantities of kind result that it alone is credited with")] = (
        None
    )


@dataclass(frozen=True, kw_only=True)
class UnitByYear(Figure, sheet=70):
    """Mentions of each named organisation. One without a row in a year with documents was not mentioned in it."""

    zeros: ClassVar[bool] = False
    zh: ClassVar[str] = "单位年度表"
    table: ClassVar[str] = "unit_by_year"

    canonical: Annotated[str, Column("规范名称", "the organisation")]
    type: Annotated[str, Column("类型", "its type")] = ""


@dataclass(frozen=True, kw_only=True)
class FormulationByYear(Figure, sheet=50):
    """Mentions of each formulation. One without a row in a year with documents was not mentioned in it."""

    zeros: ClassVar[bool] = False
    zh: ClassVar[str] = "提法年度表"
    table: ClassVar[str] = "formulation_by_year"

    canonical: Annotated[str, Column("规范提法", "the formulation")]


@dataclass(frozen=True, kw_only=True)
class FormulationTimeline(Record, sheet=60):
    """The years of each formulation in the corpus, held against the known year of its coinage.

    It stands in a document also inside a longer formulation, in a heading, in the title and in repeats.
    """

    zh: ClassVar[str] = "提法时间线"
    table: ClassVar[str] = "formulation_timeline"

    canonical: Annotated[str, Column("规范提法", "the formulation")]
    category: Annotated[str, Column("类别", "from the dictionary")]
    coined: Annotated[int | None, Column("提出年份", "first known year, from the dictionary")]
    source: Annotated[str, Column("出处", "where it was coined, from the dictionary")]
    first_year: Annotated[
        int | None, Column("首见年度", "first review year; null where earlier years have too little text to say so")
    ]
    last_year: Annotated[
        int | None, Column("末见年度", "last review year; null where later years have too little text to say so")
    ]
    years: Annotated[list[int], Column("出现年度", "review years in which it stands")]
    absent_years: Annotated[list[int], Column("未见年度", "years with documents between first and last without it")]
    no_document_years: Annotated[list[int], Column("无文档年度", "years between first and last without a document")]
    earlier_documents: Annotated[int, Column("更早文档数", "documents of all years before the first that it stands in")]
    earlier_characters: Annotated[int, Column("更早字数", "characters of body text in them, outside repeats")]
    later_documents: Annotated[int, Column("更晚文档数", "documents of all years after the last that it stands in")]
    later_characters: Annotated[int, Column("更晚字数", "characters of body text in them, outside repeats")]
    mentions: Annotated[int, Column("次数", "mentions that count: in the body, outside repeats")]
    n_documents: Documents
    earliest_doc_id: Annotated[str, Column("最早文档", "a document of the first year that it stands in")]
    earliest_place: Annotated[str, Column("最早位置", "where in it: title · heading · body")]
    note: Annotated[str, Column("说明", "why no first or last year is told")]
    warning: Annotated[str, Column("提示", "a document of before the year of coinage: the dictionary is in doubt")]


@dataclass(frozen=True, kw_only=True)
class QuantityByYear(Record, sheet=40):
    """The claims about one indicator in one year and body. Claims are set side by side, never summed."""

    zh: ClassVar[str] = "指标年度表"
    table: ClassVar[str] = "quantity_by_year"

    indicator: Annotated[str, Column("指标", "what is measured")]
    proposed: Annotated[bool, Column("待收录", "not in the dictionary: named by its own words")]
    review_year: Year
    province: Annotated[
        str, Column("省份", "whom the claims credit; several joined by 、 for a joint total; empty for nobody named")
    ]
    level: Annotated[
        str, Column("层级", "of the body that the claims are about: a level · joint; empty where nobody is named")
    ]
    locality: Annotated[
        str, Column("市县", "the city or county that the claims are about, or the members of a joint total; else empty")
    ]
    unit: Annotated[str, Column("单位", "measure word, 元 or %")]
    value_low: Annotated[float | None, Column("下限", "lowest lower bound among the claims; null where open or masked")]
    value_high: Annotated[
        float | None, Column("上限", "highest upper bound among the claims; null where open or masked")
    ]
    bound: Annotated[str, Column("界", "the claim's bound; mixed where several claims differ")]
    n_claims: Annotated[int, Column("条数", "claims outside repeats")]
    n_masked: Annotated[int, Column("隐去条数", "claims whose figure is masked")]
    n_disputed: Annotated[int, Column("争议条数", "claims that a contradiction concerns")]
    n_documents: Documents
    status: Annotated[
        str, Column("状态", "single · several · masked · disputed · not_mentioned · no_comparable_document")
    ]
    quantity_ids: Annotated[list[str], Column("数量编号", "the claims")]
    surfaces: Annotated[list[str], Column("原文", "the claims' own words")]

    @property
    def whom(self) -> str:
        """The body as a reader names it: 四川, 四川成都, 北京、河北（合计）, 贵州（非全省）; empty for nobody named."""
        if self.level == "joint":
            return f"{self.locality or self.province}（合计）"
        if self.province and not self.locality and self.level != "province":
            return f"{self.province}（非全省）"
        return self.province + ("" if self.locality == self.province else self.locality)


@dataclass(frozen=True, kw_only=True)
class IndicatorAudit(Record, sheet=45):
    """A claim drawn at random from those under an indicator, with its sentence, for a person who checks the name."""

    zh: ClassVar[str] = "指标抽查"
    table: ClassVar[str] = "indicator_audit"

    indicator: Annotated[str, Column("指标", "the indicator that the claim stands under")]
    number: Annotated[int, Column("序号", "of the claims drawn, from 1; at most ten of an indicator")]
    of: Annotated[int, Column("总条数", "claims under the indicator")]
    review_year: Year
    province: Annotated[str, Column("省份", "whom the claim credits; several joined by 、 for a joint total")]
    level: Annotated[
        str, Column("层级", "of the body that the claim is about: a level · joint; empty where nobody is named")
    ]
    locality: Annotated[str, Column("市县", "the city or county that the claim is about")]
    surface: Annotated[str, Column("原文", "the claim's own words")]
    sentence: Annotated[str, Column("语句", "the member of the sentence that it stands in")]
    object: Annotated[str, Column("对象", "the noun counted")]
    action: Annotated[str, Column("动作", "what was done")]
    actor: Annotated[str, Column("主体", "who did it")]
    quantity_ids: Annotated[list[str], Column("数量编号", "the claim")]
    source: Annotated[str, Column("来源文件", "path relative to the corpus root, POSIX, NFC")]
    source_start: Annotated[int, Column("来源起点", "first character in the source text")]
    source_end: Annotated[int, Column("来源终点", "character after the last one in the source text")]


@dataclass(frozen=True)
class DocumentWord(Record):
    """How often each word stands in a document, outside repeats: what keyness is made from."""

    zh: ClassVar[str] = "文档词频"
    table: ClassVar[str] = "document_words"

    doc_id: Annotated[str, Column("文档编号", "the article")]
    review_year: Year
    genre: Annotated[str, Column("文种", "the document's genre: years are compared within one")]
    word: Annotated[str, Column("词", "a word of two Chinese characters or more as the segmenter cuts it")]
    count: Annotated[int, Column("次数", "in the document's body, repeats not counted")]


@dataclass(frozen=True, kw_only=True)
class Keyness(Record, sheet=90):
    """Words that more documents of a year have than those of other years of the same genre and level, beyond chance.

    A year without such a word, or with too few documents to say so, is one row that says why.
    """

    zh: ClassVar[str] = "年度关键词"
    table: ClassVar[str] = "keyness"

    review_year: Year
    scope: Scope
    level: Annotated[str, Column("层级", "years are held against each other within one level")]
    term: Annotated[str, Column("词", "a word as the segmenter cuts it; empty where the year has no key word")]
    count: Annotated[int | None, Column("次数", "in the year")] = None
    tokens: Annotated[int | None, Column("词数", "words in the year")] = None
    n_with: Annotated[int | None, Column("见于文档数", "documents of the year that it stands in")] = None
    expected_with: Annotated[
        float | None, Column("应见于文档数", "as many of them as their lengths give reason for if years did not matter")
    ] = None
    n_documents: Documents
    reference_count: Annotated[int | None, Column("参照次数", "in the other years")] = None
    reference_tokens: Annotated[int | None, Column("参照词数", "words in the other years")] = None
    reference_with: Annotated[
        int | None, Column("参照见于文档数", "documents of the other years that it stands in")
    ] = None
    reference_documents: Annotated[int, Column("参照文档数", "documents of the other years")]
    strength: Annotated[
        float | None, Column("强度", "n_with less expected_with, in standard errors over documents dealt anew")
    ] = None
    p_adjusted: Annotated[
        float | None, Column("校正p值", "chance of so strong a word among all if years did not matter")
    ] = None
    log_likelihood: Annotated[float | None, Column("对数似然", "G2; Dunning (1993), Rayson and Garside (2000)")] = None
    log_ratio: Annotated[float | None, Column("对数比", "log2 of the ratio of relative frequencies; Hardie (2014)")] = (
        None
    )
    log_odds_z: Annotated[
        float | None, Column("对数优势z", "informative Dirichlet prior; Monroe, Colaresi and Quinn (2008)")
    ] = None
    dispersion: Annotated[
        float | None, Column("离散度", "deviation of proportions over documents, 0 even; Gries (2008); null for one")
    ] = None
    note: Annotated[str, Column("说明", "how the words were tested, or why none is key")]


@dataclass(frozen=True, kw_only=True)
class Comparability(Record, sheet=100):
    """Whether a year can be held against the year before it in the same scope."""

    zh: ClassVar[str] = "可比性"
    table: ClassVar[str] = "comparability"

    scope: Scope
    review_year: Year
    previous_year: Annotated[int | None, Column("上一年度", "null for the first year")]
    year_basis: Annotated[str, Column("年度依据", listed(YEAR_BASES))]
    verdict: Annotated[str, Column("结论", listed(VERDICTS))]
    n_documents: Documents
    n_documents_previous: Annotated[int | None, Column("上一年度文档数", "documents of the year before; null for none")]
    characters: Annotated[int, Column("字数", "characters of body text outside repeats")]
    characters_previous: Annotated[int | None, Column("上一年度字数", "the same for the year before")]
    passages: Annotated[int, Column("段落数", "body passages outside repeats")]
    passages_previous: Annotated[int | None, Column("上一年度段落数", "the same for the year before")]
    genres: Annotated[list[str], Column("文种", "genres in the year")]
    genres_previous: Annotated[list[str], Column("上一年度文种", "genres in the year before")]
    levels: Annotated[list[str], Column("层级", "levels in the year")]
    levels_previous: Annotated[list[str], Column("上一年度层级", "levels in the year before")]
    masked_share: Annotated[float | None, Column("隐去占比", "masked quantities among all; null without quantities")]
    repeated_share: Annotated[float | None, Column("重复占比", "characters in repeats among all")]
    unknown_share: Annotated[
        float | None, Column("不明占比", "documents of unknown genre or level among all; null without documents")
    ]
    truncated: Annotated[int, Column("残缺文档数", "documents whose end is cut off")]
    warning: Annotated[str, Column("提示", "what speaks against the comparison")]


@dataclass(frozen=True, kw_only=True)
class Evidence(Record):
    """A row that a yearly table counts: the rows of a key in the documents of a year and scope add up to its figure.

    The rows of all keys add up to the base that the figure is a share of; a zero has none and rests on its base.
    """

    zh: ClassVar[str] = "计数依据"
    table: ClassVar[str] = "evidence"

    counted_in: Annotated[str, Column("年度表", "the yearly table that counts it")]
    figure: Annotated[str, Column("数字列", "the column of that table")]
    counted_for: Annotated[str, Column("键", "what it is counted for: a theme, a province, a name, a word, …")]
    row_table: Annotated[str, Column("行所在表", "the table in which the row stands")]
    row_id: Annotated[str, Column("行编号", "its id there: of a mention, a quantity or a passage (for a theme too)")]
    doc_id: DocId
    amount: Annotated[int, Column("计入数", "what it adds: 1, or the characters or words that it holds")] = 1
