"""Fixtures for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.samples import run_sample


@pytest.fixture(scope="session")
def sample_outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs folder of one run over `corpus/sample`."""
    return run_sample(tmp_path_factory.mktemp("sample"))
