"""A report's page stays small enough to be opened, says what it leaves out, and every link in it lands."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from pipeline.exports.report.content import DocumentItem, ListItem, Quote, Report, Support
from pipeline.exports.report.page import page
from pipeline.exports.report.shown import ShownEvidence

# Invented, and of the length of a long paragraph.
TEXT = "全镇新建便民服务点，覆盖率逐年提高。" * 20


def report(passages: int, figures: int = 6) -> Report:
    """A report whose figures count spans, whole passages and documents of so many passages."""
    names = [f"d{n // 20}.{n % 20}" for n in range(passages)]
    made = Report("综述", quotes={name: Quote(name, name, TEXT) for name in names})
    documents = [names[n : n + 20] for n in range(0, passages, 20)]
    made.rest("base", Support("分母", documents=tuple(DocumentItem(d[0], len(d), tuple(d)) for d in documents)))
    for figure in range(figures):
        spans = [ListItem(name, 2, 6) if figure % 2 else ListItem(name) for name in names[figure :: figures + 1]]
        made.say(made.cite(str(len(spans)), f"f{figure}", Support(f"第{figure}项", tuple(spans), base="base")))
    return made


@pytest.mark.parametrize("passages", [0, 40, 6000])
def test_the_page_is_never_larger_than_three_megabytes_and_its_links_land(passages: int, tmp_path: Path) -> None:
    made = report(passages)
    text = page(made, tmp_path)
    tree = html.fromstring(text)
    targets = set(tree.xpath("//@id"))
    assert {link[1:] for link in tree.xpath("//a/@href")} <= targets
    assert len(text.encode()) < 3_000_000
    assert ("未列" in text and "tables/evidence.csv" in text) == (passages == 6000)
    assert len(tree.find_class("quote")) == passages or passages == 6000


def test_every_figure_has_some_of_its_evidence_on_a_full_page(tmp_path: Path) -> None:
    made = report(6000, figures=300)
    shown = ShownEvidence(made, 600_000)
    assert all(shown.spans(f) or shown.groups(f) for f in made.evidence)
    assert all(shown.left(f) for f in made.evidence) and not shown.whole


def test_what_is_left_and_what_is_shown_add_up() -> None:
    made = report(200)
    shown = ShownEvidence(made, 60_000)
    for evidence, support in made.evidence.items():
        told = len(shown.groups(evidence)) if support.documents else len(shown.spans(evidence))
        if support.documents or support.items[0].end:
            assert told + shown.left(evidence) == len(support.items) + len(support.documents)
