"""The corpus stage that corrects yearly theme shares by a hand-coded random sample, and says where it cannot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.classify import coding
from pipeline.classify.checks import corpus_checks, model_checks
from pipeline.classify.scheme import FOLDER, scheme
from pipeline.classify.shares import FEWEST_CODED, Rated, Share, shares
from pipeline.classify.themes import untrained
from pipeline.companions import CODING as FILE
from pipeline.config import Config
from pipeline.records import Document, Passage, Problem, Record, Theme
from pipeline.reliability import CodingRow, CorrectedShare, ModelCheck
from pipeline.store import Tables
from pipeline.years import by_year

_DIGITS = 12
_LOOKED_AT = 400
"""So many passages, drawn at random, tell how far a corpus lies from what the classifier was measured on."""


@dataclass(frozen=True)
class _Group:
    """The counted passages of one review year in one scope."""

    scope: str
    year: int | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class _Sample:
    """The hand coding that counts: primary theme by passage, and the seed of the draw."""

    themes: Mapping[str, str]
    seed: int


def correct(tables: Tables, config: Config) -> list[Record]:
    """CorrectedShare rows by scope (all, genre=…), review year and theme; a Problem for each coding that does not
    count, each year whose sample is not whole and each theme that was not learnt; and the ModelCheck rows of the
    classifier in use and of the corpus.

    Raises SettingsError naming the row of the coding that cannot be used.
    """
    checks = [*model_checks(config), *_corpus(tables, config), *_untrained(config)]
    rows = tables[CodingRow]
    found = coding.read_rows(rows, scheme(config), FILE)
    if not found:
        return checks
    frame = coding.frame(tables[Passage])
    counted = [c for c in found if coding.fits(c, frame)]
    sample = _Sample({c.passage_id: c.themes[0] for c in counted}, coding.seed_of(found, FILE))
    groups = _groups(tables[Document], tuple(frame.values()))
    given = {t.passage_id: t.theme for t in tables[Theme] if t.rank == 1}
    made = [row for group in groups for row in _shares(group, sample, given, config)]
    lost = {c.passage_id for c in found} - set(sample.themes)
    stale = [_stale(row, frame) for row in rows if row.passage_id in lost]
    return [*made, *checks, *stale, *_gaps(groups, sample)]


def _corpus(tables: Tables, config: Config) -> tuple[ModelCheck, ...]:
    """How far the corpus lies from what the classifier was measured on."""
    sample = coding.sample(tables[Passage], _LOOKED_AT, 0)
    ids = {p.passage_id for p in sample}
    sure = [t.score for t in tables[Theme] if t.rank == 1 and t.passage_id in ids]
    return corpus_checks(tables[Document], sample, sure, config)


def _untrained(config: Config) -> list[Problem]:
    """The themes for which the lexicon alone speaks."""
    names = scheme(config).names
    return [
        Problem(
            f"{FOLDER}/{theme}.yaml",
            "correct",
            "warning",
            f"主题“{names[theme]}”未经训练，只凭词典判断；请运行 zongshu train --dictionaries 词典文件夹",
        )
        for theme in untrained(config)
    ]


def _groups(documents: Sequence[Document], passages: Sequence[Passage]) -> list[_Group]:
    """All documents first, then genre by genre; years in order, the unknown one last."""
    known = {d.doc_id: d for d in by_year(documents)}
    found: dict[tuple[str, int | None], list[Passage]] = defaultdict(list)
    for passage in passages:
        if document := known.get(passage.doc_id):
            for scope in ("all", f"genre={document.genre}"):
                found[scope, document.review_year].append(passage)

    def order(key: tuple[str, int | None]) -> tuple[bool, str, bool, int]:
        scope, year = key
        return (scope != "all", scope, year is None, year or 0)

    return [_Group(scope, year, tuple(found[scope, year])) for scope, year in sorted(found, key=order)]


def _shares(group: _Group, sample: _Sample, given: Mapping[str, str], config: Config) -> Iterator[CorrectedShare]:
    """None where nothing of the group was coded: then there is nothing to say."""
    n_coded = sum(p.passage_id in sample.themes for p in group.passages)
    if not n_coded:
        return
    missing = len(coding.due(group.passages, sample.themes, sample.seed))
    rated = [Rated("", given.get(p.passage_id, ""), sample.themes.get(p.passage_id)) for p in group.passages]
    for share in shares(rated, tuple(config.themes), config.settings.compare.confidence):
        yield _row(group, share, _note(n_coded, missing))


def _note(n_coded: int, missing: int) -> str:
    if missing:
        return f"抽中的段落有{missing}段未编码，编码不再是随机样本，不作校正"
    return f"编码段落不足{FEWEST_CODED}段，不作校正" if n_coded < FEWEST_CODED else ""


def _row(group: _Group, share: Share, note: str) -> CorrectedShare:
    return CorrectedShare(
        review_year=group.year,
        scope=group.scope,
        theme=share.theme,
        n_passages=share.n,
        n_coded=share.n_coded,
        raw=round(share.raw, _DIGITS),
        raw_low=round(share.raw_low, _DIGITS),
        raw_high=round(share.raw_high, _DIGITS),
        corrected=None if note else _rounded(share.corrected),
        low=None if note else _rounded(share.low),
        high=None if note else _rounded(share.high),
        note=note,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _stale(row: CodingRow, frame: Mapping[str, Passage]) -> Problem:
    what = "正文已改动" if row.passage_id in frame else "已不在正文之中（删去、改名或判为重复）"
    message = f"第{row.row}行：段落{row.passage_id}{what}，这条编码不计；请删去这一行，或重新编码"
    return Problem(FILE, "correct", "warning", message)


def _gaps(groups: Sequence[_Group], sample: _Sample) -> Iterator[Problem]:
    for group in groups:
        missing = coding.due(group.passages, sample.themes, sample.seed) if group.scope == "all" else []
        if missing:
            year = f"{group.year}年" if group.year is not None else "年度未知的文档"
            message = (
                f"{year}有{len(missing)}个抽中的段落未编码，该年度占比不作校正；"
                f"请用 zongshu code draw 新表.csv --coded {FILE} 补编"
            )
            yield Problem(FILE, "correct", "warning", message)
