"""What a line is by its own shape: a list mark, a date line, a document number, a signature, a salutation."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.language import dates
from pipeline.language.masks import INLINE
from pipeline.language.numerals import FEW
from pipeline.language.sentences import has_stop_inside, is_terminal
from pipeline.text.lines import width

SALUTATION = re.compile(
    r"(?:尊敬的|各位|同志们|同志：|女士们|先生们|朋友们|代表们)[^。；]{0,40}[：:！!]$"
    r"|[^。；]{2,80}[：:]$(?<=[委局部会办司院所校处组府室社团系支位们门人][：:])"
)

DATE_LINE = re.compile(
    rf"[（(\[【]?\s*(?:(?:发布|发表|印发|更新|成文|来稿|公布|报送|整理)?(?:时间|日期|于)?\s?[:：]?\s?)?{dates.DAY}\s*(?:印发|发布|发)?\s*[）)\]】]?"
)
DATED = re.compile(dates.DAY)
DOCUMENT_NUMBER = re.compile(
    rf"[^\s。，；：]{{1,16}}[〔\[【（(](?:{dates.YEAR})[〕\]】）)]\s?(?:第?\s?[\d{INLINE}]{{1,5}}\s?号?)"
)
ISSUE = re.compile(
    rf"[（(]?\s?(?:(?:{dates.YEAR})\s?年?\s?)?第?\s?(?:\d{{1,4}}|[{FEW}百零〇]{{1,4}}|[{INLINE}]{{1,3}})\s?期\s?"
    r"(?:[（(]?\s?总第?\s?\d{1,5}\s?期?\s?[）)]?)?[）)]?"
)
MASTHEAD = re.compile(r"[^。，；：！？]{2,24}(?:简报|工作动态|动态信息|信息专报|专报|快报|工作信息|内参|通讯|参阅件?)$")
_RANK = (
    r"(?:总理|主席|省长|市长|州长|区长|县长|乡长|镇长|书记|部长|主任|局长|厅长|院长|校长|委员长|秘书长|会长|组长"
    r"|记者|通讯员|作者|评论员|行长|董事长|总经理)"
)
BYLINE = re.compile(
    rf"(?:[^。，；：！？]{{0,24}}{_RANK}\s*[一-龥·{INLINE}某]{{0,4}}(?:\s[一-龥]{{1,3}})?"
    r"|(?:本报|新华社|本刊|人民日报|中新社|新华网|人民网)[^。；]{0,20}(?:记者|通讯员|评论员|电|讯)[^。；]{0,20}"
    r"|(?:作者|记者|通讯员|撰稿|供稿|文|整理|来源|稿源|信息来源|文章来源|转自|发布机构|发布单位|发布者"
    r"|索引号|文号|主题词|主题分类|名称|信息分类)\s?[:：/|｜][^。；]{0,60})"
)
WIRE = re.compile(
    r"(?:据)?(?:新华社|人民网|新华网|中新社|中新网|本报|央视网|光明网|人民日报)[^。，；]{0,14}?"
    rf"(?:{dates.MONTH_AND_DAY})?\s?(?:电|讯|消息)"
    r"|[（(【](?:据)?[^（）()。，；\s]{2,12}(?:社|网|报|台)[^（）()。，；]{0,10}?"
    rf"(?:{dates.MONTH_AND_DAY})?\s?(?:电|讯|消息)[）)】]"
)
# An agency's dateline at the head of a first paragraph.
LEAD = re.compile(
    r"[（(]?(?:新华社|新华网|人民网|中新社|中新网|央视网|光明网|人民日报)[^。，；（()）\s]{2,10}"
    rf"{dates.MONTH_AND_DAY}(?:电|讯|消息)"
)
# To whom a document is sent: the names behind it are not its publisher's.
ADDRESSED = re.compile(r"(?:抄?报|抄?送|主送|抄送机关|分送|发)\s?[:：]")
IMPRINT = re.compile(
    r"(?:(?:抄?报|抄?送|主送|抄送机关|分送|发|主题词|联系人|联系电话|电话|传真|电子邮箱|邮箱|地址|共印|印数|承办单位"
    rf"|签发|拟稿|密级|缓急|本期编写)\s?[:：]|[（(]?\s?共印\s?[\d{INLINE}]+\s?份"
    r"|[（(](?:此件|联系人|内部|本文|本期)|内部资料)"
)
_ORGANISATION_END = (
    "委员会|党委|党组|组织部|宣传部|统战部|纪委|办公室|办公厅|人民政府|工委|总支|支部|委|局|厅|部|院|校|会|社|中心"
    "|学校|集团|公司|政府|领导小组"
)
ORGANISATION = re.compile(
    rf"(?:中共|中国|国务院|国家|全国|[^。，；：！？、“”]{{1,12}}[省市区县州盟旗乡镇]|[{INLINE}某]{{1,4}})"
    rf"[^。，；：！？“”]{{0,30}}(?:{_ORGANISATION_END})[）)]?$"
    r"|[^。，；：！？“”、\s]{2,20}(?:有限(?:责任)?公司|(?:公司|集团|医院|学院|大学|中学)(?:党委|党总支|党支部|委员会))$"
)
# Where the names of two bodies of one kind part from what they have in common: 青山镇|党委, 白水镇|党委.
OWNER_END = re.compile("[省市县区州盟旗镇乡村]|街道|中学|小学|学校|大学|学院|医院|公司|集团|社区|支部")
_PART_OF_NAME = f"[一-龥{INLINE}]{{1,2}}"
_NAME = re.compile(rf"{_PART_OF_NAME}\s?{_PART_OF_NAME}(?:[、\s]\s?{_PART_OF_NAME}\s?{_PART_OF_NAME}){{0,4}}$")
# Four characters without a space are seldom a name: 五月大事.
_FOUR = re.compile("(?!欧阳|司马|上官|诸葛|尉迟|皇甫|夏侯|东方|慕容|令狐|端木|司徒|南宫)[一-龥]{4,5}")
GENRE_TITLE = re.compile(
    r"(?:综述|纪实|通知|通报|意见|方案|办法|细则|决定|决议|公告|通告|讲话|发言|致辞|讲稿|主持词|总结|汇报|报告|述评|简报|批复|函|要点|纪要|侧记|观察|评论|倡议书?|规划|计划|条例|规定)"
    r"(?:提纲|材料|稿|（[^（）]{1,20}）)?$"
)
LONGEST_HEADING = 64.0


def is_date_line(text: str) -> bool:
    """A line that holds a date and nothing else."""
    return bool(DATE_LINE.fullmatch(text))


def is_document_number(text: str) -> bool:
    return bool(DOCUMENT_NUMBER.fullmatch(text))


def is_organisation(text: str) -> bool:
    """A line that is an organisation's name, as a signature is."""
    return width(text) <= 36 and bool(ORGANISATION.fullmatch(text))


def is_person(text: str) -> bool:
    """A line that is one or several names of two or three characters."""
    return len(text) <= 5 and bool(_NAME.fullmatch(text)) and not _FOUR.fullmatch(text)


_WIRED_TITLE = re.compile(r"(?:新华社|中新社|人民网|本报)[^。，；]{0,14}?(?:电|讯)\s{0,3}题\s?[:：]")


def is_wire(text: str) -> bool:
    """A dateline of a news agency on a line of its own, with the title perhaps: 新华社北京6月6日电 题：…."""
    return (len(text) <= 40 and bool(WIRE.fullmatch(text))) or (len(text) <= 140 and bool(_WIRED_TITLE.match(text)))


_SPACED = re.compile(r"(?<=[\u4e00-\u9fff（(])\s(?=[\u4e00-\u9fff])")


def unspaced(text: str) -> str:
    """A line whose characters stand apart, set solid: 关 于 2 0 1 9 年 度."""
    words = text.split(" ")
    if len(words) > 1 and all(len(word) == 1 and "\u4e00" <= word <= "\u9fff" for word in words):
        return "".join(words)  # 通 知
    if len(words) > 4 and sum(len(word) == 1 for word in words) >= 0.8 * len(words):
        return "".join(words)
    return text


def is_imprint(text: str) -> bool:
    """Document number, issue, distribution, contact: what an office prints around a document."""
    text = _SPACED.sub("", text)
    return is_document_number(text) or bool(ISSUE.fullmatch(text) or IMPRINT.match(text))


_END = re.compile(r"[（(【\[]?\s?(?:全文|本文)?(?:完|未完待续|待续)\s?[)）】\]]|[-—]{0,3}\s?END\s?[-—]{0,3}")


def is_end(text: str) -> bool:
    """A mark that says that the text is over: （完）."""
    return len(text) <= 12 and bool(_END.fullmatch(text))


@lru_cache(maxsize=8_192)
def is_metadata(text: str) -> bool:
    """A line that tells of the document rather than being its text, whatever stands around it."""
    if len(text) > 120:
        return False
    stated = is_date_line(text) or is_wire(text) or is_imprint(text) or is_sourced(text)
    return stated or is_edited(text) or is_end(text) or is_archived(text)


def is_edited(text: str) -> bool:
    """An organisation and a date on one line, as briefings print them under their masthead."""
    found = DATED.search(text)
    if not found or found.start() < 4 or not _ISSUED.match(text, found.end()):
        return False
    return is_organisation(re.sub(r"\s*(?:主?编印?|编发|印发?|主办)?\s*$", "", text[: found.start()]))


_ARCHIVED = re.compile(
    rf"\S{{2,12}}(?:报|刊|时代|杂志)\s?[/／]\s?{dates.ARCHIVED_DAY}[/／\s]*第?\s?\w{{1,4}}\s?版.{{0,12}}"
)


def is_archived(text: str) -> bool:
    """The head that archives print over a newspaper's article: 清河日报/2015年/1月/22日/第001版."""
    return len(text) <= 60 and bool(_ARCHIVED.fullmatch(text))


# The parts of a collection, as document sites put them together: 篇一：, 第二篇, 范文三：….
PART = re.compile(
    rf"[【\[（(]?\s?(?:第[{FEW}\d]{{1,3}}篇|(?:篇|范文)[{FEW}\d]{{1,3}})\s?[】\]）)]?\s?[:：]?\s?[^。，；：:]{{0,40}}"
)
_ISSUED = re.compile(r"\s*(?:主?编印?|编发|印发|印制|印)?[\s|｜]*$")


_SOURCE = re.compile(
    r"(?:来源|稿源|作者|发布(?:时间|日期|机构|单位|者)?|时间|日期|记者|浏览|阅读|点击|字号|编辑)\s?[:：]"
)


def is_sourced(text: str) -> bool:
    """2024年06月07日08:30 来源：人民网, and its kin."""
    return (
        len(text) <= 80
        and not is_terminal(text)
        and bool(_SOURCE.search(text))
        and bool(DATED.search(text) or _SOURCE.match(text))
    )


def heading_like(text: str) -> bool:
    """Short, no sentence ends in it, and it does not trail off in a comma or colon."""
    return (
        width(text) <= LONGEST_HEADING
        and not has_stop_inside(text)
        and not is_terminal(text)
        and text[-1] not in "，、：；,;:—"
    )
