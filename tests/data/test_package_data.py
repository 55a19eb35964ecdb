"""Loading a file of JSON that a package brings along."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ivrlint_formats.package_data import load_json


def _package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def test_a_file_beside_the_modules_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _package(tmp_path, monkeypatch, "package_with_facts")
    facts = {"voices": {"Léa": "fr-FR"}, "defaults": [1, None]}
    (folder / "facts.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    assert load_json("package_with_facts", "facts.json") == facts


def test_each_call_gives_an_object_of_its_own() -> None:
    first = load_json("ivrlint_formats.twiml", "platform.json")
    first.clear()
    assert load_json("ivrlint_formats.twiml", "platform.json")


def test_a_file_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _package(tmp_path, monkeypatch, "package_without_facts")
    with pytest.raises(OSError, match=r"facts\.json"):
        load_json("package_without_facts", "facts.json")
