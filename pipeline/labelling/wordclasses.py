"""Learns the classes of words from plain texts: what stands left and right of a word, weighted, reduced, clustered.

Positive pointwise mutual information of words with their neighbours, smoothed as by Levy, Goldberg and Dagan (2015),
reduced by a truncated singular value decomposition, clustered by k-means: equal texts give equal bytes.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits

from pipeline.frame.wordclasses import SIZES
from pipeline.language.sentences import members
from pipeline.text.segmenter import classed

_LEAST, _NEIGHBOURS, _DIMENSIONS = 5, 4000, 60
_SMOOTHING = 0.75
_EDGE = "\n"


def packed_classes(texts: Iterable[str]) -> bytes:
    """The classes of every word that stands at least five times in `texts`, as one file."""
    sentences = list(_sentences(texts))
    counts = Counter(word for words in sentences for word in words)
    vocabulary = sorted((w for w, n in counts.items() if n >= _LEAST and w != _EDGE), key=lambda w: (-counts[w], w))
    with threadpool_limits(1):
        places = normalize(TruncatedSVD(_DIMENSIONS, random_state=0).fit_transform(_company(sentences, vocabulary)))
        found = {size: KMeans(size, random_state=0, n_init=2).fit_predict(places) for size in SIZES}
    arrays = {f"of {size}": labels.astype(np.uint16) for size, labels in found.items()}
    sink = io.BytesIO()
    words = np.frombuffer("\n".join(vocabulary).encode(), np.uint8)
    np.savez_compressed(sink, allow_pickle=False, words=words, **arrays)
    return sink.getvalue()


def _sentences(texts: Iterable[str]) -> Iterator[list[str]]:
    """The words of each member of a sentence that was not there before: pages of one site repeat their furniture."""
    seen: set[str] = set()
    for text in texts:
        for start, end in members(text):
            member = text[start:end].strip()
            if member and member not in seen:
                seen.add(member)
                words = (word for word, _ in classed(member) if not word.isspace())
                yield [_EDGE, *("0" if word[:1].isdigit() else word for word in words), _EDGE]


def _company(sentences: Iterable[list[str]], vocabulary: list[str]) -> csr_array:
    """A row for each word: how much more often than by chance each frequent word stands left and right of it."""
    place = {word: n for n, word in enumerate(vocabulary)}
    near = {word: n for n, word in enumerate([_EDGE, *vocabulary][:_NEIGHBOURS])}
    rows, columns = [], []
    for words in sentences:
        for left, right in pairwise(words):
            if left in place and right in near:
                rows.append(place[left])
                columns.append(len(near) + near[right])
            if right in place and left in near:
                rows.append(place[right])
                columns.append(near[left])
    shape = (len(vocabulary), 2 * len(near))
    counted = csr_array(coo_array((np.ones(len(rows)), (rows, columns)), shape=shape)).tocoo()
    return csr_array(coo_array((_weights(counted), (counted.row, counted.col)), shape=shape))


def _weights(counted: coo_array) -> NDArray[np.float64]:
    of_word = counted.sum(axis=1)[counted.row]
    of_neighbour = counted.sum(axis=0) ** _SMOOTHING
    chance = of_word * of_neighbour[counted.col] / of_neighbour.sum()
    found: NDArray[np.float64] = np.maximum(np.log(counted.data / chance), 0.0)
    return found
