"""Where calls go: jumps, tests, loops, counters, and what may be elsewhere."""

import pytest

from ivrlint.model import Branch, Decides, Hangup, Return, Role


def test_what_nobody_notices_is_passed(dialplan) -> None:
    met = dialplan(
        """
        [in]
        exten => s,1,NoOp(start)
         same => n,Answer()
         same => n,Set(x=1)
         same => n,Playback(hello)
         same => n,Verbose(bye)
         same => n,Hangup()
        """
    )
    assert met.steps("in") == ["say s,4", "hangup s,6"]
    assert met.ways("in", "s,4") == {"next": "s,6"}


def test_an_extension_that_ends_ends_the_call(dialplan) -> None:
    met = dialplan("[in]\nexten => s,1,Playback(hello)\n")
    end = met.step("in", "s,end")
    assert isinstance(end, Hangup)
    assert end.implicit


def test_a_macro_that_ends_returns(dialplan) -> None:
    met = dialplan("[macro-x]\nexten => s,1,Playback(hello)\n")
    assert isinstance(met.step("macro-x", "s,end"), Return)


@pytest.mark.parametrize(
    "target",
    ["b,7,1", "b,7,go", "b,${EXTEN},1", "${WHERE},7,1", "${there},7,go", "b|7|1"],
)
def test_a_jump_leads_to_context_extension_and_priority(dialplan, target) -> None:
    met = dialplan(
        f"""
        [globals]
        WHERE=b
        [a]
        exten => 7,1,Set(there=b)
         same => n,Playback(x)
         same => n,Goto({target})
        [b]
        exten => 7,1(go),Playback(y)
        """
    )
    assert met.ways("a", "7,2") == {"next": "b.7,1"}


def test_a_relative_jump_counts_priorities(dialplan) -> None:
    met = dialplan(
        """
        [a]
        exten => s,1,Playback(x)
         same => n,Goto(+2)
         same => n,Playback(skipped)
         same => n,Playback(y)
        """
    )
    assert met.ways("a", "s,1") == {"next": "s,4"}


def test_priorities_of_a_pattern_and_of_a_number_complement_each_other(dialplan) -> None:
    met = dialplan(
        """
        [a]
        exten => 123,1,Playback(x)
        exten => _1XX,2,Playback(y)
        """
    )
    assert met.ways("a", "123,1") == {"next": "_1XX,2"}


def test_what_is_chosen_during_the_call_is_not_known(dialplan) -> None:
    met = dialplan(
        """
        [a]
        exten => s,1,Playback(x)
         same => n,Goto(${DB(where/to)},s,1)
        """
    )
    assert met.ways("a", "s,1") == {
        "next": "? the context '${DB(where/to)}' is chosen during the call"
    }


def test_a_jump_to_an_extension_that_is_missing_leads_to_i(dialplan) -> None:
    met = dialplan(
        """
        [a]
        exten => s,1,Playback(x)
         same => n,Goto(b,5,1)
        [b]
        exten => i,1,Playback(y)
        """
    )
    assert met.ways("a", "s,1") == {"next": "b.i,1"}


def test_a_jump_to_what_the_dialplan_lacks_is_missing(dialplan) -> None:
    met = dialplan("[a]\nexten => s,1,Playback(x)\n same => n,Goto(b,5,1)\n")
    assert met.ways("a", "s,1") == {"next": "s,2"}
    assert met.ways("a", "s,2") == {"next": "missing b.5,1"}


def test_a_jump_to_what_a_missing_file_may_define_is_not_known(dialplan) -> None:
    met = dialplan("[a]\nexten => s,1,Playback(x)\n same => n,Goto(b,5,1)\n#include custom.conf\n")
    assert met.ways("a", "s,1") == {"next": "? custom.conf is not at hand"}


def test_lines_behind_a_jump_stay_steps_that_nobody_reaches(dialplan) -> None:
    met = dialplan(
        """
        [a]
        exten => s,1,Playback(x)
         same => n,Hangup()
         same => n,Playback(never)
        """
    )
    assert met.project.graph.is_reached(met.step("a", "s,3")) is False


def test_what_runs_after_the_call_is_no_part_of_it(dialplan) -> None:
    met = dialplan("[a]\nexten => s,1,Playback(x)\nexten => h,1,AGI(bill.php)\n")
    assert met.steps("a") == ["say s,1", "hangup s,end"]


def test_a_test_has_a_way_for_each_outcome(dialplan) -> None:
    met = dialplan(
        """
        [a]
        exten => s,1,GotoIf($["${CALLERID(num)}" = "100"]?boss:)
         same => n,Playback(x)
         same => n(boss),Playback(y)
        """
    )
    branch = met.step("a", "s,1")
    assert isinstance(branch, Branch)
    assert branch.decides is Decides.CALLER
    assert met.ways("a", "s,1") == {"condition": "s,3", "otherwise": "s,2"}


@pytest.mark.parametrize(
    ("times", "ways"),
    [
        ("9:00-17:00,mon-fri,*,*?day,s,1:dark,s,1", {"open": "day.s,1", "closed": "dark.s,1"}),
        ("17:00-9:00,*,*,*?dark,s,1:day,s,1", {"closed": "dark.s,1", "open": "day.s,1"}),
        ("*,*,25,dec?dark,s,1:day,s,1", {"holiday": "dark.s,1", "otherwise": "day.s,1"}),
    ],
)
def test_a_test_of_the_hour_tells_open_from_closed(dialplan, times, ways) -> None:
    met = dialplan(
        f"""
        [a]
        exten => s,1,GotoIfTime({times})
        [day]
        exten => s,1,Playback(x)
        [dark]
        exten => s,1,Playback(y)
        """
    )
    assert met.ways("a", "s,1") == ways


@pytest.mark.parametrize(
    ("test", "begin", "limit"),
    [
        ("$[${tries} >= 3]?bye,1", 0, 2),
        ("$[${tries} > 3]?bye,1", 0, 3),
        ("$[${tries} = 3]?bye,1", 0, 2),
        ("$[${tries} < 3]?s,start:bye,1", 0, 2),
        ("$[${tries} <= 3]?s,start:bye,1", 1, 2),
    ],
)
def test_a_counter_limits_the_attempts(dialplan, test, begin, limit) -> None:
    met = dialplan(
        f"""
        [a]
        exten => s,1,Set(tries={begin})
         same => n(start),Background(options)
         same => n,WaitExten(5)
        exten => 1,1,Playback(news)
        exten => t,1,Set(tries=$[${{tries}} + 1])
         same => n,GotoIf({test})
         same => n,Goto(s,start)
        exten => bye,1,Playback(bye)
        """
    )
    branch = met.step("a", "t,2")
    assert isinstance(branch, Branch)
    assert branch.decides is Decides.ATTEMPTS
    assert branch.limit == limit
    assert met.ways("a", "t,2") == {"exhausted": "bye,1", "otherwise": "s,2"}
    holds_at_the_end = "<" not in test
    assert (branch.exits[0].condition is not None) is holds_at_the_end


def test_a_counter_is_asked_on_the_first_way_round_too(dialplan) -> None:
    met = dialplan(
        """
        [a]
        exten => s,1,Dial(PJSIP/100,20)
         same => n,GotoIf($["${DIALSTATUS}" = "BUSY"]?b,s,1)
         same => n,Hangup()
        [b]
        exten => s,1,Set(n=0)
         same => n(again),GotoIf($[${n} >= 3]?done)
         same => n,Read(code,enter-code,4)
         same => n,Set(n=$[${n} + 1])
         same => n,Goto(again)
         same => n(done),Hangup()
        """
    )
    assert met.ways("a", "s,1")["busy"] == "b.s,2"


def test_a_loop_leads_back_to_its_head(dialplan) -> None:
    met = dialplan(
        """
        [a]
        exten => s,1,While($[${LEFT} > 0])
         same => n,Playback(x)
         same => n,ExecIf($["${y}" = "1"]?ExitWhile())
         same => n,EndWhile()
         same => n,Playback(done)
        """
    )
    assert met.ways("a", "s,1") == {"condition": "s,2", "otherwise": "s,5"}
    assert met.ways("a", "s,3") == {"condition": "s,5", "otherwise": "s,1"}


def test_an_application_inside_a_test_is_a_step_of_its_own(dialplan) -> None:
    met = dialplan(
        """
        [a]
        exten => s,1,ExecIf($["${x}" = "1"]?Playback(one):Playback(two))
         same => n,Playback(three)
        """
    )
    assert met.ways("a", "s,1") == {"condition": "s,1 then", "otherwise": "s,1 else"}
    assert met.ways("a", "s,1 then") == {"next": "s,2"}
    place = met.step("a", "s,1 then").place
    assert place.text == "Playback(one)"


def test_lines_that_only_turn_round_are_one_step(dialplan) -> None:
    met = dialplan("[a]\nexten => s,1,NoOp()\n same => n,Goto(s,1)\n")
    (name,) = (step.name for step in next(met.project.flows).steps)
    assert met.ways("a", name) == {"next": name}


def test_a_call_begins_where_the_first_line_leads(dialplan) -> None:
    met = dialplan(
        """
        [a]
        exten => s,1,Goto(open)
         same => n,Playback(on-holiday)
         same => n(open),Playback(welcome)
        exten => t,1,Goto(b,s,1)
         same => n(later),Playback(later)
        exten => 1,1,Goto(t,later)
        [b]
        exten => s,1,Playback(b)
        """
    )
    flow = next(flow for flow in met.project.flows if flow.name == "a")
    assert flow.start == "s,3"
    assert [step.name for step in flow.graph.unreached()] == ["s,2"]
    assert met.ways("a", "t,1") == {"next": "b.s,1"}


def test_a_caller_begins_where_no_other_extension_leads(dialplan) -> None:
    met = dialplan(
        """
        [in]
        exten => s,1,Background(options)
         same => n,WaitExten(5)
        exten => 1,1,Playback(news)
        exten => 5551234,1,Goto(s,1)
        exten => t,1,Hangup()
        [phones]
        exten => 100,1,Dial(SIP/100)
        [macro-x]
        exten => s,1,Playback(x)
        """
    )
    flows = {flow.name: flow for flow in met.project.flows}
    assert flows["in"].start is None
    assert flows["in"].entries == ("5551234,1",)
    assert flows["in"].numbers == ("5551234",)
    assert {name: flow.role for name, flow in flows.items()} == {
        "in": Role.ENTRY,
        "phones": Role.INTERNAL,
        "macro-x": Role.MODULE,
    }


def test_a_caller_begins_at_s_where_only_the_menu_itself_leads_back(dialplan) -> None:
    met = dialplan(
        """
        [in]
        exten => s,1,Background(options)
         same => n,WaitExten(5)
        exten => 1,1,Playback(news)
         same => n,Goto(s,1)
        exten => t,1,Goto(s,1)
        exten => *30,1,Playback(for-the-staff)
        exten => 100,1,Dial(SIP/100)
        """
    )
    flow = next(met.project.flows)
    assert (flow.start, flow.entries) == ("s,1", ())


def test_a_language_that_is_set_is_that_of_the_context(dialplan) -> None:
    met = dialplan("[a]\nexten => s,1,Set(CHANNEL(language)=nl)\n same => n,Playback(x)\n")
    assert next(met.project.flows).language == "nl"


def test_an_extension_that_is_chosen_during_the_call_is_one_of_those_that_begin_so(
    dialplan,
) -> None:
    met = dialplan(
        """
        [a]
        exten => s,1,AGI(lookup.php)
         same => n,Goto(level-${LEVEL},1)
        exten => level-1,1,Playback(one)
        exten => level-2,1,Playback(two)
        exten => other,1,Playback(x)
        exten => i,1,Playback(wrong)
        """
    )
    (way,) = set(met.ways("a", "s,1").values())
    choice = met.step("a", way)
    assert isinstance(choice, Branch)
    assert [(exit_.condition, met.leads(choice, exit_)) for exit_ in choice.exits] == [
        ("level-${LEVEL} = level-1", "level-1,1"),
        ("level-${LEVEL} = level-2", "level-2,1"),
        (None, "i,1"),
    ]


def test_no_step_chooses_where_the_outcome_of_a_call_has_chosen(dialplan) -> None:
    met = dialplan(
        """
        [a]
        exten => _X.,1,Dial(SIP/sales,20)
         same => n,Goto(handle-${DIALSTATUS},1)
        exten => handle-BUSY,1,Playback(busy)
        exten => handle-NOANSWER,1,Playback(away)
        exten => handle-CHANUNAVAIL,1,Playback(away)
        exten => handle-CONGESTION,1,Playback(away)
        """
    )
    assert not any(step.startswith("branch") for step in met.steps("a"))


def test_a_dialled_number_goes_on_at_the_extensions_that_take_it(dialplan) -> None:
    met = dialplan(
        """
        [a]
        exten => _91XX,1,Playback(x)
         same => n,Goto(b,${EXTEN:1},1)
        exten => _2XX,1,Playback(x)
         same => n,Goto(b,${EXTEN},1)
        exten => _3XX,1,Playback(x)
         same => n,Goto(b,+49${EXTEN:1},1)
        [b]
        exten => _+49XX,1,Playback(abroad)
        exten => 150,1,Playback(boss)
        exten => 300,1,Playback(no)
        exten => _1XX,1,Playback(staff)
        exten => _2XX,1,Playback(shop)
        """
    )
    assert met.ways("a", "_2XX,1") == {"next": "b._2XX,1"}
    assert met.ways("a", "_3XX,1") == {"next": "b._+49XX,1"}
    (way,) = met.ways("a", "_91XX,1").values()
    choice = met.step("a", way)
    assert [met.leads(choice, exit_) for exit_ in choice.exits] == ["b.150,1", "b._1XX,1"]


def test_a_context_that_is_chosen_during_the_call_is_one_of_those_that_begin_so(dialplan) -> None:
    met = dialplan(
        """
        [a]
        exten => s,1,Goto(ivr-${DB(menu)},s,1)
        [ivr-day]
        exten => s,1,Playback(day)
        [ivr-night]
        exten => s,1,Playback(night)
        """
    )
    choice = met.step("a", "s,1 ivr-${DB(menu)}")
    assert {exit_.condition: met.leads(choice, exit_) for exit_ in choice.exits} == {
        "ivr-${DB(menu)} = ivr-day": "ivr-day.s,1",
        "ivr-${DB(menu)} = ivr-night": "ivr-night.s,1",
    }


def test_a_jump_counts_from_its_own_priority(dialplan) -> None:
    met = dialplan(
        """
        [a]
        exten => s,1,Playback(x)
         same => n,Goto($[${PRIORITY} + 2])
         same => n,Playback(skipped)
         same => n,Playback(y)
        """
    )
    assert met.ways("a", "s,1") == {"next": "s,4"}


def test_what_an_including_context_may_have_is_named_by_its_own_context(dialplan) -> None:
    met = dialplan(
        """
        [a]
        exten => s,1,Playback(x)
         same => n,Goto(b,1,1)
        exten => 9,1,Playback(not-this-one)
        [b]
        exten => 1,1,Goto(9,1)
        [c]
        include => b
        """
    )
    assert met.ways("a", "s,1")["next"].startswith("? a context that includes 'b'")


def test_the_only_language_of_a_dialplan_is_that_of_every_context(dialplan) -> None:
    text = """
        [in]
        exten => s,1,Set(CHANNEL(language)=nl)
         same => n,Goto(menu,s,1)
        [menu]
        exten => s,1,Playback(x)
        """
    assert {flow.language for flow in dialplan(text).project.flows} == {"nl"}
    other = "\n        [more]\n        exten => s,1,Set(CHANNEL(language)=de)\n"
    spoken = {flow.name: flow.language for flow in dialplan(text + other).project.flows}
    assert spoken == {"in": "nl", "menu": None, "more": "de"}


def test_a_language_that_callers_choose_is_not_that_of_every_context(dialplan) -> None:
    met = dialplan(
        """
        [in]
        exten => s,1,ExecIf($["${lang}" = "1"]?Set(CHANNEL(language)=nl))
         same => n,Set(CHANNEL(language)=en)
        [menu]
        exten => s,1,Playback(x)
        """
    )
    assert met.project.graph.steps[-1].flow.language is None


@pytest.mark.parametrize(
    ("targets", "ways"),
    [
        ("officehours,s,1:dark,s,1", ("open", "closed")),
        ("afterhours,s,1:day,s,1", ("closed", "open")),
        ("off,s,1:day,s,1", ("closed", "open")),
        ("sunday,s,1:monday,s,1", ("condition", "otherwise")),
        ("menu,s,1:closed,s,1", ("open", "closed")),
        ("afternoon,s,1:menu,s,1", ("condition", "otherwise")),
    ],
)
def test_names_of_targets_tell_open_from_closed_where_the_hours_are_not_known(
    dialplan, targets, ways
) -> None:
    met = dialplan(f"[a]\nexten => s,1,GotoIfTime(${{DB(when)}},*,*,*?{targets})\n")
    assert tuple(met.ways("a", "s,1")) == ways


def test_a_main_menu_stays_a_beginning_when_its_submenus_lead_back(dialplan) -> None:
    met = dialplan(
        """
        [main]
        exten => s,1,Background(main)
         same => n,WaitExten(5)
        exten => 1,1,Goto(sales,s,1)
        exten => 22,1,Goto(s,1)
        [sales]
        exten => s,1,Background(sales)
         same => n,WaitExten(5)
        exten => 1,1,Queue(sales)
        exten => *,1,Goto(main,s,1)
        """
    )
    flows = {flow.name: flow for flow in met.project.flows}
    assert flows["main"].start == "s,1"
    assert flows["sales"].start is None


def test_what_a_feature_code_leads_to_is_no_beginning(dialplan) -> None:
    met = dialplan(
        """
        [features]
        exten => *54,1,Goto(login,s,1)
        exten => *55,1,Goto(s,1)
        exten => s,1,Read(pin,agent-pass)
        [login]
        exten => s,1,Read(pin,agent-pass)
        [app-blacklist]
        exten => s,1,Read(number,enter-num-blacklist)
        [outgoing]
        exten => s,1,Read(number,vm-enter-num-to-call)
        """
    )
    flows = {flow.name: flow for flow in met.project.flows}
    assert flows["features"].start is None
    assert flows["login"].start is None
    assert flows["app-blacklist"].role is Role.INTERNAL
    assert flows["outgoing"].role is Role.INTERNAL


def test_a_language_that_one_key_chooses_is_not_that_of_all_callers(dialplan) -> None:
    met = dialplan(
        """
        [in]
        exten => s,1,Background(for-french-press-3)
         same => n,WaitExten(5)
        exten => 3,1,Set(CHANNEL(language)=fr)
         same => n,Goto(main,s,1)
        [main]
        exten => s,1,Playback(welcome)
        """
    )
    assert [flow.language for flow in met.project.flows] == [None, None]
