"""How right frames are on labelled passages: by slot, with named and given answers apart, and whole frames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.frame.credit import NOBODY, Credit
from pipeline.frame.decode import Frame
from pipeline.labelling.answers import plain, right
from pipeline.labelling.labels import SLOTS, Row
from pipeline.labelling.samples import Sample


@dataclass(frozen=True)
class FrameAnswer:
    """One number's frame as texts beside its label; `sure`: the probability of each slot's choice."""

    source: str
    source_kind: str
    row: Row
    texts: Mapping[str, str | None]
    kind: str
    credit: Credit
    sure: Mapping[str, float]
    context: str


def answers(sample: Sample, found: Sequence[Frame], rows: Mapping[int, Row] | None = None) -> list[FrameAnswer]:
    """The labelled numbers of a sample with the frames that were found."""
    text, numbers = sample.scene.text, sample.scene.numbers
    told = []
    for at, row in sorted((sample.rows if rows is None else rows).items()):
        frame = found[at]
        texts = {slot: text[span[0] : span[1]] if (span := getattr(frame, slot)) else None for slot in SLOTS}
        number = numbers[at]
        around = f"{text[max(0, number.start - 40) : number.start]}[{text[number.start : number.end]}]"
        told.append(
            FrameAnswer(
                sample.source.file,
                sample.source.source_kind,
                row,
                texts,
                frame.kind,
                frame.credit,
                frame.sure,
                around + text[number.end : number.end + 20],
            )
        )
    return told


def held(answer: FrameAnswer, thresholds: Mapping[str, float]) -> FrameAnswer:
    """The answer with every slot below its threshold left empty."""
    texts = {s: t if answer.sure[s] >= thresholds.get(s, 0.0) else None for s, t in answer.texts.items()}
    credit = answer.credit if answer.sure["provinces"] >= thresholds.get("provinces", 0.0) else NOBODY
    return FrameAnswer(
        answer.source, answer.source_kind, answer.row, texts, answer.kind, credit, answer.sure, answer.context
    )


Figures = dict[str, tuple[int, int]]


def figures(told: Iterable[FrameAnswer]) -> Figures:
    """For each measure how many of how many: action, action named (of those that the label names), action given (of
    those that we name), likewise actor, object and provinces; kind; whole."""
    counts: dict[str, list[bool]] = defaultdict(list)
    for answer in told:
        holds = [right(answer.row, slot, answer.texts[slot]) for slot in SLOTS]
        for slot, good in zip(SLOTS, holds, strict=True):
            counts[slot].append(good)
            if answer.row[slot] is not None:
                counts[f"{slot} named"].append(good)
            if plain(answer.texts[slot]) is not None:
                counts[f"{slot} given"].append(good)
        counts["whole"].append(all(holds))
        counts["kind"].append(answer.kind in (answer.row["kind"], answer.row["kind_alt"]))
        _provinces(answer, counts)
    return {name: (sum(values), len(values)) for name, values in sorted(counts.items())}


def _provinces(answer: FrameAnswer, counts: dict[str, list[bool]]) -> None:
    if answer.row["provinces"] is None:
        return
    same = set(answer.credit.provinces) == set(answer.row["provinces"])
    counts["provinces"].append(same)
    if answer.row["provinces"]:
        counts["provinces named"].append(same)
    if answer.credit.provinces:
        counts["provinces given"].append(same)
