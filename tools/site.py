"""What mkdocs builds the site from: the pages of docs/ and of the root, laid out in a folder outside git.

A hook of mkdocs.yml. In the project `NAME.md` is English, or in both languages, and `NAME.zh.md` the Chinese beside it;
the site's first language is Chinese. Links out of the site are left as words: the site stands without the checkout.
"""

from __future__ import annotations

import logging
import re
import shutil
from os.path import normpath, relpath
from pathlib import Path, PurePosixPath

import jieba
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

ROOT = Path(__file__).parents[1]
ROOT_PAGES = {"CONTRIBUTING": "contributing", "CHANGELOG": "changelog", "SECURITY": "security"}
_LINK = re.compile(r"(!?)\[([^\]\n]*)\]\(([^)\s]+)\)")
_FENCED = re.compile(r"(^```.*?^```[^\n]*$)", re.MULTILINE | re.DOTALL)
_CHINESE = ".zh.md"
# Which file is the page in the other language: the site has a link for that.
_OTHER_LANGUAGE = re.compile(r"^(?:English: |中文见 )\[.*\]\(.*\)[.。]\n", re.MULTILINE)
# A line's end between two Chinese characters: Markdown makes a space of it, which Chinese does not have.
_HAN = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’…—"
_WRAP = re.compile(rf"(?<=[{_HAN}])(?<!\|)\n(?=[{_HAN}])")


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Lay the pages out beside the site and let mkdocs read them there."""
    stage = Path(config.site_dir).parent / "docs"
    lay_out(stage)
    config.docs_dir = str(stage)
    # The search cuts Chinese with jieba, whose cache would stand in the temporary folder that all users share.
    jieba.dt.tmp_dir = str(stage.parent)
    jieba.setLogLevel(logging.WARNING)
    return config


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Give the search from a disk the pages of both languages: what is put there before holds those of the last one."""
    index = Path(config.site_dir) / "search" / "search_index.json"
    index.with_suffix(".js").write_text(f"var __index = {index.read_text(encoding='utf-8')}", encoding="utf-8")


def lay_out(stage: Path) -> None:
    """Write every page and picture of the site below `stage`, which is emptied first."""
    shutil.rmtree(stage, ignore_errors=True)
    for source, name in sources().items():
        target = stage / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix == ".md":
            target.write_text(relinked(source, source.read_text(encoding="utf-8")), encoding="utf-8")
        else:
            shutil.copyfile(source, target)


def sources() -> dict[Path, str]:
    """Every file of the site with its name there."""
    docs = ROOT / "docs"
    found = {path: path.relative_to(docs).as_posix() for path in sorted(docs.rglob("*")) if path.is_file()}
    for page, name in ROOT_PAGES.items():
        found |= {path: f"{name}{path.name.removeprefix(page)}" for path in sorted(ROOT.glob(f"{page}*.md"))}
    chinese = {name.removesuffix(_CHINESE) for name in found.values() if name.endswith(_CHINESE)}
    return {
        path: f"{name[:-3]}.en.md" if name.endswith(".md") and name[:-3] in chinese else name
        for path, name in found.items()
    }


def relinked(page: Path, text: str) -> str:
    """The page's text with its links as they are inside the site; code blocks are left as they are."""
    parts = _FENCED.split(text)
    return "".join(part if i % 2 else _prose(page, part) for i, part in enumerate(parts))


def _prose(page: Path, text: str) -> str:
    text = _OTHER_LANGUAGE.sub("", text)
    return _LINK.sub(lambda link: _link(page, link), _WRAP.sub("", text))


def _link(page: Path, link: re.Match[str]) -> str:
    picture, words, target = link.groups()
    path, hash_, anchor = target.partition("#")
    if not path or re.match(r"[a-z]+:", path):
        return link[0]
    found = sources_by_path().get(Path(normpath(page.parent / path)))
    if found is None:
        return words
    here = PurePosixPath(sources_by_path()[page]).parent
    return f"{picture}[{words}]({relpath(found, here)}{hash_}{anchor})"


def sources_by_path() -> dict[Path, str]:
    """Every file of the site with the name that a link to it takes: that of the page in any language."""
    return {path: re.sub(r"\.(zh|en)\.md$", ".md", name) for path, name in sources().items()}
