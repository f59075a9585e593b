"""The trained part of the classifier as plain arrays: one file that is read without running anything in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy.special import expit

from pipeline.classify.combine import Combination
from pipeline.classify.ngrams import Floats, Vocabulary

MODEL = Path(__file__).parent / "model" / "themes.npz"
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class LinearModel:
    """One logistic regression per theme over n-grams: `weights` (terms, k), `constants` (k)."""

    vocabulary: Vocabulary
    weights: Floats
    constants: Floats

    def scores(self, texts: Sequence[str]) -> Floats:
        """P(theme against the rest) by each regression alone, of shape (n, k); uncalibrated."""
        found = np.zeros((len(texts), len(self.constants)))
        for at, text in enumerate(texts):
            vector = self.vocabulary.vector(text)
            found[at] = vector.values @ self.weights[vector.places]
        return np.asarray(expit(found + self.constants))

    def telling(self, text: str, theme: int, most: int) -> list[str]:
        """The n-grams of two or more characters that speak most for the theme, the strongest first."""
        vector = self.vocabulary.vector(text)
        gains = vector.values * self.weights[vector.places, theme]
        terms = [self.vocabulary.terms[place] for place in vector.places]
        ranked = sorted(zip(-gains, terms, strict=True))
        return [term for loss, term in ranked if loss < 0 and len(term) > 1][:most]


@dataclass(frozen=True)
class ThemeModel:
    """Everything learnt: the linear model and the rule of combination, for these themes in this order.

    `second`: a further theme is given where its membership reaches this probability.
    """

    themes: tuple[str, ...]
    linear: LinearModel
    combination: Combination
    second: float

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
        linear, combination = self.linear, self.combination
        return {
            "themes": _packed(self.themes),
            "terms": _packed(linear.vocabulary.terms),
            "idf": linear.vocabulary.idf.astype(np.float32),
            "weights": linear.weights.astype(np.float16),
            "constants": linear.constants,
            "part_weights": combination.weights,
            "theme_constants": combination.constants,
            "shape_weights": combination.shape,
            "member_weights": combination.member,
            "scalars": np.array([combination.temperature, self.second]),
        }


def from_bytes(data: bytes) -> ThemeModel:
    """The model written by `to_bytes`. Raises ValueError or KeyError where the archive is another's."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        vocabulary = Vocabulary(_unpacked(arrays["terms"]), arrays["idf"].astype(np.float64))
        linear = LinearModel(vocabulary, arrays["weights"].astype(np.float64), arrays["constants"])
        temperature, second = (float(value) for value in arrays["scalars"])
        combination = Combination(
            arrays["part_weights"],
            arrays["theme_constants"],
            arrays["shape_weights"],
            temperature,
            arrays["member_weights"],
        )
        return ThemeModel(_unpacked(arrays["themes"]), linear, combination, second)


@lru_cache(maxsize=1)
def load(path: Path = MODEL) -> ThemeModel:
    """The model of this installation."""
    return from_bytes(path.read_bytes())


def _packed(words: Sequence[str]) -> np.ndarray:
    return np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8)


def _unpacked(array: np.ndarray) -> tuple[str, ...]:
    return tuple(array.tobytes().decode("utf-8").split("\n"))
