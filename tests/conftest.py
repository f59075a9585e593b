"""Fixtures for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.samples import run_sample

# A busy machine is no failed property, and the same tests run on every machine.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


@pytest.fixture(scope="session")
def sample_outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs folder of one run over `demo/sample`."""
    return run_sample(tmp_path_factory.mktemp("sample"))
