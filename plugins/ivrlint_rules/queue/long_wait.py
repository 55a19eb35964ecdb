"""The rule `long-wait`."""

from __future__ import annotations

from ivrlint.finding import Finding, Severity
from ivrlint.model import Queue, Role
from ivrlint.rule import Findings, rule
from ivrlint_rules.judgement import is_waited_in
from ivrlint_rules.waiting import expected_wait, shown_seconds


@rule("warning", since="0.1")
def long_wait(queue: Queue, *, max: int = 180, require_sla: bool = False) -> Findings:  # noqa: A002
    """The wait that is planned for is too long by itself.

    Nobody has to guess why callers are angry when they are put through: it
    was decided beforehand how long they have to hold.

    The rule compares the expected wait of a queue, or the one that the fact
    `expected-wait` declares, with the longest that callers should have to
    bear. It is silent where none is declared, as no format but `.ivr` says it;
    with `require-sla` that is told too.

    Source: Spain's law of 2025 wants 95 % of all calls answered within three
    minutes; Portugal's decree knows 60 seconds, the Israeli law six minutes, a norm
    of the Dutch health inspectorate two (the doctors' own guideline has dropped it
    since); a customer who spent his days in "virtual waiting rooms".

    Options:

        max (seconds): The longest expected wait that is borne.
        require-sla: Tell of queues without an expected wait, too, as information.

    Bad:

        queue agents {  //! 10 minutes
            expected 10m
        }

    Good:

        queue agents {
            expected 2m
        }

    Bad (options require-sla=true):

        queue agents {  //! info: no expected wait
            longest 10m
        }
    """
    if queue.flow.role is Role.OUTBOUND or is_waited_in(queue.flow):
        return
    expected = expected_wait(queue)
    if expected is None:
        if require_sla:
            yield Finding(
                queue,
                f"no expected wait is declared for {queue.shown_name!r}",
                severity=Severity.INFO,
            )
    elif expected > max:
        yield Finding(
            queue,
            f"people have to wait {shown_seconds(expected)} in {queue.shown_name!r};"
            f" plan for {shown_seconds(max)} at most",
        )
