"""From one file of a FreeSWITCH configuration to its document: `Format.link` makes flows of it."""

from __future__ import annotations

from typing import Any, Final

from ivrlint.formats import Reading
from ivrlint.model import Document
from ivrlint.places import Source
from ivrlint_formats.freeswitch.kinds import is_mail

FORMAT: Final = "freeswitch"


def read(source: Source, reading: Reading) -> Document:
    """The document of a file: what it takes in; a mail's template is a reply."""
    if is_mail(source.text):
        from ivrlint_formats.freeswitch.mails import mail

        return Document(
            source=source,
            format=FORMAT,
            replies=(mail(source),),
            knows=frozenset({"reply.sender", "reply.reply-to"}),
        )
    from ivrlint_formats.freeswitch.xml.files import read_files

    found = read_files(source, reading)
    return Document(source=source, format=FORMAT, includes=found.sources, syntax=found)


def syntax(source: Source) -> Any:
    """The file by itself: its elements as plain data, or the headers and text of a mail."""
    if is_mail(source.text):
        from ivrlint_formats.freeswitch.mails import headers_of

        return headers_of(source)
    from ivrlint_formats.markup import as_data, parse_xml

    return [as_data(root) for root in parse_xml(source, fragments=True).roots]
