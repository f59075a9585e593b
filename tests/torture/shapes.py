"""Shapes of text that no author had in mind, each to be had at any length. All are invented.

A shape is a paragraph below a title, unless it is one that only a whole file has. Files hold such things: rules of
signs, names set apart by blanks, dumps of figures, tables without their lines, hidden words, a whole document without a
full stop.
"""

from __future__ import annotations

import random
from collections.abc import Callable

TITLE = "2021年度述职评议综述\n\n"
SENTENCE = "各支部新建食堂12个，服务群众3400人次。"
PLAIN = "各支部书记在会上介绍做法"


def repeated(unit: str) -> Callable[[int], str]:
    """The unit as often as the length holds it."""
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def mixed(alphabet: str) -> Callable[[int], str]:
    """Characters of the alphabet without order, the same for every length."""
    return lambda size: "".join(random.Random(7).choices(alphabet, k=size))


def picked(*words: str) -> Callable[[int], str]:
    """Words without order, the same for every length."""
    mean = sum(map(len, words)) / len(words)
    return lambda size: "".join(random.Random(7).choices(words, k=round(size / mean)))


def counted(form: str) -> Callable[[int], str]:
    """The form with a number that grows, so that nothing in it repeats."""
    mean = len(form.format(100))
    return lambda size: "".join(form.format(n) for n in range(1, size // mean + 1))


def opened(opening: str, inner: str = "") -> Callable[[int], str]:
    """Brackets that open and never close, and behind them text."""
    return lambda size: opening * (size // 2 // len(opening)) + repeated(inner or PLAIN)(size // 2)


def nested(opening: str, closing: str) -> Callable[[int], str]:
    """Brackets inside brackets."""
    pair = len(opening) + len(closing)
    return lambda size: opening * (size // pair) + closing * (size // pair)


def ended(unit: str, end: str) -> Callable[[int], str]:
    """The unit repeated, and at the very end what a pattern was waiting for, or what it cannot take."""
    return lambda size: repeated(unit)(size) + end


UNITS = {
    # rules of signs
    "equals": "=",
    "hyphens": "-",
    "underlines": "_",
    "stars": "*",
    "tildes": "~",
    "backticks": "`",
    "hashes": "#",
    "pluses": "+",
    "bars": "|",
    "backslashes": "\\",
    "slashes": "/",
    "dots": ".",
    "ellipses": "…",
    "dashes": "—",
    "ideographic spaces": "\u3000",
    "spaces": " ",
    "tabs": "\t",
    "zero width": "\u200b",
    "line ends": "\n",
    "carriage returns": "\r",
    "blank lines of spaces": "  \n",
    "spaced hyphens": "- ",
    "spaced stars": "* ",
    "spaced equals": "= ",
    "table rules": "|---",
    "quote marks": "> ",
    # brackets, quotations
    "square brackets": "[",
    "closing square brackets": "]",
    "link openings": "[[党](",
    "round brackets": "(",
    "wide brackets": "（",
    "closing wide brackets": "）",
    "lenticular": "【",
    "book marks": "《",
    "quotations": "“党建",
    "closing quotations": "”",
    "angle brackets": "<",
    "tags": "<p",
    "entities": "&amp",
    "empty pairs": "（）",
    "autolinks": "<http:",
    "addresses": "http://a.b/",
    "mails": "a@b.",
    # characters apart
    "blanks between": "党 建 工 作 ",
    "wide blanks between": "党\u3000建\u3000工\u3000作\u3000",
    "letters apart": "a b c ",
    "digits apart": "1 2 3 ",
    "digits and tabs": "12\t34\t",
    "one character lines": "党\n",
    "one digit lines": "7\n",
    "short lines": "党建工作\n",
    # digits
    "digits": "1234567890",
    "zeros": "0",
    "wide digits": "１２",
    "commas and digits": "1,234,",
    "points and digits": "1.2.",
    "versions": "1.1.1.1 ",
    "clocks": "12:34:",
    "percentages": "12%",
    "ranges": "12-34-",
    "wide ranges": "12—34~",
    "fractions": "1/2/",
    "numbers in a list": "12、",
    "named numbers in a list": "食堂12个、",
    "measures": "12个34人56次",
    "amounts": "12万元34亿元",
    "Chinese digits": "一二三四",
    "Chinese tens": "十",
    "Chinese numerals": "三百二十一万",
    "Chinese zeros": "零〇",
    "half": "百分之",
    "parts": "三分之一分之",
    "bounds": "约近余",
    "bounds before numbers": "约12余个",
    "many": "多余以上左右",
    "each": "分别",
    "each with numbers": "分别12个、34个和",
    "among": "其中，",
    "together": "共计12个，其中3个，",
    # masks
    "masks": "*个",
    "masked names": "某某",
    "letters as masks": "xx",
    "crosses": "×",
    "circles": "○",
    "masked in pairs": "**市委",
    "squares": "□",
    # words
    "的": "的",
    "省": "省",
    "市": "市",
    "县": "县",
    "党": "党",
    "和": "和",
    "provinces": "北京上海",
    "places": "江苏省南京市",
    "place ends": "省市县区",
    "one letter": "a",
    "one word": "party ",
    "organisation ends": "委员会",
    "organisations": "中共省委组织部",
    "schools": "大学学院",
    "offices": "书记主任",
    "surnames": "王李张刘",
    "verbs": "开展推进",
    "done": "了",
    "of and": "的和与及",
    "list words": "一是二是",
    "ordinals": "第一第二",
    "list marks": "（一）",
    "list marks in lines": "（一）\n",
    "numbered lines": "1.\n",
    "dates": "2021年3月4日",
    "years": "2021年",
    "years alone": "2021",
    "spans of years": "2021年至",
    "months": "3月",
    "commas": "，",
    "enumeration commas": "、",
    "semicolons": "；",
    "colons": "：",
    "full stops": "。",
    "question marks": "？！",
    "clauses": "推进工作，",
    "no full stop": PLAIN,
    "no full stop with numbers": "新建食堂12个服务群众3400人次",
    "sentences": SENTENCE,
    "one line of sentences": SENTENCE + "会议强调，要抓好落实。",
    "replacement": "\ufffd",
    "mojibake": "锟斤拷",
    "wrong decoding": "Ã¤Â",
    "traditional": "黨建工作開展",
    "outside the plane": "𠮷",
    "emoji": "😀",
    "combining": "e\u0301",
    "bidirectional": "\u202e党",
    "attachments": "附件1：",
    "salutations": "同志们：",
    "sources": "来源：",
    "printed pages": "— 1 —\n",
    "breadcrumbs": "首页>党建>",
    "headings": "# 党建\n",
    "setext": "党建\n===\n",
    "escapes": "\\n",
    "slogans": "两个确立四个意识",
    "more than all": "占比达到120%，其中12个，",
    "lists announced": "提出三点意见：一是抓好；",
    "lists without stops": "提出三点意见，一是",
    "entities in entities": "&",
    "comments": "<!--",
    "emphasis": "**党建**",
    "emphasis left open": "党**建",
    "table rules in lines": "|---|\n",
    "quoted links": '[党](http:x "',
    "definitions": "[党]: http://a",
    "repeated marks": "？？？？党",
    "notices": "本文来自党建网整理",
    "glosses": "党（dǎng）",
    "rivers": "黄河、长江、",
    "letters for provinces": "京、津、冀",
    "counted letters": "川渝两地",
    "damaged names": "中国共产党中央委会",
    "coinages": "“述”“评”“考”",
    "rows of alike": "抓改革、抓发展、抓",
    "speeches": "习近平总书记重要讲话",
    "ratios": "比例为1:3:",
    "growth": "增长12%，比2020年的",
    "from to": "由12%提高到34%，",
    "no stop of names": "江苏省委组织部部长王某某",
}

OTHERS: dict[str, Callable[[int], str]] = {
    "any digits": mixed("0123456789"),
    "any digits and points": mixed("0123456789.,"),
    "any marks": mixed("，。；：、（）《》“”"),
    "any signs": mixed("*_=-#>|`~[]()<>\\/ \n"),
    "any numerals": mixed("一二三四五六七八九十百千万亿零两半"),
    "any of few": mixed("的和省市区党年月日个"),
    "any numbers and measures": picked("12", "约", "个", "万", "余", "至", "人次", "、", "和", "分别", "其中", "%"),
    "any names": picked("江苏", "省委", "组织部", "书记", "南京", "大学", "集团", "的", "和"),
    "any verbs": picked("开展", "推进", "新建", "要求", "将", "已", "未", "的", "，", "12个"),
    "counted": counted("第{}项食堂，"),
    "counted measures": counted("食堂{}个、"),
    "counted lines": counted("食堂{}个\n"),
    "counted sentences": counted("支部{}新建食堂12个。"),
    "counted dates": counted("2021年{}月，"),
    "opened wide": opened("（"),
    "opened square": opened("["),
    "opened quotations": opened("“"),
    "opened book marks": opened("《"),
    "opened tags": opened("<p "),
    "opened emphasis": opened("**党"),
    "nested wide": nested("（", "）"),
    "nested square": nested("[", "]"),
    "nested quotations": nested("“", "”"),
    "stars that close": ended("党建", "**"),
    "digits that end": ended("12", "个"),
    "chain that ends": ended("的党建", "12个"),
    "places that end": ended("江苏", "党委"),
    "list that ends": ended("食堂、", "共12个"),
    "spaces that end": ended(" ", "党"),
    "hashes that end": ended("# ", "党"),
    "entity in entities": lambda size: "&" + "amp;" * (size // 4),
    "rule that ends": ended("***" + " " * 40, "党"),
    "blanks that end a rule": lambda size: "***" + " " * size + "党",
    "blanks in a heading": lambda size: "# 党" + " " * size + "建",
    "blanks in a fence": lambda size: "```" + " " * size + "？",
    "blanks in a table": lambda size: "|党|\n" + " " * size + "党",
    "tags in tags": nested("<p", ">"),
    "rows between numbers": picked("抓改革、", "抓发展、", "12个、", "和"),
}

# Whole files: no title above them.
BARE: dict[str, Callable[[int], str]] = {
    "bare equals": repeated("="),
    "bare digits": repeated("12"),
    "bare lines": repeated("党建工作\n"),
    "bare paragraphs": repeated(SENTENCE + "\n\n"),
    "bare dates": repeated("2021年3月4日\n"),
    "bare titles": repeated("述职评议综述\n"),
    "bare wrapped": repeated("各支部书记在会上介绍做法和体会其他同志作了补充\n"),
    "bare names": repeated("王某某\n"),
    "bare organisations": repeated("清河县委组织部\n"),
    "bare table": repeated("| 食堂 | 12 |\n"),
    "bare bullets": repeated("- 食堂12个\n"),
    "bare numbered": counted("{}. 食堂建设\n"),
    "bare chapters": counted("第{}章 食堂建设\n\n新建食堂12个。\n\n"),
    "bare articles": repeated("述职评议综述\n2021年3月4日\n" + SENTENCE * 8 + "\n（完）\n\n"),
    "bare quoted": repeated("> 食堂12个\n"),
    "bare announced": repeated("提出三点意见：\n\n一、抓好食堂。\n\n"),
    "bare marked": repeated("一、食堂\n（一）建设\n新建食堂12个。\n"),
    "bare long heading": lambda size: (
        "# " + repeated("党建")(size // 2) + "\n" + repeated("新建食堂12个。\n")(size // 2)
    ),
    "bare cut": repeated("会上介绍了做法，并就下一步\n\n"),
}


def _below(shape: Callable[[int], str]) -> Callable[[int], str]:
    return lambda size: f"{TITLE}{shape(size)}\n"


SHAPES: dict[str, Callable[[int], str]] = {
    **{name: _below(repeated(unit)) for name, unit in UNITS.items()},
    **{name: _below(shape) for name, shape in OTHERS.items()},
    **BARE,
}
