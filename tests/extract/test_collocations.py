"""Candidates for the dictionary of formulations: what is proposed, what is not, and that the order is fixed."""

from __future__ import annotations

import random
from dataclasses import replace

from pipeline.extract.collocations import Thresholds, candidates
from pipeline.records import Passage
from pipeline.text.located import loose

PHRASE = "九联三促"
_FILL = "春风化雨江河湖海星辰日月松竹梅兰东西南北高低远近明暗轻重快慢"


def passages() -> list[Passage]:
    """Forty passages of random filling around one phrase that always stands whole."""
    draw = random.Random(7)
    made = []
    for number in range(40):
        words = ["".join(draw.choices(_FILL, k=6)) for _ in range(3)]
        text = f"{words[0]}{PHRASE}{words[1]}，{words[2]}。"
        made.append(replace(loose(text).passage, passage_id=str(number), doc_id=f"d{number % 4}"))
    return made


def test_proposes_what_holds_together() -> None:
    found = candidates(passages(), (), {"d0": 2020, "d1": 2021, "d2": 2021, "d3": None})
    assert found[0].phrase == PHRASE
    assert (found[0].count, found[0].documents, found[0].years) == (40, 4, 2)
    assert PHRASE in found[0].example


def test_known_phrases_and_repeats_are_left_out() -> None:
    assert PHRASE not in [c.phrase for c in candidates(passages(), [f"推行{PHRASE}机制"], {})]
    copies = [replace(p, repeated=True) for p in passages()]
    assert candidates(copies, (), {}) == []


def test_one_document_is_not_enough() -> None:
    alone = [replace(p, doc_id="d") for p in passages()]
    assert candidates(alone, (), {}) == []
    assert candidates(alone, (), {}, Thresholds(documents=1))


def test_quotation_marks_raise_the_score() -> None:
    quoted = [replace(p, text=p.text.replace(PHRASE, f"“{PHRASE}”")) for p in passages()]
    plain = [replace(p, text=p.text.replace(PHRASE, f"、{PHRASE}、")) for p in passages()]
    assert candidates(quoted, (), {})[0].score > candidates(plain, (), {})[0].score


def test_empty_and_short_texts() -> None:
    assert candidates([], (), {}) == []
    assert candidates([loose("短").passage], (), {}) == []
