"""Hostile surroundings: a .gitignore, a configuration, a baseline that make no sense."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

NOISE = random.Random(2).randbytes(100_000)


@pytest.mark.parametrize(
    "content",
    [
        NOISE,
        b"\0" * 1000,
        b"[z-a]\n[[:x:]]\n!\n\\\n!!\n[\n/\n//\n\xff\n",
        b"*\\\r\n\x1b[31m\n" * 1000,
        b"a/" * 100_000 + b"\n" + b"[a" * 100_000,
        b"# " + b"x" * (2 << 20),
    ],
)
def test_a_gitignore_of_nonsense(ground, content: bytes) -> None:
    Path(".git").mkdir()
    ground.write("sub/.gitignore", content)
    ground.write(".git/info/exclude", content)
    ground.write("sub/main.ivr", ground.sound)
    done = ground.survives()
    assert (done.status, done.err) == (1, "")


def test_lines_that_make_sense_among_nonsense_still_count(ground) -> None:
    Path(".git").mkdir()
    ground.write(".gitignore", "[z-a]\nsub/\n!\n")
    ground.write("sub/main.ivr", ground.sound)
    assert len(ground.survives().data["findings"]) == 2


@pytest.mark.parametrize("pattern", ["*a" * 30 + "*b", "**/a/" * 30 + "b", "*?" * 40 + "b"])
def test_a_pattern_cannot_make_matching_slow(ground, pattern: str) -> None:
    Path(".git").mkdir()
    ground.write(".gitignore", f"{pattern}\n")
    ground.write("a" * 200 + ".ivr", ground.sound)
    ground.write("a/" * 100 + "c.ivr", ground.sound)
    done = ground.apart("check", "--format", "json")
    assert len(done.data["findings"]) == 4
    ground.write(
        "ivrlint.toml",
        f'exclude = ["{pattern}"]\n[[ignore]]\npath = "{pattern}"\nrules = ["nav"]\n',
    )
    Path(".gitignore").unlink()
    done = ground.apart("check", "--format", "json")
    assert len(done.data["findings"]) == 4


@pytest.mark.parametrize("name", [".gitignore", ".git/info/exclude", "ivrlint.toml"])
@pytest.mark.parametrize("kind", ["a folder", "a FIFO", "a link to itself", "a device"])
def test_what_should_be_a_file_and_is_none(ground, name: str, kind: str) -> None:
    Path(".git/info").mkdir(parents=True)
    match kind:
        case "a folder":
            Path(name).mkdir()
        case "a FIFO":
            os.mkfifo(name)
        case "a link to itself":
            Path(name).symlink_to(Path(name).absolute())
        case "a device":
            Path(name).symlink_to("/dev/zero")
    run = ground.apart if kind in ("a FIFO", "a device") else ground.run
    done = run("check", "--format", "json")
    assert (done.status, done.err) == (1, "")
    assert len(done.data["findings"]) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (NOISE, "not UTF-8"),
        (b"\0" * 1000, "not TOML"),
        (b"# " + b"x" * (2 << 20), "more than 1 MiB"),
        (b"a = " + b"[" * 500_000, "nested too deeply"),
        (b"a." * 300_000 + b"b = 1", "more than 64 parts"),
        (b"a = " + b"9" * 10_000, "thousands of digits"),
        (b'extend = "../sub/ivrlint.toml"', "a circle"),
        (b'extend = "/dev/zero"', "no such configuration file"),
        (b'extend = "' + b"x" * 5000 + b'"', "sub/ivrlint.toml:1: extend"),
        (b'exclude = ["[z-a]"]', "no pattern of paths"),
        (b'select = ["\\u001b[31m"]', "\\x1b[31m"),
        (b'"\\u001b[31m\\n" = 1', "unknown key"),
    ],
)
def test_a_configuration_of_nonsense(ground, content: bytes, said: str) -> None:
    """It ends the linting of its own project, and of no other."""
    ground.write("sub/ivrlint.toml", content)
    ground.write("sub/main.ivr", ground.sound)
    done = ground.survives()
    assert done.status == 2
    assert said in done.err
    assert len(done.data["findings"]) == 2
    for command in ("rules", "config", "plugins", "format"):
        told = ground.run(command, "--config", "sub/ivrlint.toml")
        assert told.status == 2
        assert "Traceback" not in told.err


def test_a_size_that_no_memory_has(ground) -> None:
    ground.write("ivrlint.toml", f"max-file-size = {'9' * 40}\n")
    assert ground.survives().status == 1


def test_a_chain_of_configurations_without_end(ground) -> None:
    for number in range(100):
        ground.write(f"sub/{number}.toml", f'extend = "{number + 1}.toml"\n')
    ground.write("sub/ivrlint.toml", 'extend = "0.toml"\n')
    done = ground.survives()
    assert done.status == 2
    assert "files extend each other" in done.err


@pytest.mark.parametrize(
    "content",
    [
        NOISE,
        b"",
        b"[" * 200_000,
        b"{}",
        b"[]",
        b"\xff\xfe{",
        b'{"version": 1, "findings": [1]}',
        b'{"version": ' + b"9" * 10_000 + b"}",
    ],
)
def test_a_baseline_of_nonsense(ground, content: bytes) -> None:
    ground.write("known.json", content)
    done = ground.run("check", "--baseline", "known.json")
    assert done.status == 2
    assert len(done.err.splitlines()) == 1
    assert ground.run("check", "--baseline", "known.json", "--write-baseline").status == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--select", "\x1b[31m"),
        ("check", "--format", "\x1b[31m"),
        ("check", "--as", "\x1b[31m"),
        ("check", "--\x1b[31m"),
        ("check", "--today", "\x1b[31m"),
        ("check", "--fail-on", "\x1b[31m"),
        ("\x1b[31m",),
        ("explain", "\x1b[31m"),
        ("rules", "\x1b[31m"),
        ("completion", "\x1b[31m"),
        ("phrases", "--language", "\x1b[31m", "text"),
    ],
)
def test_wrong_usage_is_shown_escaped(ground, arguments: tuple[str, ...]) -> None:
    done = ground.run(*arguments)
    assert done.status == 2
    assert "\\x1b[31m" in done.err
    assert "\x1b" not in done.err
