"""The real AEL files: all are read; those with mistakes are the ones that the engine refuses."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ivrlint._files import decode
from ivrlint.formats import Reading
from ivrlint.places import Source
from ivrlint_formats.asterisk.ael import parse_ael
from ivrlint_formats.asterisk.dialplan.nodes import Dialplan

CORPUS = next(
    folder / "shared" / "corpus"
    for folder in Path(__file__).parents
    if (folder / "shared" / "corpus" / "MANIFEST.tsv").is_file()
)

TESTS = "asterisk/asterisk/pbx/ael/ael-test"
MISTAKEN = {
    # `context c()`: only macros have parentheses. The first file includes the second.
    f"{TESTS}/ael-ntest23/extensions.ael": 3,
    f"{TESTS}/ael-ntest23/t1/c.ael": 2,
    # `$(` that is closed with `}`, and a `Goto` written as a statement.
    f"{TESTS}/ael-test6/extensions.ael": 4,
    # A comment that begins with `#`.
    "Ricardosluiz/Asterisk-Verbio/extensions.ael": 1,
    # Comments that begin with `;`, and a keyword that is misspelt.
    "imclab/spacephone-config/asterisk/extensions.ael": 4,
}
"""How many mistakes are told; Asterisk 16 refuses each of these files for its syntax."""

PARTS = {
    "fndiaz/asterisk/aplicativos.ael",
    "fndiaz/asterisk/callback.ael",
    "fndiaz/asterisk/crm.ael",
}
"""Extensions without a context: other files include them inside one."""


def files() -> list[str]:
    with (CORPUS / "MANIFEST.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t")
        return [row["file"] for row in rows if row["format"] == "asterisk-ael"]


def read(file: str) -> Dialplan:
    def source(path: Path) -> Source:
        return Source(str(path), decode(path.read_bytes()).text)

    def include(above: Source, name: str) -> Source | None:
        path = Path(above.path).parent / name
        return source(path) if path.is_file() else None

    def include_all(above: Source, pattern: str) -> list[Source]:
        return [source(path) for path in sorted(Path(above.path).parent.glob(pattern))]

    return parse_ael(source(CORPUS / file), Reading(include, include_all))


def test_there_are_as_many_as_ever() -> None:
    assert len(files()) == 59


@pytest.mark.parametrize("file", files())
def test_a_real_file_is_read(file: str) -> None:
    dialplan = read(file)
    assert len(dialplan.problems) == MISTAKEN.get(file, 0)
    assert dialplan.refused == (file in MISTAKEN)
    assert dialplan.whole == (file not in PARTS)
    assert dialplan.contexts or dialplan.variables or dialplan.taken or dialplan.problems
    for context in dialplan.contexts.values():
        keys = [(entry.exten, entry.cid, entry.priority) for entry in context.entries]
        assert len(keys) == len(set(keys))
        for entry in context.entries:
            assert entry.start <= entry.at < entry.end <= len(entry.source.text)
            assert entry.words(0, len(entry.arguments)).text == entry.arguments


def test_nearly_everything_that_is_called_stands_at_its_place() -> None:
    """Only what control structures compile to is not written where it comes from."""
    made = {"MSet", "Goto", "GotoIf", "GotoIfTime", "NoOp", "Gosub", "Return"}
    for file in files():
        for context in read(file).contexts.values():
            for entry in context.entries:
                if entry.application not in made and entry.priority > 0:
                    assert entry.place.text.startswith(entry.application)
