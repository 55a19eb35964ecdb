"""`ivrlint check`, as users call it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

GOOD = """\
phone "+31 20 555 0142" {
    language en-GB
    start -> main

    menu main {
        say "For passports, press 1. For anything else, press 2."
        key 1 "passports" -> passports
        key 2 "anything else" -> desk
        timeout 8s
        presentations 2
        noinput -> desk
        nomatch -> desk
    }

    agent desk { group "front desk" }
    agent passports { group "passports" }
}
"""
BAD = GOOD.replace("key 2 ", "key 3 ").replace("presentations 2", "presentations 5")
FOUND = ["too-many-retries", "unbound-key"]
CALLS_B = """\
phone "1" {
    start -> hello
    say hello {
        "Hello."
        next -> b.desk
    }
}
"""


def test_a_sound_folder_passes(folder) -> None:
    folder.write("main.ivr", GOOD)
    done = folder.check()
    assert (done.status, done.err) == (0, "")
    assert done.out == "no faults found in 1 file\n"


def test_faults_are_reported_and_fail(folder) -> None:
    folder.write("main.ivr", BAD)
    done = folder.check("--format", "json")
    assert done.status == 1
    assert sorted(done.rules) == sorted(FOUND)
    assert done.data["summary"] == {"files": 1, "errors": 1, "warnings": 1, "infos": 0}
    assert {f["path"] for f in done.data["findings"]} == {"main.ivr"}
    assert {f["location"] for f in done.data["findings"]} == {"menu main"}


def test_a_folder_without_any_known_file_is_noted(folder) -> None:
    folder.write("notes.txt", "nothing here")
    done = folder.check()
    assert done.status == 0
    assert "no file here is of a format that ivrlint reads" in done.err
    assert done.out == "nothing was linted\n"


def test_a_path_that_is_not_there(folder) -> None:
    folder.write("main.ivr", BAD)
    done = folder.check("gone.ivr", "main.ivr", "--format", "json")
    assert done.status == 2
    assert done.err == "ivrlint: gone.ivr: there is no such file or folder\n"
    assert sorted(done.rules) == sorted(FOUND), "what could be read is still linted"


def test_a_named_file_of_unknown_format(folder) -> None:
    folder.write("notes.txt", "nothing here")
    done = folder.check("notes.txt")
    assert done.status == 2
    assert "notes.txt: not a format that ivrlint reads" in done.err
    assert folder.check("notes.txt", "--skip-unknown").status == 0


def test_a_format_can_be_named(folder) -> None:
    folder.write("menu.txt", BAD)
    done = folder.check("menu.txt", "--as", "ivr", "--format", "json")
    assert sorted(done.rules) == sorted(FOUND)
    done = folder.check("menu.txt", "--as", "ivrr")
    assert done.status == 2
    assert "did you mean 'ivr'" in done.err


def test_standard_input(folder) -> None:
    done = folder.check("-", "--stdin-filename", "menus/new.ivr", "--format", "json", stdin=BAD)
    assert done.status == 1
    assert {f["path"] for f in done.data["findings"]} == {"menus/new.ivr"}


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ((), 1),
        (("--fail-on", "error"), 1),
        (("--exit-zero",), 0),
        (("--select", "too-many-retries"), 1),
        (("--select", "too-many-retries", "--fail-on", "error"), 0),
        (("--ignore", "menus,nav"), 0),
        (("--select", "queue"), 0),
    ],
)
def test_what_makes_a_run_fail(folder, arguments: tuple[str, ...], status: int) -> None:
    folder.write("main.ivr", BAD)
    assert folder.check(*arguments).status == status


def test_an_unknown_rule_on_the_command_line(folder) -> None:
    done = folder.check("--select", "unbond-key")
    assert done.status == 2
    assert "did you mean 'unbound-key'?" in done.err


def test_several_reports_at_once(folder) -> None:
    folder.write("main.ivr", BAD)
    done = folder.check("--format", "sarif=out.sarif", "--format", "concise")
    assert done.status == 1
    assert done.out.count("main.ivr:") == 2
    assert json.loads(folder.read("out.sarif"))["version"] == "2.1.0"
    assert folder.check("--format", "json", "--output-file", "out.json").out == ""
    assert json.loads(folder.read("out.json"))["summary"]["errors"] == 1


def test_an_unknown_report(folder) -> None:
    done = folder.check("--format", "jsn")
    assert done.status == 2
    assert "did you mean 'json'" in done.err


def test_what_git_ignores_is_passed_over_also_when_named(folder) -> None:
    folder.write(".git/HEAD", "ref: refs/heads/main\n")
    folder.write(".gitignore", "old/\n*.bak.ivr\n!keep.bak.ivr\n")
    for name in ("main.ivr", "old/main.ivr", "a.bak.ivr", "keep.bak.ivr"):
        folder.write(name, BAD.replace("0142", f"{len(name):04}"))
    found = {f["path"] for f in folder.check("--format", "json").data["findings"]}
    assert found == {"main.ivr", "keep.bak.ivr"}
    assert folder.check("old/main.ivr", "a.bak.ivr").status == 0
    done = folder.check("old/main.ivr", "--no-exclude", "--format", "json")
    assert sorted(done.rules) == sorted(FOUND)


def test_excludes_of_the_configuration_hold_for_named_files(folder) -> None:
    folder.write("ivrlint.toml", 'exclude = ["drafts/"]\n')
    folder.write("drafts/new.ivr", BAD)
    assert folder.check().status == 0
    assert folder.check("drafts/new.ivr").status == 0
    assert folder.check("drafts/new.ivr", "--no-exclude").status == 1


def test_only_named_files_are_reported_but_the_project_is_linked(folder) -> None:
    folder.write("ivrlint.toml", "")
    folder.write("a.ivr", CALLS_B)
    folder.write("b.ivr", 'phone "2" {\n name "b"\n start -> desk\n agent desk {}\n}\n')
    done = folder.check("a.ivr", "--format", "json", "--select", "dangling-target")
    assert done.rules == []


def test_a_missing_step_of_another_file_is_found(folder) -> None:
    folder.write("ivrlint.toml", "")
    folder.write("a.ivr", CALLS_B.replace("b.desk", "b.dsk"))
    folder.write("b.ivr", 'phone "2" {\n name "b"\n start -> desk\n agent desk {}\n}\n')
    done = folder.check("a.ivr", "--format", "json", "--select", "dangling-target")
    assert done.rules == ["dangling-target"]


def test_a_nested_configuration_makes_a_project_of_its_own(folder) -> None:
    folder.write("ivrlint.toml", 'ignore = ["unbound-key"]\n')
    folder.write("main.ivr", BAD)
    folder.write("shop/.ivrlint.toml", 'ignore = ["too-many-retries"]\n')
    folder.write("shop/main.ivr", BAD)
    found = folder.check("--format", "json").data["findings"]
    rows = {(f["path"], f["rule"]) for f in found if f["rule"] in FOUND}
    assert rows == {("main.ivr", "too-many-retries"), ("shop/main.ivr", "unbound-key")}


def test_a_mistake_in_a_nested_configuration_loses_nothing_else(folder) -> None:
    folder.write("main.ivr", BAD)
    folder.write("shop/ivrlint.toml", "slect = []\n")
    folder.write("shop/main.ivr", BAD)
    done = folder.check("--format", "json")
    assert done.status == 2
    assert "shop/ivrlint.toml:1: slect:" in done.err
    assert "did you mean 'select'" in done.err
    assert {f["path"] for f in done.data["findings"]} == {"main.ivr"}


def test_baseline(folder) -> None:
    folder.write("main.ivr", BAD)
    done = folder.check("--write-baseline", "--baseline", "known.json")
    assert (done.status, "2 findings written" in done.err) == (0, True)
    assert folder.check("--baseline", "known.json").status == 0
    folder.write("new.ivr", BAD.replace("0142", "0143"))
    done = folder.check("--baseline", "known.json", "--format", "json")
    assert {f["path"] for f in done.data["findings"]} == {"new.ivr"}
    folder.write("main.ivr", GOOD)
    done = folder.check("main.ivr", "--baseline", "known.json", "--prune-baseline")
    assert "2 findings taken out" in done.err
    assert json.loads(folder.read("known.json"))["findings"] == []


def test_a_baseline_keeps_what_other_files_have(folder) -> None:
    folder.write("a.ivr", BAD)
    folder.write("b.ivr", BAD.replace("0142", "0143"))
    folder.check("--write-baseline", "--baseline", "known.json")
    folder.check("a.ivr", "--write-baseline", "--baseline", "known.json")
    assert folder.check("--baseline", "known.json").status == 0


def test_a_baseline_broken_is_written_anew(folder) -> None:
    folder.write("main.ivr", BAD)
    folder.write("known.json", "{")
    done = folder.check("--write-baseline", "--baseline", "known.json")
    assert (done.status, "2 findings written" in done.err) == (0, True)


def test_pruning_takes_out_what_stands_for_files_that_are_gone(folder) -> None:
    folder.write("main.ivr", BAD)
    gone = folder.write("gone.ivr", BAD.replace("0142", "0143"))
    folder.check("--write-baseline", "--baseline", "known.json")
    gone.unlink()
    done = folder.check("--baseline", "known.json", "--prune-baseline")
    assert "2 findings taken out" in done.err
    rows = json.loads(folder.read("known.json"))["findings"]
    assert {row["path"] for row in rows} == {"main.ivr"}


def test_a_baseline_has_to_be_named(folder) -> None:
    folder.write("main.ivr", BAD)
    done = folder.check("--write-baseline")
    assert done.status == 2
    assert "name the baseline" in done.err


def test_suppression_comments(folder) -> None:
    text = BAD.replace(
        "    menu main {", "    // ivrlint: ignore[too-many-retries] a hard choice\n    menu main {"
    ).replace('press 2."', 'press 2." // ivrlint: ignore[unbound-key]')
    folder.write("main.ivr", text)
    assert folder.check().status == 0
    folder.write("main.ivr", text.replace("[unbound-key]", "[dead-end]"))
    assert sorted(folder.check("--format", "json").rules) == ["unbound-key", "unused-suppression"]


def test_skipped_and_statistics_in_the_json_report(folder) -> None:
    folder.write(
        "main.ivr", GOOD.replace('"passports" -> passports', '"passports" -> ? "a variable"')
    )
    plain = folder.check("--format", "json").data
    assert "skipped" not in plain
    assert "statistics" not in plain
    data = folder.check("--format", "json", "--show-skipped", "--statistics").data
    assert isinstance(data["skipped"], list)
    counts = data["statistics"]["formats"]["ivr"]
    assert (counts["files"], counts["steps"], counts["opaque_steps"]) == (1, 3, 0)
    assert (counts["targets"], counts["unresolved_targets"]) == (4, 1)


def test_bytes_that_are_not_utf8_are_a_finding(folder) -> None:
    folder.write("main.ivr", GOOD.replace("passports", "pass\xe9").encode("latin-1"))
    done = folder.check("--format", "json", "--select", "queue")
    assert done.status == 1
    assert done.rules == ["syntax-error"]
    assert "0xe9" in done.data["findings"][0]["message"]


def test_a_file_that_is_too_large_is_not_read(folder) -> None:
    folder.write("ivrlint.toml", "max-file-size = 100\n")
    folder.write("main.ivr", GOOD)
    folder.write("small.ivr", 'phone "1" { start -> a\n agent a {} }\n')
    done = folder.check()
    assert done.status == 2
    assert "main.ivr: larger than 100 bytes" in done.err
    assert "1 file" in done.out


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 100, b"\xff\xfe\x00", b"{" * 100_000, b"a" * 10**6]
)
def test_junk_never_crashes(folder, content: bytes) -> None:
    folder.write("main.ivr", content)
    folder.write("sound.ivr", BAD)
    done = folder.check("--format", "json")
    assert done.status == 1
    assert set(FOUND) <= set(done.rules)
    assert "Traceback" not in done.err


def test_a_link_in_a_circle_is_not_followed(folder) -> None:
    folder.write("menus/main.ivr", BAD)
    (folder.path / "menus" / "again").symlink_to(folder.path / "menus")
    assert len(folder.check("--format", "json").data["findings"]) == 2


def test_a_link_to_nothing_is_passed_over(folder) -> None:
    folder.write("main.ivr", GOOD)
    (folder.path / "gone.ivr").symlink_to(folder.path / "nowhere.ivr")
    assert folder.check().status == 0


def test_control_characters_do_not_reach_the_terminal(folder) -> None:
    folder.write("main.ivr", BAD.replace("For passports", "\x1b[31mFor \x07passports"))
    for form in ("full", "concise"):
        out = folder.check("--format", form).out
        assert "\x1b" not in out
        assert "\x07" not in out
    assert "\\x1b" in folder.check().out


def test_lines_end_as_they_may(folder) -> None:
    for ending in ("\n", "\r\n", "\r"):
        folder.write("main.ivr", BAD.replace("\n", ending))
        starts = [f["start"]["line"] for f in folder.check("--format", "json").data["findings"]]
        assert starts == [5, 6]


def test_configuration_by_option(folder, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text('select = ["unbound-key"]\n', "utf-8")
    folder.write("main.ivr", BAD)
    assert folder.check("--config", str(tmp_path / "other.toml"), "--format", "json").rules == [
        "unbound-key"
    ]
    done = folder.check("--config", "gone.toml")
    assert done.status == 2
    assert "there is no such configuration file" in done.err


def test_a_misspelt_command(folder) -> None:
    done = folder.ivrlint("chekc")
    assert done.status == 2
    assert "Did you mean 'check'?" in done.err


def test_output_that_cannot_be_written(folder) -> None:
    folder.write("main.ivr", BAD)
    done = folder.check("--format", f"json=gone{os.sep}out.json")
    assert done.status == 2
    assert "cannot be written" in done.err


def test_texts_in_no_known_language_are_noted(folder) -> None:
    folder.write("main.ivr", BAD.replace("    language en-GB\n", ""))
    done = folder.check("--format", "json")
    assert "unbound-key" not in done.rules
    assert "note: main.ivr holds texts in no language" in done.err
    folder.write("other.ivr", BAD.replace("en-GB", "tlh").replace("0142", "0143"))
    assert "note: 2 files hold texts in no language" in folder.check().err
    folder.write("ivrlint.toml", 'language = "en"\n')
    assert "note: other.ivr holds" in folder.check().err


def test_a_number_that_is_read_out_needs_no_language(folder) -> None:
    folder.write("extensions.conf", "[in]\nexten => s,1,SayDigits(${CALLERID(num)})\n")
    assert "no language" not in folder.check("extensions.conf").err


def test_plugins_of_the_project_that_are_not_loaded_are_noted(folder) -> None:
    folder.write("ivrlint.toml", '[plugins]\npaths = ["tools/acme.py"]\n')
    folder.write("tools/acme.py", "raise SystemExit('loaded')\n")
    folder.write("main.ivr", GOOD)
    done = folder.check()
    assert done.status == 0
    assert "note: ivrlint.toml names plugins of the project, which are not loaded" in done.err
    assert "loaded (--allow" not in folder.check("--allow-project-plugins").err


def test_a_configuration_from_elsewhere_goes_by_the_working_folder(folder, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "stray.ivr").write_text(GOOD.replace("town", "stray"), "utf-8")
    config = elsewhere / "strict.toml"
    config.write_text('exclude = ["drafts/"]\n', "utf-8")
    folder.write("main.ivr", BAD)
    folder.write("drafts/new.ivr", BAD)
    done = folder.check("--config", str(config), "--format", "json", "--statistics")
    assert {finding["path"] for finding in done.data["findings"]} == {"main.ivr"}
    assert done.data["summary"]["files"] == 1


def test_a_byte_that_is_not_utf8_hides_no_fault(folder) -> None:
    folder.write("main.ivr", BAD.replace("passports", "pass\xe9").encode("latin-1"))
    assert sorted(folder.check("--format", "json").rules) == sorted([*FOUND, "syntax-error"])


def test_a_file_that_another_one_includes_can_be_linted_alone(folder) -> None:
    folder.write("ivrlint.toml", "")
    folder.write("extensions.conf", '[a]\nexten => 1,1,Goto(x,1)\n#include "more.conf"\n')
    folder.write("more.conf", "[b]\nexten => 1,1,Goto(y,1)\n")
    done = folder.ivrlint("check", "--format", "json", "more.conf")
    assert [found["path"] for found in done.data["findings"]] == ["more.conf"]
    done = folder.ivrlint("check", "--format", "json", "extensions.conf")
    assert {found["path"] for found in done.data["findings"]} == {"extensions.conf", "more.conf"}


def test_files_that_take_one_another_in_are_linted_once(folder) -> None:
    folder.write("a.sieve", 'require ["include", "vacation"];\ninclude "b";\nvacation "Away."\n')
    folder.write("b.sieve", 'require "include";\ninclude "a";\n')
    findings = folder.check("--select", "syntax-error", "--format", "json").data["findings"]
    assert [finding["path"] for finding in findings] == ["a.sieve"]
