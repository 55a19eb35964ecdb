"""Paths that lead nowhere, to what is no file, or have names that nobody would choose."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def odd(ground) -> Iterator[dict[str, str]]:
    """Things that are not files, by what they are."""
    os.mkfifo("fifo.ivr")
    with socket.socket(socket.AF_UNIX) as open_socket:
        open_socket.bind("socket.ivr")
        Path("nowhere.ivr").symlink_to("gone")
        Path("itself.ivr").symlink_to("itself.ivr")
        Path("device.ivr").symlink_to("/dev/zero")
        Path("folder.ivr").mkdir()
        Path("again").symlink_to(".")
        yield {
            "a FIFO": "fifo.ivr",
            "a socket": "socket.ivr",
            "a link to nothing": "nowhere.ivr",
            "a link to itself": "itself.ivr",
            "a device": "device.ivr",
            "a device by its own name": "/dev/zero",
            "nothing": "gone.ivr",
            "a name too long": "x" * 300 + ".ivr",
            "a path too long": "x/" * 5000,
            "a file as a folder": f"{ground.before}/x.ivr",
            "a name of control characters": "\x1b[31m\n\x07.ivr",
            "a name that is not UTF-8": os.fsdecode(b"\xff\xfe.ivr"),
            "no name": "\0",
        }


def test_what_is_no_file_is_passed_over_when_it_is_found(ground, odd: dict[str, str]) -> None:
    done = ground.apart("check", "--format", "json")
    assert (done.status, done.err) == (1, "")
    assert {f["path"] for f in done.data["findings"]} == {ground.before, ground.after}


def test_what_is_no_file_is_told_when_it_is_named(ground, odd: dict[str, str]) -> None:
    names = [name for name in odd.values() if "\0" not in name]
    done = ground.apart("check", *names, ground.before, "--format", "json")
    assert done.status == 2
    assert len(done.err.splitlines()) == len(names)
    assert {f["path"] for f in done.data["findings"]} == {ground.before}


@pytest.mark.parametrize("command", [("check",), ("format", "--check"), ("show",)])
@pytest.mark.parametrize(
    "kind",
    ["a FIFO", "a socket", "a link to itself", "a device", "nothing", "a name too long", "no name"],
)
def test_one_sentence_says_it(
    ground, odd: dict[str, str], command: tuple[str, ...], kind: str
) -> None:
    done = ground.run(*command, odd[kind])
    assert done.status == 2
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith("ivrlint: ")


@pytest.mark.parametrize("option", ["--config", "--baseline", "--output-file"])
@pytest.mark.parametrize("kind", ["a device", "a link to itself", "a name too long"])
def test_options_that_name_no_file(ground, odd: dict[str, str], option: str, kind: str) -> None:
    if option == "--output-file" and kind == "a device":
        assert ground.run("check", option, "/dev/null").status == 1, "writing there is no fault"
        return
    done = ground.apart("check", option, odd[kind])
    assert done.status == 2
    assert len(done.err.splitlines()) == 1


def test_a_fifo_is_not_waited_for_by_any_option(ground, odd: dict[str, str]) -> None:
    for option in ("--config", "--baseline"):
        done = ground.apart("check", option, odd["a FIFO"])
        assert done.status == 2
        assert odd["a FIFO"] in done.err


def test_a_file_may_vanish_before_it_is_read(ground, monkeypatch: pytest.MonkeyPatch) -> None:
    from ivrlint import _reading

    gone = ground.write("gone.ivr", ground.sound)
    read_head: Any = _reading.read_head

    def vanishing(path: Path) -> str:
        head: str = read_head(path)
        gone.unlink(missing_ok=True)
        return head

    monkeypatch.setattr(_reading, "read_head", vanishing)
    done = ground.survives()
    assert done.status == 2
    assert "gone.ivr: cannot be read: No such file or directory" in done.err


def test_a_file_may_become_a_fifo_before_it_is_read(
    ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ivrlint import _reading

    path = ground.write("pipe.ivr", ground.sound)
    read_head: Any = _reading.read_head

    def changing(asked: Path) -> str:
        if asked == path:
            path.unlink()
            os.mkfifo(path)
        head: str = read_head(asked)
        return head

    monkeypatch.setattr(_reading, "read_head", changing)
    done = ground.survives()
    assert done.status == 2
    assert "pipe.ivr: cannot be read: is not a file" in done.err


def test_a_file_or_folder_that_may_not_be_read(ground, monkeypatch: pytest.MonkeyPatch) -> None:
    ground.write("secret.ivr", ground.sound)
    ground.write("closed/main.ivr", ground.sound)
    real_open, real_scandir = os.open, os.scandir

    def refuse(real: Any, name: str) -> Any:
        def opening(path: Any, *rest: Any, **more: Any) -> Any:
            if Path(os.fsdecode(path)).name == name:
                raise PermissionError(13, "Permission denied")
            return real(path, *rest, **more)

        return opening

    monkeypatch.setattr(os, "open", refuse(real_open, "secret.ivr"))
    monkeypatch.setattr(os, "scandir", refuse(real_scandir, "closed"))
    done = ground.survives()
    assert done.status == 2
    assert "secret.ivr: cannot be read: Permission denied" in done.err
    assert "closed: cannot be read: Permission denied" in done.err


@pytest.mark.parametrize(
    "name",
    [
        b"line\nbreak.ivr",
        b"\x1b[31mred\x07.ivr",
        b"\xff\xfe.ivr",
        "\u202egnp.ivr".encode(),
        b"100%20%,::a=b.ivr",
        b" .ivr",
        b"-rf.ivr",
        b"<&>\"'.ivr",
        b"deep/" * 60 + b"main.ivr",
        b"x" * 250 + b".ivr",
    ],
)
def test_names_that_nobody_would_choose(ground, name: bytes) -> None:
    ground.write(name, ground.sound)
    done = ground.survives()
    assert (done.status, done.err) == (1, "")
    assert len(done.data["findings"]) == 3
    named = ground.check("--", os.fsdecode(name))
    assert len(named.data["findings"]) == 1
    assert ground.run("show", "--", os.fsdecode(name)).status == 0


def test_a_file_that_is_too_large_is_told_and_the_others_are_linted(ground) -> None:
    with Path("large.ivr").open("wb") as stream:
        stream.truncate(17 << 20)
    done = ground.survives()
    assert done.status == 2
    assert done.err == (
        "ivrlint: large.ivr: larger than 16 MiB, so it is not read"
        " (max-file-size in the configuration)\n"
    )


def test_standard_input_that_is_too_large(ground) -> None:
    done = ground.check("-", "--stdin-filename", "x.ivr", stdin=b" " * ((16 << 20) + 1))
    assert done.status == 2
    assert "x.ivr: larger than 16 MiB" in done.err


@pytest.mark.parametrize("name", ["x" * 5000 + ".ivr", "a\x1b\n.ivr", "../../../etc/passwd", ""])
def test_odd_names_of_standard_input(ground, name: str) -> None:
    done = ground.check("-", "--as", "ivr", "--stdin-filename", name, stdin=ground.sound.encode())
    assert done.status == 1
    assert len(done.data["findings"]) == 1


def test_output_in_an_encoding_that_lacks_the_characters(ground) -> None:
    ground.write("ünïcode→.ivr", ground.sound.replace("nowhere", '"näh→你"'))
    for encoding in ("ascii", "latin-1", "cp1252"):
        for form in ("full", "json"):
            done = ground.apart(
                *("check", "--format", form),
                PYTHONIOENCODING=encoding,
                PYTHONUTF8="0",
                LC_ALL="C",
            )
            assert done.status == 1
