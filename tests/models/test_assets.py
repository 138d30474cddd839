"""What is to be fetched, as `meetingqa models` lists it."""

from pathlib import Path

import pytest

from meetingqa.errors import SettingsError
from meetingqa.models.assets import assets, find_asset
from meetingqa.settings import load_settings


def test_an_empty_cache_misses_everything(tmp_path: Path) -> None:
    found = assets(load_settings(cache_dir=tmp_path))
    assert {asset.state() for asset in found} == {"missing"}
    assert {asset.verify() for asset in found} == {"missing"}
    assert all(asset.needed and asset.licence and asset.size_bytes for asset in found)


def test_only_what_the_settings_use_is_needed(tmp_path: Path) -> None:
    settings = load_settings(cache_dir=tmp_path, llm="none", embedder="some/other-model")
    assert [asset.name for asset in assets(settings) if asset.needed] == ["o200k_base"]


def test_damage_is_seen(tmp_path: Path) -> None:
    settings = load_settings(cache_dir=tmp_path)
    for name in ("o200k_base", "qwen2.5-coder-1.5b-instruct"):
        asset = find_asset(settings, name)
        asset.path.parent.mkdir(parents=True)
        asset.path.write_bytes(b"half a file")
        assert (asset.state(), asset.verify()) == ("broken", "broken")


def test_an_unknown_name_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="'gpt-5'") as caught:
        find_asset(load_settings(cache_dir=tmp_path), "gpt-5")
    assert "o200k_base" in caught.value.hint
