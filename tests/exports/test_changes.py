"""What the report asserts of changes: hardly ever what chance did, and always with interval and documents."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline.compare.base import base_of
from pipeline.compare.comparability import comparability
from pipeline.compare.counted import theme_by_year
from pipeline.config import Config
from pipeline.exports.report.content import Prose, Ref
from pipeline.exports.report.narrative import narrative
from pipeline.profile import profile
from pipeline.records import Document, Record
from pipeline.store import Tables
from tests.compare.build import of_year, part, theme
from tests.compare.simulate import Kind

CONFIG = Config()
ASSERTED = ("上升", "下降", "最多")


def corpus(kind: Kind, n: int, seed: int, shift: float = 0.0) -> list[Record]:
    """n documents with their passages by theme; `shift` is added to the log share of the second theme."""
    rng = np.random.default_rng(seed)
    themes = list(CONFIG.themes)
    themes = [*themes, *themes][:8]
    moved = np.array([0, shift, *[0] * 6])
    made: list[Record] = []
    for number, counts in enumerate(kind.draw(n, rng, moved).counts):
        whole = of_year(f"{seed}-{number}", 2020)
        names = [name for name, count in zip(themes, counts, strict=True) for _ in range(count)]
        parts = [part(whole, k) for k in range(len(names))]
        made += [whole, *parts, *(theme(p, name) for p, name in zip(parts, names, strict=True))]
    return made


def names_of(records: list[Record]) -> list[str]:
    return [r.doc_id for r in records if isinstance(r, Document)]


def told(records: list[Record], late: set[str]) -> str:
    """What the report says of the change, where the documents `late` review 2021 and all others 2020."""
    dated = [replace(r, review_year=2021) if isinstance(r, Document) and r.doc_id in late else r for r in records]
    tables = Tables.of(dated)
    base = base_of(tables)
    gate = comparability(tables, base, profile(CONFIG))
    rows = theme_by_year(tables, base, {(r.scope, r.review_year): r for r in gate}, CONFIG)
    blocks = narrative(Tables.of([*dated, *gate, *rows]), CONFIG, ()).blocks
    prose = ["".join(p.text if isinstance(p, Ref) else p for p in b.parts) for b in blocks if isinstance(b, Prose)]
    return next(text for text in prose if "份文档）与" in text)


@pytest.fixture(scope="module")
def twelve() -> list[Record]:
    """Twelve reports of about equal length, whose themes differ as those of real reports do."""
    return corpus(Kind(30, 0.2, 0.8), 12, seed=1)


def test_texts_dealt_to_years_at_random_change_nothing(twelve: list[Record]) -> None:
    rng = np.random.default_rng(20)
    dealings = [told(twelve, set(rng.choice(names_of(twelve), 6, replace=False))) for _ in range(200)]
    assert all("重新分配" in text for text in dealings), "every dealing is tested"
    assert sum(any(word in text for word in ASSERTED) for text in dealings) <= 0.05 * len(dealings)


def test_what_chance_could_have_done_is_said_so(twelve: list[Record]) -> None:
    text = told(twelve, set(names_of(twelve)[::2]))
    assert text.startswith("2021年（6份文档）与2020年（6份文档）相比，各主题占比的差别都不能与偶然区分（区间都含零）。")


def test_a_real_change_is_told_with_its_interval_and_documents() -> None:
    kind = Kind(60, 0.2, 0.5)
    before, after = corpus(kind, 15, seed=2), corpus(kind, 15, seed=3, shift=1.2)
    text = told([*before, *after], set(names_of(after)))
    name = list(CONFIG.themes.values())[1]
    assert text.startswith(f"2021年（15份文档）与2020年（15份文档）相比，占比上升的有“{name}”（")
    assert "个百分点，区间+" in text and "同时比较" in text and "最多" not in text


def test_two_texts_are_set_side_by_side() -> None:
    assert told(corpus(Kind(30, 0.2, 0.5), 2, seed=4), {"4-1"}) == (
        "2021年（1份文档）与2020年（1份文档）的主题占比只并列，不说升降：只能逐篇对照，不检验变化；"
        "差别只属于这些文档，不能当作年度的变化。"
    )
