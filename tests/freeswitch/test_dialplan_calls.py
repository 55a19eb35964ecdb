"""Applications of the dialplan: what a caller meets at each of them."""

from __future__ import annotations

import pytest

from ivrlint.model import (
    UNKNOWN,
    Collect,
    Hangup,
    Menu,
    Opaque,
    Party,
    Queue,
    Record,
    Say,
    Transfer,
    Voicemail,
)

AROUND = """
<include><context name="shop">
  <extension name="shop">
    <condition field="destination_number" expression="^20$">
      {}
    </condition>
  </extension>
  <extension name="desk">
    <condition field="destination_number" expression="^(10|11|pick_1|pick_2)$">
      <action application="playback" data="desk.wav"/>
      <action application="hangup"/>
    </condition>
  </extension>
</context></include>
"""


@pytest.fixture
def run(whole):
    """An extension `shop` of these actions, in a context with a desk at 10."""

    def read(*actions: str, **files: str):
        made = "".join(
            f'<action application="{one.partition(" ")[0]}" data="{one.partition(" ")[2]}"/>\n'
            for one in actions
        )
        return whole(dialplan__shop=AROUND.format(made), **files)

    return read


def test_a_call_that_nobody_takes_ends_unless_the_dialplan_wants_it_back(run) -> None:
    met = run("bridge user/100@shop.example", "playback sorry.wav")
    step = met.step("shop", "shop,2")
    assert isinstance(step, Transfer)
    assert (step.party, step.to, step.longest) == (Party.PERSON, "user/100@shop.example", 60.0)
    assert met.ways("shop", "shop,2") == {
        "noanswer": "shop end",
        "busy": "shop end",
        "error": "shop end",
        "next": "shop,3",
    }


def test_continue_on_fail_brings_the_caller_back(run) -> None:
    met = run(
        "set continue_on_fail=true",
        "set hangup_after_bridge=true",
        "set call_timeout=25",
        "bridge user/100@shop.example",
        "voicemail default shop.example 100",
    )
    assert met.step("shop", "shop,5").longest == 25.0
    assert met.ways("shop", "shop,5") == dict.fromkeys(("noanswer", "busy", "error"), "shop,6")
    box = met.step("shop", "shop,6")
    assert isinstance(box, Voicemail)
    assert box.box == "100"


@pytest.mark.parametrize(
    ("causes", "back"),
    [
        ("USER_BUSY", {"busy"}),
        ("NO_ANSWER,USER_BUSY", {"noanswer", "busy"}),
        ("17,19", {"noanswer", "busy"}),
        ("NO_ANSWER,NORMAL_TEMPORARY_FAILURE", {"noanswer", "error"}),
        ("USER_NOT_REGISTERED", {"error"}),
        ("false", set()),
    ],
)
def test_continue_on_fail_may_name_the_causes(run, causes, back) -> None:
    met = run(f"set continue_on_fail={causes}", "bridge user/100", "playback sorry.wav")
    ways = met.ways("shop", "shop,3")
    assert {cause for cause, to in ways.items() if to == "shop,4" and cause != "next"} == back


def test_what_is_set_under_a_condition_may_hold(whole) -> None:
    met = whole(
        dialplan__shop="""
        <include><context name="shop">
          <extension name="shop">
            <condition field="destination_number" expression="^20$"/>
            <condition field="${vip}" expression="^yes$" break="never">
              <action application="set" data="hangup_after_bridge=true"/>
              <action application="set" data="call_timeout=25"/>
            </condition>
            <condition>
              <action application="bridge" data="user/100"/>
              <action application="playback" data="bye.wav"/>
            </condition>
          </extension>
        </context></include>
        """
    )
    (bridge,) = (one for one in met.flow("shop").steps if isinstance(one, Transfer))
    assert bridge.longest is UNKNOWN


def test_after_a_bridge_the_call_may_be_transferred(run) -> None:
    met = run("set transfer_after_bridge=10:XML:shop", "bridge user/100")
    assert met.ways("shop", "shop,3")["next"] == "desk,2"


def test_the_cause_of_a_failure_chooses_the_way(run) -> None:
    met = run(
        "set continue_on_fail=true",
        "set hangup_after_bridge=true",
        "bridge user/100",
        "transfer on_${originate_disposition} XML causes",
        dialplan__causes="""
        <include><context name="causes">
          <extension name="busy">
            <condition field="destination_number" expression="^on_USER_BUSY$">
              <action application="playback" data="busy.wav"/>
            </condition>
          </extension>
          <extension name="others">
            <condition field="destination_number" expression="^on_">
              <action application="playback" data="others.wav"/>
            </condition>
          </extension>
        </context></include>
        """,
    )
    assert met.ways("shop", "shop,4") == {
        "noanswer": "causes.others,2",
        "busy": "causes.busy,2",
        "error": "causes.others,2",
    }


@pytest.mark.parametrize(
    ("dialled", "party"),
    [
        ("user/100@shop.example", Party.PERSON),
        ("sofia/gateway/trunk/31885550100", Party.NUMBER),
        ("sofia/external/31885550100@carrier.example", Party.NUMBER),
        ("sofia/internal/anna%shop.example", Party.PERSON),
        ("sofia/internal/anna@shop.example", Party.PERSON),
        ("group/sales@shop.example", Party.DEPARTMENT),
        ("${group_call(sales@shop.example)}", Party.DEPARTMENT),
        ("${sofia_contact(100@shop.example)}", Party.PERSON),
        ("freetdm/1/a/31885550100", Party.NUMBER),
        ("verto.rtc/100", Party.PERSON),
        ("${someone}", Party.UNKNOWN),
        ("{ignore_early_media=true}[leg_timeout=9]user/100,[leg_timeout=9]user/101", Party.PERSON),
        ("user/100|sofia/gateway/trunk/31885550100", Party.PERSON),
    ],
)
def test_a_dial_string_tells_who_answers(run, dialled, party) -> None:
    assert run(f"bridge {dialled}").step("shop", "shop,2").party is party


def test_a_dial_string_may_say_how_long_it_rings(run) -> None:
    assert run("bridge {originate_timeout=20}user/100").step("shop", "shop,2").longest == 20.0
    assert run("bridge [leg_timeout=9]user/100").step("shop", "shop,2").longest == 9.0


def test_a_loop_into_the_dialplan_leads_there(run) -> None:
    met = run("bridge loopback/10/shop")
    step = met.step("shop", "shop,2")
    assert step.party is Party.FLOW
    assert step.flow_target is not None
    assert step.flow_target.step == "desk,2"


def test_a_loop_into_the_voicemail_leaves_a_message(run) -> None:
    step = run("bridge loopback/app=voicemail:default shop.example 100").step("shop", "shop,2")
    assert isinstance(step, Voicemail)
    assert step.box == "100"


def test_a_telephone_that_answers_by_itself_is_no_transfer(run) -> None:
    met = run("export sip_auto_answer=true", "bridge user/100")
    assert isinstance(met.step("shop", "shop,3"), Opaque)


def test_a_refused_call_fails_at_once(run) -> None:
    met = run("bridge error/user_busy", "playback sorry.wav")
    assert met.ways("shop", "shop,2") == {"error": "shop end"}


@pytest.mark.parametrize(
    ("action", "heard"),
    [
        ("playback hello.wav", "<hello.wav>"),
        ("playback say:Welcome to the shop.", "Welcome to the shop."),
        ("speak flite|kal|Welcome to the shop.", "Welcome to the shop."),
        ("speak Welcome to the shop.", "Welcome to the shop."),
        ("say en NUMBER pronounced 42", "42"),
        ("say en NUMBER pronounced ${place}", "{place}"),
        ("say nl CURRENT_TIME pronounced ${strepoch()}", "{current_time}"),
        ("gentones %(500,0,800)", "<tone>"),
        ("playback tone_stream://%(500,0,800)", "<tone>"),
        ("loop_playback +3 hello.wav", "<hello.wav>"),
    ],
)
def test_a_caller_hears(run, action, heard) -> None:
    met = run(action)
    assert isinstance(met.step("shop", "shop,2"), Say)
    assert met.heard("shop", "shop,2") == [heard]


def test_findings_can_point_inside_a_spoken_text(run) -> None:
    met = run("speak flite|kal|Fish &amp; chips.")
    text = met.step("shop", "shop,2").prompts[0].text
    assert text.plain == "Fish & chips."
    assert text.part(text.plain.index("chips"), text.plain.index("chips") + 5).text == "chips"


def test_a_wait_is_silence_once_the_call_is_answered(run) -> None:
    met = run("sleep 9000", "answer", "sleep 8000", "playback hello.wav")
    assert [step.name for step in met.flow("shop").steps][:2] == ["shop,4", "shop,5"]
    assert met.step("shop", "shop,4").prompts[0].text.pieces[0].seconds == 8.0


def test_music_that_does_not_end_is_the_last_that_is_heard(run) -> None:
    for music in ("local_stream://moh", "{loops=-1}tone_stream://x"):
        step = run(f"playback {music}", "playback never.wav").step("shop", "shop,2")
        assert isinstance(step, Opaque)
        assert step.continues is False


def test_digits_are_asked_for(run) -> None:
    met = run(
        "play_and_get_digits 4 6 3 5000 # ask.wav wrong.wav order_no [0-9]+ 2000 '10 XML shop'",
        "playback thanks.wav",
    )
    step = met.step("shop", "shop,2")
    assert isinstance(step, Collect)
    assert (step.data, step.least, step.most, step.presentations) == ("order_no", 4, 6, 3)
    assert (step.timeout, step.digit_timeout, step.terminator) == (5.0, 2.0, "#")
    assert met.heard("shop", "shop,2") == ["<ask.wav>", "<wrong.wav>"]
    assert met.ways("shop", "shop,2") == {
        "next": "shop,3",
        "noinput": "desk,2",
        "nomatch": "desk,2",
    }


def test_digits_that_are_read_are_asked_for_once(run) -> None:
    step = run("read 1 11 tone_stream://%(10000,0,350,440) pin 5000 #").step("shop", "shop,2")
    assert isinstance(step, Collect)
    assert (step.presentations, step.secret, step.timeout) == (1, True, 5.0)


def test_one_digit_that_the_next_transfer_looks_at_is_a_menu(run) -> None:
    met = run(
        "play_and_get_digits 1 1 2 5000 # ask.wav wrong.wav pick [1-3]",
        "transfer pick_${pick} XML shop",
    )
    menu = met.step("shop", "shop,2")
    assert isinstance(menu, Menu)
    assert [option.key for option in menu.options] == ["1", "2"]
    assert met.ways("shop", "shop,2")["1"] == "desk,2"
    assert menu.complete


def test_a_caller_waits_in_a_queue_and_may_leave_it(run) -> None:
    met = run("set cc_exit_keys=1", "callcenter help@default", "playback bye.wav")
    queue = met.step("shop", "shop,3")
    assert isinstance(queue, Queue)
    assert met.ways("shop", "shop,3")["1"] == "shop,4"


def test_a_fifo_gives_the_caller_back_after_its_time(run) -> None:
    met = run("set fifo_orbit_exten=10:90", "fifo help in hello.wav")
    queue = met.step("shop", "shop,3")
    assert isinstance(queue, Queue)
    assert queue.longest == 90.0
    assert met.ways("shop", "shop,3")["timeout"] == "desk,2"
    assert met.heard("shop", "shop,3")[0] == "<hello.wav>"


def test_a_fifo_that_only_keeps_calls_is_a_parking_place(run) -> None:
    met = run("fifo 5900@shop in", "fifo 5900@shop out nowait")
    step = met.step("shop", "shop,2")
    assert isinstance(step, Opaque)
    assert step.what == "park"
    assert isinstance(met.step("shop", "shop,3"), Transfer)


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("voicemail default shop.example 100", Voicemail),
        ("voicemail check default shop.example", Opaque),
        ("record message.wav 60", Voicemail),
        ("record_session call.wav", Record),
        ("stop_record_session call.wav", Record),
        ("hangup USER_BUSY", Hangup),
        ("respond 486", Hangup),
        ("respond 302 sip:10@shop.example", Transfer),
        ("deflect sip:10@shop.example", Transfer),
        ("redirect sip:10@shop.example", Transfer),
        ("intercept ${uuid}", Transfer),
        ("att_xfer user/100", Transfer),
        ("conference sales@default", Opaque),
        ("echo ", Opaque),
        ("lua menu.lua", Opaque),
        ("park ", Opaque),
        ("madeup now", Opaque),
    ],
)
def test_each_application_is_a_step_of_its_kind(run, action, kind) -> None:
    assert type(run(action).step("shop", "shop,2")) is kind


def test_recording_starts_and_stops(run) -> None:
    met = run("record_session call.wav", "stop_record_session call.wav")
    assert [met.step("shop", f"shop,{number}").on for number in (2, 3)] == [True, False]


@pytest.mark.parametrize(
    ("action", "continues"),
    [("conference sales@default", True), ("echo ", False), ("lua menu.lua", UNKNOWN)],
)
def test_whether_the_call_goes_on_is_told(run, action, continues) -> None:
    assert run(action, "playback a.wav").step("shop", "shop,2").continues is continues


def test_the_entries_of_a_menu_lead_into_the_dialplan(run) -> None:
    met = run(
        "ivr main",
        "playback bye.wav",
        autoload_configs__ivr_conf="""
        <configuration name="ivr.conf"><menus>
          <menu name="main" greet-long="menu.wav">
            <entry action="menu-exec-app" digits="1" param="transfer 10 XML shop"/>
            <entry action="menu-exec-app" digits="2" param="transfer 11"/>
            <entry action="menu-exec-app" digits="3" param="bridge user/100"/>
            <entry action="menu-exec-app" digits="4" param="transfer 12 XML shop"/>
          </menu>
        </menus></configuration>
        """,
    )
    assert met.ways("shop", "shop") == {"next": "main.main"}
    ways = met.ways("main", "main")
    assert (ways["1"], ways["2"]) == ("shop.desk,2", "shop.desk,2")
    assert isinstance(met.step("main", ways["3"]), Transfer)
    assert met.ways("main", ways["4"]) == {"next": "missing shop.12"}


def test_names_of_applications_are_found_in_any_case(run) -> None:
    assert isinstance(run("PlayBack hello.wav").step("shop", "shop,2"), Say)


def test_a_menu_that_is_not_there_is_told_where_it_is_run(run) -> None:
    met = run(
        "playback hello.wav",
        "ivr mian",
        autoload_configs__ivr_conf='<configuration name="ivr.conf"><menus/></configuration>',
    )
    assert met.ways("shop", "shop,2") == {"next": "shop,3"}
    assert met.ways("shop", "shop,3") == {"next": "missing mian"}
    assert met.step("shop", "shop,3").exits[0].place.text == '"mian"'


def test_the_language_of_the_call_is_that_of_what_is_said(run) -> None:
    met = run("set default_language=nl", "playback say:Welkom.", "speak flite|kal|Tot ziens.")
    said = [met.step("shop", f"shop,{number}").prompts[0] for number in (3, 4)]
    assert [prompt.language for prompt in said] == ["nl", "nl"]


def test_the_keys_of_a_menu_are_followed_for_every_number_that_fits(run) -> None:
    met = run(
        "ivr main",
        autoload_configs__ivr_conf="""
        <configuration name="ivr.conf"><menus>
          <menu name="main" greet-long="menu.wav">
            <entry action="menu-exec-app" digits="/^(1[01])$/" param="transfer $1 XML shop"/>
            <entry action="menu-exec-app" digits="/^(9\\d+)$/" param="transfer $1 XML shop"/>
          </menu>
        </menus></configuration>
        """,
    )
    menu = met.step("main", "main")
    ways = [met.leads(menu, option) for option in menu.options]
    assert ways == ["shop.desk,2", "? the number is put together during the call"]
