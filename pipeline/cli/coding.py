"""Commands for coders: a blind sample out, filled sheets in, agreement, the coding that counts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from pipeline.api import load
from pipeline.classify import coding
from pipeline.classify.agreement import Agreement, Pair, bootstrap, cohen_kappa, krippendorff_alpha
from pipeline.classify.coding import Coding
from pipeline.classify.figures import confusion
from pipeline.classify.scheme import Scheme, scheme
from pipeline.cli.evaluating import confusion_grid
from pipeline.cli.options import CORPUS, OUTPUT, Dictionaries, Output, app, config_of, out
from pipeline.codings import COLUMNS, FILE, read_sheet, sheet_bytes
from pipeline.config import CompareSettings, SettingsError
from pipeline.records import Document, Passage
from pipeline.store import Tables, read_table, write_aside

code = typer.Typer(no_args_is_help=True, help="Code passages by hand: a blind sample out, filled sheets in.")
app.add_typer(code, name="code")

SEED = CompareSettings().seed
Sheet = Annotated[Path, typer.Argument(metavar="SHEET", help="A coder's filled sheet (CSV).")]
Second = Annotated[Path | None, typer.Argument(metavar="[SECOND]", help="The second coder's sheet.")]
Coded = Annotated[Path | None, typer.Option("--coded", help="A coding to complete: leave out what it holds.")]


@code.command()
def draw(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The sheet to write (CSV, opens in a spreadsheet).")],
    size: Annotated[int, typer.Option(help="Passages to draw.", min=1)] = 100,
    by_year: Annotated[bool, typer.Option("--by-year", help="Draw SIZE passages of each review year.")] = False,
    seed: Annotated[int, typer.Option(help="The same seed draws the same passages.", min=0)] = SEED,
    coded: Coded = None,
    output: Output = OUTPUT,
) -> None:
    """Draw a blind random sample for a coder: text and heading, nothing of what the classifier said.

    Give every coder the same file. It is CSV, filled in with a spreadsheet and saved as CSV again; UTF-8 and GB18030
    are read back, a saved .xlsx is not. Rules to code by: docs/codebook.md.
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


@code.command()
def read(
    sheet: Sheet,
    second: Second = None,
    adjudicate: Annotated[Path | None, typer.Option(help="Write the disagreements here, to be settled.")] = None,
    dictionaries: Dictionaries = None,
) -> None:
    """Check one or two filled sheets; with two, say how far the coders agree beyond chance."""
    themes = scheme(config_of(None, dictionaries))
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


@code.command()
def settle(
    sheet: Sheet,
    second: Second = None,
    adjudicated: Annotated[Path | None, typer.Option(help="The settled disagreements (CSV).")] = None,
    into: Annotated[Path, typer.Option(help="The coding that a run corrects the shares by.")] = CORPUS / FILE,
    dictionaries: Dictionaries = None,
) -> None:
    """Write the agreed coding beside the corpus; passages that it held before are kept unless coded anew."""
    themes = scheme(config_of(None, dictionaries))
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
