"""What is shipped: the wheel, the sdist, and the wheel that is made of the sdist."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parent.parent
PACKAGES = (
    "ivrlint",
    "ivrlint_formats",
    "ivrlint_rules",
    "ivrlint_phrases",
    "ivrlint_reports",
    "ivrlint_grammars",
)
DATA = {
    "ivrlint/schemas/config.schema.json",
    "ivrlint/schemas/model.schema.json",
    "ivrlint/schemas/report.schema.json",
    "ivrlint_formats/connect/flow.schema.json",
    "ivrlint_grammars/ivr.lark",
    "ivrlint_phrases/en.json",
    "ivrlint_phrases/nl.json",
    *(f"{package}/py.typed" for package in PACKAGES),
}


def wheel_of(root: Path, into: Path) -> set[str]:
    built = next(iter(WheelBuilder(str(root)).build(directory=str(into), versions=["standard"])))
    with zipfile.ZipFile(built) as wheel:
        return set(wheel.namelist())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return wheel_of(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    built = next(iter(SdistBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))
    with tarfile.open(built) as archive:
        archive.extractall(folder, filter="data")
    return next(path for path in folder.iterdir() if path.is_dir())


def test_the_wheel_holds_every_package_and_its_data(wheel: set[str]) -> None:
    assert {name.split("/")[0] for name in wheel if ".dist-info" not in name} == set(PACKAGES)
    assert wheel >= DATA


def test_the_wheel_holds_every_module_of_the_checkout(wheel: set[str]) -> None:
    for package in PACKAGES:
        for folder in (ROOT, ROOT / "plugins", ROOT / "grammars"):
            for path in (folder / package).rglob("*.py"):
                assert path.relative_to(folder).as_posix() in wheel


def test_the_wheel_names_the_command_and_the_plugins(wheel: set[str], tmp_path: Path) -> None:
    built = next(
        iter(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    )
    with zipfile.ZipFile(built) as archive:
        name = next(name for name in wheel if name.endswith("entry_points.txt"))
        text = archive.read(name).decode()
    assert "[console_scripts]\nivrlint = ivrlint._cli:main" in text
    assert "[ivrlint]" in text
    assert text.count(" = ivrlint_") == 4


def test_the_sdist_holds_what_one_needs_to_test_it(sdist: Path) -> None:
    for name in ("tox.ini", "samples/README.md", "tests/test_packaging.py", "README.md", "LICENSE"):
        assert (sdist / name).is_file(), name


def test_the_wheel_of_the_sdist_is_the_wheel(sdist: Path, wheel: set[str], tmp_path: Path) -> None:
    assert wheel_of(sdist, tmp_path) == wheel


def test_an_editable_install_is_plain_paths(tmp_path: Path) -> None:
    built = next(
        iter(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["editable"]))
    )
    with zipfile.ZipFile(built) as archive:
        paths = [name for name in archive.namelist() if name.endswith(".pth")]
        lines = archive.read(paths[0]).decode().split()
    assert set(lines) == {str(ROOT), str(ROOT / "plugins"), str(ROOT / "grammars")}
