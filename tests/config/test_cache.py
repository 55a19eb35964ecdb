from __future__ import annotations

from pathlib import Path

import pytest

from ivrlint import _cache
from ivrlint._near import did_you_mean, near


def test_what_was_saved_comes_back_for_the_same_key_only(tmp_path: Path) -> None:
    _cache.save("a", "key 1", ["value", 1], folder=tmp_path)
    assert _cache.load("a", "key 1", folder=tmp_path) == ["value", 1]
    assert _cache.load("a", "key 2", folder=tmp_path) is None
    assert _cache.load("b", "key 1", folder=tmp_path) is None
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b"null"])
def test_what_is_broken_is_as_if_it_were_not_there(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    assert _cache.load("a", "key", folder=tmp_path) is None
    _cache.save("a", "key", 1, folder=tmp_path)
    assert _cache.load("a", "key", folder=tmp_path) == 1


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", "utf-8")
    _cache.save("a", "key", 1, folder=file / "below")
    assert _cache.load("a", "key", folder=file / "below") is None
    (tmp_path / "a.json").mkdir()
    _cache.save("a", "key", 1, folder=tmp_path)
    assert _cache.load("a", "key", folder=tmp_path) is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "file"]


def test_without_a_home_nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_cache, "_user_folder", lambda: None)
    _cache.save("a", "key", 1)
    assert _cache.load("a", "key") is None


def test_the_name_that_was_probably_meant() -> None:
    names = ["dead-end", "doom-loop", "unreachable-step"]
    assert near("dead_end", names) == "dead-end"
    assert near("Unreachable-Steps", names) == "unreachable-step"
    assert near("something", names) is None
    assert did_you_mean("doomloop", names) == ", did you mean 'doom-loop'?"
    assert did_you_mean("x" * 100_000, names) == ""
    assert near("abc", (f"abc-{n:09}" for n in range(10_000_000))) is None
