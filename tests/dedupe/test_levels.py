"""Which reports are another place's own: told by the levels of the field, whatever their codes are."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.dedupe.corpus import Copy
from pipeline.dedupe.facts import PassageFindings
from pipeline.dedupe.templates import own_reports
from pipeline.text.located import Located
from tests.build import document, passage

SECOND = Config(dictionaries=Path(__file__).parents[1] / "data" / "second_profile")


def copy(doc_id: str, level: str, publisher: str, config: Config) -> Copy:
    """A passage of a document of that level."""
    row = replace(document(), doc_id=doc_id, level=level, publisher=publisher, home_province=None, title="")
    return Copy(Located(passage("正文。")), row, PassageFindings(), config)


@pytest.mark.parametrize(("config", "level"), [(Config(), "county"), (SECOND, "ward")], ids=["installed", "second"])
def test_two_publishers_of_known_levels_report_each_of_its_own(config: Config, level: str) -> None:
    one, other = copy("a", level, "白石医院内科", config), copy("b", level, "青禾医院内科", config)
    assert own_reports(one, other)
    assert not own_reports(one, copy("b", level, "白石医院内科", config))
    assert not own_reports(one, copy("b", "unknown", "青禾日报", config)), "of an unknown level nothing is known"


def test_a_level_that_is_nationwide_has_no_place_of_its_own(tmp_path: Path) -> None:
    shutil.copytree(SECOND.dictionaries, tmp_path, dirs_exist_ok=True)
    levels = tmp_path / "profile" / "levels.yaml"
    levels.write_text(levels.read_text("utf-8").replace("name: 院级", "name: 院级\n    nationwide: true"), "utf-8")
    config = Config(dictionaries=tmp_path)
    assert not own_reports(copy("a", "hospital", "白石医院", config), copy("b", "hospital", "青禾医院", config))
