"""The pack privacy: what is recorded, read back and asked for. Also in systems' own files."""

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


RECORDED = """
    phone "+44 20 7946 0100" {{
        language en
        start -> hello
        say hello {{
            {hello}
            next -> tape
        }}
        record tape {{ next -> after }}
        {after}
        queue agents {{ {queue} }}
        say bye {{ "Goodbye." }}
    }}
    """
ONWARD = "say after { next -> agents }"
NOTICE = "This call may be recorded for training."


def recorded(hello: str = "", after: str = ONWARD, queue: str = "") -> str:
    return RECORDED.format(hello=hello, after=after, queue=queue)


def test_a_recording_that_nobody_tells_of_is_found_with_the_way_to_it(found_by: Finder) -> None:
    (found,) = found_by("unannounced-recording", recorded('"Welcome."'))
    assert found.place.begin.line == 9
    assert "nobody tells the caller" in found.message
    assert any("Welcome." in station for station in found.witness)


@pytest.mark.parametrize(
    "text",
    [
        recorded(f'"{NOTICE}"'),
        recorded(after=f'say after {{ "{NOTICE}"\n next -> agents }}'),
        recorded(queue=f'say "{NOTICE}"'),
        recorded(after="record after { recording no\n next -> agents }"),
        recorded(after="say after { next -> bye }"),
        recorded(after="agent after { next -> bye }").replace("start -> hello", "start -> after"),
    ],
    ids=["before", "after the step", "in the queue", "switched off", "nobody", "by the person"],
)
def test_a_recording_that_is_told_or_reaches_nobody_is_none(text: str, said_by: Judge) -> None:
    assert said_by("unannounced-recording", text) == []


def test_a_way_around_the_notice_is_found(said_by: Judge) -> None:
    text = recorded(
        after=f"""
        branch after {{
            on caller segment
            when "known" -> agents
            otherwise -> told
        }}
        say told {{ "{NOTICE}"
                   next -> agents }}
        """
    )
    assert len(said_by("unannounced-recording", text)) == 1


@pytest.mark.parametrize(
    "before",
    ['play "welcome.wav"', '"Tervetuloa." language fi'],
    ids=["recording", "language"],
)
def test_words_that_are_not_known_may_be_the_notice(
    before: str, said_by: Judge, skipped_by: Judge
) -> None:
    text = recorded(before)
    assert said_by("unannounced-recording", text) == []
    assert len(skipped_by("unannounced-recording", text)) == 1


def test_a_name_that_is_filled_in_is_no_notice(said_by: Judge) -> None:
    assert len(said_by("unannounced-recording", recorded('"Welcome, {name}."'))) == 1


def test_a_called_flow_may_tell(said_by: Judge) -> None:
    text = (
        recorded(after="call after { runs -> flow notice\n next -> agents }")
        + """
        phone notice { role module
            language en
            say told { WORDS
                       next -> back }
            return back }
        """
    )
    told = text.replace("WORDS", f'"{NOTICE}"')
    assert said_by("unannounced-recording", told) == []
    untold = text.replace("WORDS", '"Please hold."')
    assert len(said_by("unannounced-recording", untold)) == 1


def test_a_notice_without_a_purpose_or_a_way_to_object(said_by: Judge) -> None:
    text = recorded('"This call may be recorded."')
    assert [message for _, message in said_by("unannounced-recording", text)] == [
        "callers are told that they are recorded, but not what for; say the purpose"
    ]
    assert said_by("unannounced-recording", text, need=["before"]) == []
    found = said_by("unannounced-recording", recorded(f'"{NOTICE}"'), need=["objection"])
    assert [message.partition(";")[0] for _, message in found] == [
        "callers are told that they are recorded, but not how to object"
    ]


def test_the_purpose_may_stand_in_the_next_sentence(said_by: Judge) -> None:
    text = recorded('"This call may be recorded. We do this to improve our service."')
    assert said_by("unannounced-recording", text) == []


CONNECT = {
    "Version": "2019-10-30",
    "StartAction": "rec",
    "Actions": [
        {
            "Identifier": "rec",
            "Type": "UpdateContactRecordingBehavior",
            "Parameters": {"RecordingBehavior": {"RecordedParticipants": ["Agent", "Customer"]}},
            "Transitions": {"NextAction": "hello"},
        },
        {
            "Identifier": "hello",
            "Type": "MessageParticipant",
            "Parameters": {"Text": "Welcome to the garden centre. How nice that you call."},
            "Transitions": {
                "NextAction": "queue",
                "Errors": [{"NextAction": "queue", "ErrorType": "NoMatchingError"}],
            },
        },
        {
            "Identifier": "queue",
            "Type": "TransferContactToQueue",
            "Parameters": {},
            "Transitions": {
                "NextAction": "end",
                "Errors": [{"NextAction": "end", "ErrorType": "NoMatchingError"}],
            },
        },
        {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}},
    ],
}


def test_connect_records_when_a_person_joins(said_in: Judge) -> None:
    files = {"line.json": json.dumps(CONNECT, indent=1)}
    assert len(said_in("connect", "unannounced-recording", files)) == 1
    assert said_in("connect", "recording-on-hold", files) == []
    told = files["line.json"].replace("How nice that you call.", NOTICE)
    assert said_in("connect", "unannounced-recording", {"line.json": told}) == []


def test_a_queue_under_a_running_recording_is_found(said_by: Judge) -> None:
    assert said_by("recording-on-hold", recorded()) == [
        (9, "callers are recorded while waiting in 'agents'; begin when a person answers")
    ]


@pytest.mark.parametrize(
    "text",
    [
        recorded(after="record after { recording no\n next -> agents }"),
        recorded(after="agent after { next -> agents }"),
        recorded(queue="staffed no"),
        recorded().replace("record tape {", "record tape { fact recorded-with-person\n"),
        recorded().replace("record tape {", "record tape { fact emergency\n"),
    ],
    ids=["switched off", "after a person", "nobody waits", "declared", "emergency"],
)
def test_a_recording_that_spares_those_who_wait(text: str, said_by: Judge) -> None:
    assert said_by("recording-on-hold", text) == []


MENU_OF_A_CLINIC = """
    [from-trunk]
    exten => s,1,Answer()
     same => n,Set(CALLFILE=${STRFTIME(${EPOCH},,%Y%m%d)}-${UNIQUEID})
     same => n,MixMonitor(${CALLFILE}.wav OPTIONS)
     same => n(menu),Background(clinic/menu)
     same => n,WaitExten(8)
    exten => 1,1,Queue(appointments,t,,,300)
     same => n,VoiceMail(100@default,u)
    exten => i,1,Goto(s,menu)
    exten => t,1,Goto(1,1)
    """


@pytest.mark.parametrize(
    ("options", "count"), [("", 1), (",a", 1), (",ab", 0), (",W(1)b", 0), (",${MIXOPTIONS}", 0)]
)
def test_asterisk_records_callers_who_wait_unless_only_when_bridged(
    options: str, count: int, said_in: Judge
) -> None:
    text = MENU_OF_A_CLINIC.replace(" OPTIONS", options)
    assert len(said_in("asterisk", "recording-on-hold", {"extensions.conf": text})) == count


def test_a_stopped_recording_of_asterisk_spares_those_who_wait(said_in: Judge) -> None:
    text = MENU_OF_A_CLINIC.replace(" OPTIONS", "").replace(
        "exten => 1,1,Queue", "exten => 1,1,StopMixMonitor()\n     same => n,Queue"
    )
    assert said_in("asterisk", "recording-on-hold", {"extensions.conf": text}) == []


def test_twilio_records_the_queue_but_not_with_the_call_of_a_dial(said_in: Judge) -> None:
    started = "<Response><Start><Recording/></Start><Enqueue>desk</Enqueue></Response>"
    assert len(said_in("twiml", "recording-on-hold", {"a.xml": started})) == 1
    dialled = (
        '<Response><Dial record="record-from-answer"><Number>+31205550100</Number></Dial>'
        "<Enqueue>desk</Enqueue></Response>"
    )
    assert said_in("twiml", "recording-on-hold", {"a.xml": dialled}) == []


CARD = """
    phone "+44 20 7946 0100" {{
        language en
        start -> tape
        record tape {{
            recording {on}
            next -> card
        }}
        collect card {{
            as {name}
            {how}
            noinput -> agents
            nomatch -> agents
            next -> after
        }}
        {after}
        queue agents
    }}
    reply receipt {{ body "Your card: {{payment-card}}." }}
    """


def card(on: str = "yes", name: str = "payment-card", how: str = "", after: str = ONWARD) -> str:
    return CARD.format(on=on, name=name, how=how, after=after)


@pytest.mark.parametrize(
    ("name", "how"),
    [("payment-card", ""), ("creditCard", ""), ("customer_pin", ""), ("entry", "secret")],
)
def test_a_secret_that_is_entered_on_tape_is_found(name: str, how: str, said_by: Judge) -> None:
    ((line, message),) = said_by("exposed-card-data", card(name=name, how=how))
    assert line == 9
    assert message.startswith(f"{name!r} is entered while the call is recorded")


@pytest.mark.parametrize(
    "text",
    [
        card(on="no"),
        card(name="library-card"),
        card(name="pinball-score"),
        card(how="speech\nkeys no"),
        card().replace("record tape {", "record tape { fact recorded-with-person\n"),
        card(on="no", after='say after { "It ends in {payment-card-last-four}." }'),
        card(on="no", after="send after { by mail\nreply other }"),
    ],
    ids=["off", "no secret", "part of a word", "spoken", "with a person", "last four", "other"],
)
def test_what_exposes_no_secret(text: str, said_by: Judge) -> None:
    assert said_by("exposed-card-data", text) == []


@pytest.mark.parametrize(
    ("after", "how"),
    [
        ('say after { "You typed {payment-card}." }', "read back in full"),
        ('send after { by sms\n say "Card {payment-card}." }', "sent"),
        ("send after { by mail\n reply receipt }", "sent"),
    ],
    ids=["read back", "by text message", "by mail"],
)
def test_a_secret_that_is_told_on_is_found(after: str, how: str, said_by: Judge) -> None:
    ((_, message),) = said_by("exposed-card-data", card(on="no", after=after))
    assert message.startswith(f"'payment-card' is {how}")


def test_further_names_may_be_secret(said_by: Judge) -> None:
    text = card(name="library-card")
    assert len(said_by("exposed-card-data", text, secret_keys=["library-card"])) == 1


def test_a_pin_is_read_back_by_a_voicexml_page(said_in: Judge) -> None:
    page = """\
        <vxml version="2.1" xmlns="http://www.w3.org/2001/vxml" xml:lang="en-GB">
          <form id="balance">
            <field name="pin" type="digits?length=4">
              <prompt>Enter your four digit code.</prompt>
              <filled>
                <prompt>You entered <value expr="pin"/>.</prompt>
                <submit next="balance.jsp"/>
              </filled>
            </field>
          </form>
        </vxml>
        """
    assert [line for line, _ in said_in("voicexml", "exposed-card-data", {"a.vxml": page})] == [6]


def test_what_only_the_companys_own_phones_dial_is_their_own(said_in: Judge) -> None:
    text = """
        [from-internal]
        exten => _2XX,1,Dial(SIP/${EXTEN})
        exten => *77,1,Authenticate(4321)
         same => n,Read(NEWPIN,enter-new-pin,4)
         same => n,SayDigits(${NEWPIN})
         same => n,Hangup()
        """
    assert said_in("asterisk", "exposed-card-data", {"extensions.conf": text}) == []


ASKED = """
    phone "+44 20 7946 0100" {{
        language en
        start -> one
        collect one {{ as {one}
                      next -> two }}
        collect two {{ as {two}
                      {escape}
                      next -> three }}
        collect three {{ as {three}
                        next -> agents }}
        queue agents
    }}
    """


def asked(
    one: str = "customer-number",
    two: str = "postcode",
    three: str = "booking-code",
    escape: str = "",
) -> str:
    return ASKED.format(one=one, two=two, three=three, escape=escape)


def test_the_third_identifier_is_one_too_many(said_by: Judge) -> None:
    ((line, message),) = said_by("excess-identifiers", asked())
    assert line == 10
    assert message.startswith("'booking-code' is the third thing")
    assert said_by("excess-identifiers", asked(), max_ids=3) == []


@pytest.mark.parametrize(
    "text",
    [
        asked(three="wish"),
        asked(three="payment-card"),
        asked(one="meter-number", two="meter_number-retry"),
        asked(escape="noinput -> three"),
        asked(escape="key # -> three"),
        asked().replace("as booking-code", 'as booking-code\nfact needs "booking-code"'),
    ],
    ids=["no identifier", "payment", "second try", "silence", "a key", "needed"],
)
def test_what_identifies_no_more_than_needed(text: str, said_by: Judge) -> None:
    assert said_by("excess-identifiers", text) == []


@pytest.mark.parametrize(
    ("how", "count"),
    [
        ("as bsn", 1),
        ("as customer_ssn", 1),
        ('as who\nsay "Please enter your social security number."', 1),
        ('as who\nsay "We never ask for your social security number."', 0),
        ('as bsn\nfact legal-basis "the law on care insurance"', 0),
        ("as business-name", 0),
    ],
)
def test_the_number_of_the_state_needs_a_law(how: str, count: int, said_by: Judge) -> None:
    text = f"""
        phone "+31 20 555 0100" {{
            language en
            collect who {{ {how}
                           next -> agents }}
            queue agents
        }}
        """
    assert len(said_by("excess-identifiers", text)) == count


def test_the_same_question_twice_is_one_finding(found_by: Finder) -> None:
    text = """
        phone "+31 20 555 0100" {
            collect who { as bsn
                          next -> again }
            collect again { as bsn-again
                            next -> agents }
            queue agents
        }
        """
    (found,) = found_by("excess-identifiers", text)
    assert len(found.related) == 1
