"""What callers are asked for besides `Read`."""

from __future__ import annotations

from ivrlint.model import Audio, Cause, Collect, Hangup, Turn, Unresolved


def asked(met) -> Collect:
    """The question that the first line of the context `main` is."""
    step = met.step("main", "s,1")
    assert isinstance(step, Collect)
    return step


def one(dialplan, line: str, more: str = ""):
    """A dialplan of one line, and what comes after it."""
    return dialplan(f"[main]\nexten => s,1,{line}\n same => n,Playback(done)\n{more}")


def test_a_password_is_asked_for_three_times(dialplan) -> None:
    met = one(dialplan, "Authenticate(1234,,6)")
    step = asked(met)
    assert (step.secret, step.presentations, step.most, step.terminator) == (True, 3, 6, "#")
    assert [prompt.content for prompt in step.prompts] == [
        Audio("agent-pass"),
        Audio("auth-incorrect"),
    ]
    assert step.prompts[1].turn is Turn.NOMATCH
    assert met.ways("main", "s,1") == {"next": "s,2", "exhausted": "s,1 refused"}
    end = met.step("main", "s,1 refused")
    assert isinstance(end, Hangup)
    assert [prompt.content for prompt in end.prompts] == [Audio("vm-goodbye")]


def test_a_password_may_be_asked_for_in_own_words(dialplan) -> None:
    step = asked(one(dialplan, "Authenticate(1234,,,our-code)"))
    assert step.prompts[0].content == Audio("our-code")


def test_a_mailbox_may_be_given_already(dialplan) -> None:
    whole = asked(one(dialplan, "VMAuthenticate()"))
    given = asked(one(dialplan, "VMAuthenticate(100@default)"))
    assert whole.prompts[0].content == Audio("vm-login")
    assert given.prompts[0].content == Audio("vm-password")
    assert whole.secret
    assert given.secret


def test_a_name_leads_to_whoever_has_it(dialplan) -> None:
    met = one(dialplan, "Directory(default,main)", "exten => o,1,Playback(operator)\n")
    step = asked(met)
    assert step.data == "name"
    targets = {exit_.key or exit_.cause: exit_.target for exit_ in step.exits}
    assert isinstance(targets[Cause.NEXT], Unresolved)
    assert met.ways("main", "s,1")["0"] == "o,1"
    assert met.ways("main", "s,1")["noinput"] == "s,2"


def test_a_dial_tone_from_within_may_need_no_password(dialplan) -> None:
    assert asked(one(dialplan, "DISA(1234,inside)")).secret
    assert not asked(one(dialplan, "DISA(no-password,inside)")).secret


def test_who_hides_the_number_is_asked_for_it(dialplan) -> None:
    met = dialplan(
        """
        [main]
        exten => s,1,PrivacyManager(2,7)
         same => n,GotoIf($["${PRIVACYMGRSTATUS}" = "FAILED"]?unknown)
         same => n,Playback(thanks)
         same => n(unknown),Hangup()
        """
    )
    step = asked(met)
    assert (step.presentations, step.least) == (2, 7)
    assert met.ways("main", "s,1") == {"next": "s,3", "exhausted": "s,4"}


def test_an_extension_is_entered_with_its_outcomes(dialplan) -> None:
    met = dialplan(
        """
        [main]
        exten => s,1,ReadExten(WHERE,which-extension,inside,,8)
         same => n,Goto(${READEXTENSTATUS})
         same => n(OK),Goto(inside,${WHERE},1)
         same => n(TIMEOUT),Playback(nothing-entered)
         same => n(INVALID),Playback(no-such-extension)
        """
    )
    step = asked(met)
    assert (step.timeout, step.data) == (8.0, "WHERE")
    ways = met.ways("main", "s,1")
    assert (ways["noinput"], ways["nomatch"]) == ("s,4", "s,5")


def test_one_key_is_waited_for(dialplan) -> None:
    met = dialplan(
        """
        [main]
        exten => s,1,WaitDigit(4)
         same => n,GotoIf($["${WAITDIGITSTATUS}" = "TIMEOUT"]?silent)
         same => n,SayDigits(${WAITDIGITRESULT})
         same => n(silent),Hangup()
        """
    )
    step = asked(met)
    assert (step.most, step.timeout) == (1, 4.0)
    assert met.ways("main", "s,1") == {"next": "s,3", "noinput": "s,4"}


def test_speech_is_taken(dialplan) -> None:
    step = asked(one(dialplan, "SpeechBackground(how-can-we-help,6)"))
    assert (step.speech, step.timeout) == (True, 6.0)
    assert step.prompts[0].content == Audio("how-can-we-help")
