"""A question set and settings for runs."""

from pathlib import Path

import pytest

from evaluating import make_bench, make_settings, write_dataset
from meetingqa.evaluation.bench import Bench
from meetingqa.models.tokens import has_ranks, ranks_path
from meetingqa.settings import load_settings


@pytest.fixture(scope="session")
def ranks() -> Path:
    """The token ranks of this machine."""
    cache = load_settings().cache_dir
    if not has_ranks(cache):
        pytest.skip("token ranks are not pulled")
    return ranks_path(cache)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A question set that tests only read."""
    return write_dataset(tmp_path_factory.mktemp("sets") / "small")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, ranks: Path) -> Bench:
    """One bench for the tests of a module: the set is ingested once."""
    return make_bench(make_settings(tmp_path_factory.mktemp("bench"), ranks))
