"""From a file to a document: recognising its format, decoding it, reading it."""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from fnmatch import fnmatchcase
from functools import cache
from glob import glob
from pathlib import Path, PurePosixPath
from typing import Final

from ivrlint._files import HEAD_BYTES, Decoded, TooLarge, decode, is_file, read_bytes, read_head
from ivrlint._plugins import Failure
from ivrlint.display import visible
from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.lean import dataclass
from ivrlint.model import Document, Problem
from ivrlint.places import Source

MOST_INCLUDED: Final = 1_000
"""Files that one pattern of an include may stand for; the engines' own limits are lower."""


@dataclass
class Reader:
    """Reads the files of a project.

    `root` is the folder that includes may not leave; `cwd` what paths are
    relative to; `limit` the most bytes of a file. What could not be done is
    kept in `failures`.
    """

    formats: Sequence[Format]
    root: Path
    cwd: Path
    limit: int
    given: dict[Path, bytes] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    _included_by: dict[int, Source] = field(default_factory=dict)
    _sources: list[Source] = field(default_factory=list)
    _followed: dict[str, Path] = field(default_factory=dict)

    def recognise(self, path: Path, shown: str) -> Format | None:
        """The format that claims a file most surely; None where none does. Raises OSError."""
        head = decode(self.given[path]).text[:4096] if path in self.given else read_head(path)
        if "\0" in head[:1024] and not any(
            fnmatchcase(path.name, name) for format_ in self.formats for name in format_.names
        ):
            return None
        candidate = Candidate(PurePosixPath(shown), head, cache(lambda: self._text(path).text))
        best: tuple[Claim, Format] | None = None
        for format_ in self.formats:
            try:
                claim = format_.claim(candidate)
                if not isinstance(claim, Claim):
                    raise TypeError(f"it claims {claim!r}, not a Claim")
            except TooLarge:
                claim = Claim.BY_CONTENT
            except OSError:
                raise
            except Exception as error:
                self._fail(
                    f"format {format_.name!r} failed on {visible(shown)}: {_told(error)}",
                    traceback.format_exc(),
                )
                continue
            if claim > Claim.NO and (best is None or claim > best[0]):
                best = (claim, format_)
                if claim is Claim.CERTAIN:
                    break
        return best[1] if best else None

    def read(self, path: Path, shown: str, format_: Format) -> Document | None:
        """The document of a file; None, and a failure kept, where it cannot be read."""
        try:
            decoded = self._text(path, format_)
        except TooLarge:
            self._fail(
                f"{visible(shown)}: larger than {_size(self.limit)}, so it is not read"
                " (max-file-size in the configuration)"
            )
            return None
        except OSError as error:
            self._fail(f"{visible(shown)}: cannot be read: {error.strerror or error}")
            return None
        source = Source(shown, decoded.text)
        try:
            document = format_.read(source, Reading(self._include, self._include_all))
            if not isinstance(document, Document):
                raise TypeError(f"it gives {document!r}, not a Document")
        except Exception as error:
            self._fail(
                f"{visible(shown)}: format {format_.name!r} failed: {_told(error)}",
                traceback.format_exc(),
            )
            return None
        if decoded.bad is not None:
            place = source.place(decoded.bad)
            problem = Problem("syntax-error", place, _undecodable(decoded), hides=False)
            document = replace(document, problems=(problem, *document.problems))
        return document

    def _text(self, path: Path, format_: Format | None = None) -> Decoded:
        data = self.given[path] if path in self.given else read_bytes(path, self.limit)
        if len(data) > self.limit:
            raise TooLarge
        if format_ is None:
            return decode(data)
        named = format_.encoding_of(data[:HEAD_BYTES])
        return decode(data, (named,) if named else format_.encodings)

    def _include(self, source: Source, name: str) -> Source | None:
        """The file that a source takes in: inside the project, never in a circle."""
        if "\0" in name:
            return None
        try:
            path = Path(os.path.normpath(self.cwd / Path(source.path).parent / name))
            real = path.resolve()
            if not real.is_relative_to(self._real(".")) or not is_file(path):
                return None
            above: Source | None = source
            while above is not None:
                if self._real(above.path) == real:
                    return None
                above = self._included_by.get(id(above))
            text = self._text(path).text
        except (OSError, TooLarge, ValueError, RuntimeError):
            return None
        from ivrlint._files import shown_path

        taken = Source(shown_path(path, self.cwd), text)
        self._included_by[id(taken)] = source
        self._sources.append(taken)  # an id is only its own while the source lives
        return taken

    def _real(self, shown: str) -> Path:
        """The folder of the project, or a file that includes another, with links followed."""
        if shown not in self._followed:
            path = self.root if shown == "." else self.cwd / shown
            self._followed[shown] = path.resolve()
        return self._followed[shown]

    def _include_all(self, source: Source, pattern: str) -> list[Source]:
        """The files that a pattern of names stands for, as `_include` takes them."""
        if "\0" in pattern:
            return []
        folder = self.cwd / Path(source.path).parent
        try:
            found = sorted(glob(pattern, root_dir=folder))  # noqa: PTH207 - of relative names
        except (OSError, ValueError, RecursionError, re.error):
            return []
        taken = (self._include(source, name) for name in found[:MOST_INCLUDED])
        return [included for included in taken if included is not None]

    def _fail(self, message: str, details: str = "") -> None:
        self.failures.append(Failure(message, details))


def link_all(
    documents: Mapping[Path, Document], formats: Mapping[str, Format]
) -> tuple[dict[Path, Document], list[Failure]]:
    """Documents by their files, each linked by its format with the others of that format.

    `formats` are by the documents' paths. A format that fails leaves its documents as they were.
    """
    linked = dict(documents)
    failures: list[Failure] = []
    by_format: dict[int, tuple[Format, list[Path]]] = {}
    for path, document in documents.items():
        format_ = formats[document.path]
        by_format.setdefault(id(format_), (format_, []))[1].append(path)
    for format_, paths in by_format.values():
        given = [documents[path] for path in paths]
        try:
            found = list(format_.link(given))
            if [type(one) for one in found] != [Document] * len(given):
                raise TypeError(f"it gives {len(found)} documents for {len(given)}")
        except Exception as error:
            message = f"format {format_.name!r} failed to link its files: {_told(error)}"
            failures.append(Failure(message, traceback.format_exc()))
            continue
        linked.update(zip(paths, found, strict=True))
    return linked, failures


def _undecodable(decoded: Decoded) -> str:
    """What is wrong with the encoding of a file."""
    if decoded.unmarked:
        return "the file is UTF-16 without a byte-order mark; save it as UTF-8"
    code = ord(decoded.text[decoded.bad or 0 :][:1] or "\0")
    if code < 0x100:
        return f"byte 0x{code:02x} does not fit UTF-8; it is read as ISO-8859-1"
    return "the bytes here do not fit the encoding that the file begins with"


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _size(limit: int) -> str:
    mebibytes = limit / (1 << 20)
    return f"{mebibytes:g} MiB" if mebibytes >= 1 else f"{limit} bytes"
