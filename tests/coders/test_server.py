"""The coders' server on loopback: whom it answers, what it tells a coder, and what it keeps to itself."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from pipeline.coders import CodingServer, Draw, coding_server
from pipeline.config import Config, SettingsError
from tests.cli.test_coding import refused
from tests.coders.build import TELLTALE, give, serving, tables, write_outputs

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_outputs(tmp_path_factory.mktemp("outputs"), 2)


@pytest.fixture
def server(outputs: Path, tmp_path: Path) -> Iterator[CodingServer]:
    with serving(outputs, tmp_path / "coding.csv") as running:
        yield running


def ask(
    server: CodingServer, method: str, path: str, content: Any = None, coder: str = "甲", **headers: str
) -> tuple[int, str]:
    """A page's request: status and text of the answer."""
    given = {"X-Zongshu-Token": server.tokens.get(coder, ""), "Content-Type": "application/json"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    body = content if isinstance(content, bytes) or content is None else json.dumps(content).encode()
    host, port = server.server_address[:2]
    connection = http.client.HTTPConnection(str(host), int(port), timeout=10)
    try:
        connection.request(method, quote(path), body, given)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def first(server: CodingServer) -> str:
    return next(iter(server.work.state("甲")["answers"]))


def test_each_coder_has_a_page_with_a_token_of_his_own(server: CodingServer) -> None:
    told = {}
    for path in ("/", "/甲", "/乙"):
        status, page = ask(server, "GET", path)
        assert status == 200
        told[path] = json.loads(re.findall(r'id="server">(.*?)</script>', page)[0])
    assert told["/"]["token"] is None
    assert [told[f"/{coder}"]["token"] for coder in "甲乙"] == [server.tokens[coder] for coder in "甲乙"]
    assert len({*server.tokens.values()}) == 2
    assert ask(server, "GET", "/丙")[0] == 404


def test_one_coder_alone_has_the_first_page_and_there_is_no_other(outputs: Path, tmp_path: Path) -> None:
    with serving(outputs, tmp_path / "coding.csv", "乙") as server:
        assert server.tokens["乙"] in ask(server, "GET", "/")[1]
        assert ask(server, "GET", "/甲")[0] == 404 and "甲" not in server.tokens


def test_nothing_that_the_classifier_said_reaches_a_page(server: CodingServer, outputs: Path) -> None:
    assert TELLTALE in (outputs / "tables" / "themes.csv").read_text("utf-8-sig")
    given = [ask(server, "GET", path)[1] for path in ("/", "/甲", "/api/sheet")]
    assert not any(re.search(rf"{TELLTALE}|0\.987|\"(score|evidence|method|theme_id)\"", text) for text in given)
    (data,) = re.findall(r'id="data">(.*?)</script>', given[1])
    fields = {"id", "title", "source", "year", "heading", "text", "before", "after"}
    assert {frozenset(passage) for passage in json.loads(data)["passages"]} == {frozenset(fields)}


def test_the_codebook_is_that_of_the_dictionaries(server: CodingServer) -> None:
    (data,) = re.findall(r'id="data">(.*?)</script>', ask(server, "GET", "/甲")[1])
    themes, scheme = json.loads(data)["themes"], server.work.scheme
    assert [(t["theme"], t["name"], t["definition"]) for t in themes] == [
        (e.theme, e.name, e.definition) for e in scheme.entries
    ]
    assert all(t["borderline"] and t["decisive"] for t in themes)


def test_other_dictionaries_are_another_codebook(outputs: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "dictionaries" / "themes", tmp_path / "mine" / "themes")
    path = tmp_path / "mine" / "themes" / "strictness.yaml"
    path.write_text(path.read_text("utf-8").replace("name: 从严从实", "name: 另起之名"), "utf-8")
    config = Config(dictionaries=tmp_path / "mine")
    with coding_server(tables(outputs), config, tmp_path / "coding.csv", Draw(), None, 0) as server:
        page = server.content.decode()
    assert '"name":"另起之名"' in page and '"name":"从严从实"' not in page


def test_an_answer_is_written_and_the_other_coder_is_not_told(server: CodingServer) -> None:
    passage = first(server)
    act = {"passage": passage, "themes": ["strictness"], "hard": True, "note": "只有乙知道", "version": ""}
    status, text = ask(server, "POST", "/api/answer", act, coder="乙")
    assert status == 200 and json.loads(text)["answer"]["themes"] == ["strictness"]
    assert "只有乙知道" in server.work.paths["乙"].read_text("utf-8-sig")
    for path in ("/甲", "/api/sheet", "/api/result"):
        assert "只有乙知道" not in ask(server, "GET", path)[1]
    assert json.loads(ask(server, "GET", "/api/sheet")[1])["answers"][passage]["themes"] == []
    assert ask(server, "GET", "/api/result")[0] == 400
    assert ask(server, "POST", "/api/result", {"early": False})[0] == 400
    assert ask(server, "POST", "/api/answer", {**act, "note": ""}, coder="乙")[0] == 409


def test_agreement_verdict_and_coding_through_the_server(server: CodingServer) -> None:
    ids = [*server.work.state("甲")["answers"]]
    for n, passage in enumerate(ids):
        give(server.work, "甲", passage, "other")
        give(server.work, "乙", passage, "strictness" if n == 0 else "other")
    status, text = ask(server, "POST", "/api/result", {"early": False})
    (row,) = json.loads(text)["rows"]
    assert (status, row["id"], [c["themes"] for c in row["codings"]]) == (200, ids[0], [["other"], ["strictness"]])
    assert ask(server, "POST", "/api/settle", {})[0] == 422
    verdict = {"passage": ids[0], "themes": ["strictness"], "note": "议定", "version": row["verdict"]["version"]}
    assert ask(server, "POST", "/api/verdict", verdict)[0] == 200
    assert ask(server, "POST", "/api/verdict", verdict)[0] == 409
    assert json.loads(ask(server, "POST", "/api/settle", {})[1])["held"] == len(ids)
    assert len(server.work.settled()) == len(ids)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "attacker.example"}, 403),
        ({"Origin": "http://attacker.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"X_Zongshu_Token": "guess"}, 403),
        ({"Content_Type": "text/plain"}, 415),
    ],
)
@pytest.mark.parametrize("path", ["/api/answer", "/api/result", "/api/verdict", "/api/settle"])
def test_a_request_from_elsewhere_is_refused(
    server: CodingServer, path: str, headers: dict[str, str], status: int
) -> None:
    before = {p: p.read_bytes() for p in server.work.into.parent.glob("*.csv")}
    act = {"passage": first(server), "themes": ["other"], "early": True, "version": ""}
    assert ask(server, "POST", path, act, **headers)[0] == status
    assert before == {p: p.read_bytes() for p in server.work.into.parent.glob("*.csv")}


def test_what_is_read_needs_a_token_too(server: CodingServer) -> None:
    assert ask(server, "GET", "/api/sheet", X_Zongshu_Token="")[0] == 403
    assert ask(server, "GET", "/甲", Host="attacker.example:80")[0] == 403


@pytest.mark.parametrize(
    "act",
    [
        b"not json",
        [],
        {"passage": 3},
        {"themes": ["民生"]},
        {"themes": ["other", "other"]},
        {"themes": [["other"]]},
        {"themes": "other"},
        {"hard": "是"},
        {"note": "长" * 2001},
        {"passage": "nowhere"},
    ],
)
def test_what_is_no_act_is_refused_in_words(server: CodingServer, act: Any) -> None:
    given = {"passage": first(server), "themes": ["other"], "version": "", **act} if isinstance(act, dict) else act
    status, text = ask(server, "POST", "/api/answer", given)
    assert status == 400 and json.loads(text)["error"]
    assert ask(server, "POST", "/api/answer", b"x" * 20_000)[0] == 413


def test_what_cannot_be_served_is_one_line(outputs: Path, tmp_path: Path) -> None:
    into = tmp_path / "coding.csv"
    assert "没有完成的运行结果" in refused("code", "--page", "-o", tmp_path, "--into", into)
    assert "不是文件夹" in refused("code", "--page", "-o", outputs, "--into", tmp_path / "none" / "coding.csv")
    assert "--coder 丙: the coders are 甲 and 乙" in refused(
        "code", "--page", "--coder", "丙", "-o", outputs, "--into", into
    )
    assert "请写明做什么" in refused("code", "--size", "3")
    assert "draw 的选项写在它后面" in refused("code", "--size", "3", "draw", tmp_path / "a.csv")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingsError, match="请用 --port 换一个"):
            coding_server(tables(outputs), Config(), into, Draw(), None, taken.getsockname()[1])
