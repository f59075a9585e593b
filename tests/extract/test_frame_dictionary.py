"""The dictionary of frame words keeps what its own examples say."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.reading import CONFIG, read


def examples(kind: str) -> list[Any]:
    return list(CONFIG.document("frame/examples.yaml")[kind])


def test_most_frames_are_told() -> None:
    """The dictionary lists words, the ranker judges: of sentences that it never saw most, not each, must hold."""
    told = {example["text"]: _holds(example) for example in examples("positive")}
    assert sum(told.values()) >= 0.6 * len(told), told


def _holds(example: dict[str, Any]) -> bool:
    quantity = read(example["text"])[0][0]
    told = (quantity.action, quantity.kind) == (example["action"], example["kind"])
    return told and example["object"] in quantity.object


@pytest.mark.parametrize("example", examples("negative"), ids=str)
def test_no_frame(example: dict[str, str]) -> None:
    quantity = read(example["text"])[0][0]
    assert quantity.action != example.get("action")
    assert quantity.kind != example.get("kind")
