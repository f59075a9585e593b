"""Rich Text Format 1.9: what its control words and groups make of the text.

One pass over the tokens with a stack of group states. Text goes into stories: the body, and those that stand beside
it (foot notes, text boxes, headers, comments). Bytes are decoded by the code page of their font.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.language.sentences import POINTS
from pipeline.readers.wordml import kind_of_style

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|(?P<break>[\r\n]+)|(?P<text>[^\\{}\r\n]+)|\\\Z"
)
_RAW_PAIR = re.compile("[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_CODE_PAGES = {
    128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253", 162: "cp1254", 177: "cp1255",
    178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_PAGES_BY_NUMBER = {936: "gb18030", 54936: "gb18030", 950: "big5hkscs", 65001: "utf-8"}
_WESTERN = "cp1252"
_CHARACTERS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
}  # fmt: skip
_SIGNS = {"~": "\xa0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
_STORIES = {
    "footnote": "脚注", "shptxt": "文本框", "dptxbxtext": "文本框", "annotation": "批注",
    "header": "页眉", "headerl": "页眉", "headerr": "页眉", "headerf": "页眉",
    "footer": "页脚", "footerl": "页脚", "footerr": "页脚", "footerf": "页脚",
}  # fmt: skip
_THROUGH = {"shpinst", "do"}
_SCRIPTS = {"loch", "hich", "dbch", "ltrch", "rtlch"}
_ASSOCIATED = {"af": "f", "ab": "b", "afs": "fs"}
_SKIPPED = {
    "colortbl", "info", "pict", "listtable", "listoverridetable", "revtbl", "rsidtbl", "nonesttables", "shprslt",
    "nonshppict", "xe", "rxe", "tc", "tcn", "filetbl", "template", "generator", "atnid", "atnauthor", "atndate",
    "objdata", "objclass", "objname", "upr", "txe", "themedata", "colorschememapping", "datastore", "latentstyles",
    "sp", "sn", "sv", "fldinst", "ffname", "datafield", "bkmkstart", "bkmkend", "private", "pgdsctbl", "background",
}  # fmt: skip
_LONGEST_HEADING = 60
_TITLE_HALF_POINTS = 36


@dataclass(frozen=True)
class RtfParagraph:
    """A paragraph with the kind and level that its style or its print gives it, or a row of a table (`cells`: the
    paragraphs of each cell). page: a page begins with it."""

    text: str = ""
    kind: str = ""
    level: str = ""
    cells: tuple[tuple[str, ...], ...] = ()
    page: bool = False


@dataclass
class Story:
    """Paragraphs that follow one another; `name` is empty for the body."""

    name: str = ""
    paragraphs: list[RtfParagraph] = field(default_factory=list)


@dataclass(frozen=True)
class _State:
    """What holds in a group. place: body, or what else its text is (skip, fonts, styles, label); wide: the associated
    properties (\\af, \\ab, \\afs) that follow are those of double-byte characters."""

    place: str = "body"
    story: int = 0
    font: int = -1
    bold: bool = False
    size: int = 24
    hidden: bool = False
    deleted: bool = False
    wide: bool = False
    skip: int = 1
    outer: str = "body"


class RtfText:
    """Parses an RTF file: `stories`, the body first, and whether tracked deletions were left out (`revised`)."""

    def __init__(self, data: bytes) -> None:
        text = data.decode("latin-1")
        if "\\bin" not in text:
            text = _RAW_PAIR.sub(lambda m: "".join(f"\\'{ord(c):02x}" for c in m.group()), text)
        self.stories = [Story()]
        self.revised = False
        self._writers = [_Paragraph()]
        self._state = _State()
        self._stack: list[_State] = []
        self._fonts: dict[int, int] = {}
        self._styles: dict[int, str] = {}
        self._default, self._code_page = -1, _WESTERN
        self._raw = bytearray()
        self._high = ""
        self._name = ""
        self._style = 0
        self._left_out = 0
        self._run(text)

    def _run(self, text: str) -> None:
        at = 0
        while (token := _TOKEN.match(text, at)) is not None:
            at = token.end()
            if self._raw and token["hex"] is None and token["break"] is None:
                self._flush()
            if token["word"]:
                at += self._word(token["word"], int(token["number"] or 1), bool(token["number"]))
            elif token["hex"]:
                self._byte(int(token["hex"], 16))
            elif token["sign"]:
                self._sign(token["sign"])
            elif token["brace"]:
                self._brace(token["brace"])
            elif token["text"]:
                self._plain(token["text"])
            if at >= len(text):
                break
        self._flush()
        for number in range(len(self.stories)):
            self._end_paragraph(number)
            paragraphs = self.stories[number].paragraphs
            while paragraphs and not paragraphs[-1].text.strip() and not paragraphs[-1].cells:
                paragraphs.pop()

    def _brace(self, sign: str) -> None:
        self._left_out = 0
        if sign == "{":
            self._stack.append(self._state)
            return
        if self._state.place == "styles" and self._name:
            self._styles[self._style] = self._name.strip(" ;")
        if self._state.place == "label":
            self._writers[self._state.story].end_label()
        self._name = ""
        if self._stack:
            self._state = self._stack.pop()

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._state = replace(self._state, place="skip", outer=self._outer())
        elif sign in "\r\n":
            self._end_paragraph(self._state.story)
        elif sign in _SIGNS:
            self._put(_SIGNS[sign])

    def _outer(self) -> str:
        return self._state.outer if self._state.place == "skip" else self._state.place

    def _plain(self, text: str) -> None:
        while self._left_out and text:
            text, self._left_out = text[1:], self._left_out - 1
        for piece in re.findall(r"[\x80-\xff]+|[^\x80-\xff]+", text):
            if piece[0] >= "\x80":
                self._raw += piece.encode("latin-1")
                self._flush()
            else:
                self._put(piece)

    def _byte(self, value: int) -> None:
        if self._left_out:
            self._left_out -= 1
        else:
            self._raw.append(value)

    def _flush(self) -> None:
        """Decode the bytes that have come together."""
        if self._raw:
            raw, self._raw = bytes(self._raw), bytearray()
            charset = self._fonts.get(self._state.font if self._state.font >= 0 else self._default, 0)
            self._put(_decoded(raw, _CODE_PAGES.get(charset, self._code_page)))

    def _put(self, text: str) -> None:
        state = self._state
        if state.place == "styles":
            self._name = (self._name + text)[:80]
        elif state.place in {"body", "label"} and not state.deleted:
            self._writers[state.story].add(text, state.bold, state.size, state.hidden, state.place == "label")

    def _word(self, word: str, number: int, given: bool) -> int:
        """Obey a control word; returns how many characters behind it are binary data."""
        state, on = self._state, number != 0
        if word == "bin":
            return max(number, 0) if given else 0
        if word == "u":
            self._unicode(number & 0xFFFF)
        elif word in _CHARACTERS:
            self._put(_CHARACTERS[word])
        elif word == "uc":
            self._state = replace(state, skip=max(number, 0))
        elif word in _SCRIPTS:
            self._state = replace(state, wide=word == "dbch")
        elif word in _ASSOCIATED:
            if state.wide:
                self._character(_ASSOCIATED[word], number, on)
        elif word in {"f", "b", "fs", "v", "deleted", "plain"}:
            self._character(word, number, on)
        elif word in _STORIES or word in _SKIPPED or word in _THROUGH or word in {"fonttbl", "stylesheet", "ud"}:
            self._destination(word)
        elif word in {"listtext", "pntext"} and state.place == "body":
            self._state = replace(state, place="label")
        elif word == "ansicpg":
            self._code_page = _PAGES_BY_NUMBER.get(number, f"cp{number}" if _known(f"cp{number}") else _WESTERN)
        elif word == "deff":
            self._default = number
        elif word == "fcharset" and state.place == "fonts":
            self._fonts[state.font] = number
        elif word == "s" and state.place == "styles":
            self._style = number
        elif state.place in {"body", "label"}:
            self._layout(word, number)
        return 0

    def _unicode(self, code: int) -> None:
        self._left_out = self._state.skip
        if 0xD800 <= code < 0xDC00:
            self._high = chr(code)
            return
        pair, self._high = self._high + chr(code), ""
        self._put(pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))

    def _character(self, word: str, number: int, on: bool) -> None:
        state = self._state
        if word == "f":
            self._state = replace(state, font=number)
        elif word == "b":
            self._state = replace(state, bold=on)
        elif word == "fs":
            self._state = replace(state, size=number)
        elif word == "v":
            self._state = replace(state, hidden=on)
        elif word == "deleted":
            self.revised = self.revised or on
            self._state = replace(state, deleted=on)
        else:
            self._state = replace(state, font=-1, bold=False, size=24, hidden=False)

    def _destination(self, word: str) -> None:
        outer = self._outer()
        if word in _STORIES and outer in {"body", "label"}:
            self.stories.append(Story(_STORIES[word]))
            self._writers.append(_Paragraph())
            self._state = replace(self._state, place="body", story=len(self.stories) - 1, bold=False)
        elif word in _THROUGH or word == "ud":
            self._state = replace(self._state, place=outer)
        elif word in {"fonttbl", "stylesheet"}:
            self._state = replace(self._state, place="fonts" if word == "fonttbl" else "styles")
        else:
            self._state = replace(self._state, place="skip", outer=outer)

    def _layout(self, word: str, number: int) -> None:
        writer = self._writers[self._state.story]
        if word in {"par", "sect", "page"}:
            self._end_paragraph(self._state.story)
            writer.page = writer.page or word == "page"
        elif word == "cell":
            writer.end_cell()
        elif word == "nestcell":
            self._put(" ")
        elif word == "row":
            self.stories[self._state.story].paragraphs += writer.end_row()
        elif word == "pard":
            writer.reset()
        elif word == "intbl":
            writer.in_table = True
        elif word == "qc":
            writer.centred = True
        elif word == "outlinelevel":
            writer.outline = number
        elif word == "s":
            writer.style = self._styles.get(number, "")

    def _end_paragraph(self, story: int) -> None:
        self.stories[story].paragraphs += self._writers[story].end()


class _Paragraph:
    """The paragraph that is being written in a story, and the cells of its row."""

    def __init__(self) -> None:
        self.page = False
        self._cells: list[tuple[str, ...]] = []
        self._cell: list[str] = []
        self._pieces: list[str] = []
        self._label: list[str] = []
        self.reset()
        self._fresh()

    def reset(self) -> None:
        """Paragraph properties as they are without any (\\pard)."""
        self.in_table = self.centred = False
        self.outline, self.style = -1, ""

    def _fresh(self) -> None:
        self._pieces, self._bold, self._smallest = [], True, 1_000

    def add(self, text: str, bold: bool, size: int, hidden: bool, label: bool) -> None:
        """Text in the given print; hidden text is not what a reader of the document sees."""
        if hidden:
            return
        (self._label if label else self._pieces).append(text)
        if text.strip() and not label:
            self._bold = self._bold and bold
            self._smallest = min(self._smallest, size)

    def end_label(self) -> None:
        """A list's number comes before the text; a bullet says nothing."""
        label = "".join(self._label).strip()
        self._label = []
        if any(c.isalnum() for c in label):
            self._pieces.append(label)

    def end(self) -> list[RtfParagraph]:
        """The finished paragraph; in a cell it waits for its row."""
        text = "".join(self._pieces)
        kind = self._kind(text.strip())
        self._fresh()
        if self.in_table:
            self._cell += [text] if text.strip() else []
            return []
        page, self.page = self.page, False
        return [*self.end_row(), RtfParagraph(text, *kind, page=page)]

    def end_cell(self) -> None:
        """The cell with what was written since the last one."""
        text = "".join(self._pieces)
        self._fresh()
        self._cells.append((*self._cell, *([text] if text.strip() else [])))
        self._cell = []

    def end_row(self) -> list[RtfParagraph]:
        """The row of the finished cells; none where there are none."""
        if self._cell:
            self.end_cell()
        cells, self._cells = tuple(self._cells), []
        return [RtfParagraph(cells=cells)] if cells else []

    def _kind(self, text: str) -> tuple[str, str]:
        kind = kind_of_style(self.style)
        if kind[0] or not text:
            return kind
        if 0 <= self.outline < 9 and len(text) <= _LONGEST_HEADING:
            return "heading", f"h{self.outline + 1}"
        if len(text) > _LONGEST_HEADING or text[-1] in POINTS:
            return "", ""
        if self.centred and self._smallest >= _TITLE_HALF_POINTS:
            return "title", "size"
        return ("heading", "strong") if self._bold else ("", "")


def _known(codec: str) -> bool:
    try:
        "".encode(codec)
    except LookupError:
        return False
    return True


def _decoded(raw: bytes, codec: str) -> str:
    """The bytes by their code page. Where the file says a western one and all are pairs of Chinese characters, it
    was a Chinese program that did not say so."""
    if codec == _WESTERN and len(raw) % 2 == 0 and min(raw) > 0x80:
        try:
            chinese = raw.decode("gb2312")
        except UnicodeDecodeError:
            return raw.decode(codec, "replace")
        return chinese
    return raw.decode(codec, "replace")
