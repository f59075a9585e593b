"""The record types: one frozen dataclass is one table is one file.

The field descriptions below are the data dictionary: the Arrow schemas, the headers of the workbook and the
documentation of the tables are all read from them. Offsets are counts of Unicode characters, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pipeline.codes import BASES, CONFLICTS, COPIES, DEFECTS, SCOPES
from pipeline.schema import Column as Column
from pipeline.schema import Field as Field
from pipeline.schema import Record as Record
from pipeline.schema import fields_of as fields_of
from pipeline.schema import listed as listed
from pipeline.schema import schema_of as schema_of
from pipeline.schema import table_name as table_name

Source = Annotated[str, Column("来源文件", "path relative to the corpus root, POSIX, NFC")]
SourceStart = Annotated[int, Column("来源起点", "first character in the source text")]
SourceEnd = Annotated[int, Column("来源终点", "character after the last one in the source text")]
DocId = Annotated[str, Column("文档编号", "the article")]
PassageId = Annotated[str, Column("段落编号", "the passage")]
Year = Annotated[int | None, Column("年度", "the year under review; null where unknown")]


@dataclass(frozen=True)
class Segment(Record, sheet=230):
    """The ledger: for every source the segments tile [0, length) without gap or overlap."""

    zh: ClassVar[str] = "原文台账"

    source: Source
    source_start: SourceStart
    source_end: SourceEnd
    kind: Annotated[str, Column("类别", "title · heading · body · metadata · noise · markup · blank")]
    doc_id: DocId
    passage_id: Annotated[str, Column("段落编号", "the passage the characters stand in; empty for none")]
    reason: Annotated[str, Column("理由", "why a piece was set aside; empty for kept text")]


@dataclass(frozen=True)
class SourceText(Record, in_tables=False):
    """A source's text as all offsets count it. It rests in the parts; derived texts are written out too."""

    zh: ClassVar[str] = "来源文本"

    source: Source
    text: Annotated[str, Column("文本", "the decoded content, or what the reader handed over")]
    encoding: Annotated[str, Column("编码", "the encoding it was decoded with")]
    derived: Annotated[bool, Column("转出", "made by a reader (docx, pdf, html …), not the file's own characters")]
    anchor_starts: Annotated[list[int], Column("位置起点", "offsets at which a page, paragraph or row begins")]
    anchor_places: Annotated[list[str], Column("位置", "what begins there, in words for a person")]


@dataclass(frozen=True)
class Document(Record, key="doc_id", sheet=210):
    """One article; a file can hold several."""

    zh: ClassVar[str] = "文档"

    doc_id: DocId
    source: Source
    source_start: SourceStart
    source_end: SourceEnd
    title: Annotated[str, Column("标题", "the headline as a reader sees it, else the file's name where that is one")]
    review_year: Year
    year_from: Annotated[str | None, Column("年度依据", "sidecar · title · text · path · null")]
    published: Annotated[str | None, Column("发布日期", "ISO date of publication; null where unknown")]
    published_from: Annotated[str | None, Column("日期依据", "where it was read: header · signature · url · path …")]
    genre: Annotated[str, Column("文种", "a code of dictionaries/profile/genres.yaml · other where none fits")]
    genre_from: Annotated[str | None, Column("文种依据", "where the genre was read")]
    level: Annotated[
        str, Column("层级", "a code of the profile · unknown: of the body that speaks, or the place that is told of")
    ]
    level_from: Annotated[str | None, Column("层级依据", "where the level was read")]
    publisher: Annotated[str | None, Column("发布者", "the signature, the source named, or who keeps the page")]
    home_province: Annotated[str | None, Column("所属省份", "short name of the province it speaks for or is about")]
    encoding: Annotated[str, Column("编码", "the encoding the source was decoded with")]
    n_characters: Annotated[int, Column("字数", "characters of its passages, white space not counted")]
    truncated: Annotated[bool, Column("结尾残缺", "the article's end is cut off")]
    synthetic: Annotated[bool, Column("虚构", "invented text (the sample corpus)")]


@dataclass(frozen=True)
class Passage(Record, key="passage_id", sheet=220):
    """A paragraph with its hard line wraps undone."""

    zh: ClassVar[str] = "段落"

    passage_id: PassageId
    doc_id: DocId
    source: Source
    source_start: SourceStart
    source_end: SourceEnd
    position: Annotated[int, Column("序号", "place in the document, from 0")]
    role: Annotated[str, Column("位置", "title · body · metadata · table; only body counts in yearly tables")]
    heading: Annotated[str, Column("小标题", "the heading it stands under; empty for none")]
    text: Annotated[str, Column("正文", "its source characters, cleaned one to one")]
    n_characters: Annotated[int, Column("字数", "characters, white space not counted")]
    defects: Annotated[list[str], Column("缺陷", listed([*DEFECTS, "…"]))]
    continues: Annotated[
        str, Column("疑似接续", "the passage whose cut-off end this one seems to continue; empty for none")
    ]
    repeated: Annotated[bool, Column("重复", "a later copy, which counts nowhere by default")]
    repeats: Annotated[str, Column("重复自", "the passage that it repeats; empty for none")]


@dataclass(frozen=True)
class Duplicate(Record, key="group_id", sheet=160):
    """One member of a group of passages that stand more than once."""

    zh: ClassVar[str] = "重复段落"

    group_id: Annotated[str, Column("组号", "made from the texts, not from positions")]
    passage_id: PassageId
    source: Source
    source_start: SourceStart
    source_end: SourceEnd
    role: Annotated[str, Column("角色", "original · repeat")]
    kind: Annotated[str, Column("类型", listed(COPIES))]
    scope: Annotated[str, Column("范围", listed(SCOPES))]
    similarity: Annotated[float, Column("相似度", "share of the characters that align with the original, 0 to 1")]
    status: Annotated[str, Column("状态", "open · accepted · dismissed (no copy after all)")] = "open"


@dataclass(frozen=True)
class Contradiction(Record, key="contradiction_id", sheet=170):
    """Two places that cannot both be right, or need an editor."""

    zh: ClassVar[str] = "矛盾之处"

    contradiction_id: Annotated[str, Column("编号", "made from the texts, not from positions")]
    kind: Annotated[str, Column("类型", listed(CONFLICTS))]
    source_a: Annotated[str, Column("甲来源", "file of side a")]
    start_a: Annotated[int, Column("甲起点", "source offset")]
    end_a: Annotated[int, Column("甲终点", "source offset")]
    text_a: Annotated[str, Column("甲原文", "the characters of side a")]
    value_a: Annotated[str, Column("甲取值", "what side a says")]
    source_b: Annotated[str, Column("乙来源", "file of side b")]
    start_b: Annotated[int, Column("乙起点", "source offset")]
    end_b: Annotated[int, Column("乙终点", "source offset")]
    text_b: Annotated[str, Column("乙原文", "the characters of side b")]
    value_b: Annotated[str, Column("乙取值", "what side b says")]
    basis: Annotated[str, Column("依据", listed(BASES))]
    status: Annotated[str, Column("状态", "open · accepted · dismissed")]
    explanation: Annotated[str, Column("说明", "one Chinese sentence for the editor")]
    value_start_a: Annotated[int, Column("甲取值起点", "source offset of what differs on side a")]
    value_end_a: Annotated[int, Column("甲取值终点", "source offset; the start again where something is missing here")]
    value_start_b: Annotated[int, Column("乙取值起点", "source offset of what differs on side b")]
    value_end_b: Annotated[int, Column("乙取值终点", "source offset; the start again where something is missing here")]


@dataclass(frozen=True)
class Suggestion(Record, key="suggestion_id", sheet=180):
    """A likely typing or copying error: two copies differ where only one can be what was meant."""

    zh: ClassVar[str] = "疑似笔误"

    suggestion_id: Annotated[str, Column("编号", "made from the texts, not from positions")]
    source: Source
    source_start: SourceStart
    source_end: SourceEnd
    surface: Annotated[str, Column("原文", "what stands there")]
    likely: Annotated[str, Column("疑为", "what the other copy or the dictionary says")]
    witness: Annotated[str, Column("旁证", "the passage that says it otherwise; empty for the dictionary")]
    status: Annotated[str, Column("状态", "open · accepted · dismissed")]
    explanation: Annotated[str, Column("说明", "one Chinese sentence for the editor")]


@dataclass(frozen=True, kw_only=True)
class Mention(Record, key="mention_id"):
    """A finding in a passage; `text[start:end]` of the passage is its surface."""

    last_column: ClassVar[str] = "repeated"

    mention_id: Annotated[str, Column("编号", "unique in a run")]
    doc_id: DocId
    passage_id: PassageId
    source: Source
    source_start: SourceStart
    source_end: SourceEnd
    start: Annotated[int, Column("段内起点", "first character in the passage's text")]
    end: Annotated[int, Column("段内终点", "character after the last one in the passage's text")]
    surface: Annotated[str, Column("原文", "the passage's characters")]
    repeated: Annotated[bool, Column("重复", "stands in a later copy; counts nowhere by default")] = False


@dataclass(frozen=True, kw_only=True)
class Stated(Mention):
    """A finding with the sentence that states it; of one that runs on, what stands around the finding."""

    sentence: Annotated[str, Column("所在句", "the sentence that it stands in, the passage's characters")] = ""
    sentence_start: Annotated[int, Column("句起点", "source offset of the sentence's first character")] = 0
    sentence_end: Annotated[int, Column("句终点", "source offset after the sentence's last character")] = 0


@dataclass(frozen=True, kw_only=True)
class Place(Stated, sheet=120):
    """A mention of a place."""

    zh: ClassVar[str] = "地名"

    province: Annotated[str, Column("省份", "short name; empty where ambiguous")]
    adcode: Annotated[str, Column("区划代码", "six digits; empty where ambiguous")]
    city: Annotated[str, Column("地市", "prefecture-level unit; empty where none or ambiguous")]
    county: Annotated[str, Column("县区", "county-level unit; empty where none or ambiguous")]
    via: Annotated[str, Column("途径", "name · city · county · org (inside an organisation's name)")]
    candidates: Annotated[list[str], Column("候选", "adcode:name of every reading that was left")]
    rule: Annotated[str, Column("规则", "the rule that decided")] = ""


@dataclass(frozen=True, kw_only=True)
class Unit(Mention, sheet=130):
    """A mention of an organisation."""

    zh: ClassVar[str] = "单位"

    canonical: Annotated[str, Column("规范名称", "the organisation's canonical name")]
    type: Annotated[
        str,
        Column(
            "类型",
            "party · government · enterprise · university · hospital · media · industry_body · military_corps · other",
        ),
    ]
    named: Annotated[bool, Column("专名", "a particular organisation, not a generic body such as 各级党组织")]
    province: Annotated[str, Column("省份", "short name of the province in its name; empty for none")]
    damaged: Annotated[bool, Column("残损", "recognised although a character is missing or changed")] = False
    rule: Annotated[str, Column("规则", "the rule or dictionary that recognised it")] = ""


@dataclass(frozen=True, kw_only=True)
class Quantity(Stated, sheet=110):
    """A number with its measure, its bounds, and the frame it stands in. Its id is `quantity_id` in the table."""

    zh: ClassVar[str] = "数量"
    id_column: ClassVar[str] = "quantity_id"

    value_low: Annotated[float | None, Column("下限", "null where open or masked; 万 and 亿 multiplied in")]
    value_high: Annotated[float | None, Column("上限", "null where open or masked")]
    bound: Annotated[str, Column("界", "exact · approx · at_least · at_most · more_than · range")]
    masked: Annotated[bool, Column("隐去", "the figure is masked (*个, xx个): values null, never 0")]
    unit: Annotated[str, Column("单位", "measure word; money in 元; % with 95 for 95 %; '' for a fraction")]
    grain: Annotated[float, Column("末位单位", "the worth of its last written digit, in its unit")]
    object: Annotated[str, Column("对象", "the noun counted")]
    action: Annotated[str, Column("动作", "what was done")]
    actor: Annotated[str, Column("主体", "who did it")]
    provinces: Annotated[list[str], Column("归属省份", "whom the sentence credits")]
    credited_from: Annotated[
        str,
        Column("归属依据", "where whom it credits was read: sentence · paragraph · heading · document; empty for none"),
    ]
    kind: Annotated[str, Column("性质", "result · requirement · context")]
    review_year: Year
    period: Annotated[str, Column("时段", "the period it is for, as the text says it; empty for none")] = ""
    theme: Annotated[str, Column("主题", "primary theme of its passage")] = ""
    disputed: Annotated[bool, Column("有争议", "an open or accepted contradiction concerns it")] = False
    rule: Annotated[str, Column("规则", "the rules that gave bounds and frame")] = ""


@dataclass(frozen=True, kw_only=True)
class NonQuantity(Mention):
    """A string that looks like a quantity and is none, with the reason."""

    zh: ClassVar[str] = "非数量"

    reason: Annotated[
        str,
        Column(
            "理由", "date · ordinal · slogan · designation · document_number · list_mark · no_head · unit_unclear · …"
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class Formulation(Stated, sheet=140):
    """A mention of a set phrase of policy language (提法): one that the dictionary knows, or, proposed and counted
    nowhere, one that by its form was coined in the text."""

    zh: ClassVar[str] = "提法"

    canonical: Annotated[str, Column("规范提法", "the canonical wording; of a proposed one, its one spelling")]
    proposed: Annotated[bool, Column("待收录", "not in the dictionary: read by its form, in no yearly table")] = False
    form: Annotated[str, Column("形式", "of a proposed one: quoted · numeral · parallel · pattern; else empty")] = ""


@dataclass(frozen=True)
class Candidate(Record, sheet=200):
    """A phrase that might be a formulation, proposed to an editor by a collocation measure."""

    zh: ClassVar[str] = "提法候选"

    phrase: Annotated[str, Column("候选提法", "the phrase")]
    count: Annotated[int, Column("次数", "occurrences outside repeats")]
    documents: Annotated[int, Column("文档数", "documents it stands in")]
    years: Annotated[int, Column("年度数", "review years it stands in")]
    score: Annotated[float, Column("得分", "the collocation measure")]
    example: Annotated[str, Column("例句", "the passage of its first occurrence")]


@dataclass(frozen=True)
class Theme(Record, sheet=150):
    """A theme of a passage."""

    zh: ClassVar[str] = "主题"

    passage_id: PassageId
    doc_id: DocId
    theme: Annotated[
        str,
        Column(
            "主题",
            "political_construction · responsibility · overall_development · serving_the_masses"
            " · grassroots_foundations · strictness · other",
        ),
    ]
    rank: Annotated[int, Column("位次", "1 is the primary theme")]
    score: Annotated[float, Column("概率", "calibrated probability, 0 to 1")]
    evidence: Annotated[list[str], Column("证据", "the terms that decided")]
    method: Annotated[str, Column("方法", "lexicon · model · heading · neighbours · shape, joined with +; abstained")]


@dataclass(frozen=True)
class LanguageSpan(Record, in_tables=False):
    """What the language room read in a passage, layer by layer. It rests in the parts; later stages ask it."""

    zh: ClassVar[str] = "语言层"

    passage_id: PassageId
    layer: Annotated[str, Column("层", "members · dates · ordinals · masks · persons · bounds")]
    start: Annotated[int, Column("段内起点", "first character in the passage's text")]
    end: Annotated[int, Column("段内终点", "character after the last one in the passage's text")]


@dataclass(frozen=True)
class Decision(Record, in_tables=False):
    """What an editor decided on a duplicate group, a contradiction or a suggestion."""

    zh: ClassVar[str] = "编辑决定"

    finding: Annotated[str, Column("结果编号", "the id of the group, contradiction or suggestion")]
    verdict: Annotated[str, Column("结论", "accepted · dismissed")]
    editor: Annotated[str, Column("编辑", "who decided")]
    note: Annotated[str, Column("备注", "why")]
    decided_at: Annotated[str, Column("时间", "when, as the editor's page wrote it")]


@dataclass(frozen=True)
class Reuse(Record, sheet=190):
    """A sentence that stood, word for word or nearly so, in a document of an earlier year."""

    zh: ClassVar[str] = "沿用语句"
    table: ClassVar[str] = "reused_sentences"

    review_year: Year
    doc_id: DocId
    passage_id: PassageId
    source: Source
    source_start: SourceStart
    source_end: SourceEnd
    text: Annotated[str, Column("语句", "the sentence")]
    from_year: Annotated[int, Column("最早年度", "the first year that it stood in")]
    from_source: Annotated[str, Column("最早来源", "the file that it stood in first")]
    from_start: Annotated[int, Column("最早起点", "source offset there")]
    from_end: Annotated[int, Column("最早终点", "source offset there")]
    similarity: Annotated[float, Column("相似度", "to that sentence, 0 to 1")]


@dataclass(frozen=True)
class ReuseByYear(Record, sheet=80):
    """How much of a year's text returns from earlier years, sentence by sentence; repeats within a year left out."""

    zh: ClassVar[str] = "文字沿用"
    table: ClassVar[str] = "reuse_by_year"

    review_year: Year
    genre: Annotated[str, Column("文种", "all, or a genre")]
    n_documents: Annotated[int, Column("文档数", "documents of the year")]
    characters: Annotated[int, Column("字数", "characters of its sentences, white space not counted")]
    reused_characters: Annotated[int | None, Column("沿用字数", "of these, in sentences of an earlier year")]
    share: Annotated[float | None, Column("沿用占比", "reused / all; null where there is no earlier year")]
    n_sentences: Annotated[int, Column("句数", "sentences of the year")]
    reused_sentences: Annotated[int | None, Column("沿用句数", "of these, standing in an earlier year")]
    from_years: Annotated[list[int], Column("来自年度", "the earlier years that they stood in")]
    status: Annotated[str, Column("状态", "counted · no_earlier_year · no_comparable_document · year_unknown")]


@dataclass(frozen=True)
class Problem(Record, sheet=240):
    """Something that a person should look at."""

    zh: ClassVar[str] = "问题"

    source: Source
    stage: Annotated[str, Column("阶段", "the stage that met it")]
    severity: Annotated[str, Column("程度", "error · warning · note")]
    message: Annotated[str, Column("说明", "one line: what, where, what to do")]


@dataclass(frozen=True)
class Quality(Record, in_tables=False):
    """How sound one source came out of ingestion: what `zongshu check` shows."""

    zh: ClassVar[str] = "质量报告"
    table: ClassVar[str] = "quality"

    source: Source
    encoding: Annotated[str, Column("编码", "the encoding the source was decoded with")]
    documents: Annotated[int, Column("文档数", "articles in the source")]
    characters: Annotated[int, Column("字数", "characters of the source, white space not counted")]
    noise_share: Annotated[float, Column("噪声比例", "share of them that was set aside as noise, 0 to 1")]
    wraps_undone: Annotated[int, Column("合并断行", "line breaks undone inside passages")]
    defects: Annotated[int, Column("缺陷段落", "passages with a defect")]
    masks: Annotated[int, Column("隐去处", "places where a name or figure is masked")]
    unknown: Annotated[list[str], Column("未知元数据", "fields that nothing says, as doc_id:field")]
    places: Annotated[list[str], Column("需查看处", "passage_id and defect of each passage to look at")]
    problems: Annotated[int, Column("问题数", "rows in problems that are not mere notes")]
