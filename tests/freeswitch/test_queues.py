"""Queues: what a waiting caller hears, and what lets the caller out."""

from __future__ import annotations

import pytest

from ivrlint.model import UNKNOWN, Queue

DIALPLAN = """
<include><context name="public"><extension name="help">
  <condition field="destination_number" expression="^1$">
    <action application="{}" data="{}"/>
    <action application="playback" data="bye.wav"/>
    <action application="hangup"/>
  </condition>
</extension></context></include>
"""


@pytest.fixture
def waiting(whole):
    """The step at which a caller waits."""

    def read(queue: str, *, name: str = "help@default", tiers: str = ""):
        met = whole(
            dialplan__public=DIALPLAN.format("callcenter", name),
            autoload_configs__callcenter_conf=(
                '<configuration name="callcenter.conf"><queues>'
                f"{queue}</queues><tiers>{tiers}</tiers></configuration>"
            ),
        )
        (step,) = [one for one in met.flow("public").steps if isinstance(one, Queue)]
        return met, step

    return read


def queue(*params: str) -> str:
    written = "".join(
        '<param name="{}" value="{}"/>'.format(*param.split("=", 1)) for param in params
    )
    return f'<queue name="help@default">{written}</queue>'


def test_a_queue_without_limits_ends_with_a_conversation(waiting) -> None:
    _, step = waiting(queue("strategy=ring-all", "max-wait-time=0"))
    assert (step.queue, step.longest, step.capacity, step.defined) == (
        "help@default",
        None,
        None,
        True,
    )
    assert [str(one.cause) for one in step.exits] == ["next"]


def test_limits_let_the_caller_out(waiting) -> None:
    met, step = waiting(
        queue(
            "max-wait-time=300",
            "max-wait-time-with-no-agent=60",
            "max-wait-time-with-no-agent-time-reached=10",
        )
    )
    assert step.longest == 300
    assert [(str(one.cause), one.after) for one in step.exits] == [
        ("timeout", 300),
        ("empty", 70),
        ("next", None),
    ]
    heard = {met.leads(step, one) for one in step.exits}
    assert [met.heard("public", name) for name in heard] == [["<bye.wav>"]]


def test_announcements_are_heard_at_their_interval(waiting) -> None:
    _, step = waiting(queue("announce-sound=say:Please hold.", "announce-frequency=45"))
    (prompt,) = step.prompts
    assert (prompt.text.plain, prompt.every, step.announce_every) == ("Please hold.", 45, 45)


def test_an_announcement_without_an_interval_is_never_heard(waiting) -> None:
    _, step = waiting(queue("announce-sound=say:Please hold."))
    assert step.prompts == ()
    assert step.announce_every is None


def test_the_music_is_noted(waiting) -> None:
    _, step = waiting(queue("moh-sound=local_stream://moh"))
    assert step.note == (("music", "local_stream://moh"),)


def test_people_in_a_tier_make_a_queue_staffed(waiting) -> None:
    assert waiting(queue())[1].staffed is UNKNOWN
    tier = '<tier agent="ann@default" queue="help@default" level="1"/>'
    assert waiting(queue(), tiers=tier)[1].staffed is True


def test_a_queue_that_is_nowhere_is_not_defined(waiting) -> None:
    assert waiting(queue(), name="sales@default")[1].defined is False
    assert waiting("", name="sales@default")[1].defined is UNKNOWN
    assert waiting(queue(), name="${team}@default")[1].defined is UNKNOWN


def test_a_limit_that_is_filled_in_later_is_unknown(waiting) -> None:
    _, step = waiting(queue("max-wait-time=$${longest}"))
    assert step.longest is UNKNOWN


@pytest.mark.parametrize(
    ("param", "message"),
    [
        (
            "max-wait-time=5m",
            "max-wait-time is a whole number of seconds up to 86400, not '5m'; FreeSWITCH takes 0",
        ),
        (
            "discard-abandoned-after=90000",
            (
                "discard-abandoned-after is a whole number of seconds up to 86400, not '90000';"
                " FreeSWITCH takes 60"
            ),
        ),
    ],
)
def test_a_value_that_the_engine_does_not_take_is_told(waiting, param: str, message: str) -> None:
    met, _ = waiting(queue(param))
    assert met.told() == [f"invalid-value: {message}"]


def test_a_strategy_that_does_not_exist_is_told(waiting) -> None:
    met, _ = waiting(queue("strategy=ringall"))
    (told,) = met.told()
    assert told.startswith("invalid-value: there is no strategy 'ringall': one of ring-all,")


def test_a_fifo_is_a_queue_of_any_name(whole) -> None:
    met = whole(dialplan__public=DIALPLAN.format("fifo", "help in"))
    (step,) = [one for one in met.flow("public").steps if isinstance(one, Queue)]
    assert step.queue == "help"
    assert step.staffed is UNKNOWN


def test_a_fifo_with_members_is_staffed(whole) -> None:
    met = whole(
        vars='<X-PRE-PROCESS cmd="set" data="domain=bakery.example"/>',
        dialplan__public=DIALPLAN.format("fifo", "help@$${domain} in"),
        autoload_configs__fifo_conf="""
        <configuration name="fifo.conf"><fifos><fifo name="help@$${domain}">
          <member>user/10</member></fifo></fifos></configuration>
        """,
    )
    (step,) = [one for one in met.flow("public").steps if isinstance(one, Queue)]
    assert (step.queue, step.staffed) == ("help@bakery.example", True)
