"""The start-up budget: `ivrlint check` of a 40-line file, against yamllint on as many lines.

    tox run -e benchmarks

Both run as whole processes, by turns, caches warm; what counts is the ratio
of the medians. The budget is 2.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BUDGET = 2.0
ROUNDS = 25

MENU = """\
// A town hall, as its callers meet it.
phone "+31 20 555 0142" {
    name "Town hall"
    language en-GB
    start -> greeting

    say greeting {
        "Welcome to the town hall."
        next -> main
    }

    menu main {
        say "For passports, press 1. For waste, press 2. For anything else, press 0."
        key 1 "passports" -> passports
        key 2 "waste" -> waste
        key 0 "anything else" -> desk
        timeout 8s
        presentations 2
        noinput -> desk
        nomatch -> desk
    }

    queue passports {
        say "There are {position} callers before you." every 45s
        longest 10m -> message
        full -> message
        error -> message
    }

    queue waste {
        say "There are {position} callers before you." every 45s
        longest 10m -> message
        full -> message
        error -> message
    }

    agent desk { group "front desk" }

    voicemail message { say "Please leave your number; we will call you back today." }
}
"""


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    begin = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    taken = time.perf_counter() - begin
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: {done.stderr.decode()}")
    return taken


def main() -> int:
    """Print both medians and their ratio; 1 when the budget is missed."""
    folder = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as name:
        where = Path(name)
        (where / "menu.ivr").write_text(MENU, "utf-8")
        (where / "ivrlint.toml").write_text('language = "en"\n', "utf-8")
        lines = MENU.count("\n")
        yaml = "---\n" + "".join(f"key{number}: value {number}\n" for number in range(lines - 1))
        (where / "file.yaml").write_text(yaml, "utf-8")
        environment = {**os.environ, "XDG_CACHE_HOME": str(where / "cache")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled modules are a cache, too
        ours = [str(folder / "ivrlint"), "check", str(where / "menu.ivr")]
        theirs = [str(folder / "yamllint"), str(where / "file.yaml")]
        for command in (ours, theirs):
            _seconds(command, environment)
        rows = [(_seconds(ours, environment), _seconds(theirs, environment)) for _ in range(ROUNDS)]
    ivrlint = statistics.median(row[0] for row in rows)
    yamllint = statistics.median(row[1] for row in rows)
    ratio = ivrlint / yamllint
    print(f"{lines} lines, medians of {ROUNDS} rounds by turns, caches warm")
    print(f"ivrlint check  {ivrlint * 1000:6.1f} ms")
    print(f"yamllint       {yamllint * 1000:6.1f} ms")
    print(f"ratio          {ratio:6.2f}    (budget {BUDGET:.2f})")
    return 0 if ratio <= BUDGET else 1


if __name__ == "__main__":
    sys.exit(main())
