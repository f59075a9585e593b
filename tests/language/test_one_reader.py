"""What stands in a text is read in one room: elsewhere no pattern and no set of characters reads it again.

A pattern that bounds its reach by what it does not cross ([^，。；]{0,12}) reads no sentence and is no finding.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "pipeline"
# The room itself, and the characters and the markup that it stands on.
READERS = ("language", "text")

_DIGITS = r"(?:\\d|\[[^\]\^]*(?:0-9|\\d|一二三)[^\]]*\])(?:[+*?]|\{[^}]*\})?(?:\\s[?*]?|\)|\(|\?|:)*"
_MEASURE = "[个名项件次户元万亿%％人条点]"
_BODY = "(?:委员会|党委|党组|组织部|宣传部|办公室|办公厅|人民政府|政府|总支|支部|工委|集团|公司|学校|大学|医院)"
_OFFICE = "(?:书记|主任|部长|局长|厅长|县长|市长|省长|主席|校长|院长|会长|记者|通讯员)"
KINDS = {
    # 。 with another stop in one class.
    "stops": re.compile(r"\[(?!\^)[^\]]*(?:。[^\]]*[！？]|[！？][^\]]*。)[^\]]*\]"),
    "dates": re.compile(rf"{_DIGITS}[年月日]|\(\?:19\|20\)"),
    "numerals": re.compile("[一二]二三|二三四五"),
    "figures with measures": re.compile(rf"{_DIGITS}(?:{_MEASURE}|\[{_MEASURE}+\])"),
    "surnames": re.compile("(?:[赵钱孙李周吴郑王冯陈张刘杨黄]、?){5}"),
    # Three ends of bodies, or three offices of persons, as alternatives.
    "organisations": re.compile(rf"(?:{_BODY}\|){{2,}}{_BODY}"),
    "offices": re.compile(rf"(?:{_OFFICE}\|){{2,}}{_OFFICE}"),
    "masks": re.compile(r"\[(?!\^)[^\]]*(?:[×✕＊*][^\]]*[xX某○□]|[xX某○□][^\]]*[×✕＊*])[^\]]*\]"),
}
_LONGEST_SET = 40
# Where a file may read for itself, and why; a file that no longer does is to be struck out.
ALLOWED = {
    ("dedupe/normal.py", "masks"): "signs that carry a fact stay in the normal form",
    ("ingest/inline.py", "stops"): "the stop behind a site's notice goes with the notice",
    ("ingest/origin.py", "organisations"): "the office that signs a title, before there are passages to read",
    ("ingest/shapes.py", "organisations"): "a line that is one body's name and nothing more is a signature",
    ("ingest/shapes.py", "offices"): "a line that names its author by office is a byline",
    ("ingest/reviewyear.py", "numerals"): "what may not stand before a year, so that no longer numeral is cut",
    ("readers/numbering.py", "numerals"): "writes the numbers of a Word list, reads none",
    (
        "readers/sheet.py",
        "figures with measures",
    ): "the form of a cell that holds a bare figure, as its number format has it",
    ("sidecar.py", "dates"): "the form of a cell that holds a year and nothing else",
}


def _strings(node: ast.AST) -> Iterator[str]:
    """The string literals of an expression, an f-string's pieces apart."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _is_pattern(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = ast.unparse(node.func)
    return name in ("frozenset", "set") or (name.startswith("re.") and name != "re.escape")


def _is_characters(value: object) -> bool:
    """Whether a constant is a set of characters, written as a string, and no text."""
    return isinstance(value, str) and len(value) <= _LONGEST_SET and not any(map(str.isspace, value.strip()))


def literals(code: str) -> Iterator[str]:
    """Patterns, sets of characters (as classes), and the constants of a module that such are made of."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if _is_pattern(node):
            yield from _strings(node)
            yield from (f"[{text}]" for text in _strings(node) if "frozenset" in ast.unparse(node)[:9])
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            yield from _strings(node.value)
            if isinstance(node.value, ast.Constant) and _is_characters(node.value.value):
                yield f"[{node.value.value}]"


def found(code: str) -> set[str]:
    """The kinds of readers that stand in the code of a module."""
    return {kind for text in literals(code) for kind, pattern in KINDS.items() if pattern.search(text)}


def second_readers() -> set[tuple[str, str]]:
    """Every module outside the reading rooms that reads for itself, with what it reads."""
    modules = ((p, p.relative_to(PACKAGE)) for p in sorted(PACKAGE.rglob("*.py")))
    return {
        (name.as_posix(), kind)
        for path, name in modules
        if name.parts[0] not in READERS
        for kind in found(path.read_text(encoding="utf-8"))
    }


def test_nothing_is_read_a_second_time() -> None:
    new = sorted(second_readers() - set(ALLOWED))
    assert not new, f"ask pipeline/language instead, or say in ALLOWED why not: {new}"


def test_every_exception_is_still_needed() -> None:
    assert sorted(set(ALLOWED) - second_readers()) == []


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ('import re\n_STOP = re.compile("[。！？；]")', "stops"),
        ('_ENDS = frozenset("。！？")', "stops"),
        ('_ENDS = "。；！？"', "stops"),
        ('import re\ndef f(t):\n    return re.split(r"[！？。\\n]", t)', "stops"),
        ('import re\n_DAY = re.compile(r"\\d{1,2}月\\d{1,2}日")', "dates"),
        ('import re\n_Y = re.compile("(?:[0-9]{4}|[一二三四五六七八九〇]{4})年")', "dates"),
        ('_D = r"(?:19|20)\\d\\d"\n', "dates"),
        ('_N = "[一二三四五六七八九十百]+"', "numerals"),
        ('import re\n_Q = re.compile(r"(\\d+)(?:个|名|项)")', "figures with measures"),
        ('import re\n_Q = re.compile("[0-9.]+[万亿]?元")', "figures with measures"),
        ('_NAMES = frozenset("赵钱孙李周吴郑王")', "surnames"),
        ('import re\n_M = re.compile("[xX×*]{1,3}个")', "masks"),
        ('import re\n_B = re.compile("(?:党委|党组|公司)$")', "organisations"),
        ('import re\n_P = re.compile("(?:书记|县长|主任)[一-龥]{2}")', "offices"),
    ],
)
def test_a_second_reader_is_seen(code: str, kind: str) -> None:
    assert kind in found(code)


@pytest.mark.parametrize(
    "code",
    [
        'import re\n_NEAR = re.compile("占[^，。；]{0,12}比")',
        'import re\n_NEAR = re.compile("[“‘]([^“”。！？：*×x]{2,22})[”’]")',
        'def f():\n    """3月5日。！？ is told here, not read."""\n    return "一二三四五个"',
        '_ROWS = {"month": "月", "year": "年"}',
    ],
)
def test_what_reads_nothing_is_no_finding(code: str) -> None:
    assert found(code) == set()
