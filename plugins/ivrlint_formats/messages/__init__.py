"""Mail messages with exact places: headers, parts, texts, HTML, addresses.

Shared by the formats that hold messages or parts of them.
"""

from ivrlint_formats.messages.addresses import address_of
from ivrlint_formats.messages.bodies import Contents, Reader, contents_of
from ivrlint_formats.messages.changing import Change, changed, cut
from ivrlint_formats.messages.entity import Entity, Field, parse_entity
from ivrlint_formats.messages.html import html_text
from ivrlint_formats.messages.links import links_in
from ivrlint_formats.messages.words import decoded_words

__all__ = [
    "Change",
    "Contents",
    "Entity",
    "Field",
    "Reader",
    "address_of",
    "changed",
    "contents_of",
    "cut",
    "decoded_words",
    "html_text",
    "links_in",
    "parse_entity",
]
