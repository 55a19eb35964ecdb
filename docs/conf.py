"""How Sphinx builds the documentation: `tox run -e docs`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pygments.lexer import RegexLexer
from pygments.lexers.special import TextLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, Text

import ivrlint

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "ivrlint"
release = ivrlint.__version__
extensions = ["myst_parser"]
html_theme = "furo"
html_title = f"ivrlint {release}"
exclude_patterns = ["_build"]
myst_heading_anchors = 3
nitpicky = True


class IvrLexer(RegexLexer):  # type: ignore[misc]
    """Colours for `.ivr`."""

    name = "ivr"
    tokens: ClassVar = {
        "root": [
            (r"//.*", Comment),
            (r'"""(?s:.*?)"""', String),
            (r'"(?:\\.|[^"\\\n])*"', String),
            (r"->", Operator),
            (r"\d+(?:\.\d+)?[smhd]?\b", Number),
            (r"^\s*[a-z][a-z-]*", Keyword),
            (r"[\w.-]+", Name),
            (r"\s+", Text),
            (r".", Text),
        ]
    }


def setup(app: Sphinx) -> None:
    """Let blocks of `.ivr` be coloured, and grammars be shown as they are."""
    app.add_lexer("ivr", IvrLexer)
    app.add_lexer("lark", TextLexer)
