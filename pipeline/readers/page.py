"""A web page as a list of blocks: what a browser would show as lines of their own, in page order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from lxml import etree, html

from pipeline.readers.grid import GridCell, cell, grid
from pipeline.readers.reading import ReadError
from pipeline.readers.veils import CLOSE, open_veil, unveiled, veil_of

_BREAK = "\x1e"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDE = "\u2e80-\u303e\u3041-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60“”‘’…—"
_WIDE_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n]*(?=[{_WIDE}])")
_SPACES = re.compile(r"[ \t\r\n]+")
_AROUND_BREAK = re.compile(rf"[ \t]*{_BREAK}[ \t]*")
_INVISIBLE = {"script", "style", "template", "head", "svg", "math", "iframe", "object", "canvas", "audio", "video"}
_CONTROLS_OF_FORMS = {"select", "option", "button", "textarea", "label", "datalist"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCK_TAGS = _HEADINGS | {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend",
    "li", "main", "menu", "nav", "noscript", "ol", "optgroup", "option", "p", "pre", "search", "section",
    "select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_ZONE_TAGS = {"nav": "导航", "footer": "页脚", "aside": "侧栏", "noscript": "脚本提示", "figcaption": "图片说明"}
_EDGE = r"(?:^|[-_ ])"
_STOP = r"(?:$|[-_ \d])"
_ZONE_NAMES = (
    (r"bread-?crumb|crumbs?|(?:cur|now)-?(?:pos|loc)|dqwz|wz_?dh|position(?!ed)", "面包屑导航"),
    (rf"{_EDGE}(?:top|main|sub|global|site|m)?-?_?(?:nav|menu)(?:bar|igation|list)?{_STOP}", "导航"),
    (rf"{_EDGE}(?:page|site|web)?-?_?foot(?:er)?{_STOP}|copy-?_?right|banquan", "页脚"),
    (r"(?:img|image|photo|pic|wp)[-_]?(?:caption|desc|note|info|title)|^caption$", "图片说明"),
    (rf"relat(?:ed|e)|recommend|xiangguan|xg(?:yd|xw|wz|lj)|hot-?_?(?:news|list|rank)|ranking{_STOP}", "相关阅读"),
    (rf"{_EDGE}(?:bd)?share|social|fenxiang|qrcode|ewm", "分享"),
    (rf"{_EDGE}comments?{_STOP}|pinglun", "评论"),
    (rf"{_EDGE}(?:side-?_?bar|aside){_STOP}", "侧栏"),
    (rf"{_EDGE}(?:ads?|advert\w*|banner|guanggao){_STOP}", "广告"),
    (rf"{_EDGE}(?:search|login)(?:box|bar)?{_STOP}", "搜索登录"),
)
_ZONES = tuple((re.compile(shape, re.IGNORECASE), reason) for shape, reason in _ZONE_NAMES)
# A tag with its attributes as browsers part them (HTML, 13.2.5), and one of them.
_BLANK = r"[ \t\n\f\r]"
_ATTRIBUTE = re.compile(
    r"[ \t\n\f\r/]*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+"
    rf"""(?:{_BLANK}*+={_BLANK}*+(?:"[^"]*+"|'[^']*+'|[^ \t\n\f\r>]*+))?+"""
)
_TAG = re.compile(rf"<([a-zA-Z][^ \t\n\f\r/>]*+)(?:{_ATTRIBUTE.pattern})*+|<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)
_NO_TAGS_INSIDE = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title")}
# libxml2 holds each attribute of a tag against all others, and nothing can break it off.
_MOST_ATTRIBUTES = 4_000
_LONG_CELL = 100
_LONG_FIGURE = 12


@dataclass
class PageBlock:
    """A run of visible text. tag: the nearest block element; zone: the part of the page by its markup, empty for
    none; veil: the number of the hidden element that it stands in, 0 where a browser would show it; asides: spans
    of its text that are hidden, each with the reason; linked, bold: characters inside links and in bold; pictured:
    a picture and no text stands right before it; centred: it is set in the middle; element: the number of its
    block element, home: of the one around that, equal for the paragraphs of one article; row:
    the cells of a table's row, table: the table's number, head: the row holds heads alone."""

    text: str
    tag: str
    zone: str = ""
    veil: int = 0
    asides: tuple[tuple[int, int, str], ...] = ()
    linked: int = 0
    bold: int = 0
    pictured: bool = False
    centred: bool = False
    element: int = 0
    home: int = 0
    row: tuple[GridCell, ...] = ()
    table: int = 0
    head: bool = False

    @property
    def hidden(self) -> bool:
        """A browser would not show it."""
        return bool(self.veil)

    @property
    def bare(self) -> str:
        """The text without white space."""
        return "".join(self.text.split())


def parse(text: str) -> Any:
    """The root element; None for an empty page. Raises ReadError for elements nested beyond all sense (libxml2
    stops at 2,048 levels and drops what is below), and for a tag with thousands of attributes."""
    if any(map(_has_too_many, _tags(text))):
        raise ReadError(f"网页里有标签带着 {_MOST_ATTRIBUTES} 个以上的属性，疑为恶意文件；未读取，请核对来源")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_CONTROLS.sub("", text).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise ReadError("网页元素嵌套过深，无法完整读入；请用浏览器打开，把正文另存为文本")
    return root


def _tags(text: str) -> Iterator[str]:
    """The opening tags as they are written; what only looks like one, in a script or a comment, is none."""
    at = 0
    while tag := _TAG.search(text, at):
        yield tag[0] if tag[1] else ""
        at = tag.end()
        if tag[1] and (closed := _NO_TAGS_INSIDE.get(tag[1].lower())):
            end = closed.search(text, at)
            at = end.start() if end else len(text)


def _has_too_many(tag: str) -> bool:
    return len(tag) > 2 * _MOST_ATTRIBUTES and sum(1 for _ in _ATTRIBUTE.finditer(tag)) > _MOST_ATTRIBUTES


def collapse(text: str) -> str:
    """White space as a browser shows it (CSS Text 3, 4.1): runs are one space, a line end between two East Asian
    characters is nothing, and a forced break is a line end."""
    text = _SPACES.sub(" ", _WIDE_BREAK.sub("", text))
    return _AROUND_BREAK.sub("\n", text).strip(" \n")


class Page(NamedTuple):
    """All blocks with text, in page order, the `<title>` first; parents: the block element around each block
    element, by number; veils: the hidden elements, by number from 1."""

    blocks: list[PageBlock]
    parents: list[int]
    veils: list[Any]


def page_of(root: Any) -> Page:
    """The page below `root`."""
    walk = _Walk()
    if root is not None:
        title = root.find(".//head/title")
        if title is not None:
            walk.put(title.text_content())
            walk.flush("title")
        walk.run(root)
    return Page(walk.blocks, walk.parents, walk.veils)


class _Context(NamedTuple):
    """What holds for text at a place of the tree; block and home number its block element and that one's parent."""

    tag: str = "body"
    zone: str = ""
    veil: int = 0
    inside: bool = False
    link: bool = False
    bold: bool = False
    centred: bool = False
    block: int = 0
    home: int = 0


class _Walk:
    """Goes through the tree once, without recursion, and cuts its text at block boundaries."""

    def __init__(self) -> None:
        self.blocks: list[PageBlock] = []
        self.pieces: list[str] = []
        self.linked = self.bold = self.tables = 0
        self.pictured = self.pictured_behind = False
        self.parents = [0]
        self.veils: list[Any] = []
        self.stack = [_Context()]

    def put(self, text: str | None) -> None:
        """Text in the current inline context."""
        if not text:
            return
        context = self.stack[-1]
        if context.tag in {"pre", "textarea"}:
            text = text.replace("\r\n", "\n").replace("\n", _BREAK)
        self.pieces.append(text)
        shown = sum(map(len, text.split()))
        self.linked += shown if context.link else 0
        self.bold += shown if context.bold else 0

    def flush(self, tag: str) -> None:
        """End the block that has been collected."""
        if self.pieces and (found := unveiled(collapse("".join(self.pieces)))):
            text, asides = found
            c = self.stack[-1]
            self.blocks.append(
                PageBlock(
                    text, tag, c.zone, c.veil, asides, self.linked, self.bold, self.pictured, c.centred, c.block, c.home
                )
            )
            self.pictured, self.pictured_behind = self.pictured_behind, False
        self.pieces, self.linked, self.bold = [], 0, 0

    def run(self, root: Any) -> None:
        """Walk the tree below `root`."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if self._enter(element):
                    walker.skip_subtree()
            else:
                self._leave(element)

    def _enter(self, element: Any) -> bool:
        """Whether what is below the element is dealt with already."""
        tag = element.tag
        if tag in BLOCK_TAGS:
            self.flush(self.stack[-1].tag)
        outer = self.stack[-1]
        self.stack.append(self._context(element, outer))
        if tag in _INVISIBLE:
            return True
        if self.stack[-1].inside and not outer.inside:
            self.pieces.append(open_veil(element))
        if tag == "img":
            self._picture()
        if tag == "table" and _is_data(element):
            self._rows(element)
            return True
        if tag == "br":
            self.pieces.append(_BREAK)
        self.put(element.text)
        return False

    def _picture(self) -> None:
        """A picture: right before the block that is being collected, or behind it."""
        if any(piece.strip() for piece in self.pieces):
            self.pictured_behind = True
        else:
            self.pictured = True

    def _context(self, element: Any, outer: _Context) -> _Context:
        tag = element.tag
        is_block = tag in BLOCK_TAGS
        if is_block:
            self.parents.append(outer.block)
        zone = outer.zone or ("" if tag in {"html", "body"} else _zone(element))
        veiled = not outer.veil and not outer.inside and veil_of(element)
        if veiled and is_block:
            self.veils.append(element)
        return _Context(
            tag if is_block else outer.tag,
            "表单" if tag in _CONTROLS_OF_FORMS else zone,
            len(self.veils) if veiled and is_block else outer.veil,
            outer.inside or bool(veiled and not is_block),
            outer.link or tag == "a",
            (outer.bold or tag in {"b", "strong"}) and tag not in _HEADINGS,
            outer.centred if not is_block else _is_centred(element, outer),
            len(self.parents) - 1 if is_block else outer.block,
            outer.block if is_block else outer.home,
        )

    def _leave(self, element: Any) -> None:
        if element.tag in BLOCK_TAGS:
            self.flush(self.stack[-1].tag)
        inside = self.stack.pop().inside
        if inside and not self.stack[-1].inside:
            self.pieces.append(CLOSE)
        self.put(element.tail)

    def _rows(self, table: Any) -> None:
        context = self.stack[-1]
        self.tables += 1
        for caption in table.iter("caption"):
            self.put(caption.text_content())
            self.flush("caption")
        rows = list(table.iter("tr"))
        for row, cells in zip(rows, grid(map(_cells, rows)), strict=True):
            if any(c.text for c in cells):
                linked = sum(len("".join(a.itertext()).strip()) for a in row.iter("a"))
                text = "\t".join(c.text for c in cells)
                row_of = PageBlock(text, "tr", context.zone, context.veil, linked=linked, row=tuple(cells))
                row_of.element, row_of.home = context.block, context.home
                row_of.table, row_of.head = self.tables, _is_head(row)
                self.blocks.append(row_of)


def _cells(row: Any) -> list[GridCell]:
    return [
        cell(collapse(c.text_content()), c.get("colspan", "1"), c.get("rowspan", "1"))
        for c in row.iterchildren("td", "th")
    ]


def _is_head(row: Any) -> bool:
    return row.getparent().tag == "thead" or next(row.iterchildren("td"), None) is None


def _is_data(table: Any) -> bool:
    """A table of figures and not of the page's layout: rows of several short cells, no table inside, no script.

    Boxes in the cells (div) belong to a layout unless many cells hold a figure.
    """
    if next(table.iterdescendants("table"), None) is not None:
        return False  # asked first: of tables in tables only the innermost is looked through
    rows = list(table.iter("tr"))
    cells = list(table.iter("td", "th"))
    if len(rows) < 2 or len(cells) < 2 * len(rows):
        return False
    if next(table.iterdescendants("table", "script", "style", "select", "textarea"), None) is not None:
        return False
    texts = ["".join("".join(c.itertext()).split()) for c in cells]
    if any(len(text) > _LONG_CELL for text in texts):
        return False
    figures = sum(any(c.isdigit() for c in text) and len(text) <= _LONG_FIGURE for text in texts)
    return next(table.iterdescendants("div"), None) is None or figures * 3 >= sum(map(bool, texts))


def _is_centred(element: Any, outer: _Context) -> bool:
    """Set in the middle of its line, by its own markup or that of what it stands in."""
    style = element.get("style", "")
    if "text-align" in style.lower():
        return bool(_CENTRED.search(style))
    return element.tag == "center" or element.get("align", "").lower() == "center" or outer.centred


def _zone(element: Any) -> str:
    """The part of the page that an element's tag, role or names stand for; empty for none."""
    if found := _ZONE_TAGS.get(element.tag):
        return found
    if element.get("role") == "navigation":
        return "导航"
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if len(names) < 2 or len(names) > 300:
        return ""
    return next((reason for shape, reason in _ZONES if shape.search(names)), "")
