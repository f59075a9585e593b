"""A theme of one's own: one file in a copy of the dictionaries, and no line of code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from pipeline.classify import classify, correct
from pipeline.classify.model import MODEL, REPORT, model_folder
from pipeline.classify.themes import untrained
from pipeline.cli import app
from pipeline.config import Config, dictionaries_folder
from pipeline.records import Problem
from pipeline.store import Tables
from tests.build import document, passage

EIGHTH = {
    "theme": "archives",
    "name": "档案工作",
    "order": 8,
    "definition": "段落主要讲档案的收集、整理、保管和利用。",
    "borderline": ["党员档案归夯实基层基础。", "档案里查出的违纪归从严从实。", "借阅便民归服务群众。"],
    "terms": {3: "档案 归档 卷宗 库房 立卷 档案馆 数字化扫描", 2: "移交 整理 保管", 1: "查阅"},
    "neutral": "党员档案 干部档案",
    "exclusions": [],
    "examples": {
        "positive": [
            "全年收集文书档案三千卷，全部完成立卷归档。",
            "档案馆新库房投入使用，恒温恒湿设备运转正常。",
            "对民国时期卷宗逐页数字化扫描，向社会开放查阅。",
            "各单位按期移交到期档案，整理不合格的退回重做。",
            "修订档案保管期限表，明确永久、定期两类范围。",
        ],
        "negative": [
            {"text": "补齐党员档案里的入党志愿书，支部逐人核对。", "theme": "grassroots_foundations"},
            {"text": "翻阅审批卷宗发现三起收受礼金问题，已立案处分。", "theme": "strictness"},
        ],
    },
}
TEXT = "档案室把二十年的卷宗重新整理立卷，破损的逐页修补，年底全部归档入库。"


@pytest.fixture
def dictionaries(tmp_path: Path) -> Path:
    """A copy of the dictionaries with an eighth theme: one file more, and no other file touched."""
    folder = tmp_path / "dictionaries"
    shutil.copytree(dictionaries_folder(), folder)
    (folder / "themes" / "archives.yaml").write_text(yaml.safe_dump(EIGHTH, allow_unicode=True), encoding="utf-8")
    return folder


def primary(text: str, config: Config) -> str:
    return classify([document()], [passage(text)], config)[0].theme


def problems(config: Config) -> list[Problem]:
    tables = Tables.of([document(), passage(TEXT)])
    return [row for row in correct(tables, config) if isinstance(row, Problem)]


def test_an_untrained_theme_is_spoken_for_by_the_lexicon_and_that_is_said(dictionaries: Path) -> None:
    config = Config(dictionaries=dictionaries)
    assert untrained(config) == ("archives",)
    assert primary(TEXT, config) == "archives"
    assert primary("整顿软弱涣散村党组织十二个，选优配强村党组织书记。", config) == "grassroots_foundations"
    assert [(row.source, row.severity) for row in problems(config)] == [("themes/archives.yaml", "warning")]
    assert "zongshu train" in problems(config)[0].message
    assert problems(Config()) == []


def test_a_theme_that_the_scheme_has_no_more_is_not_given(dictionaries: Path) -> None:
    (dictionaries / "themes" / "strictness.yaml").unlink()
    for path in (dictionaries / "themes").glob("*.yaml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for kind in ("negative", "cases"):
            holder = content["examples"] if kind == "negative" else content
            kept = [row for row in holder.get(kind, ()) if "strictness" not in str(row)]
            holder[kind] = kept
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    assert primary("对评为“差”的书记约谈问责，问题整改逐项销号。", Config(dictionaries=dictionaries)) != "strictness"


def test_training_from_a_folder_of_dictionaries_learns_the_eighth_theme(dictionaries: Path) -> None:
    result = CliRunner().invoke(app, ["train", "--dictionaries", str(dictionaries)])
    assert result.exit_code == 0, result.output
    assert "8个主题" in result.output
    config = Config(dictionaries=dictionaries)
    assert model_folder(config) == dictionaries / "themes" / "model"
    assert untrained(config) == () and problems(config) == []
    assert primary(TEXT, config) == "archives"
    report = json.loads((model_folder(config) / REPORT).read_text(encoding="utf-8"))
    assert report["cross_validation"]["accuracy"] > 0.7 and "held_out" not in report
    assert model_folder(Config()) == MODEL.parent
