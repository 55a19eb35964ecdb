"""Files of JSON that a package brings along: the facts of a platform, the schema of its files."""

from __future__ import annotations

import json
import pkgutil
from typing import Any


def load_json(package: str, name: str) -> dict[str, Any]:
    """The object in a file that stands beside a package's modules: `platform.json`.

    It is read anew at every call; who asks more than once keeps it. OSError is raised where
    the package has no such file.
    """
    data = pkgutil.get_data(package, name)
    assert data is not None  # only a loader without files gives none
    facts: dict[str, Any] = json.loads(data)
    return facts
