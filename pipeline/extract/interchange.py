"""Findings out to labelling tools and corrections back in, and whole documents as a spaCy DocBin.

A task or line is one passage of one table; its spans are offsets in the passage's text, counted in Unicode characters.
It carries the passage's source and the map to the source's offsets (`pieces`), so that what comes back needs no other
file: a label is `source, start, end, surface` with offsets in the *source text*, the value that was labelled
(`province`, `type`, `kind` or `label`), and the `passage_id`. Each passage that was looked at is a row too, for one
that holds nothing says as much as one that holds a name.

Formats: Label Studio's JSON tasks (labelstud.io/guide/task_format) and doccano's JSONL for sequence labelling.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from pipeline.config import Config, SettingsError
from pipeline.extract import analysed
from pipeline.extract.components import GROUPS
from pipeline.language.components import located, records
from pipeline.records import Document, Formulation, Mention, NonQuantity, Passage, Place, Quantity, Unit
from pipeline.text.located import Located

# What a span of each table is labelled with, and what stands for a place that nothing settles.
VALUES = {"places": "province", "units": "type", "quantities": "kind", "formulations": "label"}
AMBIGUOUS, FORMULATION = "ambiguous", "formulation"
_CHOICES = {
    "units": (
        "party", "government", "enterprise", "university", "hospital", "media", "industry_body", "military_corps",
        "other",
    ),
    "quantities": ("result", "requirement", "context"),
    "formulations": (FORMULATION,),
}  # fmt: skip

_TYPES: dict[str, type[Mention]] = {
    "places": Place,
    "units": Unit,
    "quantities": Quantity,
    "non_quantities": NonQuantity,
    "formulations": Formulation,
}
_FIELDS = ("passage_id", "source", "table", "pieces")

Row = dict[str, Any]
Span = tuple[int, int, str]


@dataclass(frozen=True)
class LabelledPassage:
    """A passage with the spans of one table: half-open offsets in its text, and a label."""

    passage: Located
    table: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Labels:
    """What came back: a row for each span, and a row for each passage that was looked at."""

    table: str
    spans: tuple[Row, ...]
    reviewed: tuple[Row, ...]


def labelled(passages: Sequence[Located], mentions: Iterable[Mention], table: str) -> list[LabelledPassage]:
    """Each passage with its mentions in `table`, in the order of the passages."""
    spans: dict[str, list[Span]] = {p.passage.passage_id: [] for p in passages}
    for mention in mentions:
        spans[mention.passage_id].append((mention.start, mention.end, _label(mention, table)))
    return [LabelledPassage(p, table, tuple(sorted(spans[p.passage.passage_id]))) for p in passages]


def _label(mention: Mention, table: str) -> str:
    return FORMULATION if table == "formulations" else str(getattr(mention, VALUES[table])) or AMBIGUOUS


def to_label_studio(passages: Iterable[LabelledPassage]) -> list[Row]:
    """Tasks with the spans as predictions: only what a person then submits counts as an annotation."""
    return [
        {
            "data": {"text": item.passage.text, **_origin(item)},
            "predictions": [{"model_version": "zongshu", "result": [_region(item, span) for span in item.spans]}],
        }
        for item in passages
    ]


def _region(item: LabelledPassage, span: Span) -> Row:
    start, end, label = span
    value = {"start": start, "end": end, "text": item.passage.text[start:end], "labels": [label]}
    return {"id": f"{start}-{end}", "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def _origin(item: LabelledPassage) -> Row:
    passage = item.passage.passage
    pieces = [list(piece) for piece in item.passage.pieces]
    return {"passage_id": passage.passage_id, "source": passage.source, "table": item.table, "pieces": pieces}


def label_studio_view(table: str, config: Config) -> str:
    """The labelling interface to paste into a Label Studio project: every label of the table over the task's text."""
    labels = (*config.provinces, AMBIGUOUS) if table == "places" else _CHOICES[table]
    choices = "".join(f'    <Label value="{label}"/>\n' for label in labels)
    return (
        f'<View>\n  <Labels name="label" toName="text">\n{choices}  </Labels>\n'
        '  <Text name="text" value="$text"/>\n</View>\n'
    )


def from_label_studio(tasks: Sequence[Mapping[str, Any]]) -> Labels:
    """The labels of exported tasks (JSON, not JSON-MIN); a task without a submitted annotation was not looked at.

    Raises SettingsError where a task was not made here, where two annotators differ, or where a span does not hold
    the characters that it says.
    """
    found = []
    for number, task in enumerate(tasks, 1):
        where = f"第{number}个任务"
        submitted = [a for a in task.get("annotations", []) if not a.get("was_cancelled")]
        if submitted:
            data = task.get("data", {})
            item = _passage(data, where)
            found.append(replace(item, spans=_agreed(submitted, item.passage.text, where)))
    return _labels(found)


def _agreed(annotations: Sequence[Mapping[str, Any]], text: str, where: str) -> tuple[Span, ...]:
    chosen = [a for a in annotations if a.get("ground_truth")] or annotations
    readings = {tuple(sorted(_regions(a["result"], text, where))) for a in chosen}
    if len(readings) > 1:
        raise SettingsError(f"{where}：几份标注不一致；把其中一份标为 ground truth 再导出")
    return readings.pop()


def _regions(regions: Iterable[Mapping[str, Any]], text: str, where: str) -> Iterable[Span]:
    for region in regions:
        if region.get("type") == "labels":
            value = region["value"]
            start, end = _span(text, int(value["start"]), int(value["end"]), value.get("text"), where)
            yield start, end, value["labels"][0]


def _span(text: str, start: int, end: int, surface: str | None, where: str) -> tuple[int, int]:
    """The span in Unicode characters. Some versions of the tool count UTF-16 units, where a rare character is two."""
    if surface is None or text[start:end] == surface:
        return _inside(text, start, end, where)
    wide = text.encode("utf-16-le")
    before, within = wide[: 2 * start], wide[2 * start : 2 * end]
    if within.decode("utf-16-le", "replace") == surface:
        first = len(before.decode("utf-16-le"))
        return first, first + len(surface)
    raise SettingsError(f"{where}：{start}-{end} 处不是 {surface!r}；原文已变，请重新标注")


def _inside(text: str, start: int, end: int, where: str) -> tuple[int, int]:
    if not 0 <= start < end <= len(text):
        raise SettingsError(f"{where}：{start}-{end} 超出正文（{len(text)}字）；请重新标注")
    return start, end


def to_doccano(passages: Iterable[LabelledPassage]) -> list[Row]:
    """Lines for doccano's sequence labelling, `label` as [start, end, label]; what else they carry comes back."""
    return [
        {"text": item.passage.text, "label": [list(span) for span in item.spans], **_origin(item)} for item in passages
    ]


def from_doccano(lines: Sequence[Mapping[str, Any]]) -> Labels:
    """The labels of exported lines; every line counts as looked at, so export the confirmed ones alone.

    Raises SettingsError where a line was not made here or a span reaches beyond its text.
    """
    found = []
    for number, line in enumerate(lines, 1):
        where = f"第{number}行"
        item = _passage({**line.get("meta", {}), **line}, where)
        spans = [(*_inside(item.passage.text, int(s), int(e), where), str(label)) for s, e, label in line["label"]]
        found.append(replace(item, spans=tuple(sorted(spans))))
    return _labels(found)


def _passage(data: Mapping[str, Any], where: str) -> LabelledPassage:
    if missing := [key for key in ("text", *_FIELDS) if key not in data]:
        raise SettingsError(f"{where}：没有 {'、'.join(missing)}；请标注 zongshu export-labels 写出的文件")
    if data["table"] not in VALUES:
        raise SettingsError(f"{where}：{data['table']} 不是可以标注的表；有 {'、'.join(VALUES)}")
    pieces = tuple((int(at), int(first)) for at, first in data["pieces"])
    return LabelledPassage(_located(data["text"], data["passage_id"], data["source"], pieces), data["table"], ())


def _located(text: str, passage_id: str, source: str, pieces: tuple[tuple[int, int], ...]) -> Located:
    """A passage as far as offsets and ids need one."""
    passage = Passage(
        passage_id=passage_id, doc_id="", source=source, source_start=0, source_end=0, position=0, role="body",
        heading="", text=text, n_characters=sum(not c.isspace() for c in text), defects=[], continues="",
        repeated=False, repeats="",
    )  # fmt: skip
    place = Located(passage, pieces)
    start, end = place.source_span(0, len(text)) if text else (pieces[0][1], pieces[0][1])
    return replace(place, passage=replace(passage, source_start=start, source_end=end))


def _labels(found: Sequence[LabelledPassage]) -> Labels:
    tables = {item.table for item in found}
    if len(tables) > 1:
        raise SettingsError(f"一个文件里有几张表的标注（{'、'.join(sorted(tables))}）；请一张表一个文件")
    ordered = sorted(found, key=lambda item: (item.passage.passage.source, item.passage.passage.source_start))
    return Labels(
        table=next(iter(tables), ""),
        spans=tuple(_span_row(item, span) for item in ordered for span in item.spans),
        reviewed=tuple(_row(item, 0, len(item.passage.text)) for item in ordered),
    )


def _row(item: LabelledPassage, start: int, end: int) -> Row:
    passage = item.passage.passage
    first, last = item.passage.source_span(start, end) if start < end else (passage.source_start, passage.source_end)
    return {"source": passage.source, "start": first, "end": last, "passage_id": passage.passage_id}


def _span_row(item: LabelledPassage, span: Span) -> Row:
    start, end, label = span
    value = "" if label == AMBIGUOUS else label
    return {**_row(item, start, end), "surface": item.passage.text[start:end], VALUES[item.table]: value}


def to_docbin(documents: Sequence[Document], passages: Sequence[Located], config: Config) -> bytes:
    """Passages with all findings as a spaCy DocBin: one Doc a passage, one token a character.

    `Doc.spans` holds the groups; `Doc.user_data["zongshu"]` holds in plain values what `from_docbin` makes
    `Doc._.located` and `Span._.record` of, and spaCy alone reads all of it too.
    """
    packed = DocBin(store_user_data=True)
    for doc in analysed(documents, passages, config):
        place = located(doc)
        doc.user_data = {
            "zongshu": {
                "passage": asdict(place.passage),
                "pieces": [list(piece) for piece in place.pieces],
                "rows": {group: [asdict(row) for row in records(doc, group)] for group in GROUPS},
            }
        }
        packed.add(doc)
    return bytes(packed.to_bytes())


def from_docbin(data: bytes, vocab: Vocab) -> list[Doc]:
    """The Docs of `to_docbin`, with `Doc._.located` and `Span._.record` as they were."""
    return [_restored(doc) for doc in DocBin().from_bytes(data).get_docs(vocab)]


def _restored(doc: Doc) -> Doc:
    kept = doc.user_data["zongshu"]
    passage = Passage(**{**kept["passage"], "defects": list(kept["passage"]["defects"])})
    doc._.located = Located(passage, tuple((at, first) for at, first in kept["pieces"]))
    doc._.rows = {row["mention_id"]: _record(group, row) for group in GROUPS for row in kept["rows"][group]}
    return doc


def _record(group: str, row: Row) -> Mention:
    # The serialisation reads every list back as a tuple.
    values: Row = {key: list(value) if isinstance(value, tuple) else value for key, value in row.items()}
    return _TYPES[group](**values)
