"""The rule `phishy-link`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.model import Link, Reply
from ivrlint.regex import pattern
from ivrlint.rule import Findings, rule
from ivrlint_rules.replying import (
    is_to_customers,
    name_parts,
    named_in_data,
    saying_in,
    variables_in,
)

_HOST: Final = pattern(r"^(?:https?:)?//(?:[^/@\s]*@)?([\w.-]{1,253})", re.IGNORECASE)
_SHOWN: Final = pattern(
    r"^\s*(?:https?://)?((?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,24})(?:[/?#]\S*)?\s*$", re.IGNORECASE
)
_SECRETS: Final = frozenset({"password", "passwd", "passwort", "wachtwoord", "pwd", "pincode"})
_NO_SECRETS: Final = frozenset({"link", "url", "reset", "expiry", "hint", "date"})


@rule("warning", since="0.1")
def phishy_link(reply: Reply, *, own_domains: Sequence[str] = ()) -> Findings:
    """An honest mail that looks like phishing.

    Whoever learns from the company's own mails to follow a link and type a password
    will do it in a fraudster's mail too. And whoever has learnt to be careful
    throws the honest mail away, or calls to ask.

    The rule looks at what is sent to customers: a request for passwords or bank
    data beside a link, a link that a shortener hides, a link whose text names
    another site than it leads to, a password that is sent; and, where
    `own-domains` are named, links to other domains. It is silent about a link to
    log in without such a request, about warnings ("we never ask for your
    password"), and about links whose address is filled in later.

    Source: a customer who finds fraudsters after his bank number in the mail every
    day, and dares do nothing any more without a call to check.

    Options:

        own-domains: The domains of the company; other links count as foreign.

    Bad:

        reply check {
            kind information
            language en
            subject "Your account"
            body "Please confirm your bank details."  //! asks for what nobody should send
            link "Confirm" to "https://bank.example/confirm"
        }

    Bad:

        reply parcel {
            kind information
            language en
            subject "Your parcel"
            body "Your parcel comes today."
            link "Follow it" to "https://bit.ly/3xyz"  //! hides where the link leads
        }

    Bad:

        reply invoice {
            kind information
            language en
            link "www.bank.example" to "https://mail.tracker.example.net/c?1"  //! leads to
        }

    Good:

        reply invoice {
            kind information
            language en
            subject "Your invoice"
            body "Log in to see your invoice. We never ask for your password by mail."
            link "mijn.bank.example" to "https://www.bank.example/login"
        }

    Bad (options own-domains=bank.example):

        reply invoice {
            kind information
            link "Your invoice" to "https://invoices.example.org/1"  //! none of your own
        }
    """
    if not is_to_customers(reply):
        return
    if reply.links:
        for clause in saying_in(reply, "credentials-request")[:1]:
            yield Finding(
                clause,
                "a mail with a link asks for what nobody should send, as fraudsters do:"
                " ask people to come to your site or app by themselves",
                related=[Related(reply.links[0], "the link")],
            )
    for link in reply.links:
        yield from _of_link(link, own_domains)
    for variable in variables_in(reply):
        parts = set(name_parts(variable))
        if parts & _SECRETS and not parts & _NO_SECRETS:
            yield Finding(
                variable,
                "a password that is sent can be read by others:"
                " let people choose one behind a link that ends soon",
            )


def _of_link(link: Link, own: Sequence[str]) -> Findings:
    host = _host(link.address)
    if host is None:
        return
    shown = _SHOWN.match(link.label.plain) if link.label is not None else None
    if any(_is_within(host, short) for short in named_in_data("shorteners")):
        yield Finding(
            link, f"{host} hides where the link leads, as fraudsters do: link to your own site"
        )
    elif shown is not None and _domain(shown[1].lower()) != _domain(host):
        yield Finding(
            link,
            f"the text of this link says {shown[1].lower()}, but it leads to {host}:"
            " let it lead where it says",
        )
    elif own and not any(_is_within(host, domain.lower()) for domain in own):
        yield Finding(
            link, f"this leads to {host}, which is none of your own domains: link to your own site"
        )


def _host(address: str | None) -> str | None:
    """The host of a web address; None where there is none, or where it is filled in later."""
    found = _HOST.match(address.strip()) if address else None
    host = found[1].lower().strip(".") if found else ""
    return host if "." in host else None


def _is_within(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


def _domain(host: str) -> str:
    """The last two labels of a host, three where the last ones are short, as in `co.uk`."""
    labels = host.split(".")
    count = 3 if len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3 else 2
    return ".".join(labels[-count:])
