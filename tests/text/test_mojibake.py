"""Text that was decoded with the wrong table and saved again is recognised, and nothing else is."""

from __future__ import annotations

import pytest

from pipeline.text.mojibake import mojibake

# Invented.
PROSE = "青禾县把年终述职放在村头的晒谷场上，谁家的账没算清，当场就有人站起来问，问完了再打分。"
TRADITIONAL = "青禾縣把年終述職放在村頭的曬穀場上，誰家的賬沒算清，當場就有人站起來問，問完了再打分。"


@pytest.mark.parametrize(
    ("written", "read", "said"),
    [
        ("utf-8", "gb18030", ("UTF-8", "GBK")),
        ("utf-8", "gbk", ("UTF-8", "GBK")),
        ("utf-8", "latin-1", ("UTF-8", "Latin-1")),
        ("utf-8", "cp1252", ("UTF-8", "Latin-1")),
        ("gb18030", "latin-1", ("GBK", "Latin-1")),
        ("gbk", "cp1252", ("GBK", "Latin-1")),
    ],
)
@pytest.mark.parametrize("lost", ["\ufffd", "?", ""])
def test_the_wrong_step_is_named(written: str, read: str, said: tuple[str, str], lost: str) -> None:
    found = mojibake(PROSE.encode(written).decode(read, "replace").replace("\ufffd", lost))
    assert found is not None
    assert found[:2] == said
    assert found.meant in PROSE
    assert len(found.meant) >= 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "党",
        PROSE,
        TRADITIONAL,
        "龘靐齉爩鱻麤灪籲",
        "à la carte, déjà vu, naïveté, Genève, façade, señor, Übergröße, crème brûlée",
        "乡党委与 Société Générale、Nestlé、Citroën 座谈，介绍述职评议的做法。",
        "±5℃、×3、÷2、·、°、§12、µg、½、¼",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert mojibake(text) is None
