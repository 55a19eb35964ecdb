"""What `queues.conf` says of the waiting caller, with what the engine makes of each value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.formats import Reading
from ivrlint.model import Audio
from ivrlint.places import Source
from ivrlint_formats.asterisk.conf.reading import parse_conf
from ivrlint_formats.asterisk.settings.queues import QueuesConf, QueueSettings, Says, read_queues
from ivrlint_formats.asterisk.settings.values import integer
from ivrlint_formats.asterisk.settings.waiting import waiting_prompts

ALONE = Reading(lambda _source, _name: None)


def queues(text: str) -> QueuesConf:
    return read_queues(parse_conf(Source("queues.conf", text), ALONE))


def queue(*lines: str) -> QueueSettings:
    found = queues("\n".join(("[support]", *lines, ""))).find("support")
    assert found is not None
    return found


def told(*lines: str) -> list[tuple[int, str]]:
    found = queues("\n".join(("[support]", *lines, ""))).problems
    assert all(one.rule == "invalid-value" and not one.hides for one in found)
    return [(one.place.begin.line, one.message) for one in found]


def heard(*lines: str) -> list[tuple[str, float | None, str | None]]:
    said = []
    for prompt in waiting_prompts(queue(*lines)):
        assert isinstance(prompt.content, Audio)
        said.append((prompt.content.name, prompt.every, prompt.condition))
    return said


def test_a_queue_without_settings_is_as_the_engine_has_it() -> None:
    plain = queue()
    assert plain.announce_frequency == 0
    assert plain.min_announce_frequency == 15
    assert plain.announce_position is Says.ALWAYS
    assert plain.announce_holdtime is Says.ALWAYS
    assert plain.announce_position_limit == 10
    assert plain.most_waiting == 0
    assert (plain.timeout, plain.retry) == (15, 5)
    assert plain.join_empty == plain.leave_when_empty == frozenset()
    assert plain.context == plain.music_class == plain.announce == ""
    assert not plain.autofill
    assert not plain.timeout_by_queue
    assert not plain.members
    assert not plain.says_position
    assert not plain.says_holdtime
    assert not plain.says_periodically
    assert heard() == []


def test_all_that_lets_the_caller_out_is_read() -> None:
    found = queue(
        "context = keys",
        "maxlen = 5",
        "joinempty = paused,unavailable",
        "leavewhenempty = strict",
        "timeout = 20",
        "retry = 1",
        "timeoutpriority = conf",
        "timeoutrestart = yes",
        "autofill = yes",
    )
    assert found.context == "keys"
    assert found.most_waiting == 5
    assert found.join_empty == {"paused", "unavailable"}
    assert found.leave_when_empty == {"penalty", "invalid", "paused", "unavailable"}
    assert (found.timeout, found.retry) == (20, 1)
    assert found.timeout_by_queue
    assert found.timeout_restart
    assert found.autofill


@pytest.mark.parametrize(
    ("value", "joining", "leaving"),
    [
        ("yes", set(), {"penalty", "invalid", "paused"}),
        ("no", {"penalty", "invalid", "paused"}, set()),
        ("strict", {"penalty", "invalid", "paused", "unavailable"}, None),
        ("loose", {"penalty", "invalid"}, None),
        ("LOOSE,Ringing", {"penalty", "invalid", "ringing"}, None),
        ("ringing,loose", {"penalty", "invalid"}, None),
        ("paused, invalid", {"paused"}, None),
        ("whoever", set(), None),
        ("", set(), None),
    ],
)
def test_who_counts_as_present(value: str, joining: set[str], leaving: set[str] | None) -> None:
    found = queue(f"joinempty = {value}", f"leavewhenempty = {value}")
    assert found.join_empty == joining
    assert found.leave_when_empty == (joining if leaving is None else leaving)


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("timeout = 0", 0),
        ("timeout = -1", 15),
        ("timeout = 30 seconds", 30),
        ("timeout = soon", 0),
        ("timeout = +7", 7),
        ("timeout = 00000000000000009", 9),
        ("timeout = " + "9" * 999, 2**31 - 1),
    ],
)
def test_numbers_are_taken_as_the_engine_takes_them(setting: str, expected: int) -> None:
    assert queue(setting).timeout == expected


def test_a_queue_retries_after_five_seconds_where_the_value_is_none() -> None:
    assert queue("retry = 0").retry == 5
    assert queue("maxlen = -3").most_waiting == 0


def test_names_of_settings_know_no_case_and_music_has_three() -> None:
    assert queue("MaxLen = 4").most_waiting == 4
    for name in ("musicclass", "musiconhold", "music"):
        assert queue(f"{name} = jazz").music_class == "jazz"


def test_the_last_of_a_setting_counts() -> None:
    found = queue("announce-frequency = 30", "announce-frequency = 60")
    assert found.announce_frequency == 60
    assert found.place_of("announce-frequency").begin.line == 3
    assert found.place_of("maxlen", "announce-frequency").begin.line == 3
    assert found.place_of("maxlen").begin.line == 1


@pytest.mark.parametrize(
    ("setting", "position", "wait"),
    [
        ("announce-position = limit", Says.LIMIT, Says.ALWAYS),
        ("announce-position = More", Says.MORE, Says.ALWAYS),
        ("announce-position = no", Says.NEVER, Says.ALWAYS),
        ("announce-position = whatever", Says.NEVER, Says.ALWAYS),
        ("announce-holdtime = once", Says.ALWAYS, Says.ONCE),
        ("announce-holdtime = 0", Says.ALWAYS, Says.NEVER),
        ("announce-holdtime = limit", Says.ALWAYS, Says.NEVER),
    ],
)
def test_when_the_place_and_the_wait_are_announced(
    setting: str, position: Says, wait: Says
) -> None:
    found = queue(setting)
    assert (found.announce_position, found.announce_holdtime) == (position, wait)


def test_announcements_need_a_frequency() -> None:
    assert not queue("announce-position = yes").says_position
    found = queue("announce-frequency = 30", "announce-holdtime = no")
    assert found.says_position
    assert not found.says_holdtime


def test_members_are_read_with_their_names() -> None:
    members = queue(
        "member => PJSIP/11,0,Ann Lee", "member = Local/12@team/n,5", "member =>"
    ).members
    assert [(one.interface, one.name) for one in members] == [
        ("PJSIP/11", "Ann Lee"),
        ("Local/12@team/n", "Local/12@team/n"),
    ]
    assert [one.place.begin.line for one in members] == [2, 3]


def test_queues_take_from_their_templates() -> None:
    found = queues(
        "[general]\nautofill = yes\npersistentmembers = yes\n"
        "[usual](!)\nmusicclass = jazz\nmaxlen = 5\n"
        "[Sales](usual)\nmaxlen = 9\n"
        "[help](usual)\nautofill = no\n"
    )
    assert list(found.queues) == ["sales", "help"]
    assert found.persistent_members
    sales, helped = found.find("SALES"), found.find("help")
    assert sales is not None
    assert helped is not None
    assert sales.name == "Sales"
    assert (sales.music_class, sales.most_waiting, sales.autofill) == ("jazz", 9, True)
    assert (helped.music_class, helped.most_waiting, helped.autofill) == ("jazz", 5, False)
    assert found.find("usual") is None
    assert found.find("general") is None


def test_a_queue_that_is_defined_twice_is_the_first() -> None:
    found = queues("[support]\nmaxlen = 3\n[Support]\nmaxlen = 5\n")
    support = found.find("support")
    assert support is not None
    assert support.most_waiting == 3
    assert [(one.place.begin.line, one.message) for one in found.problems] == [
        (3, "the queue 'Support' is defined in line 1 already; the engine passes over this one")
    ]


def test_the_generated_form_of_freepbx_is_read() -> None:
    found = queues(
        "[600]\nannounce-frequency=0\nannounce-holdtime=no\nannounce-position=no\nautofill=no\n"
        "context=ivr-2\njoinempty=yes\nleavewhenempty=no\nmaxlen=0\nmonitor-format=\n"
        "periodic-announce-frequency=45\nqueue-callswaiting=silence/1\nqueue-thereare=silence/1\n"
        "queue-youarenext=silence/1\nreportholdtime=no\nmember=Local/100@from-queue/n,0,Ann,hint:100\n"
    )
    support = found.find("600")
    assert support is not None
    assert support.context == "ivr-2"
    assert support.says_periodically
    assert not support.says_position
    assert support.sound("queue-youarenext").name == "silence/1"
    assert not found.problems


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "announce-frequency = soon",
            "announce-frequency has to be a number, not 'soon'; the engine takes it for 0",
        ),
        (
            "autofill = maybe",
            "autofill has to be yes or no, not 'maybe'; the engine takes it for no",
        ),
        ("announce-position = once", "has to be one of yes, no, limit, more, not 'once'"),
        ("joinempty = none", "the engine passes over 'none' of joinempty"),
        (
            "leavewhenempty = paused, invalid",
            "passes over ' invalid' of leavewhenempty; it must not have spaces around it",
        ),
    ],
)
def test_a_value_that_the_engine_does_not_take_is_told(line: str, message: str) -> None:
    ((row, text),) = told("maxlen = 5", line)
    assert row == 3
    assert message in text


@pytest.mark.parametrize(
    "line",
    [
        "announce-frequency =",
        "announce-frequency = {{ seconds }}",
        "announce-frequency = ${SECONDS}",
        "maxlen = 30 callers",
        "autofill = On",
        "announce-position = LIMIT",
        "joinempty = strict,ringing",
        "strategy = whatever",
        "unheard-of = 1",
    ],
)
def test_nothing_is_told_of_what_is_right_or_none_of_our_business(line: str) -> None:
    assert told(line) == []


def test_a_mistake_in_a_template_is_told_once() -> None:
    found = queues("[usual](!)\nretry = often\n[a](usual)\n[b](usual)\n")
    assert [one.place.begin.line for one in found.problems] == [2]


def test_what_waiting_callers_hear_in_its_order() -> None:
    assert heard("announce-frequency = 60", "queue-thankyou = custom/thanks") == [
        ("queue-youarenext", 60, "the caller is next"),
        ("queue-thereare", 60, "the caller is not next"),
        ("queue-callswaiting", 60, "the caller is not next"),
        ("queue-holdtime", 60, "the caller is not next"),
        ("queue-minutes", 60, "the caller is not next"),
        ("custom/thanks", 60, None),
    ]
    assert heard("announce-frequency = 60", "announce-position = no", "queue-minutes =") == [
        ("queue-holdtime", 60, None),
        ("queue-thankyou", 60, None),
    ]


def test_periodic_announcements_take_turns() -> None:
    assert heard("periodic-announce-frequency = 30") == [("queue-periodic-announce", 30, None)]
    assert heard(
        "periodic-announce-frequency = 30", "periodic-announce = custom/a,en/custom/b"
    ) == [
        ("custom/a", 60, None),
        ("custom/b", 60, None),
    ]
    assert heard("periodic-announce-frequency = 30", "periodic-announce = a,,b") == [
        ("a", 30, None)
    ]
    assert (
        len(heard("periodic-announce-frequency = 30", "periodic-announce = a,b" + ",c" * 99)) == 10
    )


def test_a_prompt_points_at_the_setting_that_names_it() -> None:
    found = queue("announce-frequency = 60", "context = keys", "queue-thankyou = thanks")
    prompts = list(waiting_prompts(found))
    assert [one.place.begin.line for one in prompts] == [2, 2, 2, 2, 2, 4]
    assert all(one.interruptible for one in prompts)


@given(st.text(alphabet="[](!)+=>;,-\n\\ 0a", max_size=200))
def test_no_content_stops_the_reading(text: str) -> None:
    for found in queues("[a]\n" + text).queues.values():
        list(waiting_prompts(found))


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_are_read_up_to_what_the_engine_holds(number: int) -> None:
    assert abs(integer(str(number))) == min(abs(number), 2**31 - 1)
