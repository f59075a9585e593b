"""The sample's run opened once for all tests of the workbench."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline.api import Outputs
from pipeline.config import Config
from pipeline.workbench.bench import Bench
from tests.workbench.build import invented, write_outputs


@pytest.fixture(scope="session")
def bench(sample_outputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(sample_outputs, Config(), tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="session")
def outputs(sample_outputs: Path) -> Outputs:
    return pipeline.load(sample_outputs)


@pytest.fixture(scope="session")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Two years of six invented documents each, which tell of different things."""
    folder = tmp_path_factory.mktemp("two_years")
    return Bench(write_outputs(folder, invented()), Config(), tmp_path_factory.mktemp("two_years_corpus"))
