"""Word segmentation behind one door: jieba by default, pkuseg where it is installed."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from functools import cache
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


def classed(text: str) -> list[tuple[str, str]]:
    """A text cut into the words of jieba's dictionary, the rest in characters, whatever the segmenter of the run; each
    word with its part of speech there (n, v, vn, a, d …). Read by jieba-rs, without guessing new words."""
    import rjieba

    found: list[tuple[str, str]] = rjieba.tag(text, hmm=False)
    return found
