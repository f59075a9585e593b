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
        ("colour = 1\n", r"zongshu.toml 第1行：没有 colour 这一项；有 segmenter, ingest"),
        ("\n[compare]\nresample = 3\n", r"zongshu.toml 第3行：没有 resample 这一项"),
        ("[compare]\nresamples = 'many'\n", r"zongshu.toml 第2行：resamples 应为 int，写的是 'many'"),
        ("segmenter = true\n", r"第1行：segmenter 应为 str，写的是 True"),
        ("[compare\n", r"zongshu.toml：TOML 写法有误（.*line 1.*）；请改正"),
    ],
)
def test_a_mistake_names_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        settings(tmp_path, text)


def test_a_dictionary_names_the_line_of_a_short_row(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("# note\na,b\n1,2\n3\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"d.csv 第4行：有1格，应为2格"):
        read_csv(path, ("a", "b"))
    with pytest.raises(SettingsError, match=r"d.csv：没有 c 列；有 a、b"):
        read_csv(path, ("a", "c"))


def test_a_missing_dictionary_says_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="没有这个文件"):
        Config(dictionaries=tmp_path).rows("nothing.csv", ())


def test_themes_stand_in_the_order_of_the_codebook() -> None:
    assert list(Config().themes)[-1] == "other"
    assert Config().themes["strictness"] == "从严从实"
    assert len(Config().provinces) == 35
