"""Classes of words that stand in like company, learnt from plain texts: what is known of one word speaks for its kin.

Brown et al. (1992), Koo, Carreras and Collins (2008): classes of words learnt without labels help where labels are few.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import numpy as np

CLASSES = Path(__file__).with_name("model") / "classes.npz"
# How many classes there are, from coarse to fine.
SIZES = (24, 100, 400)
Kin = tuple[str, ...]


@cache
def word_classes(path: Path = CLASSES) -> dict[str, Kin]:
    """The classes of each word that has some."""
    with np.load(path, allow_pickle=False) as arrays:
        words = arrays["words"].tobytes().decode().split("\n")
        columns = [[f"{size}.{n}" for n in arrays[f"of {size}"].tolist()] for size in SIZES]
    return dict(zip(words, zip(*columns, strict=True), strict=True))


@lru_cache(maxsize=1 << 16)
def kin(word: str) -> Kin:
    """The classes of a word, one of each size; those of its longest ending that has some, else its last character."""
    classes = word_classes()
    found = classes.get(word)
    for size in range(min(len(word) - 1, 4), 1, -1):
        if found is not None:
            break
        found = classes.get(word[-size:])
    return found if found is not None else (word[-1:],) * len(SIZES)
