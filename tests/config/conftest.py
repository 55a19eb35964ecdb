from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ivrlint._config import Catalogue, Config, load
from ivrlint._own_rules import own_rules
from ivrlint.model import Menu, Queue
from ivrlint.rule import Findings, rule


@rule("warning", since="0.1", pack="menus", aliases=("many-options",))
def too_many_options(
    menu: Menu,
    *,
    max: int = 5,  # noqa: A002
    tolerance: float = 0.5,
    ignore_tags: Sequence[str] = ("library",),
) -> Findings:
    """More options than people sit through.

    Options:
        max (options): How many are fine.
        tolerance: How much more is forgiven.
        ignore-tags: Menus with these tags are left out.
    """
    yield from ()


@rule("info", since="0.1", pack="menus")
def key_gap(menu: Menu) -> Findings:
    """Keys jump."""
    yield from ()


@rule("error", since="0.1", pack="queue")
def dropped_while_waiting(queue: Queue) -> Findings:
    """The wait ends in nothing."""
    yield from ()


@rule("warning", since="0.1", pack="queue", default=False)
def long_wait(queue: Queue) -> Findings:
    """The wait is long."""
    yield from ()


@rule("warning", since="0.1", pack="legal", default=False)
def paid_waiting(queue: Queue) -> Findings:
    """The wait costs money."""
    yield from ()


RULES = (
    *own_rules(),
    too_many_options,
    key_gap,
    dropped_while_waiting,
    long_wait,
    paid_waiting,
)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setattr("ivrlint._cache._user_folder", lambda: folder)


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue(RULES)


@pytest.fixture
def configure(
    tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Config]:
    """Writes a configuration into the working folder and loads it."""
    monkeypatch.chdir(tmp_path)

    def made(text: str) -> Config:
        path = tmp_path / "ivrlint.toml"
        path.write_text(text, "utf-8")
        return load(path, catalogue)

    return made
