"""The server: this machine's own pages only, no effect by GET, bodies bounded, many at once lose nothing."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import SettingsError
from pipeline.workbench import Application, bound
from pipeline.workbench.bench import Bench
from pipeline.workbench.server import LONGEST_BODY
from tests.workbench.serving import served


@pytest.fixture(scope="module")
def application(two_years: Bench, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with served(two_years.outputs, tmp_path_factory.mktemp("corpus")) as running:
        yield running


def asked(
    application: Application, path: str, method: str = "GET", body: bytes = b"", **headers: str
) -> tuple[int, Mapping[str, str], bytes]:
    """The answer to a request that has the cookie; headers in words joined with _, an empty one is left out."""
    connection = http.client.HTTPConnection("127.0.0.1", application.port, timeout=30)
    given = {"Cookie": f"{application.cookie}={application.token}", "Content-Type": "application/json"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body or None, {k: v for k, v in given.items() if v})
    answer = connection.getresponse()
    return answer.status, dict(answer.headers), answer.read()


def kept(application: Application, content: Any, **headers: str) -> tuple[int, str]:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    status, _, answer = asked(
        application, "/api/selections", "POST", body, **{"X_Zongshu_Token": application.writing, **headers}
    )
    return status, answer.decode("utf-8")


def test_the_token_in_the_address_opens_and_does_not_stay_there(application: Application) -> None:
    status, headers, _ = asked(application, f"/search?q=a&token={application.token}", Cookie="")
    assert (status, headers["location"]) == (303, "/search?q=a")
    assert "HttpOnly" in headers["set-cookie"] and "SameSite=lax" in headers["set-cookie"]
    assert asked(application, "/")[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": ""},
        {"Cookie": "zongshu=falsch"},
        {"Host": "example.org"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "http://example.org"},
        {"Origin": "null"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/search?q=a", "/export.csv/", "/assets/workbench.js"])
def test_a_stranger_is_told_nothing(application: Application, headers: dict[str, str], path: str) -> None:
    status, _, body = asked(application, path, **headers)
    assert status == 403 and len(body) < 200
    assert asked(application, "/?token=falsch", Cookie="")[0] == 403


def test_what_writes_needs_the_token_of_the_page(application: Application) -> None:
    act = {"name": "某", "address": "/search?q=a"}
    assert kept(application, act, X_Zongshu_Token="")[0] == 403
    assert kept(application, act, X_Zongshu_Token=application.token)[0] == 403
    assert kept(application, act, Cookie="")[0] == 403
    assert kept(application, act, Origin="http://example.org")[0] == 403
    assert kept(application, act, Content_Type="text/plain")[0] == 415
    assert not application.workbench.bench.selections.path.exists()


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        ({"name": "", "address": "/search"}, 400),
        ({"name": "a" * 81, "address": "/search"}, 400),
        ({"name": "a", "address": "https://example.org/"}, 400),
        ({"name": "a", "address": "//example.org/search"}, 400),
        ({"name": "a", "address": "javascript:alert(1)"}, 400),
        ({"name": ["a"], "address": "/search"}, 400),
        (b" " * (LONGEST_BODY + 1), 413),
    ],
)
def test_what_is_no_selection_is_refused(application: Application, content: Any, status: int) -> None:
    assert kept(application, content)[0] == status
    assert not application.workbench.bench.selections.path.exists()


def test_nothing_is_written_by_get(application: Application) -> None:
    for path in ("/api/selections", "/api/pages", "/api/selections?name=a&address=/search"):
        assert asked(application, path, X_Zongshu_Token=application.writing)[0] in (400, 404, 405)
    corpus = application.workbench.bench.selections.path.parent
    for path in ("/", "/coding", "/review", "/selections"):
        assert asked(application, path)[0] == 200
    assert not [*corpus.iterdir()]


def test_every_answer_has_the_policy(application: Application) -> None:
    for path in ("/", "/no-such-page", "/assets/workbench.css", "/export.html/"):
        _, headers, _ = asked(application, path)
        policy = headers["content-security-policy"]
        assert "script-src 'self';" in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
    page = asked(application, "/")[2].decode("utf-8")
    assert "onclick" not in page and "javascript:" not in page


@pytest.mark.parametrize(
    "path", ["/assets/../server.py", "/assets/%2e%2e/server.py", "/export.exe/", "/..%2f..", "/search/x"]
)
def test_what_is_not_there_is_not_there(application: Application, path: str) -> None:
    assert asked(application, path)[0] in (400, 404)


def test_many_tabs_at_once_lose_nothing(application: Application) -> None:
    names = [f"选择{n}" for n in range(24)]
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda n=n: answers.append(kept(application, {"name": n, "address": "/search"})[0]))
        for n in names
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * len(names)
    assert set(application.workbench.bench.selections.all()) == set(names)
    for name in names:
        kept(application, {"name": name, "address": ""})
    assert application.workbench.bench.selections.all() == {}


def test_a_new_run_is_seen_without_a_new_start(application: Application) -> None:
    before = application.workbench.bench
    run = application.workbench.outputs / "run.json"
    run.write_text(run.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert application.workbench.bench is not before
    assert asked(application, "/")[0] == 200


def test_a_port_in_use_is_one_line() -> None:
    with bound(0) as held, pytest.raises(SettingsError, match="--port"):
        bound(held.getsockname()[1])


def test_a_harmed_file_of_selections_is_one_line(tmp_path: Path, two_years: Bench) -> None:
    for content in ("{", "[]", '{"a": 1}', '{"a": "//example.org/"}'):
        (tmp_path / "selections.json").write_text(content, encoding="utf-8")
        with served(two_years.outputs, tmp_path) as running:
            status, _, body = asked(running, "/selections")
            assert status == 400 and "selections.json" in body.decode("utf-8")
