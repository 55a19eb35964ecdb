"""The grammar is free of conflicts, and its cache may be missing, damaged or locked."""

from __future__ import annotations

import pytest

from ivrlint.places import Source
from ivrlint_formats.ivr.grammar import load
from ivrlint_formats.ivr.parsing import parse

TEXT = "menu m { key 1 -> m }"


def test_lark_finds_no_conflict_in_strict_mode():
    lark = load(strict=True)
    assert parse(lark, Source("x.ivr", TEXT)).faults.problems == []


def test_the_tables_are_remembered(tmp_path):
    first = parse(load(tmp_path), Source("x.ivr", TEXT))
    assert list(tmp_path.iterdir()) != []
    assert parse(load(tmp_path), Source("x.ivr", TEXT)).items == first.items


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\x80\x04K\x01.", None])
def test_a_damaged_cache_is_built_anew(tmp_path, damage):
    load(tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert parse(load(tmp_path), Source("x.ivr", TEXT)).faults.problems == []
    assert file.read_bytes().startswith(whole[:64])


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    lark = load(blocked / "folder")
    assert parse(lark, Source("x.ivr", TEXT)).faults.problems == []


def test_a_folder_in_the_place_of_the_cache_does_no_harm(tmp_path):
    load(tmp_path)
    (file,) = tmp_path.iterdir()
    file.unlink()
    file.mkdir()
    assert parse(load(tmp_path), Source("x.ivr", TEXT)).faults.problems == []
