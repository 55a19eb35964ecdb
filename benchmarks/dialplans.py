"""The dialplan budgets: `ivrlint check`, against `asterisklint dialplan-check` (asterisklint-jjs).

    tox run -e benchmarks

One file of 50,000 lines, in several layouts: no slower than the peer, and twice
the lines cost at most 2.2 times the time. A thousand files in one run: at least
10 times faster than the peer run on each. Both are whole processes, caches warm,
by turns; what counts is the least processor time of each (user and system), so
that other work on the machine does not. The peer takes quadratic time in some
layouts: there it is stopped, and only our own doubling counts.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

LINES = 50_000
FILES = 1000
MOST_TIMES = 1.0
MOST_DOUBLING = 2.2
LEAST_GAIN = 10.0
ROUNDS = 3
PATIENCE = 20
"""Processor seconds after which the peer is stopped."""
FILES_MEASURED = 50
"""So many of the thousand files are given to the peer; it takes each by itself."""

_TEAMS = ("orders", "repairs", "billing", "returns", "parts", "rentals", "garden", "bakery")
_STREETS = ("mill", "harbour", "station", "church", "orchard", "bridge", "castle", "meadow")


def _name(number: int) -> str:
    return f"{_TEAMS[number % 8]}-{_STREETS[number // 8 % 8]}-{number // 64}"


def menus() -> Iterator[str]:
    """What many lines look like: a context for each menu, most of them without a fault."""
    for number in count():
        here, after, back = _name(number), _name(number + 1), _name(number // 2)
        yield f"; {here}: what callers of this menu may choose"
        yield f"[{here}]"
        yield "exten => s,1,Answer()"
        if number % 8 == 0:
            yield " same => n,GotoIfTime(9:00-17:00,mon-fri,*,*?open)"
            yield " same => n,Playback(prompts/closed)"
            yield f" same => n,VoiceMail({number % 900 + 100}@main,u)"
            yield " same => n,Hangup()"
            yield " same => n(open),Set(CHANNEL(language)=en)"
        yield f" same => n,Set(CDR(userfield)={here})"
        yield f" same => n,Background(prompts/{here})"
        yield " same => n,WaitExten(6)"
        yield f"exten => 1,1,Goto({after},s,1)"
        yield f"exten => 2,1,Dial(SIP/{number % 900 + 100},25,t)"
        yield f" same => n,VoiceMail({number % 900 + 100}@main,u)"
        yield " same => n,Hangup()"
        yield f"exten => 3,1,Queue({_TEAMS[number % 8]},t,,,300)"
        yield " same => n,Playback(prompts/call-again)"
        yield " same => n,Hangup()"
        yield f"exten => 9,1,Goto({back},s,1)"
        yield "exten => t,1,Goto(2,1)" if number % 16 else "exten => t,1,Goto(s,1)"
        yield "exten => i,1,Playback(prompts/wrong)"
        yield " same => n,Goto(2,1)"
        yield ""


def faulty() -> Iterator[str]:
    """Menus that start again for ever, and queues that end in silence: two faults in each."""
    for number in count():
        here = _name(number)
        yield f"[{here}]"
        yield "exten => s,1,Answer()"
        yield f" same => n(again),Background(prompts/{here})"
        yield " same => n,WaitExten(6)"
        yield f"exten => 1,1,Goto({_name(number + 1)},s,1)"
        yield f"exten => 2,1,Queue({_TEAMS[number % 8]},t,,,300)"
        yield " same => n,Hangup()"
        yield "exten => t,1,Goto(s,again)"
        yield "exten => i,1,Playback(prompts/wrong)"
        yield " same => n,Goto(s,again)"
        yield ""


def priorities() -> Iterator[str]:
    """One extension, with one numbered priority on every line."""
    yield "[long]"
    for number in count(1):
        said = f"Playback(prompts/{_name(number)})" if number % 4 else f"Set(seen={number})"
        yield f"exten => s,{number},{said}"


def extensions() -> Iterator[str]:
    """One context with an extension on every other line."""
    yield "[phones]"
    for number in count(100_000):
        yield f"exten => {number},1,Dial(PJSIP/{number},30)"
        yield f" same => n,VoiceMail({number}@main,u)"


def patterns() -> Iterator[str]:
    """One context with patterns of one shape, which have to be put into an order."""
    yield "[routes]"
    for number in count(100_000):
        yield f"exten => _{number}X.,1,Dial(SIP/trunk-{number % 7}/${{EXTEN}},60)"
        yield " same => n,Hangup()"


def contexts() -> Iterator[str]:
    """A context with one extension on every other line."""
    for number in count():
        yield f"[{_name(number)}]"
        yield f"exten => s,1,Goto({_name(number + 1)},s,1)"


def includes() -> Iterator[str]:
    """Contexts that include the next one, all of them in one chain."""
    for number in count():
        yield f"[{_name(number)}]"
        yield f"include => {_name(number + 1)}"
        yield f"exten => {number},1,Answer()"
        yield f" same => n,Queue({_TEAMS[number % 8]})"
        yield " same => n,Hangup()"


def one_context() -> Iterator[str]:
    """Menus that share one context, and with it the extensions that callers may dial there."""
    yield "[office]"
    for number in count(1000):
        yield f"exten => menu-{number},1,Answer()"
        yield f" same => n,Background(prompts/{_name(number)})"
        yield " same => n,WaitExten(5)"
        yield f" same => n,Goto(menu-{number + 1},1)"
        yield f"exten => {number},1,Dial(SIP/{number},20)"
        yield " same => n,Hangup()"


def labels() -> Iterator[str]:
    """One extension with a label and a condition on every other line."""
    yield "[choices]"
    yield "exten => s,1,Answer()"
    for number in count():
        yield f' same => n(at{number}),GotoIf($["${{digit}}" = "{number % 10}"]?at{number + 3})'
        yield f" same => n,ExecIf($[${{tries}} > {number % 9}]?Set(tries={number % 9}))"


LAYOUTS: dict[str, Callable[[], Iterator[str]]] = {
    "menus": menus,
    "faulty": faulty,
    "priorities": priorities,
    "extensions": extensions,
    "patterns": patterns,
    "contexts": contexts,
    "includes": includes,
    "one context": one_context,
    "labels": labels,
}


class Cost(NamedTuple):
    """What a process took: processor seconds, and the most memory in MB."""

    seconds: float
    memory: float


def cost(command: list[str], environment: dict[str, str], most: int | None = None) -> Cost | None:
    """Run a command; None where it takes more than `most` processor seconds."""
    limit = [sys.executable, "-c", _LIMITED, str(most)] if most else []
    process = subprocess.Popen(
        [*limit, *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
    )
    assert process.stderr is not None
    told = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return None
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: {told.decode()}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


_LIMITED = """
import os, resource, sys
most = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_CPU, (most, most))
os.execv(sys.argv[2], sys.argv[2:])
"""


class Bench:
    """Both commands, and a folder for what they are run on."""

    def __init__(self, folder: Path, rounds: int) -> None:
        beside = Path(sys.executable).parent
        self.folder = folder
        self.rounds = rounds
        self.ivrlint = str(beside / "ivrlint")
        self.peer = str(beside / "asterisklint")
        self.environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        # Findings end with 1, and so does a command that cannot start.
        subprocess.run(
            [self.ivrlint, "--version"], check=True, stdout=subprocess.DEVNULL, env=self.environment
        )

    def write(self, layout: str, lines: int) -> Path:
        """A dialplan of so many lines, in a project of its own."""
        folder = self.folder / f"{layout.replace(' ', '-')}-{lines}"
        folder.mkdir()
        (folder / "ivrlint.toml").write_text('language = "en"\n', "utf-8")
        path = folder / "extensions.conf"
        text = "".join(f"{line}\n" for line in islice(LAYOUTS[layout](), lines))
        path.write_text(text, "utf-8")
        return path

    def ours(self, *paths: Path) -> Cost:
        """`ivrlint check`."""
        found = cost([self.ivrlint, "check", *map(str, paths)], self.environment)
        assert found is not None
        return found

    def theirs(self, path: Path) -> Cost | None:
        """`asterisklint dialplan-check`."""
        command = [self.peer, "dialplan-check", "--asterisk-version", "22", str(path)]
        return cost(command, self.environment, PATIENCE)

    def layout(self, name: str, lines: int) -> bool:
        """Print what one layout costs; whether it is within the budgets."""
        whole, half = self.write(name, lines), self.write(name, lines // 2)
        ours, ours_half, theirs = [], [], []
        in_time = True
        for _ in range(self.rounds):
            ours_half.append(self.ours(half))
            ours.append(self.ours(whole))
            taken = self.theirs(whole) if in_time else None
            if taken is None:
                in_time = False
            else:
                theirs.append(taken)
        best, best_half = min(ours), min(ours_half)
        doubling = best.seconds / best_half.seconds
        kept = doubling <= MOST_DOUBLING
        peer, ratio = f"> {PATIENCE:5d} s", "       "
        if in_time:
            times = best.seconds / min(theirs).seconds
            kept = kept and times <= MOST_TIMES
            peer, ratio = f"{min(theirs).seconds:7.2f} s", f"{times:7.2f}"
        print(
            f"{name:12} {best.seconds:7.2f} s {peer} {ratio} {doubling:9.2f}"
            f" {max(ours).memory:7.0f} MB  {'' if kept else 'over the budget'}".rstrip(),
            flush=True,
        )
        return kept

    def files(self, number: int, measured: int) -> bool:
        """Print what many files cost in one run; whether that is within the budget."""
        folder = self.folder / "files"
        folder.mkdir()
        (folder / "ivrlint.toml").write_text('language = "en"\n', "utf-8")
        lines = menus()
        paths = []
        for at in range(number):
            paths.append(folder / f"line-{at}" / "extensions.conf")
            paths[-1].parent.mkdir()
            paths[-1].write_text("".join(f"{line}\n" for line in islice(lines, 42)), "utf-8")
        ours, theirs = [], []
        for _ in range(self.rounds):
            ours.append(self.ours(folder).seconds)
            each = [self.theirs(path) for path in paths[:: max(1, number // measured)]]
            assert None not in each
            theirs.append(sum(taken.seconds for taken in each if taken) / len(each) * number)
        gain = min(theirs) / min(ours)
        kept = gain >= LEAST_GAIN
        print(
            f"{number} files: ivrlint check {min(ours):.2f} s, asterisklint on each"
            f" {min(theirs):.1f} s (measured on {measured}): {gain:.1f} times faster"
            f" (budget {LEAST_GAIN:.0f}){'' if kept else '  over the budget'}"
        )
        return kept


def main() -> int:
    """Print what everything costs; 1 when a budget is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("layouts", nargs="*", help=", ".join(LAYOUTS))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name), asked.rounds)
        warm = bench.write("menus", 14)
        bench.ours(warm)
        bench.theirs(warm)
        print(f"{asked.lines} lines, the best of {asked.rounds} rounds by turns, processor time")
        print("layout         ivrlint      peer   ratio  doubling      most memory")
        kept = [bench.layout(layout, asked.lines) for layout in asked.layouts or LAYOUTS]
        if asked.files:
            kept.append(bench.files(asked.files, min(FILES_MEASURED, asked.files)))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
