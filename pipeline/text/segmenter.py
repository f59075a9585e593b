"""Word segmentation behind one door: jieba by default, pkuseg where it is installed."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol


class Segmenter(Protocol):
    """Cuts a text into words that join to the text again."""

    def cut(self, text: str) -> list[str]: ...


class _Jieba:
    def __init__(self) -> None:
        with warnings.catch_warnings():
            # jieba still looks for setuptools' old resource module, which warns wherever it is installed.
            warnings.filterwarnings("ignore", message="pkg_resources is deprecated", category=UserWarning)
            import jieba

        jieba.setLogLevel(logging.WARNING)
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.initialize()

    def cut(self, text: str) -> list[str]:
        return [str(word) for word in self._tokenizer.lcut(text)]

    def dictionary_words(self, text: str) -> list[str]:
        """The words of the dictionary alone: what it does not know stays in single characters."""
        return [str(word) for word in self._tokenizer.lcut(text, HMM=False)]


class _Pkuseg:
    def __init__(self) -> None:
        import pkuseg

        self._model = pkuseg.pkuseg()

    def cut(self, text: str) -> list[str]:
        # pkuseg drops white space; a segmenter must lose nothing, so its words are laid back on the text.
        words, at = [], 0
        for word in self._model.cut(text):
            start = text.index(word, at)
            if start > at:
                words.append(text[at:start])
            words.append(word)
            at = start + len(word)
        return [*words, text[at:]] if at < len(text) else words


_SEGMENTERS: dict[str, Callable[[], Segmenter]] = {"jieba": _Jieba, "pkuseg": _Pkuseg}


@cache
def segmenter(name: str = "jieba") -> Segmenter:
    """The segmenter of that name. Raises ValueError for an unknown name or one that is not installed."""
    if name not in _SEGMENTERS:
        raise ValueError(f"segmenter {name}: unknown; choose {' or '.join(_SEGMENTERS)}")
    try:
        return _SEGMENTERS[name]()
    except ImportError as error:
        raise ValueError(f"segmenter {name}: not installed; run make setup where a C compiler is") from error


def dictionary_words(text: str) -> list[str]:
    """A text cut into words of jieba's dictionary, whatever the segmenter of the run; the rest in characters."""
    jieba = segmenter("jieba")
    assert isinstance(jieba, _Jieba)
    return jieba.dictionary_words(text)


@cache
def word_classes() -> dict[str, str]:
    """The class of each word of jieba's dictionary that is no plain noun: v verb, w verb that is as often a noun, a, d,
    p, c, u, r, f, t and h (a person's name)."""
    kept: dict[str, str] = {}
    package = find_spec("jieba")
    if package is None or package.origin is None:
        return kept
    with Path(package.origin).with_name("dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, _, tag = line.rstrip("\n").split(" ")
            if (found := _CLASS.get(tag) or _CLASS.get(tag[:1])) is not None:
                kept[word] = found
    return kept


_CLASS = {
    "vn": "w", "v": "v", "a": "a", "b": "a", "d": "d", "p": "p", "c": "c", "u": "u", "r": "r", "f": "f", "t": "t",
    "nr": "h", "z": "a", "y": "u", "k": "u",
}  # fmt: skip
