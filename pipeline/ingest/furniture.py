"""Lines that belong to the page or the site rather than to the text, each with the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.ingest.layout import Line
from pipeline.ingest.shapes import DATE, is_date_line, numbered_style
from pipeline.text.lines import has_stop_inside, is_terminal, width

_PAGE = re.compile(
    r"[—–\-－·•~\s\[【(（]*(?:第?\s?\d{1,4}\s?页?|(?:第\s?)?[\dⅠ-Ⅻivxlc]{1,4}\s?[/／]\s?(?:共\s?)?\d{1,4}(?:\s?页)?|[Pp](?:age|\.)?\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?"
    r"|第?\s?\d{1,4}\s?页[，,/／\s]*共?\s?\d{1,4}\s?页|第[一二三四五六七八九十百]{1,4}页|共\s?\d{1,4}\s?页)[—–\-－·•~\s\]】)）]*"
)
_BARE = re.compile(r"\d{1,4}")
_CRUMBS = re.compile(
    r"(?:(?:您?(?:现?在|当前|所在)的?(?:位置|栏目|频道))\s?[:：]|首页\s?[>＞»›→\-|｜/]).*|(?:\S{1,12}\s?[>＞»›]\s?){2,}\S{0,40}"
)
_MENU = re.compile(
    r"(?:\S{2,8}\s?[|｜┃·]\s?){3,}\S{2,8}|(?:首页|网站首页|新闻|时政|党建|专题|视频|图片|评论|登录|注册|设为首页|加入收藏|导航|更多)(?:\s(?:[一-龥]{2,6})){2,}"
)
_TOOLS = re.compile(
    r"(?:[【\[（(]?\s?(?:打印(?:本页|文章|此文)?|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表|上页)?|收藏(?:本页)?|分享到?|转发|纠错|推荐|复制链接|放大|缩小|大|中|小|字[号体]|默认|繁体|简体|语音播报|微信|微博|扫一扫|新浪微博|腾讯微博|QQ空间|人人网|豆瓣|朋友圈)\s?[】\]）)]?[\s:：|｜、/·]*)+"
)
_TOOL_LEAD = re.compile(
    r"(?:分享(?:到|至|让更多人看到)|扫(?:一扫|描)[^。]{0,30}|责任?编辑?\s?[:：]|[（(【\[]\s?(?:责任?编辑?|责编|编辑|审核|校对|值班编辑|监制)\s?[:：]|(?:编辑|责编|审校|值班编辑|监制|美编|排版|终审|初审|复审)\s?[:：]|(?:浏览|阅读|点击|访问)(?:次数|量|数|人数)?\s?[:：]|字[号体]\s?[:：]|【?字号|点赞|原标题\s?[:：]"
    r"|版权(?:所有|声明)|Copyright|©|备案号|[京沪粤津渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵川青藏琼宁]ICP备|[京沪粤津渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵川青藏琼宁]公网安备|技术支持\s?[:：]|网站地图|主办单位?\s?[:：]|承办单位?\s?[:：]|友情链接|免责声明|特别声明|声明\s?[:：]|返回顶部|下载附件|附件下载|微信公众号|关注(?:我们|公众号)|客户端下载|我要(?:纠错|评论|留言)|网友评论|发表评论|登录后)"
)
_LIST_HEAD = re.compile(
    r"[【\[\s]*(?:热门(?:文档|文章|推荐|新闻|标签|搜索|阅读|排行)|最新(?:文档|文章|更新|发布|资讯|新闻)|推荐(?:阅读|文档|文章|新闻|视频)|(?:相关|延伸|拓展|扩展)(?:阅读|新闻|文章|链接|文档|报道|推荐|专题|资讯|资料|稿件)|阅读排行(?:榜)?|点击排行(?:榜)?|排行榜|猜你喜欢|大家都在看|热点(?:推荐|新闻|排行|专题|聚焦)|精彩(?:推荐|图片|图集)|图片新闻|编辑推荐|今日(?:推荐|热点|要闻)|更多(?:新闻|文章|>>|》)|频道精选|网友(?:热议|推荐)|新闻排行|24小时(?:热文|排行)|为您推荐|同类(?:文章|推荐)|热词)[】\]\s:：>＞»]*"
)
_NEIGHBOURS = re.compile(r"(?:上|下|前|后)一?[篇条页]\s?[:：].*|(?:上|下)一[篇条页]")
_DATED_LINK = re.compile(
    rf"[-·•*●■◆▪\s\[（(]*{DATE}[\]）)]?\s*\S.{{3,}}|[-·•*●■◆▪\s]*\S.{{3,60}}\s*[\[（(]?{DATE}[\]）)]?|\S.{{3,60}}\s[\[（(]\d{{1,2}}[-/月]\d{{1,2}}日?[\]）)]"
)
_CAPTION = re.compile(
    r"(?:▲|△|▼|图为|图片?(?:说明|来源|\d{1,2})\s?[:：]?|资料图片?|视频\s?[:：]|上图|下图|左图|右图).{0,120}|.{2,120}[\s（(](?:[一-龥]{2,4}\s?)?(?:[一-龥]{2,4}\s?)(?:摄影?|供图|图)[）)。]?"
)
_RULE = re.compile(r"[\W_]{3,}")
LONGEST_TITLE = 60.0
DATED_LINKS = 3


def furniture(lines: Sequence[Line]) -> dict[int, str]:
    """The numbers of the lines that are no text, with the reason."""
    found = {i: reason for i, line in enumerate(lines) if (reason := _alone(line.text))}
    _page_numbers(lines, found)
    _lists(lines, found)
    _running_heads(lines, found)
    return found


def _alone(text: str) -> str:
    """The reason why a line is noise by itself; empty for none."""
    if len(text) > 200:
        return ""
    if _PAGE.fullmatch(text) and not _BARE.fullmatch(text):
        return "页码"
    if _CRUMBS.fullmatch(text) or _MENU.fullmatch(text):
        return "网站导航"
    if _TOOLS.fullmatch(text) or _TOOL_LEAD.match(text):
        return "网页工具与署名"
    if _NEIGHBOURS.fullmatch(text):
        return "其他文章链接"
    if _CAPTION.fullmatch(text) and not has_stop_inside(text) and width(text) <= 90:
        return "图片说明"
    return "分隔线" if _RULE.fullmatch(text) and "*" not in text and "…" not in text else ""


def _page_numbers(lines: Sequence[Line], found: dict[int, str]) -> None:
    """A bare number alone on its line is a page's, unless it stands among others as in a table."""
    for i, line in enumerate(lines):
        if not _BARE.fullmatch(line.text) or (len(line.text) == 4 and line.text[:2] in {"19", "20"}):
            continue
        beside = [lines[j].text for j in (i - 1, i + 1) if 0 <= j < len(lines)]
        if all(width(text) >= 6 and not text[0].isdigit() for text in beside):
            found[i] = "页码"


def _lists(lines: Sequence[Line], found: dict[int, str]) -> None:
    """Lists of other documents: a head with the short lines under it, or several dated links in a row."""
    i = 0
    while i < len(lines):
        head = bool(_LIST_HEAD.fullmatch(lines[i].text))
        first = i + head
        stop = first
        while stop < len(lines) and _is_link(lines[stop], bool(head), stop > first):
            stop += 1
        dated = sum(_is_dated(lines[j].text) for j in range(first, stop))
        if head or dated >= DATED_LINKS:
            if head and not dated:
                stop = _undated_end(lines, first, stop)
            found.update(dict.fromkeys(range(i, stop), "其他文章链接"))
            i = max(stop, i + 1)
        else:
            i += 1


def _is_dated(text: str) -> bool:
    return (
        width(text) <= LONGEST_TITLE + 24
        and not is_terminal(text)
        and not is_date_line(text)
        and bool(_DATED_LINK.fullmatch(text))
    )


def _is_link(line: Line, headed: bool, inside: bool) -> bool:
    if _is_dated(line.text):
        return True
    if not headed:
        return False
    return (
        (line.gap == 0 or not inside)
        and not has_stop_inside(line.text)
        and not is_terminal(line.text)
        and width(line.text) <= LONGEST_TITLE
        and numbered_style(line.text) > 2
    )


def _undated_end(lines: Sequence[Line], first: int, stop: int) -> int:
    """Where a list without dates ends: before the line that a paragraph follows without a gap."""
    if stop < len(lines) and lines[stop].gap == 0 and stop - first > 1:
        return stop - 1
    return stop


def _running_heads(lines: Sequence[Line], found: dict[int, str]) -> None:
    """A short line that comes again beside page numbers or at the top of pages."""
    count = Counter(line.text for line in lines if width(line.text) <= 40)
    for i, line in enumerate(lines):
        if i in found or count.get(line.text, 0) < 3 or is_terminal(line.text):
            continue
        beside = line.page or any(found.get(j) == "页码" for j in (i - 1, i + 1))
        if beside and i > 0:
            found[i] = "页眉页脚"
