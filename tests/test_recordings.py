"""Sound files tell how long a caller listens, where they are at hand."""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

import pytest

from ivrlint._recordings import Recordings
from ivrlint.speech import prompt_seconds


def recordings(root: Path) -> Recordings:
    return Recordings(root, lambda: (path for path in sorted(root.rglob("*")) if path.is_file()))


def put(root: Path, name: str, data: bytes) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def wav(root: Path, name: str, seconds: float, rate: int = 8_000) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as stream:
        stream.setnchannels(1)
        stream.setsampwidth(2)
        stream.setframerate(rate)
        stream.writeframes(b"\0\0" * int(seconds * rate))


@pytest.mark.parametrize(
    ("name", "size", "seconds"),
    [
        ("a.ulaw", 16_000, 2.0),
        ("a.alaw", 4_000, 0.5),
        ("a.gsm", 33 * 50, 1.0),
        ("a.sln16", 64_000, 2.0),
        ("a.g729", 3_000, 3.0),
        ("a.g722", 8_000, 1.0),
        ("a.raw", 16_000, 1.0),
    ],
)
def test_sound_without_a_header_is_measured_by_its_size(tmp_path, name, size, seconds) -> None:
    put(tmp_path, name, bytes(size))
    assert recordings(tmp_path).seconds("a", None) == seconds


def test_sound_with_a_header_is_measured_by_it(tmp_path) -> None:
    wav(tmp_path, "welcome.wav", 1.5, rate=16_000)
    assert recordings(tmp_path).seconds("welcome", None) == pytest.approx(1.5)


def test_mp3_and_ogg_are_measured(tmp_path) -> None:
    frame = b"\xff\xfb\x90\x00" + bytes(413)  # MPEG 1 layer III, 128 kbit/s, 44.1 kHz
    put(tmp_path, "greeting.mp3", frame * 100)
    assert recordings(tmp_path).seconds("greeting.mp3", None) == pytest.approx(2.6, abs=0.2)

    def page(kind: int, granule: int, number: int, packet: bytes) -> bytes:
        lacing = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
        head = struct.pack("<4sBBqIIIB", b"OggS", 0, kind, granule, 1, number, 0, len(lacing))
        return head + lacing + packet

    opening = b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 1, 8_000, 0, 64_000, 0, 0xB8, 1)
    comment = b"\x03vorbis" + struct.pack("<I", 0) + struct.pack("<I", 0) + b"\x01"
    sound = page(2, 0, 0, opening) + page(0, 0, 1, comment) + page(4, 24_000, 2, b"x")
    put(tmp_path, "bye.ogg", sound)
    assert recordings(tmp_path).seconds("bye", None) == pytest.approx(3.0)


def test_a_name_finds_its_file_as_a_telephone_system_does(tmp_path) -> None:
    put(tmp_path, "sounds/en/custom/welcome.ulaw", bytes(8_000))
    known = recordings(tmp_path)
    for name in ("custom/welcome", "custom/welcome.ulaw", "/custom/Welcome", "custom/welcome.wav"):
        assert known.seconds(name, None) == 1.0, name
    assert known.seconds("custom/goodbye", None) is None
    assert known.seconds("", None) is None


def test_folders_that_a_system_puts_between_do_not_matter(tmp_path) -> None:
    put(tmp_path, "sounds/en/us/callie/ivr/8000/ivr-welcome.ulaw", bytes(8_000))
    assert recordings(tmp_path).seconds("ivr/ivr-welcome.wav", "en-US") == 1.0


def test_each_language_has_its_own(tmp_path) -> None:
    put(tmp_path, "sounds/en/welcome.ulaw", bytes(8_000))
    put(tmp_path, "sounds/nl/welcome.ulaw", bytes(24_000))
    known = recordings(tmp_path)
    assert known.seconds("welcome", "nl-NL") == 3.0
    assert known.seconds("welcome", "en") == 1.0
    assert known.seconds("welcome", None) is None, "which one is heard is not known"
    assert known.seconds("welcome", "de") is None


def test_one_recording_in_two_encodings_is_one(tmp_path) -> None:
    put(tmp_path, "welcome.ulaw", bytes(8_000))
    put(tmp_path, "welcome.gsm", bytes(1_700))
    assert recordings(tmp_path).seconds("welcome", None) == pytest.approx(1.03, abs=0.01)


def test_of_two_of_one_name_the_folder_decides(tmp_path) -> None:
    put(tmp_path, "shop/welcome.ulaw", bytes(8_000))
    put(tmp_path, "office/welcome.ulaw", bytes(24_000))
    known = recordings(tmp_path)
    assert known.seconds("office/welcome", None) == 3.0
    assert known.seconds("garage/welcome", None) is None


@pytest.mark.parametrize(
    "data", [b"", b"RIFF", b"\0" * 5_000, b"OggS" + b"\xff" * 900, b"ID3" * 99]
)
@pytest.mark.parametrize("suffix", ["wav", "mp3", "ogg", "m4a", "flac"])
def test_a_damaged_sound_file_tells_nothing(tmp_path, data: bytes, suffix: str) -> None:
    put(tmp_path, f"a.{suffix}", data)
    found = recordings(tmp_path).seconds("a", None)
    assert found is None or math.isfinite(found)


def test_a_file_that_vanishes_tells_nothing(tmp_path) -> None:
    put(tmp_path, "a.ulaw", bytes(8_000))
    known = Recordings(tmp_path, lambda: [tmp_path / "gone.ulaw", tmp_path / "gone.wav"])
    assert known.seconds("gone", None) is None


def test_rules_hear_the_recording_and_not_the_estimate(tmp_path) -> None:
    from ivrlint.formats import Reading
    from ivrlint.model import Project
    from ivrlint.places import Source
    from ivrlint_formats.ivr import IvrFormat

    text = 'phone "1" {\n    start -> a\n    say a { play "welcome" }\n}\n'
    document = IvrFormat().read(Source("a.ivr", text), Reading(lambda _source, _name: None))
    put(tmp_path, "welcome.ulaw", bytes(40_000))
    project = Project([document], recorded=recordings(tmp_path).seconds)
    (prompt,) = next(project.flows).steps[0].prompts
    assert prompt_seconds(prompt) == 5.0


def test_a_project_measures_its_own_files_and_no_others(folder_with_sounds) -> None:
    assert folder_with_sounds("sounds/welcome.ulaw") == 5.0
    assert folder_with_sounds("../outside/welcome.ulaw") is None


@pytest.fixture
def folder_with_sounds(tmp_path, monkeypatch):
    """Put a sound file somewhere, and ask a run how long the prompt is."""
    from ivrlint._run import Request, run

    def seconds(name: str) -> float | None:
        home = tmp_path / name.replace("/", "-") / "home"
        home.mkdir(parents=True)
        put(home, name, bytes(40_000))
        put(home, "ivrlint.toml", b"")
        put(home, "a.ivr", b'phone "1" {\n start -> a\n say a { play "welcome" }\n}\n')
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        monkeypatch.chdir(home)
        (done,) = run(Request(paths=(".",))).projects
        assert done.project is not None
        (prompt,) = next(done.project.flows).steps[0].prompts
        return prompt_seconds(prompt)

    return seconds
