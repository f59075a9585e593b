"""decisions.csv under many hands: no act is lost, no half of a file is ever seen."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.config import SettingsError
from pipeline.decisions import parse_decisions, read_decisions, serialise_decisions
from pipeline.records import Decision
from pipeline.review.acts import read_act
from pipeline.review.ledger import ClashError, Ledger, version_of
from pipeline.serving import BadActError


def a_decision(finding: str, verdict: str = "accepted", note: str = "") -> Decision:
    return Decision(finding, verdict, "李", note, "2024-05-06T10:00:00+08:00")


def test_a_decision_is_in_the_file_at_once_and_undo_takes_it_out(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    ledger, decision = Ledger(path), a_decision("C1")
    ledger.decide(decision, "")
    assert path.read_bytes() == serialise_decisions([decision]).encode("utf-8-sig")
    ledger.undo("C1", version_of(decision))
    assert read_decisions(path) == []


def test_an_undo_without_a_file_makes_none(tmp_path: Path) -> None:
    Ledger(tmp_path / "decisions.csv").undo("C1", "")
    assert not (tmp_path / "decisions.csv").exists()


def test_other_findings_decided_meanwhile_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    one, other = Ledger(path), Ledger(path)
    one.decide(a_decision("C1"), "")
    other.decide(a_decision("D2"), "")
    text = path.read_text(encoding="utf-8-sig") + "S3,dismissed,王,表格里补的,2024/5/6\r\n"
    path.write_text(text, encoding="utf-8-sig", newline="")
    one.decide(a_decision("P4"), "")
    assert [d.finding for d in read_decisions(path)] == ["C1", "D2", "S3", "P4"]


def test_the_same_finding_decided_meanwhile_is_a_clash_that_says_what_stands(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "decisions.csv")
    ledger.decide(a_decision("C1", "dismissed"), "")
    with pytest.raises(ClashError) as clash:
        ledger.decide(a_decision("C1"), "")
    assert clash.value.current == a_decision("C1", "dismissed")
    with pytest.raises(ClashError):
        ledger.undo("C1", "")
    ledger.decide(a_decision("C1"), version_of(a_decision("C1", "dismissed")))
    assert ledger.state().decisions["C1"].verdict == "accepted"


def test_a_row_that_only_changed_places_is_no_clash(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    rows = [a_decision("C1", note="=看原件"), a_decision("C2", note="'引号")]
    path.write_text(serialise_decisions(reversed(rows)), encoding="utf-8-sig", newline="")
    Ledger(path).decide(a_decision("C1", "dismissed"), version_of(rows[0]))
    assert rows[1] in read_decisions(path)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_whatever_is_typed_reads_back_with_its_version(tmp_path: Path, note: str, editor: str) -> None:
    act = read_act(_body(note, editor))
    decision = Decision(act.finding, act.verdict or "", act.editor, act.note, "2024-05-06T10:00:00")
    (read,) = parse_decisions(serialise_decisions([decision]))
    assert read == decision and version_of(read) == version_of(decision)


def _body(note: str, editor: str) -> bytes:
    return json.dumps({"finding": "C1", "verdict": "accepted", "note": note, "editor": editor}).encode()


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"finding":""}', b'{"finding":"C1","verdict":"maybe"}', b'{"finding":3}',
     b'{"finding":"C1","verdict":"accepted","note":' + b'"' + b"a" * 3000 + b'"}'],
)  # fmt: skip
def test_what_is_no_act_is_refused(body: bytes) -> None:
    with pytest.raises(BadActError):
        read_act(body)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"finding,verdict,editor,note,decided_at\r\nC1,perhaps,,,\r\n", "decisions.csv 第2行"),
        (b"finding,verdict,note\r\nC1,accepted,\xff\xff\r\n", "既不是 UTF-8 也不是 GB18030"),
        ("finding,verdict,负责人\r\nC1,accepted,王\r\n".encode(), "负责人"),
    ],
)
def test_a_file_that_cannot_be_kept_whole_is_not_written(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=message):
        Ledger(path).decide(a_decision("C2"), "")
    assert path.read_bytes() == content


def test_many_threads_and_ledgers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    ledgers = [Ledger(path) for _ in range(4)]

    def work(n: int) -> None:
        for k in range(6):
            ledgers[n].decide(a_decision(f"C{n}{k}"), "")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {d.finding for d in read_decisions(path)} == {f"C{n}{k}" for n in range(4) for k in range(6)}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_writer_killed_at_any_moment_leaves_a_whole_file_and_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    kept: set[str] = set()
    for attempt in range(12):
        written = path.stat().st_mtime_ns if path.exists() else 0
        child = os.fork()
        if child == 0:
            ledger = Ledger(path)
            for n in range(100_000):
                ledger.decide(a_decision(f"C{attempt}-{n}", note="备注" * 50), "")
        # On a busy machine the child may begin late: it is killed once it has written.
        while not path.exists() or path.stat().st_mtime_ns == written:
            time.sleep(0.002)
        time.sleep(0.004 * attempt)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found = {d.finding for d in read_decisions(path)}
        numbers = sorted(int(f.split("-")[1]) for f in found if f.startswith(f"C{attempt}-"))
        assert numbers == list(range(len(numbers))), "an act that was written is gone"
        assert kept <= found
        kept = found
    Ledger(path).decide(a_decision("D1"), "")
    assert {d.finding for d in read_decisions(path)} == {*kept, "D1"}
    assert len(kept) >= 12
