"""The real files of ../shared/corpus: where they are, and what their manifest says of them."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from ivrlint import _plugins
from ivrlint._config import ActiveRule
from ivrlint._judge import Verdict, judge
from ivrlint._reading import Reader
from ivrlint.formats import Format
from ivrlint.model import Document, Project
from ivrlint.words import Language

ROOT = Path(__file__).parents[2]
CONNECT = ("amazon-connect", "amazon-connect-templated", "amazon-connect-old")


def without_notes(err: str) -> str:
    """Standard error without the notes: what is not judged is not what went wrong."""
    lines = err.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("ivrlint: note: "))


@dataclass(frozen=True)
class Corpus:
    """The files, by the format that the manifest names, relative to the folder."""

    folder: Path

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        with (self.folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream, delimiter="\t"))

    @cached_property
    def connect(self) -> list[str]:
        """The flows of Amazon Connect, without the templates that YAML wraps around some."""
        return [
            row["file"]
            for row in self.rows
            if row["format"] in CONNECT and not row["file"].endswith((".yaml", ".yml"))
        ]


@dataclass(frozen=True)
class Done:
    """One run of the command over the whole corpus."""

    status: int
    data: Any
    err: str


def find() -> Path:
    """`../shared/corpus` of the repository's root or of a folder above it."""
    for folder in ROOT.parents:
        if (folder / "shared" / "corpus" / "MANIFEST.tsv").is_file():
            return folder / "shared" / "corpus"
    raise FileNotFoundError("these tests read ../shared/corpus, which is not there")


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return Corpus(find())


@pytest.fixture(scope="session")
def done(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Done:
    work = tmp_path_factory.mktemp("corpus")
    run = subprocess.run(
        [
            *(sys.executable, "-m", "ivrlint", "check", corpus.folder),
            *("--format=json=report.json", "--statistics", "--show-skipped"),
        ],
        cwd=work,
        env={**os.environ, "XDG_CACHE_HOME": str(work / "cache"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Done(
        run.returncode,
        json.loads((work / "report.json").read_text("utf-8")),
        without_notes(run.stderr),
    )


@dataclass
class Bench:
    """Reads and judges one file at a time, with every rule there is."""

    corpus: Corpus
    formats: list[Format]
    rules: list[ActiveRule]
    languages: dict[str, Language]

    def document(self, file: str, data: bytes | None = None, form: str | None = None) -> Any:
        """The document of a file; None where no format claims it.

        `data` is other content for it, `form` the format to read it as.
        """
        path = self.corpus.folder / file
        reader = Reader(self.formats, self.corpus.folder, self.corpus.folder, 1 << 30)
        if data is not None:
            reader.given[path] = data
        if form is None:
            format_ = reader.recognise(path, file)
        else:
            format_ = next(known for known in self.formats if known.name == form)
        document = reader.read(path, file, format_) if format_ is not None else None
        assert reader.failures == []
        return document if format_ is None or document is None else format_.link([document])[0]

    def judge(self, document: Document) -> Verdict:
        """What the rules say of a document; that none of them fails is checked."""
        verdict = judge(Project([document], languages=self.languages), self.rules)
        assert verdict.failures == []
        for judged in verdict.findings:
            place = judged.finding.place
            assert 0 <= place.start <= place.end <= len(place.source.text)
        return verdict


@pytest.fixture(scope="session")
def bench(corpus: Corpus) -> Bench:
    plugins = _plugins.load()
    rules = [ActiveRule(rule, rule.severity) for rule in plugins.rules]
    return Bench(corpus, plugins.formats, rules, plugins.languages)
