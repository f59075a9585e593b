"""Word segmentation behind one door: jieba by default, pkuseg and spaCy's pkuseg where they are installed."""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Protocol

import rjieba

_MODEL = ("features.pkl", "weights.npz")

# Characters without a mark between them that are cut at once: more than any clause has.
LONGEST_RUN = 1000
# How many words before an arbitrary cut may have been cut otherwise had the text gone on.
_UNSETTLED = 4


class Segmenter(Protocol):
    """Cuts a text into words that join to the text again."""

    def cut(self, text: str) -> list[str]: ...


# What jieba cuts together, so that a text may be handed over in parts between two runs; all else it takes mark by mark.
_RUNS = re.compile(r"[\u4E00-\u9FD5a-zA-Z0-9+#&._%-]+")
_MARKS = re.compile(r"\r\n|.", re.DOTALL)
# Of the runs those of which jieba-rs makes the very words that jieba makes, fifteen times as fast: Chinese characters,
# figures and letters, but no figure with a point and a letter, and no other mark.
_ALIKE = re.compile(
    r"(?:[\u4E00-\u9FD5]\+?|[0-9]++(?=[a-zA-Z])|[0-9]++(?:%|\.[0-9]++%?)?+(?![0-9.%a-zA-Z])|[a-zA-Z]++)++"
)
_HYPHENS = re.compile("(-+)")


class _Jieba:
    """jieba's words: read by jieba-rs wherever it is known to give the same."""

    def cut(self, text: str) -> list[str]:
        words: list[str] = []
        at = 0
        for run in _RUNS.finditer(text):
            words += _MARKS.findall(text, at, run.start())
            words += self._of_run(run.group())
            at = run.end()
        return [*words, *_MARKS.findall(text, at)]

    def _of_run(self, run: str) -> list[str]:
        if len(run) > LONGEST_RUN:
            return self._in_pieces(run)
        words = _of_rust(run)
        return _jieba().lcut(run) if words is None else words

    def _in_pieces(self, run: str) -> list[str]:
        """The words of a run that no author wrote: jieba's time grows with the square of a run's length. The last words
        of a piece are cut again with what follows them."""
        words: list[str] = []
        at = 0
        while len(run) - at > LONGEST_RUN:
            found = self._of_run(run[at : at + LONGEST_RUN])
            settled = found[:-_UNSETTLED] or found
            words += settled
            at += sum(map(len, settled))
        return [*words, *self._of_run(run[at:])]


def _of_rust(run: str) -> list[str] | None:
    """The words of a run as jieba-rs cuts it; None where jieba may cut it otherwise.

    No word goes across a hyphen, which jieba-rs does not know. But jieba judges characters that stand alone together
    with the hyphen beside them, so that two of them there may be one word.
    """
    words: list[str] = []
    for part in _HYPHENS.split(run):
        if part.startswith("-"):
            if _two_alone(words[-2:]) or words[-1:] == ["+"]:
                return None
            words.append(part)
        elif part:
            if not _ALIKE.fullmatch(part):
                return None
            found: list[str] = rjieba.cut(part, hmm=True)
            if words and _two_alone(found[:2]):
                return None
            words += found
    return words


def _two_alone(words: list[str]) -> bool:
    return [len(word) for word in words] == [1, 1]


@cache
def _jieba() -> Any:
    """jieba itself, whose dictionary takes longer to load than a long text to cut."""
    with warnings.catch_warnings():
        # jieba still looks for setuptools' old resource module, which warns wherever it is installed.
        warnings.filterwarnings("ignore", message="pkg_resources is deprecated", category=UserWarning)
        import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # Not initialize(): it believes what it finds in the shared temporary folder, where anybody may write, and is no
    # faster than to read the dictionary.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


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
    found: list[tuple[str, str]] = rjieba.tag(text, hmm=False)
    return found
