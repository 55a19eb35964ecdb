from __future__ import annotations

from pathlib import Path

from ivrlint._config import Finder, find


def _write(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_the_nearest_folder_wins(tmp_path: Path) -> None:
    far = _write(tmp_path / "ivrlint.toml")
    near = _write(tmp_path / "a" / "pyproject.toml", "[tool.ivrlint]\n")
    menu = _write(tmp_path / "a" / "b" / "menu.ivr")
    assert find(menu) == near
    assert find(tmp_path / "a") == near
    assert find(tmp_path / "other.ivr") == far


def test_in_one_folder_the_plain_name_wins(tmp_path: Path) -> None:
    project = _write(tmp_path / "pyproject.toml", "[tool.ivrlint]\n")
    assert find(tmp_path) == project
    hidden = _write(tmp_path / ".ivrlint.toml")
    assert find(tmp_path) == hidden
    plain = _write(tmp_path / "ivrlint.toml")
    assert find(tmp_path) == plain


def test_a_pyproject_that_says_nothing_of_ivrlint_is_passed_over(tmp_path: Path) -> None:
    above = _write(tmp_path / "ivrlint.toml")
    _write(tmp_path / "a" / "pyproject.toml", '[project]\ndependencies = ["ivrlint"]\n')
    assert find(tmp_path / "a") == above


def test_the_table_is_found_however_it_is_written(tmp_path: Path) -> None:
    for number, text in enumerate(
        ("[tool.ivrlint]", "[ tool . 'ivrlint' ]", "[tool]\nivrlint = {}", "tool.ivrlint.ignore=[]")
    ):
        written = _write(tmp_path / str(number) / "pyproject.toml", text)
        assert find(written.parent) == written


def test_a_broken_pyproject_counts_only_if_it_has_the_table(tmp_path: Path) -> None:
    _write(tmp_path / "a" / "pyproject.toml", "ivrlint = [")
    broken = _write(tmp_path / "b" / "pyproject.toml", "[tool.ivrlint]\nselect = [")
    assert find(tmp_path / "a") != tmp_path / "a" / "pyproject.toml"
    assert find(tmp_path / "b") == broken


def test_a_folder_called_like_the_file_is_none(tmp_path: Path) -> None:
    above = _write(tmp_path / "ivrlint.toml")
    (tmp_path / "a" / "ivrlint.toml").mkdir(parents=True)
    assert find(tmp_path / "a") == above


def test_a_finder_looks_into_each_folder_once(tmp_path: Path) -> None:
    written = _write(tmp_path / "ivrlint.toml")
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    finder = Finder()
    assert finder.find(deep) == written
    written.unlink()
    assert finder.find(deep.parent) == written
    assert Finder().find(deep.parent) != written
