"""Settings and dictionaries: a mistake is one line that says what, where and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Config, Settings, SettingsError, load_settings, read_csv


def settings(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "zongshu.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def test_defaults_need_no_file() -> None:
    assert load_settings(None) == Settings()


def test_a_section_is_read_over_the_defaults(tmp_path: Path) -> None:
    made = settings(tmp_path, 'segmenter = "pkuseg"\n[compare]\nconfidence = 0.9\n')
    assert (made.segmenter, made.compare.confidence, made.compare.seed) == ("pkuseg", 0.9, Settings().compare.seed)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colour = 1\n", r"zongshu.toml, line 1: unknown key colour; known are segmenter, ingest"),
        ("\n[compare]\nresample = 3\n", r"zongshu.toml, line 3: unknown key resample"),
        ("[compare]\nresamples = 'many'\n", r"zongshu.toml, line 2: resamples must be int, is 'many'"),
        ("segmenter = true\n", r"line 1: segmenter must be str, is True"),
        ("[compare\n", r"zongshu.toml: .*line 1.*; mend the line"),
    ],
)
def test_a_mistake_names_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        settings(tmp_path, text)


def test_a_dictionary_names_the_line_of_a_short_row(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("# note\na,b\n1,2\n3\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"d.csv, line 4: 1 cells where 2 are due"):
        read_csv(path, ("a", "b"))
    with pytest.raises(SettingsError, match=r"d.csv: no column c; it has a, b"):
        read_csv(path, ("a", "c"))


def test_a_missing_dictionary_says_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file"):
        Config(dictionaries=tmp_path).rows("nothing.csv", ())


def test_themes_stand_in_the_order_of_the_codebook() -> None:
    assert list(Config().themes)[-1] == "other"
    assert Config().themes["strictness"] == "从严从实"
    assert len(Config().provinces) == 35
