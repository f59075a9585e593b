"""Classes of words: equal texts give equal bytes, and nothing that was held out is learnt from."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import numpy as np
import pytest

from pipeline.labelling import wordclasses
from pipeline.labelling.labels import unlabelled
from pipeline.labelling.wordclasses import packed_classes

# Invented sentences.
TEXTS = [
    f"支部{verb}{noun}。书记{verb}{noun}。" for verb in ("解决", "整改", "处理") for noun in ("问题", "困难", "矛盾")
]


def test_equal_texts_give_equal_bytes_and_every_frequent_word_a_class(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordclasses, "SIZES", (2, 3))
    monkeypatch.setattr(wordclasses, "_DIMENSIONS", 3)
    packed = packed_classes(TEXTS)
    assert packed == packed_classes(TEXTS)
    with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
        words = arrays["words"].tobytes().decode().split("\n")
        assert {"支部", "书记"} <= set(words)
        assert all(len(arrays[name]) == len(words) for name in arrays.files if name != "words")


def test_what_was_held_out_is_not_learnt_from(tmp_path: Path) -> None:
    labels, texts = tmp_path / "labels", tmp_path / "texts"
    labels.mkdir()
    texts.mkdir()
    for name in ("seen", "unseen"):
        (texts / f"{name}.txt").write_text(f"{name}：支部开会。", encoding="utf-8")
    row = {"sha256": hashlib.sha256((texts / "unseen.txt").read_bytes()).hexdigest(), "split": "held-out"}
    (labels / "a.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert list(unlabelled(labels, [texts])) == ["seen：支部开会。"]
