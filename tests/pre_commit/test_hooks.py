"""The hooks, as pre-commit runs them before a commit."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]

SOUND = """\
phone "1" {
    start -> desk

    agent desk {
        group "front desk"
    }
}
"""
FAULTY = """\
phone "2" {
    start -> hello

    say hello {
        "Hello."
        next -> nowhere
    }
}
"""
UNTIDY = 'phone "3" {\nstart   ->  desk\n  // by hand\n  agent desk {\n group "front desk" }\n}\n'
FLOW = """\
{"Version": "2019-10-30", "StartAction": "gone", "Actions": [
  {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}
]}
"""


def test_a_sound_file_passes(repository) -> None:
    repository.write("main.ivr", SOUND)
    ran = repository.run("ivrlint", "--all-files")
    assert ran.status == 0, ran.out
    assert "Passed" in ran.out


def test_a_fault_fails_and_is_shown(repository) -> None:
    repository.write("menus/main.ivr", FAULTY)
    ran = repository.run("ivrlint")
    assert ran.status == 1, ran.out
    assert "error[dangling-target]" in ran.out
    assert "menus/main.ivr:6:9" in ran.out


def test_several_files_are_linted_in_one_run(repository) -> None:
    repository.write("ivrlint.toml", "")
    repository.write("a.ivr", FAULTY.replace("nowhere", "b.desk"))
    repository.write("b.ivr", SOUND.replace("start", 'name "b"\n    start'))
    for number in range(30):
        repository.write(f"more/{number}.ivr", FAULTY.replace('"2"', f'"{number + 10}"'))
    ran = repository.run("ivrlint", "--all-files")
    assert ran.status == 1, ran.out
    assert ran.out.count("error[dangling-target]") == 30
    assert "32 files" in ran.out


def test_only_the_files_of_the_commit_are_reported_on(repository) -> None:
    repository.write("old.ivr", FAULTY)
    repository.commit()
    repository.write("new.ivr", SOUND)
    assert repository.run("ivrlint").status == 0
    assert repository.run("ivrlint", "--all-files").status == 1


def test_the_excludes_of_the_configuration_hold(repository) -> None:
    repository.write("ivrlint.toml", 'exclude = ["drafts/"]\n')
    repository.write("drafts/main.ivr", FAULTY)
    repository.write("main.ivr", SOUND)
    assert repository.run("ivrlint", "--all-files").status == 0
    repository.write("ivrlint.toml", "")
    assert repository.run("ivrlint", "--all-files").status == 1


def test_the_excludes_of_git_hold(repository) -> None:
    repository.write(".gitignore", "old/\n")
    repository.write("old/main.ivr", FAULTY)  # added by force
    assert repository.run("ivrlint", "--all-files").status == 0


def test_files_that_are_no_flows_pass(repository) -> None:
    repository.write("package.json", '{"name": "shop"}')
    repository.write("broken.json", "{")
    repository.write("notes.md", "# Notes")
    ran = repository.run("ivrlint", "--all-files")
    assert ran.status == 0, ran.out


def test_a_flow_of_connect_is_linted(repository) -> None:
    repository.write("flows/main.json", FLOW)
    ran = repository.run("ivrlint", "--all-files")
    assert ran.status == 1, ran.out
    assert "flows/main.json" in ran.out
    assert "'gone'" in ran.out


def test_a_dialplan_is_linted(repository) -> None:
    repository.write("asterisk/extensions.conf.old", "[main]\nexten => s,1,Goto(gone,s,1)\n")
    repository.write("asterisk/sip.conf", "[general]\ncontext = main\n")
    ran = repository.run("ivrlint", "--all-files")
    assert ran.status == 1, ran.out
    assert "asterisk/extensions.conf.old:2" in ran.out
    assert "sip.conf" not in ran.out


def test_a_mistake_in_the_configuration_fails(repository) -> None:
    repository.write("ivrlint.toml", "slect = []\n")
    repository.write("main.ivr", SOUND)
    ran = repository.run("ivrlint", "--all-files")
    assert ran.status == 1, ran.out
    assert "did you mean 'select'" in ran.out


def test_the_format_hook_prints_canonically(repository) -> None:
    repository.write("a.ivr", UNTIDY)
    repository.write("b.ivr", SOUND)
    ran = repository.run("ivrlint-format", "--all-files")
    assert ran.status == 1, ran.out
    assert "files were modified by this hook" in ran.out
    assert "changed a.ivr" in ran.out
    assert "    start -> desk\n" in repository.read("a.ivr")
    assert "// by hand" in repository.read("a.ivr")
    assert repository.read("b.ivr") == SOUND
    repository.write("a.ivr", repository.read("a.ivr"))
    assert repository.run("ivrlint-format", "--all-files").status == 0, "once is enough"


def test_the_format_hook_leaves_excluded_files(repository) -> None:
    repository.write("ivrlint.toml", 'exclude = ["drafts/"]\n')
    repository.write("drafts/a.ivr", UNTIDY)
    assert repository.run("ivrlint-format", "--all-files").status == 0
    assert repository.read("drafts/a.ivr") == UNTIDY


def test_the_format_hook_does_not_pass_what_it_cannot_read(repository) -> None:
    repository.write("a.ivr", "phone {{{\n")
    ran = repository.run("ivrlint-format", "--all-files")
    assert ran.status == 1, ran.out
    assert "not formatted" in ran.out
    assert repository.read("a.ivr") == "phone {{{\n"


def test_the_hook_is_given_the_files_of_every_format() -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    (pattern,) = re.findall(r"files: (\(\?xi\).+)", hooks)
    samples = [path for path in (ROOT / "samples").glob("*/as-met/**/*") if path.is_file()]
    left_out = {
        path.relative_to(ROOT).as_posix()
        for path in samples
        if path.name not in ("ivrlint.toml", "findings.txt") and not re.search(pattern, path.name)
    }
    assert len(samples) > 30
    assert left_out == set()
