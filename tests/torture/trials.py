"""What the campaign tries: each trial breaks something and holds what comes out against an undisturbed run.

A trial returns how it went, in one word, and raises where a promise is broken.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import resource
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

from pipeline.config import IngestSettings, SettingsError
from pipeline.decisions import read_decisions
from pipeline.readers import ReadError, read
from pipeline.records import Problem, Segment
from pipeline.review import review_server
from pipeline.runner import run
from pipeline.stages import SOURCE_STAGES, ingest
from pipeline.store import Tables, read_table
from tests import fuzz_readers
from tests.review.build import invented, write_page
from tests.torture import harms
from tests.torture.files import FILES, GROW_WITH_ROOM
from tests.torture.growth import growth, growth_of_file
from tests.torture.shapes import SHAPES
from tests.torture.subject import CONFIG, TEXTS, go, parts, quick, tables, written

LARGEST_EXPONENT = 1.5
CLIENTS, DECISIONS = 8, 500


class Campaign:
    """A finished run that every trial works on a copy of, and the inputs to start from."""

    def __init__(self, folder: Path) -> None:
        self.folder = written(folder / "undisturbed")
        with quick():
            go(self.folder)
            # Dictionaries and models are in memory now: so long does a run take of which a child is killed.
            began = time.monotonic()
            go(written(folder / "again"))
            self.seconds = time.monotonic() - began
        self.tables = tables(self.folder)
        self.documents = fuzz_readers.corpus()
        write_page(invented(3), folder / "page")
        self.page = folder / "page"
        self.kept: bytes = b""

    def copy(self, folder: Path, *, outputs: bool = True) -> Path:
        """A folder of its own with the corpus, and what the run wrote."""
        shutil.copytree(self.folder / "corpus", folder / "corpus")
        if outputs:
            shutil.copytree(self.folder / "outputs", folder / "outputs")
        return folder

    def settled(self, folder: Path) -> None:
        """A plain run writes the tables of an undisturbed one."""
        go(folder)
        assert tables(folder) == self.tables, "other tables than an undisturbed run's"
        assert go(folder).fresh, "the run after it had something to do"


Trial = Callable[[Campaign, random.Random, Path], str]


def fuzz(campaign: Campaign, dice: random.Random, folder: Path) -> str:
    """A document with mutated bytes through its reader and ingestion."""
    name, campaign.kept = fuzz_readers.one_round(campaign.documents, dice)
    return fuzz_readers.attempt(name, campaign.kept)


def chain(campaign: Campaign, dice: random.Random, folder: Path) -> str:
    """A mutated document through every stage that looks at a source alone."""
    name, campaign.kept = fuzz_readers.one_round(campaign.documents, dice)
    try:
        reading = read(campaign.kept, name)
    except ReadError:
        return "refused"
    records = ingest(name, reading, {}, CONFIG)
    for stage in SOURCE_STAGES:
        records += stage.run(Tables.of(records), CONFIG)
    told = [r for r in records if isinstance(r, Segment)]
    assert sum(s.source_end - s.source_start for s in told) == len(reading.text), "the ledger has a gap"
    return "read"


def shapes(campaign: Campaign, dice: random.Random, folder: Path) -> str:
    """How the work of each stage grows with a hostile shape."""
    name = dice.choice(sorted(SHAPES))
    # What looks steep is measured again, and on a longer text: a busy machine can be to blame, and then is not twice.
    for size, rounds in ((2_000, 1), (2_000, 2), (6_000, 3)):
        found = growth(name, size, CONFIG, rounds, without=("compare", "correct"))
        steep = [g for g in found if g.exponent is not None and g.exponent > LARGEST_EXPONENT]
        if not steep:
            return "survived"
    raise AssertionError(f"{name}: {', '.join(f'{g.stage} {g.exponent:.2f}' for g in steep)}")


def files(campaign: Campaign, dice: random.Random, folder: Path) -> str:
    """How the work of reading grows with what a hostile file holds."""
    name = dice.choice(sorted(FILES.keys() - GROW_WITH_ROOM))
    for size, rounds in ((100, 1), (100, 2), (400, 3)):
        found = growth_of_file(name, size, CONFIG, rounds)
        steep = [g for g in found if g.exponent is not None and g.exponent > LARGEST_EXPONENT]
        if not steep:
            return "survived"
    raise AssertionError(f"{name}: {', '.join(f'{g.stage} {g.exponent:.2f}' for g in steep)}")


def tiny(campaign: Campaign, dice: random.Random, folder: Path) -> str:
    """A corpus of a few odd files, with every chart, page and document."""
    (folder / "corpus").mkdir()
    odd = ("", "\n", "2021年度述职评议综述\n\n====\n", "党", "**", "2021年度述职评议综述\n", *TEXTS.values())
    for number in range(dice.randrange(1, 4)):
        text = dice.choice(odd) if dice.random() < 0.6 else SHAPES[dice.choice(sorted(SHAPES))](dice.randrange(200))
        name = dice.choice(("2021.txt", "2022年.md", "甲.txt", "页.html"))
        (folder / "corpus" / f"{number}{name}").write_text(text, encoding="utf-8")
    result = go(folder)
    assert go(folder).fresh
    return "survived" if result.rows["documents"] else "empty"


def harm(campaign: Campaign, dice: random.Random, folder: Path) -> str:
    """Something in the outputs is harmed."""
    copy = campaign.copy(folder)
    with quick():
        if dice.random() < 0.3:
            dice.choice(harms.HARMS)(*parts(copy))
            (copy / "outputs" / "tables" / "places.csv").unlink()
        else:
            for _ in range(dice.choice((1, 1, 3))):
                harms.at_random(copy / "outputs", dice)
        campaign.settled(copy)
    return "survived"


def kill(campaign: Campaign, dice: random.Random, folder: Path) -> str:
    """A run is killed, or interrupted, at any moment."""
    copy = campaign.copy(folder, outputs=dice.random() < 0.2)
    how = dice.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM))
    child = _forked(lambda: go(copy))
    time.sleep(dice.random() * campaign.seconds * 1.5)
    os.kill(child, how)
    ended = _ended(child)
    with quick():
        campaign.settled(copy)
    return "killed" if os.WIFSIGNALED(ended) or os.WEXITSTATUS(ended) else "too late"


def _forked(work: Callable[[], object]) -> int:
    """A child that does the work: 0 done, 2 one line, 130 interrupted, 3 anything else."""
    child = os.fork()
    if child:
        return child
    status = 3
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with quick():
            work()
        status = 0
    except SettingsError:
        status = 2
    except KeyboardInterrupt:
        status = 130
    finally:
        os._exit(status)


def _ended(child: int) -> int:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise AssertionError("a run that was told to end went on for two minutes")


def disk(campaign: Campaign, dice: random.Random, folder: Path) -> str:
    """The disk is full, or fails, at any write: one line, and the next run goes on."""
    copy = campaign.copy(folder, outputs=False)
    code, left = dice.choice((28, 5, 13, 30)), dice.randrange(60)
    sync = os.fsync

    def failing(number: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(code, os.strerror(code))
        sync(number)

    told = "survived"
    with quick():
        with mock.patch("os.fsync", failing):
            try:
                go(copy)
            except SettingsError as error:
                told = "refused"
                assert "\n" not in str(error)
        campaign.settled(copy)
    return told


def limit(campaign: Campaign, dice: random.Random, folder: Path) -> str:
    """No file may grow over a size, as under ulimit -f."""
    copy = campaign.copy(folder, outputs=False)
    size = dice.choice((0, 100, 2_000, 20_000))

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        go(copy)

    status = os.waitstatus_to_exitcode(_ended(_forked(work)))
    assert status in (0, 2), f"ended with {status}"
    with quick():
        campaign.settled(copy)
    return "refused" if status else "survived"


def memory(campaign: Campaign, dice: random.Random, folder: Path) -> str:
    """A source that takes more memory than it may: a row, and the other sources are done."""
    copy = campaign.copy(folder, outputs=False)
    more = copy / "corpus" / "丙县.txt"
    more.write_text(TEXTS["甲县.txt"] * dice.choice((300, 3_000)), encoding="utf-8")
    most = IngestSettings(max_gigabytes=dice.choice((0.001, 0.01, 0.05)))
    config = replace(CONFIG, settings=replace(CONFIG.settings, ingest=most))
    ended = _ended(_forked(lambda: run([copy / "corpus"], copy / "outputs", config, jobs=2)))
    assert os.waitstatus_to_exitcode(ended) == 0, f"ended with {os.waitstatus_to_exitcode(ended)}"
    told = [
        p for p in Tables({Problem: read_table(copy / "outputs" / "tables", Problem)})[Problem] if "内存" in p.message
    ]
    assert len({p.source for p in told}) == len(told), "more than one row for a source"
    more.unlink()
    with quick():
        campaign.settled(copy)
    return "given up" if told else "survived"


def bare(campaign: Campaign, dice: random.Random, folder: Path) -> str:
    """No home, no temporary folder, files of tomorrow and a clock set back: the tables are the same."""
    copy = campaign.copy(folder, outputs=False)
    for path in (copy / "corpus").iterdir():
        os.utime(path, (4e9, 4e9))

    def work() -> None:
        os.environ |= dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME", "MPLCONFIGDIR"), str(folder / "gone"))
        tempfile.tempdir = None
        gone = FileNotFoundError("no temporary folder")
        with mock.patch("tempfile.gettempdir", side_effect=gone), mock.patch("time.time", lambda: 1e9):
            go(copy)

    status = os.waitstatus_to_exitcode(_ended(_forked(work)))
    assert status == 0, f"ended with {status}"
    assert tables(copy) == campaign.tables, "other tables than an undisturbed run's"
    with quick():
        campaign.settled(copy)
    return "survived"


def source(campaign: Campaign, dice: random.Random, folder: Path) -> str:
    """A source goes, changes or becomes a folder while the run reads: a row, and the other sources are done."""
    copy = campaign.copy(folder, outputs=False)
    second = sorted((copy / "corpus").iterdir())[-1]
    content, way = second.read_bytes(), dice.choice(("gone", "changed", "folder"))

    def meanwhile(stage: str, done: int, total: int) -> None:
        if stage == "读取" and done == 1:
            second.unlink()
            if way == "changed":
                second.write_bytes(content[: len(content) // 2])
            elif way == "folder":
                second.mkdir()

    with quick():
        result = go(copy, meanwhile)
        assert [p.severity for p in result.problems if p.source == second.name] == ["error"]
        assert result.rows["documents"] == 1
        shutil.rmtree(second) if second.is_dir() else second.unlink(missing_ok=True)
        second.write_bytes(content)
        # The row stands until the file is another: touched by what an editor does with it.
        shutil.rmtree(copy / "outputs")
        campaign.settled(copy)
    return "survived"


def clients(campaign: Campaign, dice: random.Random, folder: Path) -> str:
    """500 decisions from 8 pages at once: all there, each page's in its order."""
    decisions = folder / "corpus" / "decisions.csv"
    names = [[f"C{c}-{n}" for n in range(DECISIONS // CLIENTS + (c < DECISIONS % CLIENTS))] for c in range(CLIENTS)]
    with review_server(campaign.page, decisions, 0) as server:
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        serving.start()
        answers: list[int] = []
        threads = [threading.Thread(target=_decide, args=(server, own, answers)) for own in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        server.shutdown()
        serving.join()
    assert answers == [200] * DECISIONS, f"{DECISIONS - answers.count(200)} decisions were refused"
    written_down = [d.finding for d in read_decisions(decisions)]
    assert len(written_down) == DECISIONS
    for own in names:
        assert [f for f in written_down if f in set(own)] == own, "not in order"
    return "survived"


def _decide(server: Any, findings: list[str], answers: list[int]) -> None:
    host, port = server.server_address[:2]
    connection = http.client.HTTPConnection(str(host), int(port), timeout=60)
    for finding in findings:
        act = {"finding": finding, "verdict": "accepted", "version": "", "note": "", "editor": "李"}
        headers = {"X-Zongshu-Token": server.token, "Content-Type": "application/json"}
        connection.request("POST", "/api/decisions", json.dumps(act), headers)
        answer = connection.getresponse()
        answer.read()
        answers.append(answer.status)
    connection.close()


# What each kind of trial is given of the time.
TRIALS: Mapping[Trial, float] = {
    fuzz: 0.22,
    chain: 0.1,
    shapes: 0.15,
    files: 0.05,
    tiny: 0.1,
    harm: 0.1,
    kill: 0.12,
    disk: 0.05,
    limit: 0.03,
    memory: 0.02,
    bare: 0.01,
    source: 0.02,
    clients: 0.03,
}


def once(trial: Trial, campaign: Campaign, seed: str) -> str:
    """One trial in a folder of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return trial(campaign, random.Random(seed), Path(folder))
