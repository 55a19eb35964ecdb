"""Menus: what is played while keys are listened for, and where the keys lead."""

from ivrlint.model import UNKNOWN, Audio, Collect, Menu, Say, Turn
from ivrlint.text import Pause, Text


def test_a_menu_is_a_prompt_that_listens_and_the_wait_after_it(dialplan) -> None:
    met = dialplan(
        """
        [ivr]
        exten => s,1,Answer()
         same => n,Background(welcome&press-1)
         same => n,WaitExten(8)
        exten => 1,1,Playback(sales)
        exten => 2,1,Playback(service)
        exten => t,1,Playback(bye)
        exten => i,1,Goto(s,1)
        """
    )
    menu = met.step("ivr", "s,2")
    assert isinstance(menu, Menu)
    assert [p.content.name for p in menu.prompts if isinstance(p.content, Audio)] == [
        "welcome",
        "press-1",
    ]
    assert (menu.timeout, menu.digit_timeout, menu.complete) == (8, 5, True)
    assert met.ways("ivr", "s,2") == {
        "1": "1,1",
        "2": "2,1",
        "noinput": "t,1",
        "nomatch": "s,2",
    }


def test_several_prompts_and_pauses_make_one_menu(dialplan) -> None:
    met = dialplan(
        """
        [ivr]
        exten => s,1,Background(one)
         same => n,Wait(2)
         same => n,Background(two)
         same => n,Set(TIMEOUT(response)=3)
         same => n,WaitExten
        exten => 1,1,Hangup
        """
    )
    menu = met.step("ivr", "s,1")
    assert isinstance(menu, Menu)
    assert menu.timeout == 3
    pause = menu.prompts[1].content
    assert isinstance(pause, Text)
    assert isinstance(pause.pieces[0], Pause)
    assert met.steps("ivr") == ["menu s,1", "hangup 1,1"]


def test_a_jump_into_the_middle_of_a_menu_finds_the_rest_of_it(dialplan) -> None:
    met = dialplan(
        """
        [ivr]
        exten => s,1,Background(welcome)
         same => n(again),Background(options)
         same => n,WaitExten(5)
        exten => 1,1,Playback(news)
        exten => t,1,Goto(s,again)
        """
    )
    assert met.ways("ivr", "s,1")["noinput"] == "s,2"
    again = met.step("ivr", "s,2")
    assert isinstance(again, Menu)
    assert len(again.prompts) == 1


def test_after_silence_comes_the_next_priority_where_there_is_one(dialplan) -> None:
    met = dialplan(
        """
        [ivr]
        exten => s,1,Background(options)
         same => n,WaitExten(5)
         same => n,Playback(nothing-heard)
        exten => 1,1,Playback(news)
        exten => t,1,Playback(never)
        """
    )
    assert met.ways("ivr", "s,1")["noinput"] == "s,3"


def test_without_handlers_there_is_no_way_after_silence_or_a_wrong_key(dialplan) -> None:
    met = dialplan(
        """
        [ivr]
        exten => s,1,Background(options)
         same => n,WaitExten(5)
        exten => 1,1,Playback(news)
        """
    )
    assert met.ways("ivr", "s,1") == {"1": "1,1"}


def test_the_extension_e_stands_in_for_i_and_t(dialplan) -> None:
    met = dialplan(
        """
        [ivr]
        exten => s,1,Background(options)
         same => n,WaitExten(5)
        exten => 1,1,Playback(news)
        exten => e,1,Playback(sorry)
        """
    )
    ways = met.ways("ivr", "s,1")
    assert (ways["noinput"], ways["nomatch"]) == ("e,1", "e,1")


def test_a_menu_that_does_not_wait_hears_keys_during_its_prompt_alone(dialplan) -> None:
    met = dialplan(
        """
        [ivr]
        exten => s,1,Background(options)
         same => n,Playback(too-late)
        exten => 1,1,Playback(news)
        """
    )
    menu = met.step("ivr", "s,1")
    assert isinstance(menu, Menu)
    assert menu.timeout == 0


def test_where_extensions_do_not_fall_through_the_engine_waits_at_the_end(dialplan) -> None:
    met = dialplan(
        """
        [general]
        autofallthrough=no
        [ivr]
        exten => s,1,Background(options)
        exten => 1,1,Hangup()
        exten => t,1,Playback(bye)
        """
    )
    menu = met.step("ivr", "s,1")
    assert isinstance(menu, Menu)
    assert menu.timeout == 10
    assert met.ways("ivr", "s,1") == {"1": "1,1", "noinput": "t,1"}


def test_a_prompt_without_any_key_behind_it_is_only_said(dialplan) -> None:
    met = dialplan("[ivr]\nexten => s,1,Background(hello)\n same => n,Hangup()\n")
    assert isinstance(met.step("ivr", "s,1"), Say)


def test_options_come_through_includes_and_an_own_one_goes_first(dialplan) -> None:
    met = dialplan(
        """
        [ivr]
        include => common
        exten => s,1,Background(options)
         same => n,WaitExten(5)
        exten => 1,1,Playback(own)
        [common]
        exten => 1,1,Playback(hidden)
        exten => 9,1,Playback(shared)
        exten => t,1,Playback(bye)
        """
    )
    ways = met.ways("ivr", "s,1")
    assert (ways["1"], ways["9"], ways["noinput"]) == ("1,1", "common.9,1", "common.t,1")


def test_an_include_that_is_not_at_hand_leaves_the_options_open(dialplan) -> None:
    met = dialplan(
        """
        [ivr]
        include => elsewhere
        exten => s,1,Background(options)
         same => n,WaitExten(5)
        exten => 1,1,Playback(own)
        """
    )
    menu = met.step("ivr", "s,1")
    assert isinstance(menu, Menu)
    assert not menu.complete
    assert met.ways("ivr", "s,1")["noinput"].startswith("? the included context 'elsewhere'")


def test_many_extensions_of_several_digits_share_one_option(dialplan) -> None:
    lines = "\n".join(f"exten => {number},1,Dial(SIP/{number})" for number in range(100, 200))
    met = dialplan(
        f"[ivr]\nexten => s,1,Background(dial)\n same => n,WaitExten(5)\n{lines}\n"
        "exten => 0,1,Playback(desk)\n"
    )
    ways = met.ways("ivr", "s,1")
    assert ways["0"] == "0,1"
    assert ways["_X."] == "any extension"
    assert len(met.step("ivr", "any extension").exits) == 100


def test_a_menu_in_a_macro_belongs_to_the_context_that_calls_it(dialplan) -> None:
    met = dialplan(
        """
        [macro-ask]
        exten => s,1,Background(options)
         same => n,WaitExten(5)
        exten => 1,1,Playback(one)
        """
    )
    menu = met.step("macro-ask", "s,1")
    assert isinstance(menu, Menu)
    assert not menu.complete


def test_the_form_that_freepbx_generates_is_one_menu_with_a_prompt_for_each_turn(dialplan) -> None:
    met = dialplan(
        """
        [ivr-1]
        exten => s,1,Set(INVALID_LOOPCOUNT=0)
        exten => s,n,Set(IVR_MSG=custom/welcome)
        exten => s,n(start),Set(TIMEOUT(digit)=3)
        exten => s,n,ExecIf($["${IVR_MSG}" != ""]?Background(${IVR_MSG}))
        exten => s,n,WaitExten(10,)
        exten => 1,1(ivrsel-1),Playback(sales)
        exten => i,1,Set(INVALID_LOOPCOUNT=$[${INVALID_LOOPCOUNT}+1])
        exten => i,n,GotoIf($[${INVALID_LOOPCOUNT} > 3]?final)
        exten => i,n,Set(IVR_MSG=no-valid-responce-pls-try-again&custom/welcome)
        exten => i,n,Goto(s,start)
        exten => i,n(final),Playback(no-valid-responce-transfering)
        exten => t,1,Goto(i,final)
        """
    )
    menu = met.step("ivr-1", "s,4")
    assert isinstance(menu, Menu)
    assert [(p.content.name, p.turn) for p in menu.prompts if isinstance(p.content, Audio)] == [
        ("custom/welcome", Turn.FIRST),
        ("no-valid-responce-pls-try-again", Turn.NOMATCH),
        ("custom/welcome", Turn.NOMATCH),
    ]
    assert (menu.timeout, menu.digit_timeout) == (10, 3)
    assert met.ways("ivr-1", "s,4") == {"1": "1,1", "noinput": "i,5", "nomatch": "i,2"}


def test_digits_that_are_tested_one_by_one_are_a_menu(dialplan) -> None:
    met = dialplan(
        """
        [ask]
        exten => s,1,Read(choice,press-1-or-2,1,,3,7)
         same => n,GotoIf($["${choice}" = "1"]?sales,1)
         same => n,GotoIf($["${choice}" = "2"]?service,1)
         same => n,GotoIf($["${choice}" = ""]?silent,1)
         same => n,Playback(wrong-key)
        exten => sales,1,Playback(a)
        exten => service,1,Playback(b)
        exten => silent,1,Playback(c)
        """
    )
    menu = met.step("ask", "s,1")
    assert isinstance(menu, Menu)
    assert (menu.presentations, menu.timeout, menu.longest, menu.terminator) == (3, 7, 1, "#")
    assert met.ways("ask", "s,1") == {
        "1": "sales,1",
        "2": "service,1",
        "noinput": "silent,1",
        "nomatch": "s,5",
    }


def test_digits_that_name_the_next_extension_are_a_menu_of_the_context(dialplan) -> None:
    met = dialplan(
        """
        [ask]
        exten => s,1,Read(choice,press,1)
         same => n,Goto(opt-${choice},1)
        exten => opt-1,1,Playback(a)
        exten => opt-2,1,Playback(b)
        exten => i,1,Playback(wrong)
        """
    )
    ways = met.ways("ask", "s,1")
    assert (ways["1"], ways["2"], ways["nomatch"]) == ("opt-1,1", "opt-2,1", "i,1")


def test_digits_that_nothing_tests_are_data(dialplan) -> None:
    met = dialplan(
        """
        [ask]
        exten => s,1,Read(account,enter-account,8)
         same => n,AGI(lookup.php,${account})
        """
    )
    step = met.step("ask", "s,1")
    assert isinstance(step, Collect)
    assert (step.data, step.most, step.presentations, step.timeout) == ("account", 8, 1, 10)


def test_a_test_for_nothing_entered_is_the_way_of_silence_alone(dialplan) -> None:
    met = dialplan(
        """
        [in]
        exten => s,1,Read(number,enter-number,8)
         same => n,GotoIf($["${number}" = ""]?nothing)
         same => n,Playback(thanks)
         same => n,Hangup()
         same => n(nothing),Hangup()
        """
    )
    assert met.ways("in", "s,1") == {"noinput": "s,5", "next": "s,3"}


def test_a_time_out_that_is_set_elsewhere_is_not_known(dialplan) -> None:
    met = dialplan(
        """
        [entry]
        exten => s,1,Set(TIMEOUT(response)=4)
         same => n,Goto(ivr,s,1)
        [ivr]
        exten => s,1,Background(options)
         same => n,WaitExten()
        exten => 1,1,Playback(news)
        """
    )
    menu = met.step("ivr", "s,1")
    assert isinstance(menu, Menu)
    assert menu.timeout is UNKNOWN


def test_a_switch_over_what_was_entered_is_a_menu(configuration) -> None:
    met = configuration(
        {
            "extensions.ael": """
            context ask {
                s => {
                    Read(choice,press,1,,2);
                    switch (${choice}) {
                        case 1: Playback(sales); break;
                        case 2: Playback(service); break;
                        pattern [3-5]: Playback(desk); break;
                        default: Playback(wrong-key);
                    }
                    Playback(bye);
                }
            }
            """
        }
    )
    menu = met.step("ask", "s,2")
    assert isinstance(menu, Menu)
    ways = met.ways("ask", "s,2")
    said = {key: met.step("ask", way).prompts[0].content for key, way in ways.items()}
    assert {key: audio.name for key, audio in said.items() if isinstance(audio, Audio)} == {
        "1": "sales",
        "2": "service",
        "3-5": "desk",
        "noinput": "wrong-key",
        "nomatch": "wrong-key",
    }


def test_a_text_that_a_variable_holds_is_said(dialplan) -> None:
    met = dialplan(
        """
        [in]
        exten => s,1,Set(GREETING="Welcome to the library.")
         same => n,Flite("${GREETING} Please wait.")
         same => n,SayUnixTime()
         same => n,Hangup()
        """
    )
    assert [prompt.text.plain for prompt in met.step("in", "s,2").prompts if prompt.text] == [
        "Welcome to the library. Please wait."
    ]
    assert len(met.step("in", "s,3").prompts) == 1


def test_what_is_played_in_a_chosen_option_asks_nothing(dialplan) -> None:
    text = """
        [a]
        exten => s,1,Background(menu)
        exten => 1,1,Background(news)
         same => n,Hangup()
        exten => 2,1,Background(submenu)
         same => n,WaitExten(5)
        exten => 25,1,Background(address)
         same => n,Hangup()
        exten => i,1,Background(wrong)
         same => n,Goto(s,1)
        """
    met = dialplan(text)
    kinds = {name: kind for kind, name in (step.split(" ", 1) for step in met.steps("a"))}
    assert kinds["s,1"] == "menu"
    assert kinds["2,1"] == "menu"
    assert {kinds[name] for name in ("1,1", "25,1", "i,1")} == {"say"}
    assert met.ways("a", "i,1") == {"next": "s,1"}


def test_where_extensions_do_not_fall_through_any_end_waits_for_keys(dialplan) -> None:
    met = dialplan(
        """
        [general]
        autofallthrough=no
        [in]
        exten => s,1,Playback(enter-number)
        exten => 1,1,Playback(one)
        exten => 1,2,Hangup()
        exten => t,1,Playback(bye)
        exten => t,2,Hangup()
        [out]
        exten => s,1,Playback(alone)
        """
    )
    assert met.steps("in")[:2] == ["say s,1", "opaque s,end"]
    assert met.ways("in", "s,end") == {"1": "1,1", "noinput": "t,1"}
    assert met.steps("out") == ["say s,1", "hangup s,end"]
