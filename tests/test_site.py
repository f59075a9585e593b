"""The documentation as a site: it builds strictly, every link in it leads somewhere, and no page asks another host.

What its pages say is so: the tutorials are run from an empty folder on, and what is generated is current.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from typer.testing import CliRunner

from pipeline.cli import app
from tests import browsing, settings
from tests.test_readme import calls, shown

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
TUTORIALS = [DOCS / "tutorials" / f"{name}.zh.md" for name in ("index", "analyst", "researcher", "editor", "writer")]
PICTURE_BYTES, ALL_PICTURE_BYTES = 150_000, 1_500_000
# What a page loads by itself; a link that somebody follows may lead anywhere.
LOADS = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src", "video": "src"}


def test_the_reference_of_settings_is_current() -> None:
    assert settings.PAGE.read_text(encoding="utf-8") == settings.page(), "run python -m tests.settings --write"


def test_every_setting_is_told_in_a_new_project() -> None:
    assert set(settings.told()) == set(settings.settings())


@pytest.mark.parametrize("chinese", sorted(DOCS.rglob("*.zh.md")), ids=lambda p: p.relative_to(DOCS).as_posix())
def test_a_chinese_page_stands_beside_its_english_one(chinese: Path) -> None:
    english = chinese.with_name(chinese.name.replace(".zh.md", ".md"))
    assert english.is_file()
    if chinese.parent != DOCS:
        assert calls(chinese) == calls(english), "the commands of both languages differ"


def test_the_tutorials_give_what_they_show(
    sample_outputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "demo").symlink_to(ROOT / "demo")
    here = tmp_path
    for page in TUTORIALS:
        for command, expected in calls(page):
            words = shlex.split(command, comments=True)
            if words[0] == "cd":
                here = here / words[1]
            elif words == ["zongshu", "run"]:
                said = _run_once(here, sample_outputs)
                assert not expected or shown(expected, said), said
            elif words[0] == "cp":
                subprocess.run(words, cwd=here, check=True)
            elif expected:
                monkeypatch.chdir(here)
                said = CliRunner().invoke(app, words[1:]).output.splitlines()
                assert shown(expected, said), f"{page.name}: $ {command}\n" + "\n".join(said)


def _run_once(here: Path, sample_outputs: Path) -> list[str]:
    """What a run over the sample says: that of the other tests, whose outputs then stand here."""
    if not (here / "outputs").exists():
        (here / "outputs").symlink_to(sample_outputs)
    told = (sample_outputs.parent / "said").read_text(encoding="utf-8")
    return told.replace(str(sample_outputs), "outputs").splitlines()


def test_the_sample_of_the_tutorials_is_what_the_session_ran(sample_outputs: Path) -> None:
    told = yaml.safe_load((sample_outputs / "run.json").read_text(encoding="utf-8"))["inputs"]
    texts = {p.name for p in (ROOT / "demo" / "sample").iterdir() if not p.name.endswith(".meta.yaml")}
    assert set(told) == texts


def test_pictures_are_small_and_each_is_shown() -> None:
    there = {p.name: p.stat().st_size for p in (DOCS / "images").iterdir()}
    pages = "".join(p.read_text(encoding="utf-8") for p in DOCS.rglob("*.md"))
    assert set(re.findall(r"images/([\w.]+)", pages)) >= set(there)
    assert max(there.values()) < PICTURE_BYTES and sum(there.values()) < ALL_PICTURE_BYTES


def test_one_version_stands_everywhere() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"] == version
    heads = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    released = [head for head in heads if head != "Unreleased"]
    assert not released or released[0] == version


class _Page(HTMLParser):
    """The targets of a page: those it loads, those it links to, and the places in it that a link can name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: set[str] = set()
        self.links: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = dict(attrs)
        if (name := LOADS.get(tag)) and (target := had.get(name)):
            self.loads.add(target)
        if tag == "a" and (target := had.get("href")):
            self.links.add(target)
        self.anchors |= {value for key in ("id", "name") if (value := had.get(key))}


@pytest.mark.skipif(find_spec("material") is None, reason="mkdocs-material is not installed: pip install .[dev]")
def test_the_site_builds_strictly_leads_somewhere_and_asks_nobody(tmp_path: Path) -> None:
    site = tmp_path / "site"
    call = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    # The page for addresses that are none is shown under any address, by a server alone.
    pages = {p: _Page(p.read_text(encoding="utf-8")) for p in sorted(site.rglob("*.html")) if p.name != "404.html"}
    names = {p.relative_to(site).as_posix() for p in pages}
    assert {"index.html", "tables.html", "en/index.html", "en/tables.html"} <= names
    for page, read in pages.items():
        foreign = {target for target in read.loads if re.match(r"(?:[a-z]+:)?//", target)}
        assert not foreign, f"{page.relative_to(site)} loads {foreign}"
        for target in read.loads | read.links:
            assert not (gap := _gap(page, target, pages)), f"{page.relative_to(site)}: {gap}"
    for style in site.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", style.read_text(encoding="utf-8")), style
    if browsing.CHROMIUM:
        _look(site, sorted(names))


def _gap(page: Path, target: str, pages: dict[Path, _Page]) -> str:
    """What is missing where the target leads; empty where nothing is."""
    path, _, anchor = target.partition("#")
    if re.match(r"[a-z]+:", path):
        return ""
    there = Path(os.path.normpath(page.parent / unquote(path.split("?")[0]))) if path else page
    if there.is_dir():
        there /= "index.html"
    if not there.is_file():
        return f"{target} leads nowhere"
    if anchor and there in pages and unquote(anchor) not in pages[there].anchors:
        return f"{target} leads to no place of its page"
    return ""


def _look(site: Path, names: list[str]) -> None:
    """Open pages on a phone without a network: nothing is asked for, nothing is wider, and the search finds."""
    asked: list[str] = []
    for browser in browsing.chromium():
        for context in browsing.window(browser, width=390):
            context.on("request", lambda request: asked.append(request.url))
            for name in [n for n in names if n.startswith(("index", "start", "tables", "tutorials", "en/methods"))]:
                page = browsing.opened(context, site / name)
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                assert wide <= 0, f"{name} is wider than a phone"
                page.close()
            assert _found(browsing.opened(context, site / "index.html"), "首见") == "提法的首见与末见"
    assert asked and not [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]


def _found(page: browsing.Page, words: str) -> str:
    """The title of what the search finds first."""
    page.locator("label[for=__search].md-header__button").click()
    page.fill("input.md-search__input", words)
    # The page looks when a key is let go.
    page.keyboard.press("End")
    return page.locator(".md-search-result__item h1").first.inner_text().replace("\u200b", "")


def test_hooks_before_a_commit_fetch_nothing() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    hooks = [hook for repository in config["repos"] for hook in repository["hooks"]]
    assert {repository["repo"] for repository in config["repos"]} == {"local"}
    assert all(hook["language"] == "system" and hook["entry"].startswith(".venv/bin/") for hook in hooks)


FORMS = sorted(p for p in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if p.name != "config.yml")


@pytest.mark.parametrize("path", FORMS, ids=lambda p: p.name)
def test_templates_of_issues_are_forms(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= set(form)
    asked = [field for field in form["body"] if field["type"] != "markdown"]
    assert asked and len({field["id"] for field in asked}) == len(asked)
