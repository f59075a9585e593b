"""The real documents, where they lie beside the checkout, against their annotation."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipeline.ingest import ingest
from pipeline.readers import read
from tests.ingest.support import CONFIG, Ingested

SHARED = Path(__file__).parents[2].parent / "shared"
SEEDS = SHARED / "seeds"
GOLD = SHARED / "evaluation" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents do not lie beside this checkout")


def annotation(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def seed(name: str) -> Ingested:
    reading = read((SEEDS / name).read_bytes(), name)
    return Ingested(reading.text, ingest(name, reading, {}, CONFIG))


def test_facts_of_the_real_documents() -> None:
    for gold in annotation("documents"):
        done = seed(str(gold["source"]))
        done.check()
        first = done.documents[0]
        assert len(done.documents) == len(gold["articles"])  # type: ignore[arg-type]
        found = (first.review_year, first.published, first.genre, first.level)
        assert found == (gold["review_year"], gold["published"], gold["genre"], gold["level"])
        assert re.sub(r"\W", "", str(gold["title"])) in re.sub(r"\W", "", first.title)


def test_every_annotated_passage_stands_whole() -> None:
    tight = {g["source"]: re.sub(r"\s", "", seed(str(g["source"])).text) for g in annotation("documents")}
    passages = {name: {re.sub(r"\W", "", p.text) for p in seed(str(name)).passages} for name in tight}
    gold = annotation("themes")
    whole = [re.sub(r"\W", "", tight[g["source"]][g["start"] : g["end"]]) in passages[g["source"]] for g in gold]  # type: ignore[misc,index]
    assert sum(whole) >= 0.97 * len(whole)
