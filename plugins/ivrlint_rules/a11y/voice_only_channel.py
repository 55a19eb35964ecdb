"""The rule `voice-only-channel`."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.model import Address, Channel, Flow, PageKind, Project, Role
from ivrlint.rule import Findings, rule
from ivrlint.text import Text
from ivrlint.words import clauses_of
from ivrlint_rules.addresses import is_unread
from ivrlint_rules.beginnings import first_met
from ivrlint_rules.hearing import prompts_of, saying

_WRITTEN = frozenset({Channel.CHAT, Channel.FORM})


@rule("warning", since="0.1")
def voice_only_channel(project: Project) -> Findings:
    """No way in without hearing or speech.

    People who are deaf, hard of hearing or cannot speak have to ask somebody
    else to call for them, about their bank account or their illness.

    The rule speaks about a phone line of a project that tells of its pages
    too, if nothing in it takes a written question: no chat, no form, no mail
    address that is read, and neither a page nor the line itself names one, or
    a relay service, or sign language. It is silent about projects that tell
    of the phone only (what else there is, is not known), where the language of
    a page has no words at hand, and about lines tagged `screening`.

    Source: EN 301 549 (6.4 alternatives to voice-based services, 12.2.3
    effective communication of support services); the Irish toolkit for public
    services; the European Accessibility Act is known to ask for the like.

    Bad:

        phone line "+44 20 7946 0100" {  //! nothing but 'line' takes a question
            language en-GB
            queue agents { }
        }
        page contact {
            language en-GB
            text "Call us from nine to five."
            number "+44 20 7946 0100"
        }

    Good:

        phone line "+44 20 7946 0100" {
            language en-GB
            queue agents { }
        }
        page contact {
            language en-GB
            text "Call us from nine to five, or send us an email."
            number "+44 20 7946 0100"
        }

    Good:

        phone line "+44 20 7946 0100" {
            language en-GB
            queue agents { }
        }
    """
    if not any(True for _ in project.pages):
        return
    lines = [
        flow
        for flow, begins in first_met(project)
        if flow.channel is Channel.PHONE and begins is not False
    ]
    if not lines or _takes_writing(project):
        return
    first, *others = lines
    if _names_writing(project, lines):
        return
    if any(not _is_understood(project, text, tag) for text, tag in _page_texts(project)):
        yield Skipped(first, "a page is in a language without words at hand")
        return
    yield Finding(
        first,
        f"nothing but {first.shown_name!r} takes a question;"
        " offer a chat, a form, a mail address or a relay service as well",
        related=[Related(flow, "and this line") for flow in others],
    )


def _takes_writing(project: Project) -> bool:
    """Whether some flow, page or mail address takes what is written."""
    if any(flow.channel in _WRITTEN and flow.role is Role.ENTRY for flow in project.flows):
        return True
    for page in project.pages:
        if page.kind is PageKind.FORM or page.subjects or page.free_text is True:
            return True
        if any((link.address or "").lower().startswith("mailto:") for link in page.links):
            return True
    return any(
        isinstance(address, Address) and not is_unread(address)
        for reply in project.replies
        for address in (reply.reply_to, reply.sender)
    )


def _names_writing(project: Project, lines: list[Flow]) -> bool:
    """Whether a page or a line names a way to write, or a relay service."""
    prompts = (prompt for flow in lines for step in flow.steps for prompt in prompts_of(step))
    return any(True for _ in saying(prompts, "writing-channel")) or any(
        "writing-channel" in clause.families
        for text, tag in _page_texts(project)
        for clause in clauses_of(text, tag, project)
    )


def _page_texts(project: Project) -> Iterator[tuple[Text, str | None]]:
    for page in project.pages:
        for text in page.texts:
            yield text, page.spoken_language
        for link in page.links:
            if link.label is not None:
                yield link.label, page.spoken_language


def _is_understood(project: Project, text: Text, tag: str | None) -> bool:
    return not text.plain.strip() or bool(clauses_of(text, tag, project))
