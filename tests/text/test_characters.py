"""The one-to-one mapping of characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.characters import is_traditional, normalise

CHINESE = st.text(
    alphabet="党建工作，。、；：？！（）“”《》,;:?!()0123456789０１％．ＡＢabc %　 \n國會議學習", max_size=80
)


@given(st.one_of(st.text(max_size=80), CHINESE))
def test_it_keeps_every_position_and_a_second_pass_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert len(once) == len(text)
    assert normalise(once) == once


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("２０２３年增长９５％", "2023年增长95%"),
        ("３．５万", "3.5万"),
        ("ＰＰＰ项目", "PPP项目"),
        ("党委(党组)带头,层层落实", "党委（党组）带头，层层落实"),
        ("述职时间:12月5日", "述职时间：12月5日"),
        ("1,000元", "1,000元"),
        ("09:30开会", "09:30开会"),
        ("面积为20㎡，占①类", "面积为20㎡，占①类"),
        ("Word(2016)", "Word(2016)"),
        ("⼈⺠⽣活，⽀部⻅效，⻓期２０㎡", "人民生活，支部见效，长期20㎡"),
        ("\uf9dd\u2f1f\U0002f820", "利土刻"),
    ],
)
def test_width(raw: str, clean: str) -> None:
    assert normalise(raw) == clean


def test_only_a_traditional_text_is_simplified() -> None:
    assert normalise("各級黨組織認真開展述職評議") == "各级党组织认真开展述职评议"
    quoting = "全镇党员认真学习，" * 20 + "碑上刻着“為國”二字。"
    assert "為國" in normalise(quoting)
    assert not is_traditional(quoting)
