"""Small corpora for the editors' page: texts that repeat, contradict and break off, read and searched for real."""

from __future__ import annotations

from pathlib import Path

from pipeline.config import Config
from pipeline.corpus import discover
from pipeline.exports import review
from pipeline.exports.review.findings import Finding, findings
from pipeline.exports.review.library import Library
from pipeline.records import Contradiction, Decision, Passage, Segment, SourceText
from pipeline.runner import ingested
from pipeline.stages import CORPUS_STAGES
from pipeline.store import Tables
from tests.build import document, passages, worked

TITLE = "{year}年度党组织书记述职评议考核综述"
SHORE = "河道两岸补种了柳树和菖蒲，晚饭后散步的人比往年多了不少，小吃摊也规规矩矩摆在线内。"
VISITS = "各镇组织驻村干部走访农户{number}多户，收集意见建议860条，逐条答复并张榜公布结果。"
MARKET = "赶集的日子，党员在集口支起桌子，帮老人代写书信，也替外出打工的人查询社保缴费。"
CUT = "新修的仓库已经投入使用，农户把晒干的玉米送进去统一保管，价格合适的时候再由合作社出面，"


def write_document(folder: Path, name: str, year: int, *paragraphs: str) -> None:
    """A text file with a title that tells the year."""
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n\n".join([TITLE.format(year=year), *paragraphs])
    (folder / name).write_text(text + "\n", encoding="utf-8")


def write_corpus(folder: Path) -> Path:
    """A corpus with two numbers that contradict, a passage that repeats and one that is cut off."""
    one, other = VISITS.format(number=1200), VISITS.format(number=1500)
    write_document(folder, "2021年综述.txt", 2021, one, SHORE, MARKET, other, SHORE, CUT)
    return folder


def searched(corpus: Path) -> Tables:
    """The tables of a corpus as far as the editors' page needs them, with the decisions beside it applied."""
    config = Config()
    found = discover([corpus], 64)
    texts = ingested([corpus], config)
    rows = worked(row for kind in texts.types() for row in texts[kind])
    tables = Tables.of(rows).with_records(found.decisions, [Decision])
    stage = next(stage for stage in CORPUS_STAGES if stage.name == "dedupe")
    return tables.with_records(stage.run(tables, config), stage.writes)


def seen(tables: Tables) -> list[Finding]:
    """What an editor sees."""
    return findings(tables, Library(tables))


def write_page(tables: Tables, outputs: Path) -> Path:
    """The page of these tables."""
    return review.export(tables, outputs, Config())[0]


def invented(number: int, hostile: str = "") -> Tables:
    """Tables with that many contradictions, two short passages each; `hostile` stands in every text."""
    pieces = [f"第{n}镇走访农户{n + side}户{hostile}。" for n in range(number) for side in (0, 1)]
    text = "".join(f"{piece}\n" for piece in pieces)
    source = f"集{hostile}.txt".replace("/", "")
    parts = passages("d", pieces, source=source)
    segments = [Segment(source, p.source_start, p.source_end, "body", "d", p.passage_id, "") for p in parts]
    rows = [_contradiction(source, n, parts[2 * n], parts[2 * n + 1]) for n in range(number)]
    whole = document(
        source=source, source_end=len(text), title=f"题目{hostile}", review_year=2020, year_from="title",
        level="county", n_characters=len(text), synthetic=False,
    )  # fmt: skip
    return Tables.of([whole, *parts, *segments, *rows, SourceText(source, text, "utf-8", False, [], [])])


def _contradiction(source: str, n: int, a: Passage, b: Passage) -> Contradiction:
    kind = "number" if n % 2 else "date"
    return Contradiction(
        f"C{n:012x}", kind, source, a.source_start, a.source_end, a.text, str(n), source, b.source_start, b.source_end,
        b.text, str(n + 1), "near_duplicate", "open", f"两处数字不一致：{a.text}",
        a.source_start, a.source_end, b.source_start, b.source_end,
    )  # fmt: skip
