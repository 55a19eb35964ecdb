"""Menus: choices, settings, what comes after silence."""

from __future__ import annotations

from ivrlint.model import UNKNOWN, Cause, Menu, Unresolved

MENUS = """\
inboundCall:
  name: Bakery
  defaultLanguage: en-gb
  startUpRef: "/inboundCall/menus/menu[main]"
  settingsErrorHandling:
    errorHandling:
      disconnect: {none: true}
    preHandlingAudio: {tts: Something went wrong.}
  settingsMenu:
    menuSelectionTimeout: {lit: {seconds: 7}}
  menus:
    - menu:
        name: Main
        refId: main
        audio: {tts: "For bread, press 1."}
        choices:
          - menuTask:
              name: Bread
              dtmf: digit_1
              speechRecTerms: {en-gb: {terms: [bread, loaf]}}
              task:
                actions:
                  - playAudio: {name: Baked, audio: {tts: Freshly baked.}}
          - menuSubMenu:
              name: Cake
              dtmf: digit_2
              audio: {tts: "To go back, press star."}
              settingsMenu: {repeatCount: {lit: 2}, menuSelectionTimeout: {exp: Flow.Seconds}}
              choices:
                - menuPreviousMenu: {name: Previous Menu, dtmf: "digit_*"}
                - menuRepeatMenu: {name: Repeat Menu, dtmf: digit_pound}
          - menuTransferToAcd:
              name: Transfer to ACD
              refId: acd
              dtmf: digit_0
              globalDtmf: true
              targetQueue: {lit: {name: Shop}}
          - menuDisconnect: {name: Disconnect, dtmf: digit_9}
"""
DEFAULT = '        defaultChildMenuRef: "./choices/menuTransferToAcd[acd]"\n'


def menu(document, step_of, name: str) -> Menu:
    step = step_of(document, name)
    assert isinstance(step, Menu)
    return step


def test_choices_are_keys_and_words(read, step_of, ways) -> None:
    main = menu(read(MENUS), step_of, "Main")
    assert ways(main) == [
        ("key 1", "Baked"),
        ("word bread", "Baked"),
        ("word loaf", "Baked"),
        ("key 2", "Cake"),
        ("key 0", "Transfer to ACD"),
        ("key 9", "Disconnect"),
        ("noinput", "error handling"),
        ("nomatch", "error handling"),
    ]
    labels = [exit_.label.plain if exit_.label else None for exit_ in main.options]
    assert labels == ["Bread", None, None, "Cake", None, None]
    assert main.speech is True


def test_settings_are_the_menus_own_else_the_flows_else_architects(read, step_of) -> None:
    document = read(MENUS)
    main, cake = menu(document, step_of, "Main"), menu(document, step_of, "Cake")
    assert (main.timeout, main.presentations, main.digit_timeout) == (7, 3, 1)
    assert (cake.timeout, cake.presentations) == (UNKNOWN, 2)


def test_a_menu_in_a_menu_leads_back(read, step_of, ways) -> None:
    cake = menu(read(MENUS), step_of, "Cake")
    assert ways(cake)[:3] == [
        ("key *", "Main"),
        ("key #", "Cake"),
        ("key 0", "Transfer to ACD"),
    ]


def test_a_transfer_that_fails_comes_back_to_its_menu(read, step_of, ways) -> None:
    assert ways(step_of(read(MENUS), "Transfer to ACD")) == [("error", "Main")]


def test_silence_takes_the_default_choice(read, step_of, ways) -> None:
    main = menu(read(MENUS + DEFAULT), step_of, "Main")
    assert ways(main)[-2:] == [("noinput", "Transfer to ACD"), ("nomatch", "Transfer to ACD")]


def test_silence_without_a_default_choice_is_an_error_of_the_flow(read, step_of) -> None:
    document = read(MENUS)
    last = menu(document, step_of, "Main").exits[-1]
    assert [prompt.text.plain for prompt in last.prompts] == ["Something went wrong."]
    assert step_of(document, "error handling").kind == "hangup"


def test_errors_may_lead_to_a_queue(read, step_of) -> None:
    queue = "queue: {targetQueue: {lit: {name: Shop}}}"
    document = read(MENUS.replace("disconnect: {none: true}", queue))
    assert step_of(document, "error handling").queue == "Shop"


def test_who_may_dial_an_extension_may_reach_somebody(read, step_of) -> None:
    def dialled(setting: str) -> list[object]:
        text = MENUS.replace("  settingsMenu:\n", f"  settingsMenu:\n    {setting}\n", 1)
        menu = step_of(read(text), "Main")
        return [one.target for one in menu.exits if one.cause is Cause.KEY and one.key is None]

    (target,) = dialled("listenForExtensionDialing: {lit: true}")
    assert isinstance(target, Unresolved)
    assert dialled("listenForExtensionDialing: {lit: false}") == []
    assert dialled("listenForExtensionDialing: {noValue: true}") == []
