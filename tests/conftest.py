"""How tests run, and what a report of them tells besides.

No test knows the time, and CI tries the same examples each time.
"""

import os
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "steady",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how many sentences of `tests/words/fresh` each language's words find."""
    scores: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in getattr(report, "user_properties", ()):
                if name == "words":
                    tag, *counts = value
                    scores[tag] = [a + b for a, b in zip(scores[tag], counts, strict=True)]
    if scores:
        terminalreporter.section("sentences of tests/words/fresh, after mending on them")
    for tag, (found, meant, wrong, near) in sorted(scores.items()):
        terminalreporter.line(
            f"{tag}: {found} of {meant} found ({found / meant:.1%}),"
            f" {wrong} of {near} near misses taken wrongly ({wrong / near:.1%})"
        )
