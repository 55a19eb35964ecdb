"""The registry of facts: what may be declared about a step, and what formats can say.

Declared facts are what no vendor's format has. They are written in `.ivr`
(`fact done`, `fact share "12"`), in the configuration (`[[facts]]`), or in a comment
(`ivrlint: tag[done]`). A name that is not here is a finding (`unknown-fact`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

TAGS: Final[Mapping[str, str]] = {
    "anonymous": "callers stay unknown here, and cannot be called back",
    "complaint": "people come here to complain",
    "cancel": "people come here to end a contract",
    "buy": "people come here to buy",
    "done": "the caller has been served when this step is reached",
    "emergency": "people in danger come here",
    "existing-customers-auth": "known customers identify themselves here, as security demands",
    "expert": "its callers are trained and know the menu by heart",
    "external-party": "another legal entity, not a part of the company",
    "fire-and-forget": "the transfer is meant not to report back",
    "info-only": "a line that only informs, with no person by design",
    "language-choice": "the caller chooses a language here",
    "library": "kept for later or for other files; nobody reaches it by design",
    "mandatory": "the text has to be heard in full, by law or for safety",
    "obligatory": "customers have to do it, whether they want to or not",
    "rare": "few callers ever come here",
    "resolved": "the customer has confirmed that the matter is resolved",
    "recorded-with-person": "what is recorded from here is recorded only while a person listens",
    "resume": "the caller comes back with place and context kept",
    "screening": "the line screens callers and may turn them away",
    "smart-speaker": "its callers talk to a device that has no keys",
    "silent": "works without being announced, on purpose",
    "yes-no": "a menu that only asks yes or no",
}
"""Tags: a name, and what it declares."""

VALUES: Final[Mapping[str, str]] = {
    "about": "the matter, product or region it is about; only what shares it is compared",
    "answer-time": "within what time customers get an answer, as it is told here: 2d, 4h",
    "changed-on": "the date on which the menu last changed",
    "engine": "the system that runs it (sieve, exchange …), which does some things by itself",
    "expected-wait": "the usual wait for a person, such as 4m",
    "intent": "what the customer comes for: complaint, cancel, buy, fault, …",
    "known-fault": "a fault that the company knows of, as customers are told of it here",
    "legal-basis": "the law that asks for this question",
    "logins": "how many times a customer logs in for it",
    "mandate": "what the people at the end may decide by themselves",
    "minutes": "how many minutes it takes a customer",
    "needs": "the data that this matter needs, separated by commas",
    "not-for": "the customers whom it does not concern: names of personas, separated by commas",
    "opening-hours": "when people answer, as it is told here",
    "owner": "who reads the answers",
    "phone-number": "the number to call, as it is told here",
    "price": "what it costs, as it is told here",
    "persona": "the name that a machine goes by, or signs its messages with",
    "purpose": "what the data is asked for, or what the message is for",
    "reason": "why it is so",
    "requires": "what a customer must have for it: smartphone, app, computer …",
    "sent-on": "the day of the matter on which it is sent, counted from 1",
    "share": "the share of callers who choose it, in per cent",
    "tariff": "how calls are charged: `fixed` a call, or `free-while-waiting`",
    "ticketing": "how cases are numbered: `none` where nothing numbers them",
    "window": "the days in which customers have to do it: 2026-03-01/2026-04-15",
}
"""Values: a name, and what its value says."""

CAPABILITIES: Final[Mapping[str, str]] = {
    "menu.noinput": "what happens after silence",
    "menu.nomatch": "what happens after a wrong key",
    "menu.timeout": "how long a menu waits for input",
    "menu.presentations": "how often a menu is played",
    "menu.interruptible": "whether the caller may interrupt",
    "collect.noinput": "what happens after silence while data is collected",
    "collect.nomatch": "what happens after data that does not fit",
    "collect.digits": "how many digits are wanted",
    "collect.presentations": "how often the question is played",
    "bot.keys": "which keys a bot takes",
    "lookup.error": "what happens when another system fails",
    "queue.announcements": "what the waiting caller hears",
    "queue.error": "what happens when the queue cannot be entered",
    "queue.full": "what happens when the queue is full",
    "queue.timeout": "what happens after the longest wait",
    "queue.hands-on": "what data the person gets",
    "transfer.error": "what happens when a transfer fails",
    "transfer.noanswer": "what happens when nobody answers",
    "record.waiting": "whether the recording goes on while callers wait for a person",
    "reply.sender": "the address that a reply comes from",
    "reply.reply-to": "the address that answers go to",
    "reply.headers": "the headers of a reply",
    "reply.excludes": "whom a reply does not answer",
    "reply.interval": "how often the same person gets a reply",
    "step.reads": "which data each step uses",
    "flow.entries": "where callers come in: all entries are in the file",
}
"""What a format can say at all; a document lists the ones it `knows`."""
