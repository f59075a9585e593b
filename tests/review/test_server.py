"""The server on loopback: what it gives, what it writes, whom it refuses."""

from __future__ import annotations

import http.client
import json
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import SettingsError
from pipeline.decisions import read_decisions
from pipeline.review import ReviewServer, review_server
from tests.review.build import invented, write_page


@dataclass
class Client:
    """A page's side of the conversation."""

    server: ReviewServer
    decisions: Path
    headers: dict[str, str] = field(default_factory=dict)

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, bytes, dict[str, str]]:
        given = {"X-Zongshu-Token": self.server.token, "Content-Type": "application/json"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        host, port = self.server.server_address[:2]
        connection = http.client.HTTPConnection(str(host), int(port), timeout=10)
        try:
            connection.request(method, path, body, given)
            answer = connection.getresponse()
            return answer.status, answer.read(), dict(answer.headers)
        finally:
            connection.close()

    def decide(self, finding: str, verdict: str | None, version: str = "", **more: str) -> tuple[int, dict[str, Any]]:
        act = {"finding": finding, "verdict": verdict, "version": version, "note": "", "editor": "李", **more}
        status, body, _ = self.ask("POST", "/api/decisions", json.dumps(act).encode())
        return status, json.loads(body)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs")
    write_page(invented(3), folder)
    return folder


@pytest.fixture
def client(outputs: Path, tmp_path: Path) -> Iterator[Client]:
    decisions = tmp_path / "corpus" / "decisions.csv"
    with review_server(outputs, decisions, 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield Client(server, decisions)
        server.shutdown()
        thread.join()


def test_the_page_is_the_one_in_outputs_with_the_token_of_this_start(client: Client, outputs: Path) -> None:
    status, body, headers = client.ask("GET", "/")
    (told,) = re.findall(rb'id="server">(.*?)</script>', body)
    assert (status, json.loads(told)["token"]) == (200, client.server.token)
    assert len(body) - len((outputs / "review.html").read_bytes()) == len(told) - len(b"null")
    assert headers["X-Frame-Options"] == "DENY" and headers["Cache-Control"] == "no-store"


def test_decide_note_and_undo_write_the_file_at_once(client: Client) -> None:
    status, answer = client.decide("C1", "accepted", note="查过原件")
    (row,) = read_decisions(client.decisions)
    assert (status, row.verdict, row.editor, row.note) == (200, "accepted", "李", "查过原件")
    assert answer["decision"]["decided_at"] == row.decided_at
    assert client.decide("C1", None, answer["decision"]["version"])[0] == 200
    assert read_decisions(client.decisions) == []


def test_two_pages_do_not_lose_one_anothers_work(client: Client) -> None:
    assert client.decide("C1", "accepted")[0] == 200
    assert client.decide("C2", "dismissed")[0] == 200
    status, answer = client.decide("C1", "dismissed")
    assert (status, answer["decision"]["verdict"]) == (409, "accepted")
    assert client.decide("C1", "dismissed", answer["decision"]["version"])[0] == 200
    assert {d.finding: d.verdict for d in read_decisions(client.decisions)} == {"C1": "dismissed", "C2": "dismissed"}


def test_many_pages_at_once_lose_nothing(client: Client) -> None:
    threads = [threading.Thread(target=client.decide, args=(f"C{n}", "accepted")) for n in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {d.finding for d in read_decisions(client.decisions)} == {f"C{n}" for n in range(24)}


def test_a_page_learns_what_others_wrote_and_is_told_when_nothing_changed(client: Client) -> None:
    _, _, first = client.ask("GET", "/api/decisions")
    assert client.ask("GET", "/api/decisions", If_None_Match=first["ETag"])[0] == 304
    client.decisions.parent.mkdir()
    client.decisions.write_text(
        "finding,verdict,editor,note,decided_at\r\nC9,accepted,表格,,\r\n", encoding="utf-8-sig"
    )
    status, body, _ = client.ask("GET", "/api/decisions", If_None_Match=first["ETag"])
    assert (status, [d["finding"] for d in json.loads(body)["decisions"]]) == (200, ["C9"])


def test_a_new_run_is_noticed(client: Client, outputs: Path) -> None:
    before = json.loads(client.ask("GET", "/api/decisions")[1])["page"]
    content = (outputs / "review.html").read_bytes()
    try:
        (outputs / "review.html").write_bytes(content + b"\n")
        assert json.loads(client.ask("GET", "/api/decisions")[1])["page"] != before
    finally:
        (outputs / "review.html").write_bytes(content)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "attacker.example"}, 403),
        ({"Host": "127.0.0.1"}, 403),
        ({"Origin": "http://attacker.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"X_Zongshu_Token": "guess"}, 403),
        ({"X_Zongshu_Token": ""}, 403),
        ({"Content_Type": "text/plain"}, 415),
    ],
)
def test_a_request_from_elsewhere_is_refused_and_writes_nothing(
    client: Client, headers: dict[str, str], status: int
) -> None:
    act = json.dumps({"finding": "C1", "verdict": "accepted"}).encode()
    assert client.ask("POST", "/api/decisions", act, **headers)[0] == status
    assert not client.decisions.exists()


def test_a_page_under_a_foreign_name_is_not_given(client: Client) -> None:
    status, body, _ = client.ask("GET", "/", Host="attacker.example:80")
    assert status == 403 and client.server.token.encode() not in body


def test_what_is_too_large_or_no_act_is_refused(client: Client) -> None:
    assert client.ask("POST", "/api/decisions", b"x" * 20_000)[0] == 413
    assert client.ask("POST", "/api/decisions", b"not json")[0] == 400
    assert client.decide("C1", "perhaps")[0] == 400
    assert client.ask("GET", "/../decisions.csv")[0] == 404
    assert client.ask("POST", "/")[0] == 404


def test_a_file_that_a_spreadsheet_broke_is_told_and_left_alone(client: Client) -> None:
    client.decisions.parent.mkdir()
    broken = b"finding,verdict,note\r\nC1,accepted,\xff\xff\r\n"
    client.decisions.write_bytes(broken)
    status, answer = client.decide("C2", "accepted")
    assert status == 422 and "decisions.csv" in answer["error"]
    assert client.decisions.read_bytes() == broken


def test_it_listens_on_loopback_only(client: Client) -> None:
    assert client.server.server_address[0] == "127.0.0.1"


def test_what_cannot_be_served_is_one_line(outputs: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"没有 review\.html"):
        review_server(tmp_path, tmp_path / "decisions.csv", 0)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingsError, match="请用 --port 换一个"):
            review_server(outputs, tmp_path / "decisions.csv", taken.getsockname()[1])
    (tmp_path / "decisions.csv").write_text("nothing\n")
    with pytest.raises(SettingsError, match="第1行"):
        review_server(outputs, tmp_path / "decisions.csv", 0)
