"""What other blocks set on the way: the queue, the flow of waiting callers, the language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ivrlint.model import Document, Queue, Step, Target, Unresolved

Make = Callable[..., dict[str, Any]]
Read = Callable[..., Document]

SALES = "arn:aws:connect:x:111122223333:instance/i/queue/00000000-0000-4000-8000-00000000000a"
HELP = "arn:aws:connect:x:111122223333:instance/i/queue/00000000-0000-4000-8000-00000000000b"
NAMES = {
    "sales": {"parameters": {"QueueId": {"displayName": "Sales"}}},
    "sales too": {"parameters": {"QueueId": {"displayName": "Sales"}}},
    "help": {"queue": {"text": "Help", "id": HELP}},
    "hook": {"contactFlow": {"text": "Waiting", "id": "x"}},
}


def queue(document: Document, step_of: Callable[..., Step], name: str = "wait") -> Queue:
    step = step_of(document, name)
    assert isinstance(step, Queue)
    return step


def test_a_queue_that_every_way_sets_is_known(
    read: Read, action: Make, flow: Make, step_of: Callable[..., Step]
) -> None:
    test = {"ComparisonValue": "$.Attributes.x"}
    document = read(
        flow(
            action(
                "test",
                "Compare",
                test,
                None,
                [("1", "sales")],
                [("NoMatchingCondition", "sales too")],
            ),
            action("sales", "UpdateContactTargetQueue", {"QueueId": SALES}, "wait"),
            action("sales too", "UpdateContactTargetQueue", {"QueueId": SALES}, "wait"),
            action("wait", "TransferContactToQueue", {}),
            about=NAMES,
        )
    )
    assert queue(document, step_of).queue == "Sales"


def test_a_queue_that_two_ways_set_differently_is_not_known(
    read: Read, action: Make, flow: Make, step_of: Callable[..., Step]
) -> None:
    test = {"ComparisonValue": "$.Attributes.x"}
    document = read(
        flow(
            action(
                "test", "Compare", test, None, [("1", "sales")], [("NoMatchingCondition", "help")]
            ),
            action("sales", "UpdateContactTargetQueue", {"QueueId": SALES}, "wait"),
            action("help", "UpdateContactTargetQueue", {"QueueId": HELP}, "wait"),
            action("wait", "TransferContactToQueue", {}),
            about=NAMES,
        )
    )
    assert queue(document, step_of).queue is None


def test_where_an_error_leads_to_the_same_block_the_queue_counts_as_set(
    read: Read, action: Make, flow: Make, step_of: Callable[..., Step]
) -> None:
    same = [("NoMatchingError", "wait")]
    document = read(
        flow(
            action("sales", "UpdateContactTargetQueue", {"QueueId": SALES}, "wait", errors=same),
            action("wait", "TransferContactToQueue", {}),
            about=NAMES,
        )
    )
    assert queue(document, step_of).queue == "Sales"


def test_a_queue_that_could_not_be_set_is_not_known(
    read: Read, action: Make, flow: Make, step_of: Callable[..., Step]
) -> None:
    document = read(
        flow(
            action(
                "sales",
                "UpdateContactTargetQueue",
                {"QueueId": SALES},
                "wait",
                errors=[("NoMatchingError", "sorry")],
            ),
            action("sorry", "MessageParticipant", {"Text": "Sorry."}, "wait"),
            action("wait", "TransferContactToQueue", {}),
            about=NAMES,
        )
    )
    assert queue(document, step_of).queue is None


def test_a_module_may_set_another_queue(
    read: Read, action: Make, flow: Make, step_of: Callable[..., Step]
) -> None:
    document = read(
        flow(
            action("help", "UpdateContactTargetQueue", {"QueueId": HELP}, "module"),
            action("module", "InvokeFlowModule", {"FlowModuleId": "Greeting"}, "wait"),
            action("wait", "TransferContactToQueue", {}),
            about=NAMES,
        )
    )
    assert queue(document, step_of).queue is None


def test_waiting_callers_hear_the_flow_that_is_set(
    read: Read, action: Make, flow: Make, step_of: Callable[..., Step]
) -> None:
    hook = {"EventHooks": {"CustomerQueue": "arn:aws:connect:x:111122223333:instance/i/flow/1"}}
    document = read(
        flow(
            action("hook", "UpdateContactEventHooks", hook, "wait"),
            action("wait", "TransferContactToQueue", {}, errors=[("QueueAtCapacity", "other")]),
            action(
                "other", "UpdateContactEventHooks", {"EventHooks": {"CustomerHold": "x"}}, "wait"
            ),
            about=NAMES,
        )
    )
    waiting = queue(document, step_of).waiting
    assert isinstance(waiting, Target)
    assert waiting.flow == "Waiting"
    assert isinstance(waiting.elsewhere, Unresolved)
    assert "queue.full" in document.knows


def test_the_voice_tells_the_language(
    read: Read, action: Make, flow: Make, step_of: Callable[..., Step]
) -> None:
    def voice(name: str) -> dict[str, str]:
        return {"TextToSpeechVoice": name}

    hello = {"Text": "Hallo."}
    one = read(
        flow(
            action("voice", "UpdateContactTextToSpeechVoice", voice("Lotte"), "say"),
            action("say", "MessageParticipant", hello),
        )
    )
    assert one.flows[0].language == "nl-NL"
    two = read(
        flow(
            action("nl", "UpdateContactTextToSpeechVoice", voice("Lotte"), "say"),
            action("say", "MessageParticipant", hello, "en"),
            action("en", "UpdateContactTextToSpeechVoice", voice("Amy"), "say too"),
            action("say too", "MessageParticipant", hello, "fr"),
            action("fr", "UpdateContactData", {"LanguageCode": "fr-FR"}, "say last"),
            action("say last", "MessageParticipant", hello),
        )
    )
    assert two.flows[0].language is None
    spoken = [step_of(two, name).prompts[0].language for name in ("say", "say too", "say last")]
    assert spoken == ["nl-NL", "en-GB", "fr-FR"]


def test_ten_thousand_actions_in_a_row_are_followed(
    read: Read, action: Make, flow: Make, step_of: Callable[..., Step]
) -> None:
    row = [
        action(f"say {number}", "MessageParticipant", {"Text": "Hi."}, f"say {number + 1}")
        for number in range(10_000)
    ]
    document = read(
        flow(
            action("sales", "UpdateContactTargetQueue", {"QueueId": SALES}, "say 0"),
            *row,
            action("say 10000", "TransferContactToQueue", {}),
            about=NAMES,
        )
    )
    assert queue(document, step_of, "say 10000").queue == "Sales"
