"""Sheets for coders: paragraphs with their numbers marked, columns to fill, and the filled sheet read back as labels.

A sheet is a CSV file that spreadsheets open. Several answers that hold stand in one cell, the first one first, joined
with `|`; `无` says that there is none. Whole paragraphs go out, so that extras count, and what is missed can be told.
"""

from __future__ import annotations

import csv
import io
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.config import SettingsError, read_csv
from pipeline.labelling.labels import SLOTS
from pipeline.records import Passage, Quantity
from pipeline.store import csv_cell
from pipeline.text.located import Located

_HEAD = ("编号", "来源", "段落", "数量", "动作", "主体", "对象", "性质", "归属省份", "不是数量", "备注")
_ANSWERS = {"action": "动作", "actor": "主体", "object": "对象"}
_KINDS = {"成果": "result", "要求": "requirement", "背景": "context"}
_NONE = ("", "无")
_BEFORE, _AFTER = 80, 60


def drawn(passages: Iterable[Passage], quantities: Iterable[Quantity], size: int, seed: int) -> list[list[Quantity]]:
    """Whole paragraphs at random, one source at a time in turn, until they hold `size` quantities."""
    by_passage: dict[str, list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        by_passage[quantity.passage_id].append(quantity)
    by_source: dict[str, list[str]] = defaultdict(list)
    for passage in passages:
        if passage.role == "body" and passage.passage_id in by_passage:
            by_source[passage.source].append(passage.passage_id)
    dealer = random.Random(seed)
    for names in by_source.values():
        dealer.shuffle(names)
    chosen: list[list[Quantity]] = []
    count = 0
    while count < size and any(by_source.values()):
        for source in sorted(by_source):
            if by_source[source] and count < size:
                chosen.append(by_passage[by_source[source].pop()])
                count += len(chosen[-1])
    return chosen


def sheet(paragraphs: Sequence[Sequence[Quantity]], texts: dict[str, Located], digests: dict[str, str]) -> bytes:
    """The sheet as CSV with a byte-order mark; `texts`: passages by their id, `digests`: sha256 by source."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEAD)
    for found in paragraphs:
        located = texts[found[0].passage_id]
        span = located.source_span(0, len(located.text))
        for n, quantity in enumerate(found):
            name = json.dumps([quantity.source, digests[quantity.source], quantity.source_start, quantity.source_end])
            whole = f"{span[0]}-{span[1]}" if not n else ""
            shown = _marked(located.text, quantity.start, quantity.end)
            writer.writerow([name, whole, shown, csv_cell(quantity.surface), *[""] * (len(_HEAD) - 4)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _marked(text: str, start: int, end: int) -> str:
    """The number in its sentence, between 【】, never a formula."""
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    return f"…{before}【{text[start:end]}】{after}…"


def filled(path: Path, coder: str) -> Iterator[dict[str, object]]:
    """The labels of a filled sheet. Raises SettingsError with the line of a row that cannot be read."""
    for number, row in enumerate(read_csv(path, _HEAD), 2):
        try:
            _, sha256, start, end = json.loads(row["编号"])
        except ValueError as error:
            raise SettingsError(f"{path.name} 第{number}行：编号被改过；请用表里原来的") from error
        spot = {"sha256": sha256, "coder": coder, "split": "train"}
        if row["来源"]:
            first, _, last = row["来源"].partition("-")
            yield {**spot, "paragraph": [int(first), int(last)]}
        yield {**spot, "start": start, "end": end, **_label(row, f"{path.name}, line {number}")}


def _label(row: dict[str, str], where: str) -> dict[str, object]:
    if row["不是数量"].strip():
        return {"none": row["不是数量"].strip()}
    label: dict[str, object] = {}
    for slot in SLOTS:
        first, *others = [None if a.strip() in _NONE else a.strip() for a in row[_ANSWERS[slot]].split("|")]
        label |= {slot: first, f"{slot}_alt": others}
    kinds = [k.strip() for k in row["性质"].split("|") if k.strip()]
    if not kinds or any(k not in _KINDS for k in kinds):
        raise SettingsError(f"{where}：性质应为成果、要求或背景，写的是“{row['性质']}”")
    label |= {"kind": _KINDS[kinds[0]], "kind_alt": _KINDS[kinds[1]] if len(kinds) > 1 else None}
    credited = row["归属省份"].strip()
    label["provinces"] = None if credited == "不确定" else [p for p in credited.split("|") if p.strip() not in _NONE]
    return {**label, "from": None, "easy": False}


def written(labels: Iterable[dict[str, object]]) -> bytes:
    """Labels as JSON Lines."""
    return "".join(json.dumps(label, ensure_ascii=False) + "\n" for label in labels).encode()
