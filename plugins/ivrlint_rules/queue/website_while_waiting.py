"""The rule `website-while-waiting`."""

from __future__ import annotations

from ivrlint.finding import Finding, Related, Severity
from ivrlint.model import Flow
from ivrlint.rule import Findings, rule
from ivrlint_rules.fixes.leaving_out import without
from ivrlint_rules.hearing import saying
from ivrlint_rules.judgement import is_tagged
from ivrlint_rules.waiting import is_heard_waiting, is_on_the_way, is_repeated


@rule("warning", since="0.1", fix="safe")
def website_while_waiting(
    flow: Flow, *, max_per_call: int = 0, allow_keyed: bool = True
) -> Findings:
    """People who wait on the phone are told to use the website.

    They called because the website did not help, or because they cannot use
    it. Hearing it again and again while waiting tells them that they are not
    wanted.

    The rule looks at what a queue says, at what is heard in the flow that runs
    meanwhile, and at what every caller hears between the last answer and the
    queue. What is repeated is an error. It is silent about offers bound to a
    key ("press 1 and we text you the link"), about what only some callers hear
    (after a choice or a decision, such as closing time or an outage), and
    about texts tagged `mandatory`.

    Source: a customer who asks why companies say, while you are in their
    queue, that you can also go to the website; the GetHuman standard's first
    version names such a sentence; a report of the British Public Accounts
    Committee (January 2025). Brazil's decree allows it as information.

    Options:

        max-per-call (announcements): How many of them a caller may hear, if none is repeated.
        allow-keyed: Leave offers alone that are bound to a key.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> agents
            queue agents {
                say "You can also find the answer on our website." every 60s  //! error: told to
                say "There are {position} callers before you." every 45s
            }
        }

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For sales, press 1. For service, press 2."
                key 1 -> hint
                key 2 -> hint
                noinput -> hint
                nomatch -> hint
            }
            say hint {
                "You can also find the answer on our website."  //! told to use the website
                next -> agents
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> agents
            queue agents {
                say "There are {position} callers before you." every 45s
            }
        }

    Bad (asterisk; files extensions.conf, queues.conf, our-sounds-en.txt):

        --- extensions.conf
        [main]
        exten => s,1,Set(CHANNEL(language)=en)
         same => n,Queue(sales,t,,,300)
        --- queues.conf
        [sales]
        periodic-announce = our/website
        periodic-announce-frequency = 60
        --- our-sounds-en.txt
        our/website: Did you know that you can order on our website?  ;! error: again and again
    """
    graph = flow.graph.whole
    for step in flow.steps:
        if not step.prompts or is_tagged(step, "mandatory"):
            continue
        waiting = is_heard_waiting(step)
        found = [
            (prompt, clause)
            for prompt, clause in saying(step.prompts, "website-redirect")
            if not (allow_keyed and clause.keys)
        ]
        if not found or not (waiting or is_on_the_way(graph, step)):
            continue
        repeated = any(is_repeated(prompt) for prompt, _ in found)
        if len(found) <= max_per_call and not repeated:
            continue
        for prompt, clause in found:
            again = is_repeated(prompt)
            yield Finding(
                clause,
                "people who wait here are told to use the website"
                + (", again and again" if again else "")
                + "; leave it out",
                severity=Severity.ERROR if again else None,
                related=()
                if waiting
                else [Related(step, "every caller hears this before a person")],
                witness=graph.witness(step),
                fix=without(prompt, clause),
            )
