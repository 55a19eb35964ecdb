"""What `musiconhold.conf` says: what is heard while nobody talks.

After `res/res_musiconhold.c` (`load_moh_classes`, `moh_parse_options`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.places import Place
from ivrlint_formats.asterisk.conf.nodes import Conf, NotTaken, Setting

_NO_CLASSES: Final = frozenset({"general", "classes", "moh_files"})
_OLD: Final = r"([^:,]*)[:,]?([^,]*),?(.*)"


@dataclass(frozen=True, slots=True, kw_only=True)
class MusicClass:
    """One class of music.

    `mode` is `files`, `playlist`, `custom`, `mp3` or one of its older names;
    `directory` where the files are, `entries` the files or addresses of a
    `playlist`, `application` the program whose sound is heard,
    `announcement` what is said between two pieces.
    """

    name: str
    place: Place = field(compare=False, repr=False)
    mode: str = ""
    directory: str = ""
    entries: tuple[str, ...] = ()
    application: str = ""
    announcement: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether nothing is heard for lack of a source of sound."""
        return not (self.directory or self.entries or self.application)


@dataclass(frozen=True, slots=True)
class MusicConf:
    """The classes by their names; `not_taken` are files that may define more."""

    classes: Mapping[str, MusicClass]
    not_taken: tuple[NotTaken, ...] = ()


def read_music(conf: Conf) -> MusicConf:
    """The classes of a configuration; of two of a name the first.

    The form of Asterisk 1.0, `[classes]` with `name => mode:directory,program`, is read too.
    """
    classes: dict[str, MusicClass] = {}
    for section in conf.sections:
        if section.is_template:
            continue
        low = section.name.lower()
        if low in ("classes", "moh_files"):
            for setting in section.settings:
                classes.setdefault(setting.name, _old(setting, files=low == "moh_files"))
        elif low not in _NO_CLASSES:
            given = {one.name.lower(): one.value for one in section.settings}
            entries = tuple(one.value for one in section.settings if one.name.lower() == "entry")
            classes.setdefault(
                section.name,
                MusicClass(
                    name=section.name,
                    place=section.place,
                    mode=given.get("mode", "").lower(),
                    directory=given.get("directory", ""),
                    entries=entries,
                    application=given.get("application", ""),
                    announcement=given.get("announcement", ""),
                ),
            )
    return MusicConf(classes, conf.not_taken)


def _old(setting: Setting, *, files: bool) -> MusicClass:
    found = re.fullmatch(_OLD, setting.value, re.DOTALL)
    mode, directory, program = found.groups() if found else ("", "", "")
    if files:
        mode, directory, program = "files", setting.value.partition(",")[0], ""
    return MusicClass(
        name=setting.name,
        place=setting.place,
        mode=mode.strip().lower(),
        directory=directory.strip(),
        application=program.strip(),
    )
