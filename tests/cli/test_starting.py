"""First steps: a folder to work in, and the invented demo that never mixes with a corpus of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.cli.work import config_of
from pipeline.config import SettingsError, load_settings
from pipeline.corpus import holds_nothing
from tests.settings import settings


def test_a_new_project_runs_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "综述"
    assert CliRunner().invoke(app, ["new-project", str(folder)]).exit_code == 0
    assert {p.name for p in folder.iterdir()} == {"README.md", "corpus", "zongshu.toml"}
    assert holds_nothing(folder / "corpus") and load_settings(folder / "zongshu.toml") == load_settings(None)
    error = CliRunner().invoke(app, ["new-project", str(folder)]).exception
    assert isinstance(error, SettingsError) and "里面已有东西" in str(error)


def test_the_settings_offered_are_all_there_and_say_the_defaults(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["new-project", str(tmp_path / "neu")]).exit_code == 0
    lines = (tmp_path / "neu" / "zongshu.toml").read_text(encoding="utf-8").splitlines()
    switched_on = "\n".join(line.removeprefix("# ") if " = " in line else line for line in lines)
    (tmp_path / "on.toml").write_text(switched_on, encoding="utf-8")
    assert load_settings(tmp_path / "on.toml") == load_settings(None)
    assert sum(" = " in line for line in lines) == len(list(settings()))


def test_settings_of_the_folder_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert config_of(None, None).settings.themes.abstain == 0.35
    (tmp_path / "zongshu.toml").write_text("[themes]\nabstain = 0.5\n", encoding="utf-8")
    assert config_of(None, None).settings.themes.abstain == 0.5


def test_an_empty_corpus_is_one_without_a_source(tmp_path: Path) -> None:
    assert holds_nothing(tmp_path / "none")
    (tmp_path / "README.md").write_text("x", encoding="utf-8")
    assert holds_nothing(tmp_path)
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert not holds_nothing(tmp_path)
