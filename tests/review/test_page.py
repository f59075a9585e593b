"""The file: nothing in it is fetched, nothing from a source can run, and its policy allows its own script only."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports.review.page import page
from pipeline.exports.standalone import SERVER, embedded
from pipeline.records import Decision
from tests.review.build import invented, searched, write_corpus, write_page

HOSTILE = '</script><script>window.flag=1</script>"><img src=x onerror="window.flag=1"><!--\u2028'


@given(st.text())
def test_embedded_json_reads_back_and_cannot_end_its_element(text: str) -> None:
    written = embedded({"text": text})
    assert json.loads(written) == {"text": text}
    assert not re.search("[<>&\u2028\u2029]", written)


def test_a_hostile_source_adds_no_element(tmp_path: Path) -> None:
    harmless = write_page(invented(2), tmp_path / "a").read_text(encoding="utf-8")
    hostile = write_page(invented(2, HOSTILE), tmp_path / "b").read_text(encoding="utf-8")
    assert hostile.count("<") == harmless.count("<")
    assert hostile.count(SERVER) == 1


def test_the_policy_names_the_script_and_the_style_that_stand_in_the_page() -> None:
    text = page({"findings": []})
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    for part in (script, style):
        assert base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() in text


def test_nothing_is_fetched_and_no_source_text_becomes_markup() -> None:
    text = page({"findings": []})
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import|https?://", text)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text)


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    pages = [write_page(searched(corpus), tmp_path / name).read_bytes() for name in ("a", "b")]
    assert pages[0] == pages[1]


def test_a_run_without_findings_has_a_page(tmp_path: Path) -> None:
    tables = invented(0).with_records([Decision("C1", "accepted", "", "", "")], [Decision])
    assert '"findings":[]' in write_page(tables, tmp_path).read_text(encoding="utf-8")
