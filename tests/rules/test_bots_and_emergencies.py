"""The pack human: what becomes of people whom a bot fails, and of people in danger."""

from __future__ import annotations

import json
from collections.abc import Callable
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from ivrlint import _plugins
from ivrlint._judge import ActiveRule, judge
from ivrlint.formats import Reading
from ivrlint.model import Project
from ivrlint.places import Source

if TYPE_CHECKING:
    from ivrlint.finding import Finding

    Finder = Callable[..., list[Finding]]
    Judge = Callable[..., list[tuple[int, str]]]


@pytest.fixture(scope="module")
def said_in() -> Judge:
    """`said_in("format", "rule", {name: text})`: what a rule says of a system's files."""
    plugins = _plugins.load()

    def said(kind: str, name: str, files: dict[str, str]) -> list[tuple[int, str]]:
        rule = next(rule for rule in plugins.rules if rule.name == name)
        format_ = next(each for each in plugins.formats if each.name == kind)
        sources = {path: Source(path, dedent(text)) for path, text in files.items()}
        reading = Reading(lambda _, path: sources.get(path))
        documents = format_.link([format_.read(one, reading) for one in sources.values()])
        assert not [p.message for one in documents for p in one.problems]
        verdict = judge(
            Project(documents, languages=plugins.languages), [ActiveRule(rule, rule.severity)]
        )
        assert not verdict.failures, verdict.failures[0].details
        return sorted((f.finding.place.begin.line, f.finding.message) for f in verdict.findings)

    return said


CHAT = """
    chat "www.shop.example/chat" {{
        language en
        start -> sam
        bot sam {{
            {bot}
            word "my order" -> people
            exhausted -> after
        }}
        {after}
        queue people
        say bye {{ "Your case is closed. Goodbye!" }}
    }}
    """


def chat(after: str = "say after { next -> bye }", bot: str = "") -> str:
    return CHAT.format(after=after, bot=bot)


def test_a_bot_that_gives_up_without_a_person_is_found_with_its_end(found_by: Finder) -> None:
    (found,) = found_by("bot-without-handoff", chat())
    assert found.message.startswith("'sam' gives up, and no person follows")
    assert found.related[0].place.text == "say bye"
    assert found.witness


def test_a_bot_from_which_nobody_can_be_reached_is_found(said_by: Judge) -> None:
    text = chat().replace('word "my order" -> people', 'word "my order" -> bye')
    ((_, message),) = said_by("bot-without-handoff", text)
    assert "no person can be reached from it" in message


@pytest.mark.parametrize(
    "text",
    [
        chat("say after { next -> people }"),
        chat("branch after { on hours office\n open -> people\n closed -> bye }"),
        chat("branch after { on staff desk\n full -> bye\n otherwise -> people }"),
        chat("queue after { next -> bye\n error -> bye }"),
        chat("callback after { next -> bye }"),
        chat("say after { fact done\n next -> bye }"),
        chat('menu after { word "yes" -> people\n noinput -> bye }'),
        chat(bot="fact resolved"),
        chat('opaque after { what "script"\n continues\n next -> bye }'),
    ],
    ids=["person", "hours", "staff", "queue", "callback", "done", "asks", "resolved", "program"],
)
def test_a_bot_that_hands_over_or_may_do_so(text: str, said_by: Judge) -> None:
    assert said_by("bot-without-handoff", text) == []


def test_a_score_that_decides_is_no_handoff(said_by: Judge) -> None:
    text = chat('branch after { on caller score\n when "80 or more" -> people\n otherwise -> bye }')
    assert len(said_by("bot-without-handoff", text)) == 1


def test_a_bot_may_fail_twice_where_only_failing_helps(said_by: Judge) -> None:
    text = chat("queue after", bot="tries 4").replace("-> people", "-> bye")
    ((_, message),) = said_by("bot-without-handoff", text)
    assert "has to fail 4 times" in message
    assert said_by("bot-without-handoff", text, tries=4) == []
    assert said_by("bot-without-handoff", chat("queue after", bot="tries 4")) == []


def test_where_a_bot_leads_may_not_be_known(skipped_by: Judge) -> None:
    text = chat('say after { next -> ? "set elsewhere" }').replace("-> people", "-> after")
    assert len(skipped_by("bot-without-handoff", text)) == 1


def test_a_message_flow_of_genesys_ends_after_its_bot(said_in: Judge) -> None:
    flow = """\
        inboundShortMessage:
          name: Knowledge
          division: Home
          startUpRef: "/inboundShortMessage/states/state[Initial State_10]"
          defaultLanguage: en-us
          supportedLanguages:
            en-us:
              defaultLanguageSkill:
                noValue: true
          settingsErrorHandling:
            errorHandling:
              disconnect:
                none: true
          states:
            - state:
                name: Initial State
                refId: Initial State_10
                actions:
                  - callBotFlow:
                      name: Ask the bot
                      inputText:
                        exp: Message.Message.body
                      botFlow:
                        KnowledgeBot:
                          ver_latestPublished:
                            none: true
                  - disconnect:
                      name: Disconnect
        """
    found = said_in("genesys", "bot-without-handoff", {"chat.yaml": flow})
    assert [message.partition(",")[0] for _, message in found] == ["'Ask the bot' is a machine"]


NAMED = """
    chat "www.shop.example/chat" {{
        language {tag}
        start -> hello
        say hello {{
            "{hello}"
            next -> sam
        }}
        bot sam {{
            {bot}
            nomatch -> people
        }}
        queue people
    }}
    {more}
    """


def named(
    bot: str = 'persona "Sam"\nsay "Hi, I am Sam!"',
    hello: str = "Welcome.",
    more: str = "",
    tag: str = "en",
) -> str:
    return NAMED.format(bot=bot, hello=hello, more=more, tag=tag)


def test_a_bot_with_a_name_has_to_say_what_it_is(said_by: Judge) -> None:
    assert said_by("undisclosed-bot", named()) == [
        (9, "nothing says that 'Sam' is a machine; say so in its first words")
    ]


def test_the_fix_has_the_bot_say_it_first(fixed_by: Callable[..., str], said_by: Judge) -> None:
    text = named()
    fixed = fixed_by("undisclosed-bot", text)
    assert 'say "I am a virtual assistant. Hi, I am Sam!"' in fixed
    assert said_by("undisclosed-bot", fixed) == []
    dutch = fixed_by("undisclosed-bot", named(tag="nl"))
    assert 'say "Ik ben een virtuele assistent. Hi, I am Sam!"' in dutch


def test_the_name_may_be_declared(said_by: Judge) -> None:
    text = named(bot='fact persona "Sam"\nsay "Hi, I am Sam!"')
    assert len(said_by("undisclosed-bot", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        named(bot='persona "Sam"\nsay "Hi, I am Sam, the virtual assistant."'),
        named(hello="You are chatting with our chatbot."),
        named(bot='say "Hi, I am Sam!"'),
        named(hello="Tervetuloa.", bot='persona "Sam"\nsay "Hei."', tag="fi"),
    ],
    ids=["first words", "before", "no name", "language"],
)
def test_a_bot_that_says_so_or_has_no_name(text: str, said_by: Judge) -> None:
    assert said_by("undisclosed-bot", text) == []


def test_what_a_bot_says_first_may_not_be_known(skipped_by: Judge) -> None:
    text = named(bot='persona "Sam"\nplay "hello.wav"')
    assert len(skipped_by("undisclosed-bot", text)) == 1


REPLY = """
    reply closing {{
        kind {kind}
        language en
        from "service@shop.example" "{sender}"
        body "{body}"
    }}
    """


@pytest.mark.parametrize(
    ("kind", "sender", "body", "count"),
    [
        ("bot-closing", "Sam of the shop", "We have closed your case.", 1),
        ("acknowledgement", "The shop", "We have your message. Best, Sam", 1),
        ("acknowledgement", "The shop", "We have your message.", 0),
        ("acknowledgement", "The shop", "We have your Samsung.", 0),
        ("bot-closing", "Sam", "This is an automated message.", 0),
        ("absence", "Sam", "I am back on Monday.", 0),
    ],
    ids=["sender", "signature", "no name", "part of a word", "told", "absence"],
)
def test_a_message_that_is_signed_by_a_machine(
    kind: str, sender: str, body: str, count: int, said_by: Judge
) -> None:
    text = named(
        bot='persona "Sam"\nsay "I am Sam, the virtual assistant."',
        more=REPLY.format(kind=kind, sender=sender, body=body),
    )
    assert len(said_by("undisclosed-bot", text)) == count


def test_a_name_that_is_configured_is_a_machines(said_by: Judge) -> None:
    text = REPLY.format(kind="acknowledgement", sender="Noor", body="We have your message.")
    assert said_by("undisclosed-bot", text) == []
    assert len(said_by("undisclosed-bot", text, persona_names=["Noor"])) == 1


CLINIC = """
    phone "+44 20 7946 0100" {{
        language en
        start -> hello
        say hello {{
            "{hello}"
            next -> {first}
        }}
        menu choice {{
            say "For English, press 1. Für Deutsch, drücken Sie 2."
            key 1 -> main
            key 2 -> main
            noinput -> main
        }}
        collect number {{ as patient-number
                         next -> main }}
        menu main {{
            say "{menu}"
            key 1 -> desk {one}
            key 2 -> desk {two}
            noinput -> desk
        }}
        queue desk
    }}
    """


def clinic(
    menu: str = "In an emergency, press 1. For an appointment, press 2.",
    hello: str = "Welcome.",
    first: str = "main",
    one: str = "",
    two: str = "",
) -> str:
    return CLINIC.format(menu=menu, hello=hello, first=first, one=one, two=two)


SECOND = "For an appointment, press 1. In an emergency, press 2."


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (clinic(SECOND), "comes second"),
        (
            clinic(SECOND.replace("In an emergency", "If not"), two="{ fact emergency }"),
            "comes second",
        ),
        (clinic(first="number"), "comes after answering 'number'"),
        (clinic(hello="Here is our news of the week. " * 20), "seconds pass before"),
    ],
    ids=["second", "tagged", "after a code", "after a speech"],
)
def test_people_in_danger_come_first(text: str, why: str, said_by: Judge) -> None:
    found = said_by("late-emergency-option", text)
    assert len(found) == 1
    assert why in found[0][1]


@pytest.mark.parametrize(
    "text",
    [
        clinic(),
        clinic(first="choice"),
        clinic(SECOND, hello="If this is an emergency, hang up and dial 999."),
        clinic("For an appointment, press 1. For prices, press 2."),
        clinic("For an appointment, press 1. For all that is not an emergency, press 2."),
    ],
    ids=["first", "after the language", "told before", "none", "another emergency"],
)
def test_lines_that_are_quick_or_have_no_such_option(text: str, said_by: Judge) -> None:
    assert said_by("late-emergency-option", text) == []


def test_the_seconds_are_an_option(said_by: Judge) -> None:
    text = clinic(hello="Here is our news of the week. " * 20)
    assert said_by("late-emergency-option", text, max_seconds=120) == []


def test_an_emergency_by_label_counts_too(said_by: Judge) -> None:
    text = clinic(SECOND.replace("In an emergency", "For urgent care")).replace(
        "key 2 -> desk", 'key 2 "a medical emergency" -> desk'
    )
    assert len(said_by("late-emergency-option", text)) == 1


def test_a_menu_of_connect_with_the_emergency_last(said_in: Judge) -> None:
    def action(name: str, kind: str, values: dict[str, object], way: str, **more: object) -> object:
        errors = [{"NextAction": way, "ErrorType": one} for one in more.pop("errors", [])]
        transitions = {"NextAction": way, "Errors": errors, **more}
        return {
            "Identifier": name,
            "Type": kind,
            "Parameters": values,
            "Transitions": transitions,
        }

    keys = [
        {"NextAction": "desk", "Condition": {"Operator": "Equals", "Operands": [key]}}
        for key in "12"
    ]
    flow = {
        "Version": "2019-10-30",
        "StartAction": "menu",
        "Actions": [
            action(
                "menu",
                "GetParticipantInput",
                {
                    "Text": f"Welcome to the clinic. {SECOND}",
                    "StoreInput": "False",
                    "InputTimeLimitSeconds": "8",
                },
                "desk",
                Conditions=keys,
                errors=["InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError"],
            ),
            action("desk", "TransferContactToQueue", {}, "end", errors=["NoMatchingError"]),
            {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}},
        ],
    }
    found = said_in("connect", "late-emergency-option", {"clinic.json": json.dumps(flow, indent=1)})
    assert [message.partition(";")[0] for _, message in found] == [
        "the option for emergencies comes second"
    ]
