"""Which mails are those of machines."""

from __future__ import annotations

import pytest

from ivrlint.formats import Claim

HEAD = "From: desk@shop.example\nTo: jan@mail.example\nDate: Mon, 2 Nov 2026 09:00:00 +0100\n"

AUTOMATIC = {
    "auto-replied": "Subject: Hello\nAuto-Submitted: auto-replied\n",
    "auto-generated with a comment": "Subject: x\nauto-submitted: auto-generated (later)\n",
    "suppressing replies": "Subject: x\nX-Auto-Response-Suppress: All\n",
    "older headers": "Subject: x\nX-Autoreply: yes\n",
    "precedence": "Subject: x\nPrecedence: auto_reply\n",
    "an English subject": "Subject: Automatic reply: your order\n",
    "a Dutch subject": "Subject: Automatisch antwoord: uw bestelling\n",
    "a German subject": "Subject: =?utf-8?q?Automatische_Antwort=3A_Bestellung?=\n",
    "a report on delivery": "Subject: x\nContent-Type: multipart/report; boundary=x\n",
}
PERSONAL = {
    "a plain mail": "Subject: Our meeting\n",
    "not submitted automatically": "Subject: x\nAuto-Submitted: no\n",
    "an answer to an automatic mail": "Subject: Re: Automatic reply: your order\n",
    "a mail about absence": "Subject: Out of office next week\n",
    "a mailing list": "Subject: News\nPrecedence: list\nList-Id: <news.example>\n",
    "the words in the text": "Subject: Hello\n\nAuto-Submitted: auto-replied\n",
}


@pytest.mark.parametrize("headers", AUTOMATIC.values(), ids=AUTOMATIC)
@pytest.mark.parametrize("path", ["message.eml", "maildir/1234"])
def test_a_mail_that_says_that_a_machine_sent_it_is_claimed(headers, path, claim) -> None:
    assert claim(f"{HEAD}{headers}\nText.\n", path) is Claim.CERTAIN


@pytest.mark.parametrize("headers", PERSONAL.values(), ids=PERSONAL)
def test_a_mail_that_a_person_wrote_is_left_alone(headers, claim) -> None:
    assert claim(f"Received: by x\n{HEAD}{headers}\nText.\n") is Claim.NO


def test_headers_may_be_many(claim) -> None:
    received = "Received: from a by b; Mon, 2 Nov 2026 09:00:00 +0100\n" * 200
    assert claim(f"{received}{HEAD}Auto-Submitted: auto-replied\n\nText.\n") is Claim.CERTAIN


def test_the_line_of_a_mailbox_before_the_headers_is_no_hindrance(claim) -> None:
    text = f"From a@b.nl Mon Nov  2 09:00:00 2026\n{HEAD}Auto-Submitted: auto-replied\n\nx\n"
    assert claim(text, "mbox") is Claim.CERTAIN


@pytest.mark.parametrize(
    "path", ["auto-reply.eml", "templates/out_of_office.eml", "ticket-new.eml"]
)
def test_a_template_is_known_by_its_name(path, claim) -> None:
    assert claim("From: a@b.nl\nSubject: {{ subject }}\n\nText.\n", path) is Claim.BY_NAME


def test_a_mail_that_came_is_no_template(claim) -> None:
    text = "Received: by x\nFrom: a@b.nl\nSubject: Hello\n\nText.\n"
    assert claim(text, "auto-reply.eml") is Claim.NO


@pytest.mark.parametrize(
    "text",
    ["", "key: value\nother: value\n", "Subject: a heading\n\nText", "#!/bin/sh\necho From: x\n"],
)
@pytest.mark.parametrize("path", ["notes.txt", "config.yaml"])
def test_other_files_are_left_alone(text, path, claim) -> None:
    assert claim(text, path) is Claim.NO
