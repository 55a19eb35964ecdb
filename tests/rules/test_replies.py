"""What machines answer by mail: what is found, and what is left alone."""

from __future__ import annotations

import datetime
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from ivrlint import _plugins
from ivrlint._judge import ActiveRule, judge
from ivrlint.formats import Reading
from ivrlint.model import Project
from ivrlint.places import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrlint.finding import Finding

    Judge = Callable[..., list[tuple[int, str]]]

TODAY = datetime.date(2026, 6, 1)
NAMES = {"sieve": "a.sieve", "mail": "a.eml", "helpdesk": "a.json", "twiml": "a.xml"}
AWAY = 'reply away {\n    kind absence\n    language en\n    subject "Out of office"\n'


@pytest.fixture(scope="module")
def plugins() -> _plugins.Plugins:
    return _plugins.load()


@pytest.fixture
def findings_in(plugins: _plugins.Plugins) -> Callable[..., list[Finding]]:
    """`findings_in("sieve", "rule", text)`: what a rule finds in a file of a format, today being
    1 June 2026."""

    def found(format_name: str, name: str, text: str, **options: object) -> list[Finding]:
        format_ = next(one for one in plugins.formats if one.name == format_name)
        source = Source(NAMES.get(format_name, "a.ivr"), text)
        document = format_.read(source, Reading(lambda _, __: None))
        assert not document.problems, [problem.message for problem in document.problems]
        documents = format_.link([document])
        rule = next(rule for rule in plugins.rules if rule.name == name)
        verdict = judge(
            Project(documents, languages=plugins.languages, today=TODAY),
            [ActiveRule(rule, rule.severity, options=options)],
        )
        assert not verdict.failures, verdict.failures[0].details
        return [one.finding for one in verdict.findings]

    return found


@pytest.fixture
def mended_in(findings_in) -> Callable[..., str]:
    """`mended_in("sieve", "rule", text)`: the file with the safe fixes applied; then the rule
    finds nothing more."""

    def mended(format_name: str, name: str, text: str) -> str:
        found = findings_in(format_name, name, text)
        assert found
        fixed = text
        edits = [edit for one in found if one.fix and one.fix.safe for edit in one.fix.edits]
        for edit in sorted(edits, key=lambda edit: -edit.place.start):
            fixed = fixed[: edit.place.start] + edit.text + fixed[edit.place.end :]
        assert findings_in(format_name, name, fixed) == []
        return fixed

    return mended


# Mailboxes that nobody reads


def test_a_mailbox_that_is_not_read_although_answers_go_there(findings_in) -> None:
    found = findings_in(
        "mail",
        "unread-mailbox",
        "From: desk@a.example\nSubject: Auto: your question\nAuto-Submitted: auto-replied\n"
        "Content-Language: en\n\nWe look into it. Please do not reply to this email.\n",
    )
    assert [related.message for one in found for related in one.related] == ["answers go here"]


@pytest.mark.parametrize(
    "way",
    [
        "Write to service@a.example.",
        "Call us on 020 7946 0100.",
        "Use our contact form.",
        "You can reach us at {our-phone}.",
    ],
)
def test_another_way_beside_a_mailbox_that_is_not_read(said_by: Judge, way: str) -> None:
    text = f'reply a {{ language en\n body "Please do not reply to this message. {way}" }}'
    assert said_by("unread-mailbox", text) == []


def test_an_address_that_nobody_reads_is_no_other_way(said_by: Judge) -> None:
    text = """
        reply a {
            language en
            body "Please do not reply to this message. It came from no-reply@a.example."
        }
    """
    assert len(said_by("unread-mailbox", text)) == 1


def test_a_form_with_free_text_is_another_way(said_by: Judge) -> None:
    text = """
        reply a {
            language en
            body "Please do not reply to this message."
            link "Ask us" -> page ask
        }
        page ask { kind form address "https://a.example/x" free-text }
    """
    assert (
        said_by(
            "unread-mailbox",
            text.replace(" kind form address", "\nkind form\naddress").replace(
                " free-text }", "\nfree-text\n}"
            ),
        )
        == []
    )


def test_a_text_of_which_a_part_is_filled_in_may_name_another_way(skipped_by: Judge) -> None:
    text = """
        reply a {
            language en
            body "Please do not reply to this message."
            body "{footer}"
        }
    """
    assert len(skipped_by("unread-mailbox", text)) == 1


def test_news_for_the_owner_of_a_mailbox_are_no_answers(said_by: Judge) -> None:
    text = (
        'reply a { audience internal\n language en\n body "Please do not reply to this message." }'
    )
    assert said_by("unread-mailbox", text) == []


# Headers


def test_the_missing_header_is_written_as_its_neighbours_are(mended_in) -> None:
    text = f'{AWAY}    header "X-Loop" "yes"\n}}\n'
    fixed = mended_in("ivr", "missing-auto-submitted", text)
    assert '    header "Auto-Submitted" "auto-replied"\n    header "X-Loop" "yes"\n' in fixed


def test_the_missing_header_in_a_template_of_a_mail(mended_in) -> None:
    text = "From: a@b.example\r\nSubject: Out of office\r\nX-Autoreply: yes\r\n\r\nI am away.\r\n"
    fixed = mended_in("mail", "missing-auto-submitted", text)
    assert "Subject: Out of office\r\nAuto-Submitted: auto-replied\r\nX-Autoreply: yes\r\n" in fixed


@pytest.mark.parametrize("value", ["no", "auto-generated", "Auto-Generated (vacation)"])
def test_a_wrong_value_of_the_header_is_replaced(mended_in, value: str) -> None:
    fixed = mended_in(
        "ivr", "missing-auto-submitted", f'{AWAY}    header "Auto-Submitted" "{value}"\n}}\n'
    )
    assert '"auto-replied' in fixed


def test_the_header_twice(said_by: Judge) -> None:
    text = f"""{AWAY}
            header "Auto-Submitted" "auto-replied"
            header "Auto-Submitted" "auto-generated"
        }}
    """
    assert ["twice" in message for _, message in said_by("missing-auto-submitted", text)] == [True]


def test_a_reply_whose_headers_are_not_told(said_by: Judge) -> None:
    assert said_by("missing-auto-submitted", f"{AWAY} }}") == []


def test_what_answers_a_form_is_generated(said_by: Judge) -> None:
    text = """
        reply a {
            kind acknowledgement
            trigger "after the form contact"
            header "Auto-Submitted" "auto-generated"
        }
    """
    assert said_by("missing-auto-submitted", text) == []


def test_a_bounce_is_no_reply(findings_in) -> None:
    text = (
        "From: MAILER-DAEMON@a.example\nSubject: Undelivered\nX-Failed-Recipients: b@c.example\n"
        "\nYour message could not be delivered.\n"
    )
    assert findings_in("mail", "missing-auto-submitted", text) == []


# Whom it answers, and how often


def test_whom_it_answers_is_asked_for_only_where_it_is_told(said_by: Judge, skipped_by) -> None:
    assert said_by("replies-to-automatic", f"{AWAY} }}") == []
    assert skipped_by("replies-to-automatic", f"{AWAY} }}")


def test_people_who_were_not_addressed_matter_for_absences_only(said_by: Judge) -> None:
    text = """
        reply a {
            kind acknowledgement
            excludes automatic null-sender list daemon
        }
    """
    assert said_by("replies-to-automatic", text) == []
    absence = text.replace("acknowledgement", "absence")
    assert len(said_by("replies-to-automatic", absence)) == 1
    assert said_by("replies-to-automatic", absence, need=("automatic",)) == []


def test_sieve_leaves_out_machines_by_itself(findings_in) -> None:
    text = 'require "vacation"; vacation "I am away until Monday.";'
    assert findings_in("sieve", "replies-to-automatic", text) == []


def test_days_of_sieve_are_raised(mended_in) -> None:
    text = 'require "vacation"; vacation :days 1 :subject "Out" "I am away.";'
    assert ":days 7 " in mended_in("sieve", "missing-reply-interval", text)


def test_days_of_ivr_are_raised(mended_in) -> None:
    assert "interval 7d" in mended_in(
        "ivr", "missing-reply-interval", f"{AWAY}    interval 3d\n}}\n"
    )


def test_seconds_are_left_as_they_are(findings_in) -> None:
    text = 'require ["vacation", "vacation-seconds"]; vacation :seconds 120 "I am away.";'
    found = findings_in("sieve", "missing-reply-interval", text)
    assert [one.fix for one in found] == [None]
    assert "2 minutes" in found[0].message


def test_a_project_may_want_other_intervals(findings_in) -> None:
    text = 'require "vacation"; vacation :days 4 "I am away.";'
    assert findings_in("sieve", "missing-reply-interval", text, advised_days=4.0) == []


# The envelope


def test_a_subject_without_a_sign_gets_one(mended_in) -> None:
    text = AWAY.replace("Out of office", "Tulips") + "}\n"
    assert 'subject "Auto: Tulips"' in mended_in("ivr", "broken-reply-envelope", text)


def test_a_subject_that_tells_when_or_quotes_the_one_that_came(said_by: Judge) -> None:
    for subject in ("Back on Monday", "Re: {subject}", "AUTO: tulips", "Jane no longer works here"):
        text = AWAY.replace("Out of office", subject) + "}\n"
        assert said_by("broken-reply-envelope", text) == []


def test_an_absence_notice_that_quotes_the_whole_message(said_by: Judge) -> None:
    quoted = "\n".join(f"> line {number}" for number in range(8))
    text = f'{AWAY}body """\nI am away.\n{quoted}\n"""\n}}\n'
    assert ["quotes 8 lines" in message for _, message in said_by("broken-reply-envelope", text)]
    assert said_by("broken-reply-envelope", text, checks=("target",)) == []


def test_an_empty_envelope_is_right(said_by: Judge) -> None:
    text = f'{AWAY}from "a@b.example"\nenvelope none\n}}\n'
    assert said_by("broken-reply-envelope", text) == []


# References and deadlines


@pytest.mark.parametrize(
    "subject", ["Ticket #{number}", "Case 20261", "Ihre Anfrage INC-443", "{ticket.url}", "{ref}"]
)
def test_what_may_be_a_number(said_by: Judge, subject: str) -> None:
    text = f'reply a {{ kind ticket\n language en\n subject "{subject}"\n body "We have it." }}'
    assert said_by("missing-reference", text) == []


def test_a_trigger_of_zendesk_without_a_number(findings_in) -> None:
    text = """[{"title": "Received", "active": true,
      "conditions": {"all": [{"field": "update_type", "operator": "is", "value": "Create"}]},
      "actions": [{"field": "notification_user", "value": ["requester_id", "We have your request",
       "<html lang='en'><p>Dear {{ticket.requester.name}},</p><p>We answer soon.</p></html>"]}]}]"""
    assert len(findings_in("helpdesk", "missing-reference", text)) == 1
    assert findings_in("helpdesk", "missing-reference", text.replace("soon", "{{ticket.id}}")) == []


def test_an_absence_notice_needs_no_number(said_by: Judge) -> None:
    assert said_by("missing-reference", f'{AWAY} body "I am away." }}') == []


@pytest.mark.parametrize(
    "promise",
    [
        "We answer within two days.",
        "You will hear from us by Friday.",
        "We answer before {due-date}.",
        "Your case is closed, no further action is needed from either of us.",
    ],
)
def test_what_names_a_time_or_promises_nothing_more(said_by: Judge, promise: str) -> None:
    text = f'reply a {{ kind ticket\n language en\n subject "{{case}}"\n body "{promise}" }}'
    assert said_by("missing-deadline", text) == []


def test_opening_hours_are_no_deadline(said_by: Judge) -> None:
    text = """
        reply a {
            kind ticket
            language en
            body "We answer as soon as possible. We are open Monday to Friday from 9:00 to 17:00."
        }
    """
    assert len(said_by("missing-deadline", text)) == 1


def test_an_hour_by_which_people_have_an_answer(said_by: Judge) -> None:
    text = 'reply a { kind ticket\n language en\n body "Hello. We will reply by 10:00 AM." }'
    assert said_by("missing-deadline", text) == []


def test_what_acknowledges_by_its_words(said_by: Judge) -> None:
    text = """
        reply a {
            language en
            subject "Acme"
            body "We have received your message. Somebody will get in touch with you."
        }
    """
    assert len(said_by("missing-deadline", text)) == 1
    assert len(said_by("missing-reference", text)) == 1
    news = text.replace("language en", "kind information\n            language en")
    assert said_by("missing-deadline", news) == []


def test_a_signature_that_is_filled_in_names_no_time_but_perhaps_a_number(
    said_by: Judge, skipped_by: Judge
) -> None:
    text = """
        reply a {
            kind ticket
            language en
            body "We answer as soon as possible. Please do not reply to this message."
            body "{signature}"
        }
    """
    assert len(said_by("missing-deadline", text)) == 1
    assert said_by("unread-mailbox", text) == []
    assert len(skipped_by("unread-mailbox", text)) == 1


def test_a_survey_that_was_taken_for_a_ticket(said_by: Judge) -> None:
    text = """
        reply a {
            kind ticket
            language en
            subject "How would you rate the support you received?"
            body "Please tell us what you think."
            interval 180d
        }
    """
    for rule in ("missing-deadline", "missing-reference", "survey-every-time"):
        assert said_by(rule, text) == []


def test_the_longest_promise(said_by: Judge) -> None:
    text = 'reply a { kind ticket\n language en\n body "We answer within {0}." }'.replace(
        "{0}", "%s"
    )
    assert said_by("missing-deadline", text % "three weeks") == []
    assert len(said_by("missing-deadline", text % "six weeks")) == 1
    assert len(said_by("missing-deadline", text % "6 working days", max_promise=5)) == 1


def test_a_time_that_promises_no_answer_is_not_too_late(said_by: Judge) -> None:
    text = """
        reply a {
            kind ticket
            language en
            body "We answer within two days. You can send it back within 60 days."
        }
    """
    assert said_by("missing-deadline", text) == []


def test_a_voicemail_that_promises_nothing(said_by: Judge) -> None:
    text = 'voicemail box { say "Please leave a message after the tone." }'
    assert said_by("missing-deadline", text) == []


# Links, advertising, surveys


def test_a_pointer_to_the_website_beside_a_sentence_that_is_not_known(said_by: Judge) -> None:
    text = """
        reply a {
            kind acknowledgement
            language en
            body "Visit our website for answers. Jane Doe of the claims desk reads your letter."
        }
    """
    assert said_by("links-only-reply", text) == []


def test_a_link_that_was_asked_for(said_by: Judge) -> None:
    text = 'reply a { kind information\n language en\n body "Visit our website for answers." }'
    assert said_by("links-only-reply", text) == []
    assert len(said_by("links-only-reply", text.replace("information", "acknowledgement"))) == 1


def test_an_answer_of_links_only_is_told_of_once(said_by: Judge) -> None:
    text = """
        reply received {
            kind acknowledgement
            language en
            subject "Your question"
            body "Thank you for your message. You can find answers on our website."
        }
    """
    ((_, message),) = said_by(["links-only-reply", "missing-deadline", "missing-reference"], text)
    assert "nothing else than where the website is" in message


def test_the_paragraph_with_the_offer_is_dropped(mended_in) -> None:
    text = dedent(
        '''\
        reply closed {
            kind closed
            language en
            body """
                We have closed your case.

                Tip: save 20 % with our new premium plan!

                Kind regards
                """
        }
        '''
    )
    fixed = mended_in("ivr", "upsell-in-service-mail", text)
    assert "case.\n\n        Kind regards\n" in fixed


def test_the_offer_in_a_script_of_sieve_is_dropped(mended_in) -> None:
    text = (
        'require "vacation";\nvacation text:\nI am away on vacation until Monday, and read it then.'
        "\n\nWhy not upgrade to our new premium plan? Save 20 %!\n.\n;\n"
    )
    assert mended_in("sieve", "upsell-in-service-mail", text).endswith("read it then.\n.\n;\n")


def test_an_offer_within_a_paragraph_is_left_to_people(findings_in) -> None:
    text = AWAY + 'body "I am away until Monday. Save 20 % with our new premium plan!"\n}\n'
    assert [one.fix for one in findings_in("ivr", "upsell-in-service-mail", text)] == [None]


def test_an_offer_to_callers_who_chose_something_else(said_by: Judge) -> None:
    text = """
        phone "+44 20 7946 0100" {
            language en
            menu main {
                say "To report a fault, press 1. For sales, press 2."
                key 1 "report a fault" -> offer
                key 2 "sales" -> bye
                noinput -> bye
                nomatch -> bye
            }
            say offer { "Save 20 % with our new premium plan!" }
            hangup bye
        }
    """
    assert len(said_by("upsell-in-service-mail", text)) == 1
    assert (
        said_by("upsell-in-service-mail", text.replace("noinput -> bye", "noinput -> offer")) == []
    )


def test_a_survey_that_callers_choose_by_a_key(said_by: Judge) -> None:
    text = """
        phone "+44 20 7946 0100" {
            language en
            menu main {
                say "Press 1 to rate this call."
                key 1 -> rating
                noinput -> bye
                nomatch -> bye
            }
            survey rating { say "How satisfied are you?" }
            hangup bye
        }
    """
    assert said_by("survey-every-time", text) == []
    always = text.replace("noinput -> bye", "noinput -> rating")
    assert len(said_by("survey-every-time", always)) == 1


def test_a_survey_after_the_matter_is_resolved(said_by: Judge) -> None:
    text = """
        reply a {
            kind closed
            language en
            body "Your case is closed, as you asked. How satisfied are you with our service?"
        }
    """
    assert len(said_by("survey-every-time", text)) == 1
    assert said_by("survey-every-time", text, require_resolved=False) == []
    assert said_by("survey-every-time", text.replace("kind", "fact resolved\nkind")) == []


# Closed cases


@pytest.mark.parametrize(
    "why",
    [
        "because the money was paid back",
        "at your request",
        "as you asked",
        "since we have not heard from you",
        "Result: {outcome}",
    ],
)
def test_a_reason_for_a_closed_case(said_by: Judge, why: str) -> None:
    joint = ". " if why[0].isupper() else ", "
    text = f'reply a {{ kind closed\n language en\n body "We have closed your case{joint}{why}." }}'
    assert said_by("closed-without-reason", text) == []


def test_a_closed_case_of_zammad_without_a_reason(findings_in) -> None:
    text = """{"name": "closed", "perform": {"notification.email": {
      "recipient": "ticket_customer", "subject": "[#{ticket.number}] closed",
      "body": "<html lang='en'><p>Hello,</p><p>Your ticket has been closed.</p></html>"}}}"""
    assert len(findings_in("helpdesk", "closed-without-reason", text)) == 1


def test_an_account_that_a_machine_has_blocked(said_by: Judge) -> None:
    text = """
        reply a {
            kind information
            language en
            from "noreply@bank.example"
            body "Your account has been blocked. This decision was made by a machine."
        }
    """
    assert len(said_by("closed-without-reason", text)) == 1
    assert len(said_by("closed-without-way-back", text)) == 1


def test_no_sorry(said_by: Judge) -> None:
    text = """
        reply a {
            kind closed
            language en
            body "We have closed your case, because it was solved."
        }
    """
    assert said_by("closed-without-reason", text) == []
    assert len(said_by("closed-without-reason", text, need_apology=True)) == 1


def test_who_closed_the_case_needs_no_way_back(said_by: Judge) -> None:
    text = """
        reply a {
            kind closed
            language en
            fact resolved
            from "noreply@a.example"
            body "Your case has been closed."
        }
    """
    assert said_by(["closed-without-way-back"], text) == []
    assert said_by(["closed-without-reason"], text) == []


def test_a_text_that_says_that_nobody_reads_answers_closes_the_way(said_by: Judge) -> None:
    text = """
        reply a {
            kind refusal
            language en
            from "service@a.example"
            body "Your request has been rejected. Please do not reply to this message."
        }
    """
    assert len(said_by("closed-without-way-back", text)) == 1


def test_a_way_to_complain_is_a_way_back(said_by: Judge) -> None:
    text = """
        reply a {
            kind refusal
            language en
            from "noreply@a.example"
            body "Your request has been rejected. You can lodge an appeal within six weeks."
        }
    """
    assert said_by("closed-without-way-back", text) == []


def test_what_a_mail_server_refuses_is_no_answer(findings_in) -> None:
    text = (
        'require "reject"; reject "Your request has been rejected. Do not reply to this message.";'
    )
    for rule in ("closed-without-reason", "closed-without-way-back", "unread-mailbox"):
        assert findings_in("sieve", rule, text) == []


# Absences


@pytest.mark.parametrize(
    "day", ["2026-05-31", "31-05-2026", "31 May 2025", "5/31/2026", "December 2025"]
)
def test_a_day_that_is_over(findings_in, day: str) -> None:
    text = f'{AWAY}body "I am away until {day}; call 020 7946 0100."\n}}\n'
    found = findings_in("ivr", "incomplete-absence-notice", text)
    assert len(found) == 1
    assert "is over" in found[0].message


@pytest.mark.parametrize("day", ["2026-06-01", "7/6/2026", "31 May", "December 2026", "Monday"])
def test_a_day_that_is_not_over_or_may_come_again(findings_in, day: str) -> None:
    text = f'{AWAY}body "I am away until {day}; call 020 7946 0100."\n}}\n'
    assert findings_in("ivr", "incomplete-absence-notice", text) == []


def test_since_when_somebody_is_gone_is_no_day_of_return(said_by: Judge) -> None:
    text = AWAY + 'body "I no longer work here as of March 2024. Write to sales@a.example."\n}\n'
    assert said_by("incomplete-absence-notice", text) == []


def test_a_notice_whose_schedule_has_ended(findings_in) -> None:
    text = """require ["vacation", "date", "relational"];
      if currentdate :value "le" "date" "2025-08-01" {
        vacation "I am away until 1 August 2025; call +44 20 7946 0100.";
      }"""
    assert findings_in("sieve", "incomplete-absence-notice", text) == []


def test_a_message_that_was_sent_is_not_asked_for_its_day(findings_in) -> None:
    text = (
        "From: a@b.example\nSubject: Out of office\nMessage-ID: <1@b.example>\n"
        "Auto-Submitted: auto-replied\nContent-Language: en\n\n"
        "I am away until 1 August 2019; call +44 20 7946 0100.\n"
    )
    assert findings_in("mail", "incomplete-absence-notice", text) == []


def test_mail_that_is_passed_on_reaches_somebody(findings_in) -> None:
    text = (
        'require ["vacation", "copy"];\nredirect :copy "desk@a.example";\n'
        'vacation "I am away on vacation until Monday and will read your message after that.";'
    )
    assert findings_in("sieve", "incomplete-absence-notice", text) == []


def test_a_notice_for_minutes(findings_in) -> None:
    text = (
        'require ["vacation", "vacation-seconds"];\n'
        'vacation :seconds 1800 "I am in a meeting, and cannot read your message right now.";'
    )
    assert findings_in("sieve", "incomplete-absence-notice", text) == []
    longer = text.replace("1800", "86400")
    assert len(findings_in("sieve", "incomplete-absence-notice", longer)) == 1


def test_a_notice_may_need_less(said_by: Judge) -> None:
    text = AWAY + 'body "I am on vacation."\n}\n'
    assert len(said_by("incomplete-absence-notice", text)) == 1
    assert said_by("incomplete-absence-notice", text, need=("not-expired",)) == []


@pytest.mark.parametrize(
    "said", ["I am on holiday in July.", "Please call our office.", "I am back on Monday."]
)
def test_what_strangers_may_know(said_by: Judge, said: str) -> None:
    assert said_by("oversharing-absence-notice", f'{AWAY}body "{said}"\n}}\n') == []


def test_who_wants_to_look_at_notices_within_the_house(said_by: Judge) -> None:
    text = f'{AWAY}audience internal\nbody "I am in hospital for an operation."\n}}\n'
    assert said_by("oversharing-absence-notice", text) == []
    assert len(said_by("oversharing-absence-notice", text, audience="internal")) == 1


# What was to be filled in


@pytest.mark.parametrize(
    "said",
    [
        "Dear [CUSTOMER NAME], hello.",
        "Dear <First Name>, hello.",
        "I am away until [date].",
        "Dear [uw naam],",
        "Call XXX-XXXX.",
        "Lorem ipsum dolor sit amet.",
        "TODO: write this.",
    ],
)
def test_what_was_left_to_fill_in(said_by: Judge, said: str) -> None:
    assert len(said_by("unfilled-placeholder", f'reply a {{ body "{said}" }}')) == 1
    assert len(said_by("unfilled-placeholder", f'say a {{ "{said}" }}')) == 1


@pytest.mark.parametrize(
    "said",
    [
        "Your card XXXX-XXXX-XXXX-1234.",
        "Write to <service@a.example>.",
        "See [1] and [sic].",
        "[HELP](https://a.example/help)",
        "A <b>bold</b> word.",
        "Size XXL, and XX years.",
        "TODO EL DIA",
        "Press <ENTER> </b>",
    ],
)
def test_what_only_looks_like_it(said_by: Judge, said: str) -> None:
    assert said_by("unfilled-placeholder", f'reply a {{ body "{said}" }}') == []


def test_marks_at_the_start_of_a_subject(said_by: Judge) -> None:
    assert said_by("unfilled-placeholder", 'reply a { subject "[SPAM] {subject}" }') == []
    assert len(said_by("unfilled-placeholder", 'reply a { subject "Dear [NAME]" }')) == 1


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("You have used <hours> of your hours.", 1),
        ("Sua fatura é de <valor>, com vencimento em <data>.", 2),
        ("Write <strong>now</strong>.", 0),
        ("First line<br>second <line>", 0),
        ("I <3 you, and 2 < 3 > 1", 0),
        ("Answer <https://example.com/a>", 0),
    ],
)
def test_names_in_small_letters_that_a_chat_writes(said_by: Judge, said: str, found: int) -> None:
    chat = f'chat desk {{ say a {{ "{said}" }} }}'
    assert len(said_by("unfilled-placeholder", chat)) == found
    assert not said_by("unfilled-placeholder", f'say a {{ "{said}" }}'), "may be markup of a voice"


def test_braces_in_a_mail_that_came_were_not_filled_in(findings_in) -> None:
    text = (
        "Return-Path: <>\nReceived: from a by b; Mon, 1 Jun 2026 10:00:00 +0000\n"
        "From: a@b.example\nSubject: Auto: tulips\nAuto-Submitted: auto-replied\n\n"
        "Dear {{customer.name}}, we have your message.\n"
    )
    assert len(findings_in("mail", "unfilled-placeholder", text)) == 1
    template = text.partition("From")[1] + text.partition("From")[2]
    assert findings_in("mail", "unfilled-placeholder", template) == []


def test_what_the_platform_fills_in_is_no_fault(findings_in) -> None:
    text = "<Response><Say>Hello {{name}}, ${place} and %{time}.</Say></Response>"
    assert findings_in("twiml", "unfilled-placeholder", text) == []


# Links


@pytest.mark.parametrize(
    ("label", "address"),
    [
        ("www.bank.example", "https://bank.example.org/login"),
        ("https://a.co.uk", "https://b.co.uk/"),
        ("Here", "http://tinyurl.com/x"),
    ],
)
def test_links_that_look_like_those_of_fraudsters(said_by: Judge, label: str, address: str) -> None:
    assert len(said_by("phishy-link", f'reply a {{ link "{label}" to "{address}" }}')) == 1


@pytest.mark.parametrize(
    ("label", "address"),
    [
        ("www.bank.example", "https://my.bank.example/login"),
        ("a.co.uk", "https://www.a.co.uk/"),
        ("Your invoice", "https://bank.example/invoice"),
        ("bank.example", "{link}"),
        ("bank.example", "https://{host}/"),
        ("bank.example", "mailto:service@other.example"),
    ],
)
def test_honest_links(said_by: Judge, label: str, address: str) -> None:
    text = f'reply a {{ link "{label}" to "{address}" }}'
    assert said_by("phishy-link", text) == []


def test_a_password_in_a_mail(said_by: Judge) -> None:
    assert len(said_by("phishy-link", 'reply a { body "It is {user.password}." }')) == 1
    assert said_by("phishy-link", 'reply a { body "Go to {password_reset_link}." }') == []


def test_links_of_a_mail_in_html(findings_in) -> None:
    text = (
        "From: a@bank.example\nSubject: Auto: your account\nAuto-Submitted: auto-replied\n"
        "Content-Type: text/html; charset=utf-8\n\n"
        '<html lang="en"><body><p>Please verify your account details at '
        '<a href="https://bank-secure.example.net/x">www.bank.example</a>.</p></body></html>\n'
    )
    found = sorted(one.message for one in findings_in("mail", "phishy-link", text))
    assert len(found) == 2
    assert "bank-secure.example.net" in found[1]


# Other languages


@pytest.mark.parametrize(
    ("language", "good", "bad"),
    [
        ("nl", "Wij antwoorden binnen twee werkdagen.", "Wij antwoorden zo snel mogelijk."),
        (
            "de",
            "Wir antworten innerhalb von zwei Werktagen.",
            "Wir melden uns so bald wie möglich.",
        ),
        (
            "fr",
            "Vous recevrez une réponse sous deux jours ouvrés.",
            "Nous vous répondrons dans les meilleurs délais.",
        ),
        (
            "es",
            "Recibirá una respuesta en dos días laborables.",
            "Le responderemos lo antes posible.",
        ),
    ],
)
def test_times_in_other_languages(said_by: Judge, language: str, good: str, bad: str) -> None:
    text = f'reply a {{ kind ticket\n language {language}\n subject "{{case}}"\n body "%s" }}'
    assert said_by("missing-deadline", text % good) == []
    assert len(said_by("missing-deadline", text % bad)) == 1


@pytest.mark.parametrize(
    ("language", "closed", "why"),
    [
        ("nl", "Uw melding is afgesloten", "omdat het bedrag is terugbetaald"),
        ("de", "Wir haben Ihr Ticket geschlossen", "weil das Gerät repariert wurde"),
        ("fr", "Nous avons clôturé votre dossier", "car le montant a été remboursé"),
        ("es", "Hemos cerrado su caso", "porque el importe fue reembolsado"),
    ],
)
def test_reasons_in_other_languages(said_by: Judge, language: str, closed: str, why: str) -> None:
    text = f'reply a {{ kind closed\n language {language}\n subject "{{case}}"\n body "%s." }}'
    assert len(said_by("closed-without-reason", text % closed)) == 1
    assert said_by("closed-without-reason", text % f"{closed}, {why}") == []
