"""Whatever is read, marks and anchors are in order, inside the text, and apart within their kind."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.readers import ReadError, Reading, read
from pipeline.text.marks import Mark, tidy

SCRAPS = st.sampled_from(
    ["**", "*", "#", "# ", "\n", "\r\n", "- ", "[", "](", "http://a.b", ")", "`", "\\", "|", "---", "===", "__", ">",
     "<p>", "</p>", "<td>", "<table>", "<tr>", "<h1>", "</h1>", "<br>", "<a href=x>", "</a>", "<div class=nav>",
     "市委", "个", "党建工作。", "，", "“", "”", "{", "}",
     '"text":', '"', "'", "INSERT INTO t VALUES (", "Content-Type: text/html\n\n", "Subject: ", "var x=",
     "text,title", ",", "2023", "\ufeff", "\0", "　"]
)  # fmt: skip
TEXTS = st.lists(SCRAPS | st.text(max_size=4), max_size=40).map("".join)


def check(reading: Reading) -> None:
    """The promises of a reading."""
    reading.text.encode()
    assert list(reading.marks) == sorted(reading.marks)
    assert [a.start for a in reading.anchors] == sorted({a.start for a in reading.anchors})
    assert all(0 <= a.start <= len(reading.text) for a in reading.anchors)
    for mark in reading.marks:
        assert 0 <= mark.start <= mark.end <= len(reading.text)
        assert (mark.start == mark.end) is (mark.kind == "page")
    for kind in {m.kind for m in reading.marks}:
        for one, two in pairwise(m for m in reading.marks if m.kind == kind):
            assert one.end <= two.start
    assert all(any(m.kind == "article" and m.start == f.start for m in reading.marks) for f in reading.facts)
    assert all("\n" not in w for w in reading.warnings)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from(["txt", "md", "html", "jsonl", "csv", "tsv", "sql", "json", "eml", "mht"]))
def test_readings_keep_their_promises(text: str, suffix: str) -> None:
    try:
        reading = read(text.encode("utf-8", "surrogatepass"), f"a.{suffix}")
    except ReadError as error:
        assert "\n" not in str(error)
        return
    check(reading)


@given(
    st.lists(st.builds(Mark, st.integers(0, 30), st.integers(0, 30), st.sampled_from(["a", "b", "page"]))),
    st.integers(0, 30),
)
def test_tidy_marks_are_in_order_and_apart(marks: list[Mark], length: int) -> None:
    check(Reading("x" * length, marks=tidy(marks, length)))
    assert tidy(tidy(marks, length), length) == tidy(marks, length)
