"""The dictionary of frame words keeps what its own examples say."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.reading import CONFIG, read


def examples(kind: str) -> list[Any]:
    return list(CONFIG.document("frame/examples.yaml")[kind])


@pytest.mark.parametrize("example", examples("positive"), ids=str)
def test_frame(example: dict[str, Any]) -> None:
    quantity = read(example["text"])[0][0]
    assert example["object"] in quantity.object
    assert (quantity.action, quantity.kind) == (example["action"], example["kind"])


@pytest.mark.parametrize("example", examples("negative"), ids=str)
def test_no_frame(example: dict[str, str]) -> None:
    quantity = read(example["text"])[0][0]
    assert quantity.action != example.get("action")
    assert quantity.kind != example.get("kind")
