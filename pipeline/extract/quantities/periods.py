"""The period that a quantity is for, in the text's own words."""

from __future__ import annotations

import re

from pipeline.extract.quantities.grammar import Reading
from pipeline.extract.quantities.layout import Layout

_PERIOD = re.compile(
    r"(?:截至|截止|到|至|自|从)?(?:(?:19|20)[0-9]{2}|[一二][〇○零一二三四五六七八九]{3})(?:[—–-](?:(?:19|20)[0-9]{2}))?年(?:度|底|末|初|以来)?"
    r"(?:[0-9一二三四五六七八九十]{1,3}月(?:份|底|末)?)?(?:[0-9一二三四五六七八九十]{1,3}日)?(?:以来|前|起)?"
    r"|(?:今年|去年|上年|前年|明年|全年|本年)(?:度)?(?:以来|上半年|下半年|前三季度)?|上年度|本年度|上半年|下半年|[一二三四]季度"
    r"|(?:近|过去|前|这|今后|未来)[0-9一二两三四五六七八九十几]+(?:多)?年(?:来|间)?|[0-9一二两三五十]+年来|(?:多|几|近|数)年来"
    r"|“?(?:十[一二三四五]|[一二三四五六七八九])五”?(?:时期|期间|末|以来)|党的十[八九]大以来|党的二十大以来|本届政府|疫情期间|任期内|每年|每月|每季度|每半年|每周"
)


def period_of(plan: Layout, reading: Reading) -> tuple[int, int] | None:
    """The nearest expression of time before the number in its sentence, else None."""
    number = plan.clause_at(reading.start)
    found = None
    for match in _PERIOD.finditer(plan.text, plan.sentence_start(number), reading.start):
        found = match.span()
    return found
