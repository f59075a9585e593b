"""The trained part of the classifier as plain arrays: one file that is read without running anything in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.special import expit, softmax

from pipeline.classify.features import PARTS, SCALES, Features, Floats, grams
from pipeline.classify.lexicon import Lexicon, lexicon
from pipeline.classify.scheme import FOLDER
from pipeline.config import Config, dictionaries_folder

MODEL = Path(__file__).parent / "model" / "themes.npz"
REPORT = "report.json"
CONSTANT = "constant"
_VECTORISED = ("text", "heading")
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Vocabulary(NamedTuple):
    """The n-grams of a vectorised block, in the order of their weights, and their inverse document frequency."""

    terms: tuple[str, ...]
    idf: Floats


@dataclass(frozen=True)
class Calibration:
    """How scores become probabilities, learnt on passages that the model had not seen.

    `temperature`: of the softmax (Guo et al. 2017, "On calibration of modern neural networks"); `member`: slope and
    constant of the logistic curve of belonging to a theme at all (Platt 1999); `alone`: weights of amount and share,
    and the constant, of the curve by which the lexicon speaks for a theme that was not trained; `second`: the
    membership from which on a further theme is given.
    """

    temperature: float = 1.0
    member: tuple[float, float] = (1.0, 0.0)
    alone: tuple[float, float, float] = (0.0, 0.0, -10.0)
    second: float = 0.5


@dataclass(frozen=True)
class Linear:
    """A ridge regression on who is primary (the first k columns) and who is there at all (the last k).

    `weights`: by block, of shape (its features, 2k), and CONSTANT of shape (1, 2k).
    """

    themes: tuple[str, ...]
    vocabularies: Mapping[str, Vocabulary]
    weights: Mapping[str, Floats]

    def features(self, terms: Lexicon) -> Features:
        """What reads items for this model."""
        text, heading = (_vectoriser(block, self.vocabularies[block]) for block in _VECTORISED)
        return Features(text, heading, terms, self.themes)

    def parts(self, blocks: Mapping[str, Any]) -> dict[str, Floats]:
        """What each part of the method adds to the scores, of shape (n, 2k); the constants are `shape`."""
        found = {
            part: np.asarray(sum(np.asarray(blocks[block] @ self.weights[block]) for block in names))
            for part, names in PARTS.items()
        }
        n = next(iter(found.values())).shape[0]
        return {**found, "shape": np.repeat(self.weights[CONSTANT], n, axis=0)}


@dataclass(frozen=True)
class ThemeModel:
    """Everything learnt, for these themes in this order."""

    linear: Linear
    calibration: Calibration = field(default_factory=Calibration)

    @property
    def themes(self) -> tuple[str, ...]:
        return self.linear.themes

    def choices(self, scores: Floats) -> Floats:
        """P(theme is the primary one), of shape (n, k); rows add up to 1."""
        return np.asarray(softmax(scores[:, : len(self.themes)] / self.calibration.temperature, axis=1))

    def memberships(self, scores: Floats) -> Floats:
        """P(theme is among the passage's themes), of shape (n, k)."""
        slope, constant = self.calibration.member
        return np.asarray(expit(slope * scores[:, len(self.themes) :] + constant))

    def to_bytes(self) -> bytes:
        """An npz archive without dates; equal models give equal bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, array in self._arrays().items():
                inner = io.BytesIO()
                np.lib.format.write_array(inner, array, allow_pickle=False)
                archive.writestr(zipfile.ZipInfo(f"{name}.npy", _EPOCH), inner.getvalue(), zipfile.ZIP_DEFLATED)
        return buffer.getvalue()

    def _arrays(self) -> dict[str, np.ndarray]:
        vocabularies, c = self.linear.vocabularies, self.calibration
        return {
            "themes": _packed(self.themes),
            **{f"terms_{block}": _packed(found.terms) for block, found in vocabularies.items()},
            **{f"idf_{block}": found.idf.astype(np.float32) for block, found in vocabularies.items()},
            **{f"weights_{block}": weights.astype(np.float16) for block, weights in self.linear.weights.items()},
            "calibration": np.array([c.temperature, *c.member, *c.alone, c.second]),
        }


def from_bytes(data: bytes) -> ThemeModel:
    """The model written by `to_bytes`. Raises ValueError or KeyError where the archive is another's."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        vocabularies = {
            block: Vocabulary(_unpacked(arrays[f"terms_{block}"]), arrays[f"idf_{block}"].astype(np.float64))
            for block in _VECTORISED
        }
        weights = {block: arrays[f"weights_{block}"].astype(np.float64) for block in (*SCALES, CONSTANT)}
        temperature, slope, constant, amount, share, alone, second = arrays["calibration"].tolist()
        linear = Linear(_unpacked(arrays["themes"]), vocabularies, weights)
    return ThemeModel(linear, Calibration(temperature, (slope, constant), (amount, share, alone), second))


def home_of(config: Config) -> Path:
    """Where a model that is trained for these dictionaries belongs: beside their themes, if they are a user's own."""
    if config.dictionaries == dictionaries_folder():
        return MODEL.parent
    return config.dictionaries / FOLDER / MODEL.parent.name


def model_folder(config: Config) -> Path:
    """Where the model in use rests: with these dictionaries if one was trained for them, else the installation's."""
    own = home_of(config)
    return own if (own / MODEL.name).is_file() else MODEL.parent


@dataclass(frozen=True)
class Loaded:
    """A model ready to read items with the configured dictionaries."""

    model: ThemeModel
    features: Features


def load(config: Config) -> Loaded:
    """The model that a run with this configuration uses."""
    path = model_folder(config) / MODEL.name
    return _loaded(path, path.stat().st_mtime_ns, config.dictionaries)


@lru_cache(maxsize=2)
def _loaded(path: Path, written: int, dictionaries: Path) -> Loaded:
    model = from_bytes(path.read_bytes())
    return Loaded(model, model.linear.features(lexicon(Config(dictionaries=dictionaries))))


def _vectoriser(block: str, vocabulary: Vocabulary) -> Any:
    made = grams(block, vocabulary={term: at for at, term in enumerate(vocabulary.terms)})
    made.idf_ = vocabulary.idf
    return made


def _packed(words: Sequence[str]) -> np.ndarray:
    return np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8)


def _unpacked(array: np.ndarray) -> tuple[str, ...]:
    return tuple(array.tobytes().decode("utf-8").split("\n"))
