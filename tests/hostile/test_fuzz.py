"""Whatever is fed to the command: it ends, with reports that are what they must be."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FLOW = json.dumps(
    {
        "Version": "2019-10-30",
        "StartAction": "menu",
        "Metadata": {"name": "main"},
        "Actions": [
            {
                "Identifier": "menu",
                "Type": "GetParticipantInput",
                "Parameters": {"Text": "Press 1 for sales.", "InputTimeLimitSeconds": "5"},
                "Transitions": {
                    "NextAction": "end",
                    "Conditions": [
                        {"NextAction": "q", "Condition": {"Operator": "Equals", "Operands": ["1"]}}
                    ],
                    "Errors": [{"NextAction": "menu", "ErrorType": "NoMatchingError"}],
                },
            },
            {
                "Identifier": "q",
                "Type": "TransferContactToQueue",
                "Parameters": {},
                "Transitions": {"Errors": [{"NextAction": "end", "ErrorType": "QueueAtCapacity"}]},
            },
            {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}},
        ],
    }
)
SOURCE = '''\
phone "+31 20 555 0142" {
    language nl  # ivrlint: ignore[nav]
    start -> main

    menu main {
        say "Voor verkoop, toets 1. Voor {naam}, toets 2."
        key 1 "verkoop" -> agents
        key 2 -> ? "a variable"
        timeout 8s
        noinput 3 -> main
        nomatch -> main
    }

    queue agents {
        say """
            Een ogenblik.
            """ every 60s
        longest 10m -> bye
    }

    say bye { "Dag." }
}
reply gone { from "no-reply@example.com" subject "Weg" body "Nee." }
'''
MARKS = ["{", "}", "[", "]", '"', "\\", "->", ",", ":", "//", "/*", '"""', "$.", "\x00", "\n", "\r"]
VALUES = ["null", "1e999", "-1", "\\ud800", "{}", "[[]]", "phone", "menu main {", "ivrlint: "]
STRANGE = st.sampled_from(MARKS + VALUES) | st.text(max_size=8)
WORDS = st.sampled_from(
    SOURCE.split() + FLOW.replace('"', ' " ').replace("{", " { ").replace(",", " , ").split()
)
SETTINGS = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """A sound text with some of it cut, doubled, moved or replaced."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + draw(st.sampled_from([1, 20, 400])))))
        cut = text[start:end]
        match draw(st.sampled_from(["cut", "double", "move", "replace", "truncate"])):
            case "cut":
                text = text[:start] + text[end:]
            case "double":
                text = text[:end] + cut + text[end:]
            case "move":
                at = draw(st.integers(0, len(text)))
                text = text[:at] + cut + text[at:]
            case "replace":
                text = text[:start] + draw(STRANGE) + text[end:]
            case "truncate":
                text = text[:end]
    return text


def swapped(value: Any) -> st.SearchStrategy[Any]:
    """JSON of the same shape in which some values are of another kind."""
    odd = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5)
    )
    odd = st.one_of(odd, st.lists(odd, max_size=2), st.dictionaries(st.text(max_size=3), odd))
    if isinstance(value, dict):
        same: st.SearchStrategy[Any] = st.fixed_dictionaries(
            {}, optional={key: swapped(item) for key, item in value.items()}
        )
    elif isinstance(value, list):
        same = st.tuples(*map(swapped, value)).map(list)
    else:
        same = st.just(value)
    return st.one_of(same, same, same, same, odd)


@given(name=st.sampled_from(["x.ivr", "x.json", "x"]), content=st.binary(max_size=400))
@SETTINGS
def test_bytes(ground, name: str, content: bytes) -> None:
    ground.write(name, content)
    ground.survives()


@given(name=st.sampled_from(["x.ivr", "x.json"]), words=st.lists(WORDS, max_size=60))
@SETTINGS
def test_words_of_the_languages_in_any_order(ground, name: str, words: list[str]) -> None:
    ground.write(name, " ".join(words))
    ground.survives()


@given(text=mutated(SOURCE))
@SETTINGS
def test_mutated_ivr(ground, text: str) -> None:
    ground.write("x.ivr", text.encode("utf-8", "surrogatepass"))
    ground.survives()
    for command in ("show", "format"):
        assert ground.run(command, "x.ivr").status in (0, 2)


@given(text=mutated(FLOW))
@SETTINGS
def test_mutated_connect(ground, text: str) -> None:
    ground.write("x.json", text.encode("utf-8", "surrogatepass"))
    ground.survives()


@given(data=swapped(json.loads(FLOW)))
@SETTINGS
def test_connect_with_values_of_the_wrong_kind(ground, data: Any) -> None:
    ground.write("x.json", json.dumps(data))
    ground.survives()
    ground.run("show", "x.json")


@given(text=mutated('select = ["nav"]\nexclude = ["a/*"]\n[rules.dead-end]\nseverity = "info"\n'))
@SETTINGS
def test_mutated_configuration(ground, text: str) -> None:
    ground.write("sub/ivrlint.toml", text.encode("utf-8", "surrogatepass"))
    ground.write("sub/main.ivr", ground.sound)
    ground.survives()
