"""The JSON Schema of a language's data file, and what it says of one."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def language_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a data file of words."""
    text = files("ivrlint.words").joinpath("language.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def first_mistake(data: Any) -> str | None:
    """What the schema finds wrong with a data file first, and where; None where all is well."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    error = best_match(Draft202012Validator(language_schema()).iter_errors(data))
    if error is None:
        return None
    where = "/".join(str(part) for part in error.absolute_path) or "the whole file"
    return f"{where}: {error.message}"
