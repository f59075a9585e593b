"""Word segmentation behind one door: jieba by default, pkuseg and spaCy's pkuseg where they are installed."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Protocol

_MODEL = ("features.pkl", "weights.npz")


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

        self._model = pkuseg.pkuseg(str(pkuseg_model()))

    def cut(self, text: str) -> list[str]:
        return _laid(self._model.cut(text), text)


class _SpacyPkuseg:
    """pkuseg as spaCy's authors keep it: it has wheels but no model, and reads pkuseg's."""

    def __init__(self) -> None:
        import spacy_pkuseg

        with redirect_stderr(io.StringIO()):
            # It says that it reads the features in pkuseg's form, which is what is wanted.
            self._model = spacy_pkuseg.pkuseg(str(pkuseg_model()))

    def cut(self, text: str) -> list[str]:
        return _laid(self._model.cut(text), text)


def pkuseg_model(distribution: str = "pkuseg") -> Path:
    """The folder of the model that pkuseg is installed with. Raises ImportError where there is none.

    Its features are a pickle, which can run code when it is read: only a file that lies inside the installed
    package is taken, and none that a link leads to elsewhere.
    """
    package = Path(str(metadata.distribution(distribution).locate_file("pkuseg"))).resolve()
    model = package / "models" / "default"
    for name in _MODEL:
        file = (model / name).resolve()
        if not file.is_file() or not file.is_relative_to(package):
            raise ImportError(f"the model of {distribution} (models/default/{name})", name=f"{distribution}'s model")
    return model


def _laid(words: Iterable[str], text: str) -> list[str]:
    """Words laid back on their text: pkuseg drops white space, and a segmenter must lose nothing."""
    laid, at = [], 0
    for word in words:
        start = text.index(word, at)
        if start > at:
            laid.append(text[at:start])
        laid.append(word)
        at = start + len(word)
    return [*laid, text[at:]] if at < len(text) else laid


_SEGMENTERS: dict[str, Callable[[], Segmenter]] = {"jieba": _Jieba, "pkuseg": _Pkuseg, "spacy_pkuseg": _SpacyPkuseg}


def segmenters() -> tuple[str, ...]:
    """The names that `segmenter` knows, the default first."""
    return tuple(_SEGMENTERS)


@cache
def segmenter(name: str = "jieba") -> Segmenter:
    """The segmenter of that name. Raises ValueError for an unknown name or one that is not installed."""
    if name not in _SEGMENTERS:
        raise ValueError(f"分词器 {name}：没有这一种；请选 {'、'.join(_SEGMENTERS)}")
    try:
        return _SEGMENTERS[name]()
    except ImportError as error:
        missing = error.name or name
        raise ValueError(f"分词器 {name}：没有安装 {missing}；在有 C 编译器的机器上运行 make setup") from error


def classed(text: str) -> list[tuple[str, str]]:
    """A text cut into the words of jieba's dictionary, the rest in characters, whatever the segmenter of the run; each
    word with its part of speech there (n, v, vn, a, d …). Read by jieba-rs, without guessing new words."""
    import rjieba

    found: list[tuple[str, str]] = rjieba.tag(text, hmm=False)
    return found
