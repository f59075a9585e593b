"""Trains the model of head words: `python -m pipeline.labelling.heads LABELS TEXTS`.

It learns from the paragraphs of the parts `dev` and `train` of `labels/names` and from the sentences of the
dictionary of organisations, never from the part held out. The probability from which on a name is taken is chosen by
cross-validation over sources: the least one at which what the model adds to the grammar is as right as stated below.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import Config
from pipeline.labelling.names import DEV, TRAIN, LabelledName, samples
from pipeline.labelling.train import Choices, trained
from pipeline.language.organisations import by_grammar
from pipeline.language.organisations.context import Context
from pipeline.language.organisations.lexicon import lexicon
from pipeline.language.organisations.named import known_names
from pipeline.language.organisations.ranked import MODEL, HeadChoice, HeadModel, choices, packed
from pipeline.language.organisations.sightings import Sightings
from pipeline.text.located import Located, loose

FOLDS = 5
PENALTY = 0.7
# Of the names that the model adds to what the grammar finds, this share must be right.
PRECISION = 0.91
REPORT = MODEL.with_name("report.json")
_EXAMPLE = re.compile(r"\{([a-z_]+)(~?):([^{}]+)\}")


@dataclass(frozen=True)
class HeadItem:
    """A head word of a labelled paragraph. `names`: the paragraph's organisations, and `starts`, `end`: where the
    candidates begin and end, in one count of characters; `told`: whether the grammar has a body there."""

    source: str
    choice: HeadChoice
    names: tuple[LabelledName, ...]
    starts: tuple[int, ...]
    end: int
    told: bool


def main(labels: Path, texts: Path) -> None:
    """Choose the threshold, train on everything, and write model and report."""
    config = Config()
    items = [*_labelled(labels, texts, config), *_examples(config)]
    judged = [answer for fold in range(FOLDS) for answer in _unseen(items, fold)]
    grid = [n / 100 for n in range(30, 96)]
    threshold = next((t for t in grid if _precision(judged, t) >= PRECISION), grid[-1])
    model = HeadModel(_fitted(items).weights, threshold)
    MODEL.parent.mkdir(exist_ok=True)
    MODEL.write_bytes(packed(model))
    right = sum(held for share, held in judged if share >= threshold)
    given = sum(share >= threshold for share, _ in judged)
    report = {"head_words": len(items), "features": len(model.weights), "threshold": threshold, "added": [right, given]}
    REPORT.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(report)


def _unseen(items: Sequence[HeadItem], fold: int) -> Iterator[tuple[float, bool]]:
    """For the head words of one fold, outside of what the grammar has found and what is optional: how sure the model
    of the other folds is that a name ends there, and whether its name shares a character with a labelled one."""
    model = _fitted([item for item in items if _fold(item) != fold])
    for item in items:
        if _fold(item) != fold or item.told or len(item.choice.candidates) < 2:
            continue
        none, *scores = [model.score(candidate.features) for candidate in item.choice.candidates]
        some = sum(map(math.exp, scores))
        start = item.starts[max(range(len(scores)), key=lambda n: (scores[n], -n))]
        touched = [name for name in item.names if name.start < item.end and start < name.end]
        if not any(name.optional for name in touched):
            yield some / (some + math.exp(none)), bool(touched)


def _precision(judged: Iterable[tuple[float, bool]], threshold: float) -> float:
    taken = [held for share, held in judged if share >= threshold]
    return sum(taken) / len(taken) if taken else 1.0


def _fitted(items: Iterable[HeadItem]) -> HeadModel:
    found = Choices()
    for item in items:
        if worth := _worth(item):
            found.add([list(candidate.features) for candidate in item.choice.candidates], worth)
    return HeadModel(trained(found, PENALTY).weights, 0.0)


def _worth(item: HeadItem) -> list[float]:
    """1 for the labelled name, or for none where no name ends; nothing where the label leaves it open."""
    around = [name for name in item.names if name.start < item.end <= name.end]
    if any(name.optional for name in around):
        return []
    ends = {name.start for name in around if name.end == item.end}
    return [float(start in ends) for start in (-1, *item.starts)] if ends else [1.0, *[0.0] * len(item.starts)]


def _fold(item: HeadItem) -> int:
    return int(hashlib.sha256(item.source.encode()).hexdigest()[:8], 16) % FOLDS


def _labelled(labels: Path, texts: Path, config: Config) -> Iterator[HeadItem]:
    for part in (DEV, TRAIN):
        for sample in samples(labels, part, texts, config):
            for passage in sample.read():
                for choice, told in _choices(passage, config):
                    spans = [passage.source_span(c.start, choice.end) for c in choice.candidates if c.start is not None]
                    end = sample.tight[passage.source_span(choice.end - 1, choice.end)[1]]
                    paragraph = next((p for p in sample.paragraphs if p.start < end <= p.end), None)
                    if paragraph:
                        starts = tuple(sample.tight[start] for start, _ in spans)
                        yield HeadItem(sample.file, choice, paragraph.units, starts, end, told)


def _examples(config: Config) -> Iterator[HeadItem]:
    """The sentences written for the dictionary: what is marked is a name, everything else is none."""
    for line in (config.dictionaries / "organisations" / "examples.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, names, at = "", [], 0
            for mark in _EXAMPLE.finditer(line):
                text += line[at : mark.start()]
                names.append(LabelledName(len(text), len(text) + len(mark[3]), mark[1], bool(mark[2])))
                text, at = text + mark[3], mark.end()
            for choice, told in _choices(loose(text + line[at:]), config):
                starts = tuple(c.start for c in choice.candidates if c.start is not None)
                yield HeadItem(line, choice, tuple(names), starts, choice.end, told)


def _choices(passage: Located, config: Config) -> Iterator[tuple[HeadChoice, bool]]:
    text = passage.text
    known = list(known_names(text, Sightings(text, lexicon(config))))
    found = by_grammar(text, config)
    for choice in choices(Context.of(text, known, config), known, config):
        yield choice, any(body.start < choice.end <= body.end for body in found)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
