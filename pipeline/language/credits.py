"""Who took, drew or supplied a picture, as the end of its caption says."""

from __future__ import annotations

import re

_BEFORE = r"[\s。，；：（(／/|·、▲]"
_NAME = r"[^\s。，；：（）()|]{1,12}"
_TAKEN = rf"{_BEFORE}{_NAME}[\s／/]?(?<!拍)摄影?"
_SUPPLIED = rf"(?:^|{_BEFORE})[^\s。，；：（）()]{{0,10}}(?:供图|制图|资料图片?|资料照片)"
_AGENCY = r"[\s。（(](?:视觉中国|新华社|中新社|东方IC|CFP)\s?(?:资料|图片?|发|供图)?"
_BRACKETED = r"[（(][^（）()]{0,20}(?:摄|照片|供图|截图)(?:，[^（）()]{1,8})?[）)]"
_CREDIT = re.compile(rf"(?:(?:{_TAKEN}|{_SUPPLIED}|{_AGENCY})[）)]?|{_BRACKETED})。?$")


def is_credited(text: str) -> bool:
    """The text ends in a picture's credit: 会场一角。田禾 摄; （资料图片）."""
    return bool(_CREDIT.search(text))
