"""The open class: a head word (学院, 党支部, 纪念馆) and what stands to its left, ranked by a small linear model.

For each head word the program lists where its name may begin, one candidate a word to the left, and that there is no
name at all; the candidate whose features weigh most is taken where its probability is high enough. The weights are
learnt from labelled paragraphs (`pipeline.labelling.names`); on disk they are plain arrays.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import numpy as np

from pipeline.config import Config
from pipeline.language.organisations.body import Body
from pipeline.language.organisations.context import LEVELS, Context, province_of
from pipeline.language.organisations.lexicon import OrganisationTerms, lexicon
from pipeline.language.places.gazetteer import gazetteer
from pipeline.text.segmenter import classed
from pipeline.text.terms import TermIndex

MODEL = Path(__file__).with_name("model") / "heads.npz"
_LONGEST, _MOST_WORDS, _MOST_HEADS = 26, 13, 3
_STOP = re.compile(r"[，。、；：！？!?;:,\s《》|…—]|\.{2,}")
# What no name holds, and what no name begins with: it makes one of many, or anybody, of what follows.
_ONE_OF_MANY = frozenset("各该每") | {
    "各级",
    "各类",
    "各个",
    "各地",
    "他们",
    "我们",
    "有关",
    "相关",
    "所有",
    "大会堂",
    "人民大会堂",
}
_NEVER = _ONE_OF_MANY | frozenset("的了等把将被让使是从由对") | {"以及"}
# What points at a time or a thing of the sentence.
_POINTING = frozenset("这那此其") | {
    "这个",
    "那个",
    "这些",
    "那些",
    "这家",
    "那家",
    "这所",
    "正在",
    "目前",
    "当前",
    "今年",
    "去年",
    "明年",
}
_NO_FIRST = frozenset("我本全某两几多等和与及在由从向把被将为对是（(") | frozenset(
    ["其他", "其它", "全体", "一些", "一个", "有的", "多个", "不少", "部分", "全党", "全军"]
)
_AND = frozenset("和与及、")
_OF_BODIES = frozenset({"附属", "直属", "派驻", "管理", "监督", "服务", "教育", "领导", "指导"})
_DATED = re.compile("[年月日]$")
_COUNTED = re.compile("[0-9]|[一二三四五六七八九十两几*＊xX×][个名家所位支批]")
_HOUSES = frozenset({"学校", "校", "学院", "院", "医院", "公司", "集团", "企业", "工厂", "局", "厅"})
_OPENING, _CLOSING = "“‘（(「", "”’）)」"


class TaggedWord(NamedTuple):
    """A word of the segmenter's at `text[start:end]` with its part of speech."""

    start: int
    end: int
    text: str
    tag: str


class Beginning(NamedTuple):
    """A name that may begin at `start`, or none (`start` is None), with what speaks for it."""

    start: int | None
    features: tuple[str, ...]


class HeadChoice(NamedTuple):
    """A head word with the candidates that end with it."""

    end: int
    head: str
    type: str
    candidates: tuple[Beginning, ...]


@dataclass(frozen=True)
class HeadModel:
    """Weights by feature, and the probability from which on a name is taken."""

    weights: Mapping[str, float]
    threshold: float

    def score(self, features: Sequence[str]) -> float:
        """The sum of the weights of these features."""
        return sum(map(self.weights.get, features, repeat(0.0)))


def packed(model: HeadModel) -> bytes:
    """The model as one file; equal models give equal bytes."""
    names = sorted(model.weights)
    sink = io.BytesIO()
    np.savez_compressed(
        sink,
        allow_pickle=False,
        features=np.frombuffer("\n".join(names).encode(), np.uint8),
        weights=np.array([model.weights[name] for name in names], np.float16),
        threshold=np.array(model.threshold),
    )
    return sink.getvalue()


@cache
def learnt(path: Path = MODEL) -> HeadModel:
    """The model of a file."""
    with np.load(path, allow_pickle=False) as arrays:
        names = arrays["features"].tobytes().decode().split("\n")
        weights = arrays["weights"].astype(np.float64).tolist()
        return HeadModel(dict(zip(names, weights, strict=True)), float(arrays["threshold"]))


@cache
def _kinds(config: Config) -> re.Pattern[str]:
    """Words that only say what kind of body a head names, one or several."""
    return re.compile(f"(?:{'|'.join(row['word'] for row in config.rows('organisations/kinds.csv', ['word']))})+")


@cache
def heads(config: Config) -> TermIndex[str]:
    """The type that each head word gives its names."""
    return TermIndex({row["head"]: row["type"] for row in config.rows("organisations/heads.csv", ["head", "type"])})


def headed(context: Context, known: Sequence[Body], config: Config, model: HeadModel | None = None) -> Iterator[Body]:
    """The names that the model finds; of overlapping ones all."""
    told = model or learnt()
    for choice in choices(context, known, config):
        start = taken(choice, told)
        if start is not None:
            place = context.place_by_start.get(start)
            name = context.text[start : choice.end]
            yield Body(start, choice.end, name, choice.type, province_of(place) if place else "", "head")


def taken(choice: HeadChoice, model: HeadModel) -> int | None:
    """Where the best name begins; None where none is sure enough."""
    none, *scores = [model.score(candidate.features) for candidate in choice.candidates]
    if not scores:
        return None
    best = max(range(len(scores)), key=lambda n: (scores[n], -n))
    some = sum(math.exp(score - scores[best]) for score in scores)
    share = some / (some + math.exp(none - scores[best]))
    return choice.candidates[best + 1].start if share >= model.threshold else None


def choices(context: Context, known: Sequence[Body], config: Config) -> Iterator[HeadChoice]:
    """Every head word of the text that ends with a word, with its candidates."""
    text = context.text
    found = heads(config).every(text)
    if not found:
        return
    words = _words(text)
    by_start = {word.start: n for n, word in enumerate(words)}
    by_end = {word.end: n for n, word in enumerate(words)}
    longest: dict[int, tuple[int, str, str]] = {}
    for start, end, head, kind in found:
        whole = end in by_end and (start in by_start or words[by_end[end]].start <= start)
        whole = whole and (end - start > 1 or _stands(text, end, words[by_end[end]], config))
        if whole and (end not in longest or start < longest[end][0]):
            longest[end] = (start, head, kind)
    ends = frozenset(longest)
    scene = _Scene(context, words, ends, known, lexicon(config), _kinds(config))
    for end, (start, head, kind) in sorted(longest.items()):
        yield HeadChoice(end, head, kind, tuple(scene.candidates(start, end, head, kind, by_end[end])))


def _stands(text: str, end: int, word: TaggedWord, config: Config) -> bool:
    """Whether a head of one character is one: 干部, 总体布局 and 局地 hold none."""
    last, across = text[max(0, end - 2) : end], text[end - 1 : end + 1]
    if across in gazetteer(config).words or len(classed(last)) < len(last):
        return False
    return word.end - word.start != 2


def _words(text: str) -> list[TaggedWord]:
    words: list[TaggedWord] = []
    at = 0
    for word, tag in classed(text):
        words.append(TaggedWord(at, at + len(word), word, tag))
        at += len(word)
    return words


@dataclass(frozen=True)
class _Scene:
    context: Context
    words: Sequence[TaggedWord]
    ends: frozenset[int]
    known: Sequence[Body]
    lexicon: OrganisationTerms
    kinds: re.Pattern[str]

    def candidates(self, start: int, end: int, head: str, kind: str, last: int) -> Iterator[Beginning]:
        """No name, then the names from the shortest to the longest."""
        yield Beginning(None, tuple(self._none(start, head, kind, last)))
        text = self.context.text
        inside = 0
        for n in range(last, max(-1, last - _MOST_WORDS), -1):
            word = self.words[n]
            if end - word.start > _LONGEST or (word.start < start and _STOP.search(word.text)):
                return
            if word.start < start and (self._cuts(word) or _COUNTED.search(text, word.start, end)):
                return
            inside += word.start in self.ends and word.start < start
            if inside > _MOST_HEADS or (word.start in self.ends and word.start < start and _parts(word)):
                return
            alone = self._word(n - 1).text not in _ONE_OF_MANY and not _opens_none(word)
            alone &= not self._nobody(word.start, start, end)
            if word.start <= start and alone and _balanced(text[word.start : end]):
                yield Beginning(word.start, tuple(self._name(n, start, end, head, kind, last)))

    def _cuts(self, word: TaggedWord) -> bool:
        """Whether no name holds the word: 等, 的, 推行, 开展, 正在, 这个, 一九五四年, 之所以."""
        verb = len(word.text) > 1 and word.text != "全国" and self.lexicon.cuts.fullmatch(word.text)
        dated = word.tag == "m" and bool(_DATED.search(word.text))
        clause = word.tag in {"c", "i"} and len(word.text) > 1
        return word.text in _NEVER or word.text in _POINTING or bool(verb) or dated or clause

    def _nobody(self, begin: int, start: int, end: int) -> bool:
        """Whether what stands before the head only says what kind of body it is (公立医院, 乡镇党委), or whose kind of
        house in a list of them (学校党委、医院党委)."""
        text = self.context.text
        before = text[begin:start]
        listed = "、" in (text[begin - 1 : begin], text[end : end + 1])
        return bool(self.kinds.fullmatch(before)) or (listed and before in _HOUSES)

    def _word(self, n: int) -> TaggedWord:
        if 0 <= n < len(self.words):
            return self.words[n]
        return TaggedWord(0, 0, "^", "^")

    def _none(self, start: int, head: str, kind: str, last: int) -> Iterator[str]:
        after, before = self._word(last + 1), self._before(start, last)
        yield from (f"0|{f}" for f in ("", f"h={head}", f"T={kind}", f"R={after.text}", f"r={after.tag}"))
        yield f"0|h={head}|r={_class(after)}"
        yield f"0|T={kind}|r={_class(after)}"
        yield f"0|w={before.text}"
        yield f"0|T={kind}|w={_class(before)}"
        yield f"0|h={head}|w={_class(before)}"
        yield f"0|rc={after.text[:1]}"

    def _before(self, start: int, last: int) -> TaggedWord:
        """The word before the head."""
        n = last
        while n >= 0 and self.words[n].end > start:
            n -= 1
        return self._word(n)

    def _name(self, n: int, start: int, end: int, head: str, kind: str, last: int) -> Iterator[str]:
        text = self.context.text
        first, left = self.words[n], self._word(n - 1)
        inside = self.words[n : last + 1]
        modifiers = [word for word in inside if word.start < start]
        size = min(6, len(modifiers))
        place = self.context.place_by_start.get(first.start)
        yield "1"
        yield f"n={size}"
        yield f"T={kind}|n={size}"
        yield f"h={head}|n={min(size, 2)}"
        yield f"c={min(16, end - first.start)}"
        yield f"L={left.text}"
        yield f"l={_class(left)}"
        yield f"l={_class(left)}|f={_class(first)}"
        yield f"T={kind}|l={_class(left)}|n={min(size, 1)}"
        yield f"lc={left.text[-1:]}"
        yield f"F={first.text}"
        yield f"f={_class(first)}"
        yield f"T={kind}|f={_class(first)}"
        if place:
            level = place.surface[-1] if place.surface[-1] in LEVELS else "-"
            yield f"place|{level}"
            yield f"T={kind}|place"
        if any(
            p > first.start and p < start and self.context.place_by_start.get(p) for p in range(first.start + 1, start)
        ):
            yield "place inside"
        for body in self.known:
            if body.start == first.start and body.end <= start:
                yield f"known|{body.type}"
                yield f"known|T={kind}"
            elif first.start < body.start and body.end <= start:
                yield "known inside"
            elif body.start < first.start < body.end:
                yield "cuts known"
        if modifiers:
            yield f"w={modifiers[-1].text}"
            yield f"h={head}|w={_class(modifiers[-1])}"
            yield f"T={kind}|w={_class(modifiers[-1])}"
        yield from (f"in={tag}" for tag in sorted({_class(word) for word in modifiers[1:]}))
        yield from (f"T={kind}|in={tag}" for tag in sorted({_class(word) for word in modifiers[1:]}))
        yield from (f"i={word.text}" for word in modifiers[1:])
        if any(len(cut[0]) > 1 for cut in self.lexicon.cuts.finditer(text, first.start, start)):
            yield "cut"
        if text[first.start - 1 : first.start] in _OPENING or first.text in _OPENING:
            yield "quoted"
        if first.start < start and text.count(text[first.start : end]) > 1:
            yield "again"
            yield f"T={kind}|again"


def _parts(word: TaggedWord) -> bool:
    """Whether a word right behind another head ends what that head names: 校团委|赴纪念馆, 协会|和|医院."""
    return word.text[0] in _AND or (word.tag in {"v", "p", "c", "d"} and word.text not in _OF_BODIES)


def _opens_none(word: TaggedWord) -> bool:
    return word.text in _NO_FIRST or word.text[0] in "我本该各每"


def _class(word: TaggedWord) -> str:
    """The part of speech; of function words and marks the word itself."""
    closed = word.tag[:1] in "pcufdrm" or len(word.text) == 1
    return word.text if closed and word.tag[:1] not in "m" else word.tag


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in zip(_OPENING, _CLOSING, strict=True))
