"""A blind sample out, filled sheets in, agreement, the coding that counts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.api import load
from pipeline.classify import coding
from pipeline.classify.agreement import Agreement, Pair, bootstrap, cohen_kappa, krippendorff_alpha
from pipeline.classify.coding import Coding
from pipeline.classify.figures import confusion
from pipeline.classify.scheme import Scheme, scheme
from pipeline.cli.console import out
from pipeline.cli.work import config_of
from pipeline.cli.work.evaluating import confusion_grid
from pipeline.codings import COLUMNS, read_sheet, sheet_bytes
from pipeline.config import CompareSettings, Config, SettingsError
from pipeline.records import Document, Passage
from pipeline.store import Tables, read_table, write_aside


def draw(file: Path, size: int, by_year: bool, seed: int, coded: Path | None, output: Path) -> None:
    """Draw `size` passages, of each year where `by_year`; what the coding `coded` holds is left out.

    Raises SettingsError where the file is there already or the coding cannot be used.
    """
    if file.exists():
        raise SettingsError(f"{file}: is there already and may hold somebody's coding; give another name")
    load(output)
    tables = Tables({record: read_table(output / "tables", record) for record in (Document, Passage)})
    groups = _groups(tables, by_year)
    known = coding.frame(tables[Passage])
    done = _codings(coded, scheme(config_of(None, None))) if coded else []
    if done:
        seed = coding.seed_of(done, str(coded))
    ids = {c.passage_id for c in done if coding.fits(c, known)}
    chosen = {p.passage_id: p for group in groups for p in coding.sample(group, size, seed)}
    chosen |= {p.passage_id: p for group in _groups(tables, True) for p in coding.due(group, ids, seed)}
    drawn = coding.sample((p for key, p in chosen.items() if key not in ids), len(chosen), seed)
    write_aside(file, sheet_bytes(COLUMNS, coding.sheet(drawn, seed)))
    whole = sum(map(len, groups))
    out.print(f"{file}: {len(drawn)} of {whole} passages drawn with seed {seed}", markup=False)


def _groups(tables: Tables, by_year: bool) -> list[list[Passage]]:
    years = {d.doc_id: d.review_year if by_year else None for d in tables[Document]}
    found: dict[int | None, list[Passage]] = {}
    for passage in coding.frame(tables[Passage]).values():
        if passage.doc_id in years:
            found.setdefault(years[passage.doc_id], []).append(passage)
    return list(found.values())


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
            raise SettingsError("--adjudicate: needs the sheets of two coders; give both")
        return
    _matching(*sheets[0], *sheets[1])
    _agreement(sheets[0][1], sheets[1][1], themes)
    if adjudicate:
        _adjudication(adjudicate, sheets[0][1], sheets[1][1], themes)


def _counts(path: Path, codings: list[Coding], themes: Scheme) -> None:
    rows, seen = len(read_sheet(path)), Counter(c.themes[0] for c in codings)
    hard = sum(c.difficulty == "hard" for c in codings)
    listed = "  ".join(f"{name} {seen[theme]}" for theme, name in themes.names.items() if seen[theme])
    out.print(f"{path}: {len(codings)} of {rows} rows coded, {hard} hard  {listed}", markup=False)


def _matching(path: Path, first: list[Coding], other: Path, second: list[Coding]) -> None:
    """Raises SettingsError where the sheets are not of one draw."""
    texts = {c.passage_id: (c.text, c.seed) for c in first}
    for c in second:
        if texts.get(c.passage_id, (c.text, c.seed)) != (c.text, c.seed):
            raise SettingsError(f"{other.name}: passage {c.passage_id} is not as in {path.name}; code one draw twice")


def _agreement(first: list[Coding], second: list[Coding], themes: Scheme) -> None:
    pairs = coding.pairs(first, second)
    if not pairs:
        raise SettingsError("the two sheets have no coded passage in common; give the same sample to both coders")
    same = sum(a == b for a, b in pairs)
    out.print(f"{len(pairs)} passages coded by both, the same primary theme in {same} ({same / len(pairs):.0%})")
    for name, measure in (("Krippendorff's alpha", krippendorff_alpha), ("Cohen's kappa", cohen_kappa)):
        out.print(f"{name}: {_interval(pairs, measure)}")
    out.print(confusion_grid("1st \\ 2nd", themes.names, _counted(pairs, themes)))


def _counted(pairs: list[Pair], themes: Scheme) -> dict[str, dict[str, int]]:
    return confusion([a for a, _ in pairs], [b for _, b in pairs], themes.themes)


def _interval(pairs: list[Pair], measure: Callable[[Sequence[Pair]], float]) -> str:
    settings = CompareSettings()
    found: Agreement = bootstrap(
        pairs, measure, resamples=settings.resamples, seed=settings.seed, confidence=settings.confidence
    )
    if math.isnan(found.value):
        return "undefined, for one theme was given throughout"
    return f"{found.value:.3f}  ({settings.confidence:.0%} interval {found.low:.3f} to {found.high:.3f})"


def _adjudication(path: Path, first: list[Coding], second: list[Coding], themes: Scheme) -> None:
    if path.exists():
        raise SettingsError(f"{path}: is there already and may hold verdicts; give another name")
    rows = coding.adjudication(first, second, themes)
    write_aside(path, sheet_bytes(coding.ADJUDICATION, rows))
    out.print(f"{path}: {len(rows)} passages to settle", markup=False)


def settle(sheet: Path, second: Path | None, adjudicated: Path | None, into: Path, config: Config) -> None:
    """Merge the agreed coding into the file `into`. Raises SettingsError where a sheet cannot be used."""
    themes = scheme(config)
    first = _codings(sheet, themes)
    other = _codings(second, themes) if second else []
    if second:
        _matching(sheet, first, second, other)
    verdicts = (
        coding.verdicts(read_sheet(adjudicated, coding.ADJUDICATION), themes, adjudicated.name) if adjudicated else {}
    )
    agreed = coding.settled(first, other, verdicts)
    before = _codings(into, themes) if into.exists() else []
    merged = list({c.passage_id: c for c in (*before, *agreed)}.values())
    coding.seed_of(merged, str(into))
    write_aside(into, sheet_bytes(COLUMNS, coding.coding_rows(merged, themes)))
    out.print(f"{into}: {len(merged)} passages, {len(agreed)} of them new or coded anew", markup=False)
