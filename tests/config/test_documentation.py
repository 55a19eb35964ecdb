"""The reference is complete, and its examples are sound."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ivrlint._config import load
from ivrlint._config.schema import own_catalogue, schema

PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"
BLOCKS = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_every_example_is_sound(block: str, tmp_path: Path) -> None:
    name = "pyproject.toml" if "[tool.ivrlint" in block else "ivrlint.toml"
    path = tmp_path / name
    path.write_text(block, "utf-8")
    assert load(path, own_catalogue()).path == path


def test_every_setting_is_documented() -> None:
    made = schema(own_catalogue())["properties"]
    text = PAGE.read_text("utf-8")
    rows = set(re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE))
    for key, described in made.items():
        inner = described.get("items", {}).get("properties", {})
        if key == "rules":
            assert "[rules.NAME]" in text
        elif key == "ignore":
            assert set(described["items"]["then"]["properties"]) <= rows
        elif inner:
            assert f"[[{key}]]" in text
            assert set(inner) <= rows, key
        elif "properties" in described:
            assert f"[{key}]" in text
            assert set(described["properties"]) <= rows, key
        else:
            assert key in rows, key
