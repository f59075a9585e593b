"""A field is data: what tells its genres and levels, and a second field that runs without a line of code."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.config import Config, SettingsError
from pipeline.ingest.kinds import Letterhead, genre, level
from pipeline.profile import Profile, profile
from pipeline.records import Document, Record, Theme
from pipeline.sidecar import parse_csv, parse_yaml
from pipeline.store import from_arrow, read_table
from pipeline.yearly import QuantityByYear

R = TypeVar("R", bound=Record)
DATA = Path(__file__).parent / "data"
SECOND = DATA / "second_profile"
HOSPITALS = DATA / "hospitals"
FIRST = Config()
FIELDS = [FIRST, Config(dictionaries=SECOND)]


class Case(NamedTuple):
    """A text and a pattern that must find it, or must not."""

    name: str
    pattern: re.Pattern[str]
    text: str
    due: bool


def cases(config: Config) -> Iterator[Case]:
    """The examples of a profile, each with the pattern that it is an example of."""
    known = profile(config)
    about = config.document("profile/field.yaml")["examples"]
    for key, pattern in (("subject", known.subject), ("comment", known.comment), ("everywhere", known.everywhere)):
        yield from examples(about, key, pattern)
    for row, kind in zip(config.document("profile/genres.yaml"), known.genres, strict=True):
        assert ("examples" in row) == ("endings" in row), f"{kind.code}: endings want examples"
        yield from examples(row.get("examples", {}), "titles", kind.title)
    for row, rank in zip(config.document("profile/levels.yaml")["levels"], known.levels, strict=True):
        assert ("examples" in row) == ("frame" in row or "bodies" in row), f"{rank.code}: words want examples"
        yield from examples(row.get("examples", {}), "frame", rank.frame)
        yield from examples(row.get("examples", {}), "self", rank.own)
        yield from examples(row.get("examples", {}), "bodies", rank.bodies)


def examples(row: dict[str, Any], key: str, pattern: re.Pattern[str]) -> Iterator[Case]:
    """The positive and the negative examples under a key."""
    for name, due in ((key, True), (f"not_{key}", False)):
        yield from (Case(name, pattern, text, due) for text in row.get(name, []))


@pytest.mark.parametrize("case", [c for field in FIELDS for c in cases(field)], ids=lambda c: f"{c.name}-{c.text}")
def test_what_the_examples_say(case: Case) -> None:
    assert bool(case.pattern.search(case.text)) == case.due


@pytest.mark.parametrize("config", FIELDS, ids=["installed", "second"])
def test_the_fixed_codes_stand_last(config: Config) -> None:
    names = profile(config).names
    assert (list(names["genre"])[-1], list(names["level"])[-1]) == ("other", "unknown")


def test_codes_stand_in_no_module() -> None:
    """But for the two fixed ones, code names no genre; where it names levels, they are those of places."""
    genres = set(profile(FIRST).names["genre"]) - {"other", "report", "article", "notice"}
    package = Path(__file__).parents[1] / "pipeline"
    told = {
        path.relative_to(package).as_posix(): found
        for path in package.rglob("*.py")
        if (found := genres & set(re.findall(r'"([a-z_]+)"', path.read_text(encoding="utf-8"))))
    }
    assert set(told) <= {"classify/lexicon.py"}, told


BAD = [
    ("genres.yaml", "genre: other", "genre: rest", "genres.yaml：没有 other"),
    ("genres.yaml", "masthead:", "mast:", "genres.yaml：没有 mast 这个键"),
    ("genres.yaml", "genre: bulletin", "genre: annual_report", "genres.yaml：有一项出现两次"),
    ("genres.yaml", "masthead: true", "level: city", "levels.yaml：没有层级 city"),
    ("genres.yaml", "masthead: true", "summary: all", "genres.yaml：summary 应为 everywhere 或 place"),
    ("levels.yaml", "level: unknown", "level: rest", "levels.yaml：没有 unknown"),
    ("levels.yaml", "not_before: 士", "before: 士", "没有 before 这个键"),
    ("levels.yaml", "name: 院级", "zh: 院级", "levels.yaml：没有 zh 这个键"),
    ("field.yaml", "provinces: 8", "provinces: many", "写法有误"),
    ("field.yaml", "subject: ", "themes: ", "field.yaml：没有 themes 这个键"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), BAD, ids=[f"{n}-{w}" for n, _, w, _ in BAD])
def test_a_bad_profile_is_one_line(name: str, old: str, new: str, said: str, tmp_path: Path) -> None:
    shutil.copytree(SECOND / "profile", tmp_path / "profile")
    path = tmp_path / "profile" / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        profile(Config(dictionaries=tmp_path))
    assert str(error.value).startswith("profile/") and said in str(error.value) and "\n" not in str(error.value)


@pytest.fixture(scope="module")
def second() -> Profile:
    return profile(Config(dictionaries=SECOND))


def test_metadata_names_the_codes_of_its_field(second: Profile) -> None:
    assert parse_yaml("genre: annual_report\nlevel: ward\n", "a.meta.yaml", second) == {
        "genre": "annual_report",
        "level": "ward",
    }
    assert parse_csv("source,genre\na.txt,bulletin\n", "metadata.csv", second) == {"a.txt": {"genre": "bulletin"}}
    with pytest.raises(SettingsError, match="genre 写的是“briefing”；应为 年报（annual_report）、院报（bulletin）"):
        parse_yaml("genre: briefing\n", "a.meta.yaml", second)
    with pytest.raises(SettingsError, match="写的是“annual_report”"):
        parse_yaml("genre: annual_report\n", "a.meta.yaml")


def test_a_masthead_and_how_a_text_speaks_of_itself_tell_the_codes_of_the_field(second: Profile) -> None:
    told = genre("儿科义诊走进山村", "", "白石医院院报\n第3期", frozenset(), second, yearly=False)
    assert told == ("bulletin", "masthead")
    assert genre("工作报告", "", "", frozenset(), second, yearly=True) == ("other", "text")
    assert level("bulletin", Letterhead("义诊", named="county"), "我科接诊，全科动员。", second) == ("ward", "text")
    assert level("bulletin", Letterhead("义诊", named="county"), "", second) == ("unknown", "null"), "no county here"


THEMES = {"serving_the_masses": "服务患者", "grassroots_foundations": "支部建设"}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run over the invented hospitals writes, with the second field laid over a copy of the dictionaries."""
    folder = tmp_path_factory.mktemp("field")
    words = folder / "dictionaries"
    shutil.copytree(FIRST.dictionaries, words)
    shutil.copytree(SECOND, words, dirs_exist_ok=True)
    for theme, name in THEMES.items():
        path = words / "themes" / f"{theme}.yaml"
        path.write_text(re.sub(r"(?m)^name: .*", f"name: {name}", path.read_text("utf-8"), count=1), encoding="utf-8")
    output = folder / "outputs"
    call = ["run", str(HOSPITALS), "--output", str(output), "--dictionaries", str(words), "--jobs", "1"]
    done = CliRunner().invoke(app, call)
    assert done.exit_code == 0, done.output
    return output


def rows(output: Path, record: type[R]) -> list[R]:
    """The rows of a table that a run wrote."""
    return list(from_arrow(record, read_table(output / "tables", record)))


def test_its_genres_and_levels_stand_in_the_documents(ran: Path) -> None:
    told = {d.title: (d.genre, d.genre_from, d.level) for d in rows(ran, Document)}
    assert told["青禾医院2021年年报"] == ("annual_report", "title", "hospital")
    assert told["青禾医院2022年年报"] == ("annual_report", "title", "hospital")
    title = "2022年白石医院儿科义诊走进山村"
    assert told[title] == ("bulletin", "masthead", "ward"), "the level is what its metadata say"
    assert {(d.review_year, d.synthetic) for d in rows(ran, Document)} == {(2021, True), (2022, True)}


def test_its_indicators_and_themes_count(ran: Path) -> None:
    counted = {r.indicator for r in rows(ran, QuantityByYear)}
    assert {"门诊量", "义诊场次"} <= counted
    assert {r.theme for r in rows(ran, Theme)} & set(THEMES)


def test_its_names_stand_in_the_exports(ran: Path) -> None:
    book = load_workbook(ran / "workbook.xlsx", read_only=True)
    cells = {str(v) for sheet in book for row in sheet.iter_rows(values_only=True) for v in row if v is not None}
    assert {"年报", "院报", "院级", "文种：年报", "层级：院级"} <= cells
    assert not cells & {"annual_report", "hospital", "genre=annual_report", "level=hospital"}
    assert any("annual_report 年报" in cell for cell in cells)
    assert "医院年报比较工作簿" in cells
    report = (ran / "report.html").read_text(encoding="utf-8")
    assert "<h1>医院年报年度比较报告</h1>" in report and "综述" not in report
    assert "年报2份" in report and "口径：年报；" in report
    for name in THEMES.values():
        assert name in report


def test_no_code_of_the_installed_field_is_left(ran: Path) -> None:
    foreign = re.compile(r"(?:^|,)(?:national_summary|briefing|prefecture|genre=article)(?:,|$)", re.MULTILINE)
    for path in (ran / "tables").rglob("*.csv"):
        assert not foreign.search(path.read_text(encoding="utf-8-sig")), path.name
