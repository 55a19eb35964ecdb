"""`ivrlint check --fix`, `--diff` and `--add-ignore`: what they change, and what they leave."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"

WAITING = """\
phone "+44 20 7946 0100" {
    language en
    start -> agents

    queue agents {
        say "You are caller {position}. Please visit our website for help. Please hold." every 45s
        longest 10m -> bye
    }

    voicemail bye { "Goodbye." }
}
"""
MENDED = WAITING.replace(" Please visit our website for help.", "")
RULES = '''\
from ivrlint.finding import Edit, Finding, Fix
from ivrlint.hooks import hookimpl
from ivrlint.model import Prompt
from ivrlint.rule import Findings, rule


def said(prompt, word, text, safe):
    at = prompt.text.plain.find(word) if prompt.text else -1
    if at >= 0:
        place = prompt.text.part(at, at + len(word))
        yield Finding(place, f"says {word}", fix=Fix("say it", (Edit(place, text),), safe=safe))


@rule("warning", since="1", pack="acme")
def colour_word(prompt: Prompt) -> Findings:
    """A colour.

    Colours change.
    """
    yield from said(prompt, "red", "green", True)
    yield from said(prompt, "green", "blue", True)


@rule("warning", since="1", pack="acme")
def bold_word(prompt: Prompt) -> Findings:
    """A bold word.

    It may mean something else.
    """
    yield from said(prompt, "now", "soon", False)


@rule("warning", since="1", pack="acme")
def circle(prompt: Prompt) -> Findings:
    """A word that comes back.

    It never ends.
    """
    yield from said(prompt, "tick", "tock", True)
    yield from said(prompt, "tock", "tick", True)


@rule("warning", since="1", pack="acme")
def breaks(prompt: Prompt) -> Findings:
    """A word whose fix is wrong.

    Its fix closes the text.
    """
    yield from said(prompt, "quote", 'a"b', True)


@hookimpl
def ivrlint_rules():
    return [colour_word, bold_word, circle, breaks]
'''


def flow(text: str) -> str:
    return (
        f'phone "1" {{\n    language en\n    start -> hello\n\n    say hello {{ "{text}" }}\n}}\n'
    )


@pytest.fixture
def acme(folder):
    """A folder with rules of its own that mend words."""
    folder.write("acme.py", RULES)
    folder.write("ivrlint.toml", '[plugins]\npaths = ["acme.py"]\n')
    return folder


def check(acme, *arguments: str):
    return acme.check("--allow-project-plugins", "--select", "acme", *arguments)


def test_what_can_be_mended_safely_is_mended(folder) -> None:
    folder.write("queue.ivr", WAITING)
    assert folder.check().status == 1
    done = folder.check("--fix")
    assert done.status == 0
    assert done.err == "ivrlint: mended: website-while-waiting 1\n"
    assert folder.read("queue.ivr") == MENDED
    assert folder.check("--fix").err == ""


def test_a_diff_shows_it_and_changes_nothing(folder) -> None:
    folder.write("queue.ivr", WAITING)
    done = folder.check("--diff")
    assert done.status == 1
    assert "--- a/queue.ivr\n+++ b/queue.ivr\n" in done.out
    assert '\n+        say "You are caller {position}. Please hold." every 45s\n' in done.out
    assert done.err == "ivrlint: would be mended: website-while-waiting 1\n"
    assert folder.read("queue.ivr") == WAITING
    folder.write("queue.ivr", MENDED)
    done = folder.check("--diff")
    assert (done.status, done.out, done.err) == (0, "", "")


def test_what_callers_would_notice_is_mended_on_request(acme) -> None:
    acme.write("a.ivr", flow("Call now."))
    assert check(acme, "--fix").status == 1
    assert acme.read("a.ivr") == flow("Call now.")
    done = check(acme, "--fix", "--unsafe-fixes")
    assert done.status == 0
    assert acme.read("a.ivr") == flow("Call soon.")


def test_one_fix_makes_room_for_the_next(acme) -> None:
    acme.write("a.ivr", flow("A red door."))
    done = check(acme, "--fix")
    assert acme.read("a.ivr") == flow("A blue door.")
    assert done.err == "ivrlint: mended: colour-word 2\n"


def test_fixes_that_go_in_a_circle_end(acme) -> None:
    acme.write("a.ivr", flow("tick"))
    assert check(acme, "--fix").status == 1
    assert acme.read("a.ivr") in (flow("tick"), flow("tock"))


def test_a_fix_that_would_break_the_file_is_taken_back(acme) -> None:
    acme.write("a.ivr", flow("A quote."))
    acme.write("b.ivr", flow("A green door."))
    done = check(acme, "--select", "syntax-error", "--fix")
    assert done.status == 2
    assert "ivrlint: a.ivr: a fix would break this file, so none is applied\n" in done.err
    assert acme.read("a.ivr") == flow("A quote.")
    assert acme.read("b.ivr") == flow("A blue door.")


@pytest.mark.parametrize(
    ("mark", "codec"), [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le")]
)
def test_all_other_bytes_stay_as_they_are(folder, mark: bytes, codec: str) -> None:
    windows = WAITING.replace("\n", "\r\n").replace("Goodbye.", "Adiós.")
    folder.write("queue.ivr", mark + windows.encode(codec))
    folder.check("--fix")
    expected = mark + MENDED.replace("\n", "\r\n").replace("Goodbye.", "Adiós.").encode(codec)
    assert (folder.path / "queue.ivr").read_bytes() == expected


def test_a_file_with_broken_bytes_is_not_touched(folder) -> None:
    data = WAITING.encode().replace(b"Goodbye", "é".encode() + b" \xff")
    folder.write("queue.ivr", data)
    assert folder.check("--fix").status == 1
    assert (folder.path / "queue.ivr").read_bytes() == data


def test_permissions_and_links_are_kept(folder) -> None:
    path = folder.write("queues/agents.ivr", WAITING)
    path.chmod(0o640)
    (folder.path / "queue.ivr").symlink_to(path)
    folder.check("--fix", "queue.ivr")
    assert (folder.path / "queue.ivr").is_symlink()
    assert path.read_text("utf-8") == MENDED
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in path.parent.iterdir()] == ["agents.ivr"]


def test_what_a_baseline_accepts_is_not_mended(folder) -> None:
    folder.write("queue.ivr", WAITING)
    folder.check("--write-baseline", "--baseline", "known.json")
    assert folder.check("--fix", "--baseline", "known.json").status == 0
    assert folder.read("queue.ivr") == WAITING


def test_comments_accept_what_is_left(folder) -> None:
    folder.write("queue.ivr", WAITING)
    done = folder.check("--add-ignore")
    assert done.status == 0
    assert done.err == "ivrlint: 1 finding accepted by comments\n"
    assert "\n        // ivrlint: ignore[website-while-waiting]\n        say " in folder.read(
        "queue.ivr"
    )
    assert folder.check().status == 0


def test_comments_stand_in_the_form_of_the_format(folder) -> None:
    folder.write(
        "extensions.conf",
        "[incoming]\nexten => s,1,Answer()\n same => n,Goto(menu,s,1)\n",
    )
    assert folder.check("--add-ignore").status == 0
    assert "; ivrlint: ignore[dangling-target]\n" in folder.read("extensions.conf")
    folder.write(
        "extensions.ael", "context incoming {\n    s => {\n        goto menu,s,1;\n    };\n}\n"
    )
    assert folder.check("--add-ignore", "extensions.ael").status == 0
    assert "        // ivrlint: ignore[dangling-target]\n" in folder.read("extensions.ael")


def test_mending_goes_before_accepting(folder) -> None:
    folder.write("queue.ivr", WAITING.replace("-> bye", "-> by"))
    done = folder.check("--fix", "--add-ignore")
    assert done.status == 0
    assert "website" not in folder.read("queue.ivr")
    assert "ignore[dangling-target]" in folder.read("queue.ivr")


def test_a_format_without_comments_says_so(folder) -> None:
    folder.write(
        "flow.json",
        '{"Version": "2019-10-30", "StartAction": "a", "Actions": [{"Identifier": "a",'
        ' "Type": "MessageParticipant", "Parameters": {"Text": "Hello"},'
        ' "Transitions": {"NextAction": "gone"}}]}',
    )
    before = folder.read("flow.json")
    done = folder.check("--add-ignore")
    assert done.status == 1
    assert "flow.json: 1 finding left that no comment can accept" in done.err
    assert folder.read("flow.json") == before


def test_a_mistake_is_never_accepted(folder) -> None:
    folder.write("a.ivr", 'phone "1" {\n    strat -> x\n}\n')
    done = folder.check("--add-ignore")
    assert done.status == 1
    assert "ignore[" not in folder.read("a.ivr")


@pytest.mark.parametrize("option", ["--fix", "--diff", "--add-ignore"])
def test_standard_input_cannot_be_changed(folder, option: str) -> None:
    done = folder.check(option, "-", stdin=WAITING)
    assert done.status == 2
    assert "for files, not for `-`" in done.err


def test_a_baseline_is_not_written_while_files_change(folder) -> None:
    folder.write("queue.ivr", WAITING)
    done = folder.check("--fix", "--write-baseline", "--baseline", "known.json")
    assert done.status == 2
    assert "change the files first" in done.err


def test_unsafe_fixes_need_something_that_fixes(folder) -> None:
    done = folder.check("--unsafe-fixes")
    assert done.status == 2
    assert "--unsafe-fixes goes with --fix or --diff" in done.err


WITHOUT_COMMENTS = {"connect", "dialogflow", "jambonz", "ncco", "studio"}
"""Samples in JSON."""


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir() if path.is_dir()))
def test_the_findings_of_every_sample_can_be_accepted(folder, name: str) -> None:
    shutil.copytree(SAMPLES / name / "as-met", folder.path, dirs_exist_ok=True)
    (folder.path / "findings.txt").unlink()
    before = folder.check("--format", "json").data["findings"]
    folder.check("--add-ignore")
    left = folder.check("--format", "json").data["findings"]
    assert before
    if name in WITHOUT_COMMENTS:
        assert left == before
    else:
        stays = [f for f in before if f["rule"] == "syntax-error" or name == "mail"]
        # A value within a statement of its own kind has no statement that a comment could name.
        stays += [f for f in before if name == "genesys" and "lit: 12" in f["message"]]
        assert sorted(f["rule"] for f in left) == sorted(f["rule"] for f in stays)
