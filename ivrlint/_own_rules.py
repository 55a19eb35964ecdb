"""The rules about the linting itself, made by the core: the pack `ivrlint`."""

from __future__ import annotations

from typing import Final

from ivrlint.finding import Finding, Severity
from ivrlint.model import Document
from ivrlint.rule import Findings, Rule, rule

PACK: Final = "ivrlint"


@rule("error", since="0.1", pack=PACK)
def syntax_error(document: Document) -> Findings:
    """A file, or a part of it, that cannot be read.

    What stands there reaches no caller, or not as it was meant. Everything
    sound in the file is still linted.

    Bad:

        menu main { kye 1 -> main }  //! kye

    Good:

        menu main { key 1 -> main }
    """
    yield from _problems(document, "syntax-error")


@rule("error", since="0.1", pack=PACK)
def invalid_value(document: Document) -> Findings:
    """A value of the wrong shape in a data file.

    The system that runs the file refuses it, or takes it for something else.
    The finding stands at the value itself and names what is expected there.

    Bad:

        phone "+31 88 555 0100" {
            menu main {
                timeout 8x  //! 8x
                key 1 -> main
            }
        }

    Good:

        phone "+31 88 555 0100" {
            menu main {
                timeout 8s
                key 1 -> main
            }
        }
    """
    yield from _problems(document, "invalid-value")


def _problems(document: Document, name: str) -> Findings:
    for problem in document.problems:
        if problem.rule == name:
            severity = None if problem.certain else Severity.INFO
            yield Finding(problem, problem.message, severity=severity)


@rule("warning", since="0.1", pack=PACK)
def unused_suppression(document: Document) -> Findings:
    """A suppression comment that silences nothing, or has expired.

    The fault that it once allowed is gone, or the comment stands in the wrong
    place: either way it hides the next fault of that kind.
    """
    del document  # found by the core, once all other rules have spoken
    yield from ()


@rule("warning", since="0.1", pack=PACK)
def unknown_rule(document: Document) -> Findings:
    """A suppression comment that names a rule which does not exist.

    It silences nothing. Often the name is misspelt, or belongs to a plugin
    that is not installed here.
    """
    del document
    yield from ()


@rule("warning", since="0.1", pack=PACK)
def unknown_fact(document: Document) -> Findings:
    """A declared fact whose name is not registered.

    No rule asks for it, so what was meant to be known is not. `ivrlint
    explain facts` lists the names and what each declares.
    """
    yield from _problems(document, "unknown-fact")  # comments and configuration: the core


@rule("warning", since="0.1", pack=PACK)
def unused_path_ignore(document: Document) -> Findings:
    """An ignore of the configuration that silences nothing.

    It was written for a fault that is gone, or its path or step matches
    nothing any more; left there, it hides the next fault of that kind.
    """
    del document
    yield from ()


def own_rules() -> tuple[Rule, ...]:
    """The rules of the core."""
    return (
        syntax_error,
        invalid_value,
        unused_suppression,
        unknown_rule,
        unknown_fact,
        unused_path_ignore,
    )
