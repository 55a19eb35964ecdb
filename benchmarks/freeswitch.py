"""The budget of a whole FreeSWITCH: `ivrlint check`, against `frslint analyze` (frslint).

    tox run -e benchmarks
    python benchmarks/freeswitch.py path/to/conf/vanilla

A configuration of the size and the shape of the stock one, in a project of its own: at most 3
times the peer, which skips every file that begins with an XML declaration, and says so nowhere.
Both are whole processes, caches warm, by turns; what counts is the least processor time of each
(user and system). A folder that is named is copied first.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

MOST_TIMES = 3.0
ROUNDS = 7
MODULES = 74
USERS = 24
EXTENSIONS = 76
LANGUAGES = ("de", "en", "es", "fr", "he", "pt", "ru")
MACROS = 60
MENUS = 8

_PROSE = (
    "Every setting of this module has a default that suits a small office. Change what is needed"
    " and reload; the console tells what could not be read."
)


def configuration() -> Iterator[tuple[str, str]]:
    """The files of a made-up configuration: paths and contents."""
    yield (
        "freeswitch.xml",
        '<?xml version="1.0"?>\n<document type="freeswitch/xml">\n'
        '  <X-PRE-PROCESS cmd="include" data="vars.xml"/>\n'
        + "".join(
            f'  <section name="{name}">\n    <X-PRE-PROCESS cmd="include" data="{data}"/>\n'
            "  </section>\n"
            for name, data in (
                ("configuration", "autoload_configs/*.xml"),
                ("dialplan", "dialplan/*.xml"),
                ("directory", "directory/*.xml"),
                ("languages", "lang/*.xml"),
            )
        )
        + "</document>\n",
    )
    settings = "\n".join(
        f'  <!-- {_PROSE} -->\n  <X-PRE-PROCESS cmd="set" data="setting_{n}=value {n}"/>'
        for n in range(70)
    )
    yield (
        "vars.xml",
        (
            "<include>\n"
            '  <X-PRE-PROCESS cmd="set" data="sound_prefix=$${sounds_dir}/en/us/callie"/>\n'
            '  <X-PRE-PROCESS cmd="set" data="domain=office.example"/>\n'
            f"{settings}\n</include>\n"
        ),
    )
    yield from _modules()
    yield from _dialplan()
    yield from _directory()
    for language in LANGUAGES:
        yield from _phrases(language)


def _modules() -> Iterator[tuple[str, str]]:
    for number in range(MODULES):
        params = "\n".join(
            f'    <!-- {_PROSE} -->\n    <param name="option-{n}" value="$${{setting_{n}}}"/>'
            for n in range(12)
        )
        yield (
            f"autoload_configs/module_{number}.conf.xml",
            (
                f'<configuration name="module_{number}.conf" description="a module">\n'
                f"  <settings>\n{params}\n  </settings>\n</configuration>\n"
            ),
        )
    yield (
        "autoload_configs/ivr.conf.xml",
        (
            '<configuration name="ivr.conf" description="menus">\n  <menus>\n'
            '    <X-PRE-PROCESS cmd="include" data="../ivr_menus/*.xml"/>\n'
            "  </menus>\n</configuration>\n"
        ),
    )
    for number in range(MENUS):
        entries = "\n".join(
            f'    <entry action="menu-exec-app" digits="{key}"'
            f' param="transfer {1000 + 10 * number + key} XML default"/>'
            for key in range(1, 7)
        )
        yield (
            f"ivr_menus/menu_{number}.xml",
            (
                f'<include>\n  <menu name="menu_{number}" greet-long="phrase:macro_{number}"'
                f' greet-short="phrase:macro_{number}" timeout="8000" max-failures="3">\n'
                f"{entries}\n"
                f'    <entry action="menu-sub" digits="7" param="menu_{(number + 1) % MENUS}"/>\n'
                '    <entry action="menu-top" digits="9"/>\n  </menu>\n</include>\n'
            ),
        )


def _dialplan() -> Iterator[tuple[str, str]]:
    for context in ("default", "public"):
        extensions = "\n".join(
            f'    <extension name="{context}_{n}">\n'
            f"      <!-- {_PROSE} -->\n"
            f'      <condition field="destination_number" expression="^({100 + n}\\d)$">\n'
            '        <action application="set" data="dialed=$1"/>\n'
            '        <action application="answer"/>\n'
            f'        <action application="playback" data="ivr/ivr-{n}.wav"/>\n'
            f'        <action application="ivr" data="menu_{n % MENUS}"/>\n'
            f'        <action application="bridge" data="user/{n}@$${{domain}}"/>\n'
            f'        <action application="voicemail" data="default $${{domain}} {n}"/>\n'
            "      </condition>\n    </extension>"
            for n in range(EXTENSIONS)
        )
        yield (
            f"dialplan/{context}.xml",
            (
                f'<?xml version="1.0"?>\n<include>\n  <context name="{context}">\n{extensions}\n'
                f'    <X-PRE-PROCESS cmd="include" data="{context}/*.xml"/>\n'
                "  </context>\n</include>\n"
            ),
        )
        yield (
            f"dialplan/{context}/99_last.xml",
            (
                '<include>\n  <extension name="last">\n'
                '    <condition field="destination_number" expression="^(.*)$">\n'
                '      <action application="respond" data="404"/>\n'
                "    </condition>\n  </extension>\n</include>\n"
            ),
        )


def _directory() -> Iterator[tuple[str, str]]:
    yield (
        "directory/default.xml",
        (
            '<include>\n  <domain name="$${domain}">\n    <groups><group name="default"><users>\n'
            '      <X-PRE-PROCESS cmd="include" data="default/*.xml"/>\n'
            "    </users></group></groups>\n  </domain>\n</include>\n"
        ),
    )
    for number in range(USERS):
        yield (
            f"directory/default/{1000 + number}.xml",
            (
                f'<include>\n  <user id="{1000 + number}">\n    <params>\n'
                '      <param name="password" value="$${default_password}"/>\n    </params>\n'
                "  </user>\n</include>\n"
            ),
        )


def _phrases(language: str) -> Iterator[tuple[str, str]]:
    yield (
        f"lang/{language}.xml",
        (
            f'<include>\n  <language name="{language}" say-module="{language}">\n'
            "    <phrases><macros>\n"
            f'      <X-PRE-PROCESS cmd="include" data="{language}/*.xml"/>\n'
            "    </macros></phrases>\n  </language>\n</include>\n"
        ),
    )
    for file in ("demo", "ivr", "vm"):
        first = 0 if file == "demo" else 100 if file == "ivr" else 200
        macros = "\n".join(
            f'  <macro name="macro_{first + n}">\n    <input pattern="(.*)">\n      <match>\n'
            + "".join(
                f'        <action function="play-file" data="{file}/{file}-{n}-{part}.wav"/>\n'
                for part in range(6)
            )
            + "      </match>\n    </input>\n  </macro>"
            for n in range(MACROS)
        )
        yield f"lang/{language}/{file}.xml", f"<include>\n{macros}\n</include>\n"


def cost(command: list[str], environment: dict[str, str]) -> float:
    """The processor seconds of a command."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment
    )
    assert process.stderr is not None
    told = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: {told.decode()}")
    return usage.ru_utime + usage.ru_stime


def main() -> int:
    """Print what both cost; 1 when the budget is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("folder", nargs="?", type=Path, help="a configuration to measure instead")
    asked = parser.parse_args()
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    ivrlint, frslint = (shutil.which(one, path=path) or one for one in ("ivrlint", "frslint"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "conf"
        if asked.folder is None:
            for file, text in configuration():
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                (folder / file).write_text(text, "utf-8")
        else:
            shutil.copytree(asked.folder, folder, copy_function=shutil.copyfile)
            for one in (folder, *folder.rglob("*")):
                one.chmod(0o755 if one.is_dir() else 0o644)
        (folder / "ivrlint.toml").write_text('language = "en"\n', "utf-8")
        environment = {**os.environ, "XDG_CACHE_HOME": str(Path(name) / "cache")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        ours = [ivrlint, "check", str(folder)]
        theirs = [frslint, "analyze", str(folder / "freeswitch.xml")]
        # Findings end with 1, and so does a command that cannot start.
        for command in (ours[0], "--version"), (theirs[0], "--help"):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
        cost(ours, environment), cost(theirs, environment)
        taken = [(cost(ours, environment), cost(theirs, environment)) for _ in range(asked.rounds)]
        number = sum(1 for _ in folder.rglob("*.xml"))
    best, peer = min(one for one, _ in taken), min(one for _, one in taken)
    kept = best <= MOST_TIMES * peer
    print(
        f"{number} files: ivrlint check {best:.3f} s, frslint analyze {peer:.3f} s:"
        f" {best / peer:.2f} times (budget {MOST_TIMES:g}){'' if kept else '  over the budget'}"
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
