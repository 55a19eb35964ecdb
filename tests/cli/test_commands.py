"""The commands beside `check`."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

MENU = """\
// The town hall.
phone "+31 20 555 0142" {
    name town-hall
    language en-GB
    start -> main

    menu main {
        say "For passports, press 1."
        key 1 "passports" -> desk
        noinput -> ? "set in the portal"
        nomatch -> gone
    }

    agent desk
}
"""


def test_rules_as_json_says_all_about_each(folder) -> None:
    rows = folder.ivrlint("rules", "--format", "json").data
    row = next(row for row in rows if row["name"] == "too-many-retries")
    assert set(row) == {
        "name", "pack", "severity", "enabled", "summary", "since", "aliases", "fix", "options",
    }  # fmt: skip
    assert (row["pack"], row["severity"], row["enabled"]) == ("nav", "warning", True)
    assert row["fix"] in {"safe", "unsafe", "none"}
    option = next(option for option in row["options"] if option["name"] == "max")
    assert set(option) == {"name", "type", "default", "unit", "description"}
    assert (option["type"], option["default"]) == ("integer", 3)
    own = {row["name"] for row in rows if row["pack"] == "ivrlint"}
    assert own == {
        "syntax-error", "invalid-value", "unused-suppression", "unknown-rule", "unknown-fact",
        "unused-path-ignore",
    }  # fmt: skip


def test_rules_follow_the_configuration(folder) -> None:
    folder.write("ivrlint.toml", 'preset = "strict"\nignore = ["dead-end"]\n')
    rows = {row["name"]: row for row in folder.ivrlint("rules", "--format", "json").data}
    assert rows["dead-end"]["enabled"] is False
    assert rows["too-many-retries"]["severity"] == "error"
    assert "off" in folder.ivrlint("rules", "dead-end").out


def test_rules_of_a_pack(folder) -> None:
    out = folder.ivrlint("rules", "queue").out
    assert out.startswith("queue\n")
    assert "website-while-waiting" in out
    assert "dead-end" not in out
    assert "did you mean 'queue'" in folder.ivrlint("rules", "queu").err


def test_explain_shows_the_page_of_a_rule(folder) -> None:
    out = folder.ivrlint("explain", "unbound-key").out
    assert out.startswith("unbound-key  (menus, error, on)\n")
    assert "Bad:" in out
    assert "Good:" in out
    assert "//!" not in out
    assert "←" in out
    assert "Since 0.1" in out


def test_explain_knows_the_facts_and_near_names(folder) -> None:
    assert "done" in folder.ivrlint("explain", "facts").out
    done = folder.ivrlint("explain", "unbond-key")
    assert done.status == 2
    assert "did you mean 'unbound-key'?" in done.err


def test_show_prints_a_tree(folder) -> None:
    folder.write("main.ivr", MENU)
    out = folder.ivrlint("show", "main.ivr").out
    assert out.startswith("phone town-hall (+31 20 555 0142): entry, en-GB\n")
    assert '        says "For passports, press 1."\n' in out
    assert '        key 1 "passports" → desk\n' in out
    assert "noinput → ? (set in the portal)" in out
    assert "nomatch → gone (there is no such step)" in out


def test_show_prints_what_works_everywhere(folder) -> None:
    folder.write(
        "a.ivr",
        'phone "1" {\n    start -> a\n    key 0 "an agent" -> desk\n'
        "    collect a {\n        digits 4\n        next -> desk\n    }\n    agent desk\n}\n",
    )
    assert '    anywhere key 0 "an agent" \u2192 desk\n' in folder.ivrlint("show", "a.ivr").out


def test_show_says_how_far_people_are(folder) -> None:
    text = """\
hours office { open mon-fri "09:00-17:00" }
phone "+31 20 555 0142" {
    language en
    start -> hours
    branch hours { on hours office
        open -> main
        closed -> box
    }
    menu main {
        say "For sales, press 1. For service, press 2."
        key 1 -> desk
        key 2 -> desk
        noinput -> box
        nomatch -> main
    }
    queue desk
    voicemail box
}
phone own {
    role internal
    start -> main
    menu main { key 1 -> desk }
    queue desk
}
"""
    folder.write("a.ivr", text)
    lines = folder.ivrlint("show", "a.ivr").out.splitlines()
    person, voicemail = (line.strip() for line in lines if "nearest" in line)
    assert person == "nearest person: from 1 input and 2 seconds when open, nowhere when closed"
    assert voicemail == (
        "nearest voicemail: from 0 inputs and 5 seconds when open,"
        " from 0 inputs and 0 seconds when closed"
    )


def test_show_links_a_file_with_those_beside_it(folder) -> None:
    folder.write("extensions.conf", "[in]\nexten => s,1,Playback(a)\n same => n,Goto(b,s,1)\n")
    folder.write("extensions.ael", "context b { s => { Playback(b); } }\n")
    out = folder.ivrlint("show", "extensions.conf").out
    assert "next → b.s,1" in out
    assert "phone b" not in out


def test_show_prints_the_model_as_its_schema_says(folder) -> None:
    import jsonschema

    folder.write("main.ivr", MENU)
    data = folder.ivrlint("show", "main.ivr", "--format", "json").data
    schema = json.loads((files("ivrlint") / "schemas" / "model.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    flow = data["flows"][0]
    assert (flow["name"], flow["role"]) == ("town-hall", "entry")
    menu = flow["steps"][0]
    assert (menu["name"], menu["kind"]) == ("main", "menu")
    exits = {(e["cause"], e["key"], e["target"], bool(e["unresolved"])) for e in menu["exits"]}
    assert exits == {
        ("key", "1", "desk", False),
        ("noinput", None, None, True),
        ("nomatch", None, "gone", False),
    }


def test_show_prints_ivr_that_says_the_same(folder) -> None:
    folder.write("main.ivr", MENU)
    printed = folder.ivrlint("show", "main.ivr", "--format", "ivr").out
    folder.write("again.ivr", printed)
    assert folder.ivrlint("show", "again.ivr", "--format", "ivr").out == printed
    trees = [folder.ivrlint("show", name).out for name in ("main.ivr", "again.ivr")]
    assert trees[0] == trees[1]


def test_show_prints_the_syntax_tree(folder) -> None:
    folder.write("main.ivr", MENU)
    tree = folder.ivrlint("show", "main.ivr", "--syntax").data
    assert "town-hall" in json.dumps(tree)


def test_show_reads_standard_input(folder) -> None:
    done = folder.ivrlint("show", "-", "--stdin-filename", "new.ivr", stdin=MENU)
    assert done.status == 0
    assert "menu main" in done.out


@pytest.mark.parametrize("name", ["gone.ivr", "notes.txt"])
def test_show_tells_what_it_cannot_read(folder, name: str) -> None:
    folder.write("notes.txt", "nothing here")
    done = folder.ivrlint("show", name)
    assert done.status == 2
    assert done.err.startswith(f"ivrlint: {name}: ")


def test_plugins_are_listed(folder) -> None:
    rows = {row["name"]: row for row in folder.ivrlint("plugins", "--format", "json").data}
    assert set(rows) >= {"formats", "rules", "phrases", "reports"}
    assert {row["distribution"] for row in rows.values()} >= {"ivrlint"}
    assert "ivr" in rows["formats"]["formats"]
    assert "dead-end" in rows["rules"]["rules"]
    assert {"en", "nl"} <= set(rows["phrases"]["languages"])
    assert "sarif" in rows["reports"]["reports"]
    shown = folder.ivrlint("plugins").out
    assert "formats: asterisk, bandwidth, connect, dialogflow, freeswitch, genesys," in shown


def test_a_plugin_can_be_switched_off(folder) -> None:
    folder.write("ivrlint.toml", '[plugins]\ndisable = ["rules"]\n')
    rows = {row["name"]: row for row in folder.ivrlint("plugins", "--format", "json").data}
    assert rows["rules"]["enabled"] is False
    names = {row["pack"] for row in folder.ivrlint("rules", "--format", "json").data}
    assert names == {"ivrlint"}
    folder.write("main.ivr", MENU)
    assert folder.check().status == 0


def test_config_says_what_is_in_force_and_from_where(folder) -> None:
    folder.write("ivrlint.toml", 'language = "nl"\n\n[rules.too-many-retries]\nmax = 2\n')
    rows = {row["key"]: row for row in folder.ivrlint("config", "--format", "json").data}
    assert (rows["language"]["value"], rows["language"]["origin"]) == ("nl", "ivrlint.toml:1")
    assert rows["fail-on"]["origin"] == "default"
    assert rows["rules.too-many-retries.max"]["value"] == 2
    assert "ivrlint.toml:4" in folder.ivrlint("config").out


def test_config_says_where_a_list_was_extended(folder) -> None:
    folder.write("ivrlint.toml", 'extend-exclude = ["old/"]\nextend-ignore = ["dead-end"]\n')
    rows = {row["key"]: row for row in folder.ivrlint("config", "--format", "json").data}
    assert (rows["exclude"]["value"], rows["exclude"]["origin"]) == (["old/"], "ivrlint.toml:1")
    assert rows["ignore"]["origin"] == "ivrlint.toml:2"


def test_config_prints_its_schema(folder) -> None:
    schema = folder.ivrlint("config", "--schema").data
    assert "too-many-retries" in json.dumps(schema)


def test_format_prints_canonically_and_keeps_comments(folder) -> None:
    folder.write("main.ivr", MENU.replace("    name", "  name"))
    done = folder.ivrlint("format", "--check")
    assert (done.status, done.out) == (1, "would change main.ivr\n")
    done = folder.ivrlint("format", "--diff")
    assert done.status == 1
    assert "-  name town-hall" in done.out
    assert "+    name town-hall" in done.out
    assert (folder.ivrlint("format").status, folder.read("main.ivr")) == (0, MENU)
    done = folder.ivrlint("format", "--check")
    assert (done.status, done.out) == (0, "")


def test_format_reads_standard_input(folder) -> None:
    text = MENU.replace("    name", "  name")
    assert folder.ivrlint("format", "-", "--stdin-filename", "a.ivr", stdin=text).out == MENU


def test_format_says_what_it_does_not_know(folder) -> None:
    folder.write("notes.txt", "nothing here")
    assert (folder.ivrlint("format").status, folder.ivrlint("format", ".").status) == (0, 0)
    done = folder.ivrlint("format", "notes.txt")
    assert done.status == 2
    assert "notes.txt: not a format that ivrlint reads" in done.err
    done = folder.ivrlint("format", "-", stdin=MENU)
    assert (done.status, done.out) == (2, "")
    assert "<stdin>: not a format that ivrlint reads (--stdin-filename" in done.err


def test_format_leaves_a_faulty_file_as_it_is(folder) -> None:
    broken = MENU.replace("menu main {", "menu main")
    folder.write("broken.ivr", broken)
    folder.write("sound.ivr", MENU.replace("    name", "  name"))
    done = folder.ivrlint("format")
    assert done.status == 2
    assert "broken.ivr: not formatted" in done.err
    assert folder.read("broken.ivr") == broken
    assert folder.read("sound.ivr") == MENU


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_for_shells(folder, shell: str) -> None:
    out = folder.ivrlint("completion", shell).out
    assert "_IVRLINT_COMPLETE" in out
    assert "ivrlint" in out


def test_completion_completes_commands_and_options(folder) -> None:
    from click.shell_completion import ShellComplete

    from ivrlint._cli import ivrlint

    completion = ShellComplete(ivrlint, {}, "ivrlint", "_IVRLINT_COMPLETE")
    assert [item.value for item in completion.get_completions([], "che")] == ["check"]
    found = [item.value for item in completion.get_completions(["check"], "--base")]
    assert found == ["--baseline"]


@pytest.mark.parametrize(
    "command", ["check", "rules", "explain", "format", "show", "plugins", "phrases", "config"]
)
def test_every_command_explains_itself(folder, command: str) -> None:
    done = folder.ivrlint(command, "--help")
    assert done.status == 0
    assert done.out.startswith(f"Usage: ivrlint {command}")
    assert folder.ivrlint(command, "-h").out == done.out


def test_phrases_says_what_a_sentence_is_taken_for(folder) -> None:
    text = "U kunt ook terecht op onze website."
    rows = folder.ivrlint("phrases", "--language", "nl", "--format", "json", text).data
    assert rows[0]["text"] == text
    families = {family["name"]: family["because"] for family in rows[0]["families"]}
    assert "website" in families["website-redirect"]


def test_phrases_reads_lines(folder) -> None:
    text = "Visit our website.\nPress 1 for passports.\n"
    rows = folder.ivrlint("phrases", "--language", "en", "--format", "json", stdin=text).data
    assert [row["text"] for row in rows] == text.splitlines()
    assert rows[1]["families"] == []


def test_phrases_needs_a_language_that_is_known(folder) -> None:
    assert folder.ivrlint("phrases", "hello").status == 2
    done = folder.ivrlint("phrases", "--language", "xx", "hello")
    assert done.status == 2
    assert "xx" in done.err


def test_show_asks_for_a_file_where_a_folder_is_named(folder) -> None:
    folder.write("flows/a.ivr", 'phone "1"\n')
    done = folder.ivrlint("show", "flows")
    assert (done.status, done.err) == (2, "ivrlint: flows: is a folder: name one file\n")


def test_config_shows_what_a_preset_sets(folder) -> None:
    rows = folder.ivrlint("config", "--preset", "irish-public,nl", "--format", "json").data
    settings = {row["key"]: (row["value"], row["origin"]) for row in rows}
    assert settings["preset"] == (["irish-public", "nl"], "command line")
    assert settings["rules.too-many-options.max"] == (4, "preset irish-public")
    assert settings["rules.premium-rate-number.country"] == (["nl"], "preset nl")


def test_show_names_no_word_where_any_other_will_do(folder) -> None:
    folder.write(
        "main.vxml",
        '<vxml version="2.1"><form><field name="more"><grammar src="yesno.grxml" mode="voice"/>'
        "<prompt>One more?</prompt><filled><if cond=\"more=='yes'\"><goto next='#more'/>"
        "<else/><exit/></if></filled></field></form>"
        '<form id="more"><block>Here it comes.</block></form></vxml>',
    )
    lines = folder.ivrlint("show", "main.vxml").out.splitlines()
    assert [line.split()[:-1] for line in lines if line.lstrip().startswith("word")] == [
        ["word", '"yes"', "\u2192"],
        ["word", "\u2192"],
    ]
