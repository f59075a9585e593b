"""Fixtures for all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.samples import shared_sample

# A busy machine is no failed property, and the same tests run on every machine.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


@pytest.fixture(scope="session")
def sample_outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs folder of one run over `demo/sample`, which all workers of a session share."""
    base = tmp_path_factory.getbasetemp()
    # Each worker of pytest-xdist has a folder of its own beside those of the others.
    return shared_sample((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sample")
