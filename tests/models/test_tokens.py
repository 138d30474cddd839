"""Token counts without a network, and what is said when the ranks are missing."""

import os
from pathlib import Path

import pytest

from meetingqa.errors import ModelUnavailable
from meetingqa.models.tokens import TokenCounter, ensure_ranks, has_ranks, ranks_path
from meetingqa.settings import load_settings

CACHE = load_settings().cache_dir
needs_ranks = pytest.mark.skipif(
    not has_ranks(CACHE), reason="no token ranks: run `meetingqa models pull`"
)


@needs_ranks
def test_counts_vietnamese_and_special_words() -> None:
    counter = TokenCounter(CACHE)
    assert counter.count("") == 0
    assert 8 <= counter.count("Hội nghị lần thứ mười ba của Tỉnh ủy") <= 16
    assert counter.count("<|endoftext|>") > 1


@needs_ranks
def test_leaves_the_environment_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "/somewhere")
    TokenCounter(CACHE).count("một")
    assert os.environ["TIKTOKEN_CACHE_DIR"] == "/somewhere"


@needs_ranks
def test_ensure_is_done_at_once_when_the_ranks_are_there() -> None:
    seen: list[tuple[str, int, int]] = []
    path = ensure_ranks(CACHE, lambda name, done, total: seen.append((name, done, total)))
    assert path == ranks_path(CACHE)
    assert [done for _, done, _ in seen] == [0, seen[0][2]]


def test_missing_ranks_name_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        TokenCounter(tmp_path).count("một")
    assert "models pull" in caught.value.hint
    assert str(tmp_path) in caught.value.message


def test_altered_ranks_are_refused_and_kept(tmp_path: Path) -> None:
    path = ranks_path(tmp_path)
    path.parent.mkdir()
    path.write_bytes(b"not ranks")
    with pytest.raises(ModelUnavailable):
        TokenCounter(tmp_path).count("một")
    assert path.read_bytes() == b"not ranks"
