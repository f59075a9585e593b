"""A blind sample out, filled sheets in, agreement, the coding that counts."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

from pipeline.classify import coding
from pipeline.classify.agreement import Agreement, Pair, agreement
from pipeline.classify.coding import Coding
from pipeline.classify.figures import confusion
from pipeline.classify.scheme import Scheme, scheme
from pipeline.cli.console import out
from pipeline.cli.work import config_of
from pipeline.cli.work.coders import run_tables
from pipeline.cli.work.evaluating import confusion_grid
from pipeline.codings import COLUMNS, read_sheet, sheet_bytes
from pipeline.config import CompareSettings, Config, SettingsError
from pipeline.records import Document, Passage
from pipeline.store import locked, write_aside


def draw(file: Path, size: int, by_year: bool, seed: int, coded: Path | None, output: Path) -> None:
    """Draw `size` passages, of each year where `by_year`; what the coding `coded` holds is left out.

    Raises SettingsError where the file is there already or the coding cannot be used.
    """
    if file.exists():
        raise SettingsError(f"{file}：已经存在，里面可能有编码；请换一个文件名")
    tables = run_tables(output)
    documents, passages = tables[Document], tables[Passage]
    known = coding.frame(passages)
    done = _codings(coded, scheme(config_of(None, None))) if coded else []
    if done:
        seed = coding.seed_of(done, str(coded))
    ids = {c.passage_id for c in done if coding.fits(c, known)}
    drawn = coding.draw(documents, passages, size, by_year, seed, ids)
    write_aside(file, sheet_bytes(COLUMNS, coding.sheet(drawn, seed)))
    whole = sum(map(len, coding.groups(documents, passages, by_year)))
    out.print(f"{file}：从{whole}段中抽出{len(drawn)}段，种子{seed}", markup=False)


def _codings(path: Path, themes: Scheme) -> list[Coding]:
    return coding.read_sheet(read_sheet(path), themes, path.name)


def read(sheet: Path, second: Path | None, adjudicate: Path | None, config: Config) -> None:
    """Check one or two filled sheets; with two, print their agreement and write the disagreements to `adjudicate`.

    Raises SettingsError where a sheet cannot be used.
    """
    themes = scheme(config)
    sheets = [(path, _codings(path, themes)) for path in (sheet, second) if path]
    for path, codings in sheets:
        _counts(path, codings, themes)
    if second is None:
        if adjudicate:
            raise SettingsError("--adjudicate：需要两名编码员的编码表；请都给出")
        return
    first, other = (codings for _, codings in sheets)
    coding.matching(first, sheet.name, other, second.name)
    _agreement(first, other, themes)
    if adjudicate:
        _adjudication(adjudicate, first, other, themes)


def _counts(path: Path, codings: list[Coding], themes: Scheme) -> None:
    rows, seen = len(read_sheet(path)), Counter(c.themes[0] for c in codings)
    hard = sum(c.difficulty == "hard" for c in codings)
    listed = "  ".join(f"{name} {seen[theme]}" for theme, name in themes.names.items() if seen[theme])
    out.print(f"{path}：{rows}行中已编{len(codings)}行，其中难{hard}行  {listed}", markup=False)


def _agreement(first: list[Coding], second: list[Coding], themes: Scheme) -> None:
    pairs = coding.pairs(first, second)
    if not pairs:
        raise SettingsError("两份编码表没有都编了的段落；请给两名编码员同一份样本")
    same = sum(a == b for a, b in pairs)
    out.print(f"两人都编了{len(pairs)}段，首要主题相同的{same}段（{same / len(pairs):.0%}）")
    settings = CompareSettings()
    for name, found in agreement(pairs, settings).items():
        out.print(f"{name}：{_interval(found, settings)}")
    out.print(confusion_grid("甲＼乙", themes.names, _counted(pairs, themes)))


def _counted(pairs: list[Pair], themes: Scheme) -> dict[str, dict[str, int]]:
    return confusion([a for a, _ in pairs], [b for _, b in pairs], themes.themes)


def _interval(found: Agreement, settings: CompareSettings) -> str:
    if math.isnan(found.value):
        return "undefined, for one theme was given throughout"
    return f"{found.value:.3f}（{settings.confidence:.0%} 区间 {found.low:.3f} 至 {found.high:.3f}）"


def _adjudication(path: Path, first: list[Coding], second: list[Coding], themes: Scheme) -> None:
    if path.exists():
        raise SettingsError(f"{path}：已经存在，里面可能有裁定；请换一个文件名")
    rows = coding.adjudication(first, second, themes)
    write_aside(path, sheet_bytes(coding.ADJUDICATION, rows))
    out.print(f"{path}：{len(rows)}段待裁定", markup=False)


def settle(sheet: Path, second: Path | None, adjudicated: Path | None, into: Path, config: Config) -> None:
    """Merge the agreed coding into the file `into`. Raises SettingsError where a sheet cannot be used."""
    themes = scheme(config)
    first = _codings(sheet, themes)
    other = _codings(second, themes) if second else []
    if second:
        coding.matching(first, sheet.name, other, second.name)
    verdicts = (
        coding.verdicts(read_sheet(adjudicated, coding.ADJUDICATION), themes, adjudicated.name) if adjudicated else {}
    )
    agreed = coding.settled(first, other, verdicts)
    with locked(into):
        before = _codings(into, themes) if into.exists() else []
        merged = coding.merged(before, agreed, str(into))
        write_aside(into, sheet_bytes(COLUMNS, coding.coding_rows(merged, themes)))
    out.print(f"{into}：{len(merged)}段，其中{len(agreed)}段是新编或重新编的", markup=False)
