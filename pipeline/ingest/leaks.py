"""Scripts and style sheets that leaked into a text where a page was copied or badly stripped."""

from __future__ import annotations

import re

from pipeline.text.characters import HAN

REASON = "脚本或样式残留"
_CODE = f"[^{{}}{HAN}]"
_SELECTOR = r"[.#@*]?[A-Za-z_][\w.#:,>*@\[\]=\"'()\s-]{0,120}?"
# .TRS_Editor P{line-height:1.5;font-size:12px}, @media print{…}
_RULE = rf"{_SELECTOR}\s?\{{\s?[a-zA-Z-]{{2,30}}\s?:{_CODE}{{1,400}}\}}"
_NAME = r"[A-Za-z_$][\w$]{0,40}"
_PATH = rf"{_NAME}(?:\.{_NAME}){{1,6}}"
_QUOTED = r"\"[^\"\n]{0,120}\"|'[^'\n]{0,120}'"
_INNER = rf"(?:{_QUOTED}|[^()（）\"'{HAN}]|[(（](?:{_QUOTED}|[^()（）\"'{HAN}]){{0,80}}[)）]){{0,200}}"
_ARGUMENTS = rf"[(（]{_INNER}[)）]"
# window.open(url,'_blank'); $("#a").load("/b"); show(); var a = "b"; function f(x){ if (a) {
# A name and a bracket alone are no call: 模型 f(x)；
_TOLD = rf"(?:{_PATH}\s?{_ARGUMENTS}|(?:{_NAME}|\$)\s?[(（](?:\s?|{_INNER}(?:{_QUOTED}){_INNER})[)）])"
_CALL = rf"(?:(?:var|let|const|return|else)\s)?{_TOLD}(?:\.{_NAME}\s?{_ARGUMENTS}){{0,4}}\s?[;；]"
_SET = rf"(?:(?:var|let|const)\s{_NAME}|{_PATH})\s?\+?=\s?(?:{_QUOTED}|[^;；\"'{HAN}]){{1,200}}[;；]"
_OPENED = rf"(?:function\s?{_NAME}?|if|for|while|switch|try|else|catch)\s?(?:{_ARGUMENTS})?\s?\{{"
_STATEMENT = rf"(?:{_OPENED}|{_CALL}|{_SET})"
_LEAK = re.compile(rf"(?<![A-Za-z0-9_$.])(?:(?:{_RULE}|{_STATEMENT})[\s}};；]*)+")
_LINE = re.compile(
    rf"[\s{{}}();]+|(?:{_SELECTOR}\s?\{{)|[a-z-]{{2,30}}\s?:\s?[^;：{HAN}]{{1,80}};|//.{{0,80}}|/\*.{{0,80}}\*/|{_OPENED}"
)
_TELLING = re.compile(r"[{}]|[)）]\s?[;；]|=[^=]*[;；]")
_BRACE = re.compile(r"[{};]")


def leaks(line: str) -> list[tuple[int, int]]:
    """The half-open spans of a line that are rules of a style sheet or statements of a script."""
    return [found.span() for found in _LEAK.finditer(line)] if _TELLING.search(line) else []


def is_code(line: str) -> bool:
    """The whole line is part of a script or a style sheet."""
    return bool(_BRACE.search(line)) and bool(_LINE.fullmatch(line))
