"""The whole journey: the pack journey, and who may decide at its end."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from ivrlint import _plugins
from ivrlint._judge import ActiveRule, judge
from ivrlint.formats import Reading
from ivrlint.model import Project
from ivrlint.places import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrlint.finding import Finding

    Finder = Callable[..., list[Finding]]
    Judge = Callable[..., list[tuple[int, str]]]

SAMPLES = Path(__file__).parents[2] / "samples"
DATA = Path(__file__).parents[2] / "plugins" / "ivrlint_rules" / "journey"


@pytest.mark.parametrize("name", ["personas", "requirements"])
def test_data_is_as_its_schema_says(name: str) -> None:
    data = json.loads((DATA / f"{name}.json").read_text("utf-8"))
    schema = json.loads((DATA / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)


def test_there_are_eight_groups_of_customers() -> None:
    groups = json.loads((DATA / "personas.json").read_text("utf-8"))["personas"]
    assert len({group["name"] for group in groups}) == 8
    page = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text("utf-8")
    for group in groups:
        row = f"| `{group['name']}` | {', '.join(f'`{name}`' for name in group['lacks'])} |"
        assert row in page, row


# What customers are told.


def _told(one: str, other: str) -> str:
    return f"""
        page faq {{
            kind faq
            {one}
        }}
        reply case-created {{
            subject "We have your report"
            {other}
        }}
        """


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ('fact answer-time "1d"', 'fact answer-time "2d"', 1),
        ('fact answer-time "2d"', 'fact answer-time "48h"', 0),
        ('fact price "€ 0,10"', 'fact price "€  0,10"', 0),
        ('fact price "€ 0,10"', 'fact price "€ 0,25"', 1),
        ('fact phone-number "+31 20 555 0100"', 'fact phone-number "020 555 0100"', 0),
        ('fact phone-number "+31 20 555 0100"', 'fact phone-number "020 555 0199"', 1),
        ('fact opening-hours "9-17"', 'fact price "9"', 0),
    ],
)
def test_what_is_told_twice_has_to_be_the_same(
    said_by: Judge, one: str, other: str, found: int
) -> None:
    assert len(said_by("channels-disagree", _told(one, other))) == found


def test_what_is_told_of_another_product_may_differ(said_by: Judge) -> None:
    text = _told(
        'fact price "10"\nfact about "delivery in town"',
        'fact price "20"\nfact about "delivery abroad"',
    )
    assert not said_by("channels-disagree", text)


def test_facts_that_are_not_asked_for_are_not_compared(said_by: Judge) -> None:
    text = _told('fact price "10"', 'fact price "20"')
    assert not said_by("channels-disagree", text, facts=("hours",))


def test_a_mail_may_not_promise_more_than_the_form_that_sets_it_off(said_by: Judge) -> None:
    text = """
        page contact-form {{
            kind form
            language en
            text "You will hear from us within 2 days."
        }}
        reply case-created {{
            kind acknowledgement
            language en
            trigger "after the form contact-form"
            body "We will answer you within {days} days."
        }}
        """
    assert len(said_by("channels-disagree", text.format(days=5))) == 1
    assert not said_by("channels-disagree", text.format(days=2))
    other = text.format(days=5).replace("after the form contact-form", "after a call")
    assert not said_by("channels-disagree", other)


HOURS = """
    page contact {{
        language {language}
        text "{said}"
        number "{number}"
    }}
    hours office {{
        open mon-fri "08:00-20:00"
        open sat "09:00-13:00"
    }}
    phone help "+31 88 555 0110" {{
        branch office-hours {{
            on hours office
            open -> agents
            closed -> shut
        }}
        queue agents
        say shut {{ "Closed." }}
    }}
    """


@pytest.mark.parametrize(
    ("language", "said", "found"),
    [
        ("nl", "Bel ons op werkdagen van 8 tot 20 uur en op zaterdag van 9 tot 13 uur.", 0),
        ("nl", "Bel ons op werkdagen van 8 tot 18 uur.", 1),
        ("nl", "Wij staan dag en nacht voor u klaar.", 1),
        ("nl", "Onze website is dag en nacht bereikbaar.", 0),
        ("nl", "Wij bezorgen uw pakket tussen 16:33 en 17:33 uur.", 0),
        ("nl", "Bel ons van acht uur ’s ochtends tot zes uur ’s avonds.", 0),
        ("en", "Call us on weekdays from 8 am to 8 pm.", 0),
        ("en", "Call us on weekdays from 8:30 to 17:00.", 1),
        ("en", "We are there for you around the clock.", 1),
        ("en", "We are open on 24 December from 9 to 12 am.", 0),
    ],
)
def test_hours_on_a_page_are_those_of_the_line(
    said_by: Judge, language: str, said: str, found: int
) -> None:
    text = HOURS.format(language=language, said=said, number="088 555 0110")
    assert len(said_by("channels-disagree", text)) == found, said


def test_hours_of_another_number_are_not_compared(said_by: Judge) -> None:
    said = "Bel ons op werkdagen van 7 tot 23 uur."
    text = HOURS.format(language="nl", said=said, number="088 555 0199")
    assert not said_by("channels-disagree", text)


def test_a_line_with_two_tables_of_hours_is_not_compared(said_by: Judge) -> None:
    said = "Bel ons op werkdagen van 7 tot 23 uur."
    text = HOURS.format(language="nl", said=said, number="088 555 0110")
    more = "queue agents\n branch sales-hours { on hours sales\n open -> agents }"
    assert not said_by("channels-disagree", text.replace("queue agents", more, 1))


def test_a_known_fault_is_told_wherever_customers_come(said_by: Judge) -> None:
    text = """
        page answer {{ fact known-fault "signing in fails" }}
        phone help "+31 88 555 0110" {{
            {fact}
            say hello {{ "Hello." }}
        }}
        """
    assert len(said_by("channels-disagree", text.format(fact=""))) == 1
    told = text.format(fact='fact known-fault "Signing in  fails"')
    assert not said_by("channels-disagree", told)
    other = text.format(fact='fact about "another product"')
    assert not said_by("channels-disagree", other)


# The phone number.

LINE = """
    phone help "+31 88 555 0110" {
        start -> agents
        queue agents
    }
    """


@pytest.mark.parametrize(
    "shown",
    [
        'number "088 555 0110"',
        'text "Vragen? Bel (088) 555 0110."',
        'link "Call us" to "tel:+31885550110"',
        'link "Call us" -> flow help',
    ],
)
def test_a_number_is_shown_by_a_text_or_a_link_too(said_by: Judge, shown: str) -> None:
    page = "page contact {{ {shown} }}"
    assert not said_by("hidden-phone-number", LINE + page.format(shown=shown))
    assert said_by("hidden-phone-number", LINE + page.format(shown='text "Vragen? Mail ons."'))


def test_without_a_line_no_number_is_hidden(said_by: Judge) -> None:
    assert not said_by("hidden-phone-number", "page contact { }")
    assert not said_by("hidden-phone-number", LINE)


def test_pages_of_another_company_show_its_own_numbers(said_by: Judge) -> None:
    text = (
        LINE
        + """
    page contact {
        address "www.carrier.example/contact"
        number "088 555 0110"
    }
    page faq-shop {
        kind faq
        address "www.shop.example/faq"
    }
    """
    )
    assert not said_by("hidden-phone-number", text)


def test_a_number_may_be_two_clicks_away(said_by: Judge) -> None:
    text = (
        LINE
        + """
    page help-page { link "Topics" -> page topics }
    page topics { link "More" -> page more }
    page more { number "088 555 0110" }
    """
    )
    assert not said_by("hidden-phone-number", text)
    assert len(said_by("hidden-phone-number", text, clicks=1)) == 1


def test_a_step_of_a_form_needs_no_number(said_by: Judge) -> None:
    text = LINE + 'page address { kind form }\npage contact { number "088 555 0110" }'
    assert not said_by("hidden-phone-number", text)


# Devices.

PORTAL = """
    page letter {{
        kind letter
        link "Register" -> flow portal
        {beside}
    }}
    form portal "grid.example" {{
        fact requires "app"
        say registered {{
            "Thank you."
            fact done
        }}
    }}
    """


@pytest.mark.parametrize(
    ("beside", "found"),
    [
        ("", 1),
        ('text "Or call 088 555 0110."', 0),
        ('link "Write to us" to "mailto:help@grid.example"', 0),
        ('link "Elsewhere" to "https://other.example"', 0),
        ('link "Questions" -> page faq', 1),
        ('link "On paper" -> page card', 0),
        ('language en\ntext "Do you not know it? Contact your installer."', 1),
        ('language en\ntext "Or fill in the card, and return the card by post."', 0),
    ],
)
def test_a_letter_may_offer_another_way_than_the_app(
    said_by: Judge, beside: str, found: int
) -> None:
    text = PORTAL.format(beside=beside) + (
        """
        page faq { kind faq }
        page card {
            kind form
            free-text
        }
        """
    )
    assert len(said_by("device-only-step", text)) == found


def test_what_is_about_the_app_itself_may_ask_for_it(said_by: Judge) -> None:
    assert not said_by("device-only-step", PORTAL.format(beside=""), devices=("computer",))


def test_a_staffed_line_that_is_shown_is_another_way(said_by: Judge) -> None:
    shown = PORTAL.format(beside="") + LINE + 'page contact { number "088 555 0110" }'
    assert not said_by("device-only-step", shown)
    hidden = PORTAL.format(beside="") + LINE + "page contact { }"
    assert len(said_by("device-only-step", hidden)) == 1


def test_an_unresolved_way_may_do_without_the_device(said_by: Judge, skipped_by: Judge) -> None:
    text = """
        form ask "air.example" {
            menu who {
                word "account" -> sign-in
                word "other" -> ? "set in the portal"
            }
            visit sign-in { shows -> page login }
        }
        page login { needs account }
        """
    assert not said_by("device-only-step", text)
    assert skipped_by("device-only-step", text)


# Leaving and joining.


def _leaving(sales: str, leave: str, more: str = "") -> str:
    return f"""
        phone "+44 20 7946 0100" {{
            language en
            menu main {{
                key 1 "to place an order" -> {sales}
                key 2 "to cancel your contract" -> {leave}
                noinput -> main
                nomatch -> main
            }}
            queue sales {{ }}
            queue service {{ }}
            {more}
        }}
        """


COLLECT = """
    collect number {
        as contract-number
        noinput -> number
        nomatch -> number
        next -> name
        TAG
    }
    collect name {
        as name
        noinput -> name
        nomatch -> name
        next -> service
    }
    """


def test_one_question_more_is_allowed_and_two_are_not(said_by: Judge) -> None:
    assert not said_by("cancel-harder-than-buy", _leaving("sales", "service"))
    more = COLLECT.replace("TAG", "")
    assert not said_by("cancel-harder-than-buy", _leaving("sales", "name", more))
    ((line, message),) = said_by("cancel-harder-than-buy", _leaving("sales", "number", more))
    assert line == 6
    assert "cancelling takes 3" in message
    assert not said_by("cancel-harder-than-buy", _leaving("sales", "number", more), extra=2)


def test_who_asks_as_much_of_buyers_may_ask_it_of_leavers(said_by: Judge) -> None:
    assert not said_by(
        "cancel-harder-than-buy", _leaving("number", "number", COLLECT.replace("TAG", ""))
    )


def test_an_identity_check_that_the_law_wants_costs_nothing(said_by: Judge) -> None:
    more = COLLECT.replace("TAG", "fact existing-customers-auth")
    assert not said_by("cancel-harder-than-buy", _leaving("sales", "number", more))


def test_a_way_that_is_not_known_may_be_shorter(said_by: Judge, skipped_by: Judge) -> None:
    more = COLLECT.replace("next -> name", 'word "help" -> ? "set elsewhere"\nnext -> name')
    text = _leaving("sales", "number", more.replace("TAG", ""))
    assert not said_by("cancel-harder-than-buy", text)
    assert skipped_by("cancel-harder-than-buy", text)


def test_a_deeper_menu_for_leaving_is_a_warning(found_by: Finder) -> None:
    text = """
        phone "+44 20 7946 0100" {
            language en
            menu main {
                key 1 "to place an order" -> service
                key 2 "your contract" -> contract
                noinput -> main
                nomatch -> main
            }
            menu contract {
                key 1 "to change it" -> service
                key 2 "to cancel it" -> service
                noinput -> main
                nomatch -> main
            }
            queue service
        }
        """
    (finding,) = found_by("cancel-harder-than-buy", text)
    assert str(finding.severity) == "warning"
    assert "buying is offered after 0 inputs, cancelling after 1" in finding.message


def test_offers_to_stay_are_counted(said_by: Judge) -> None:
    more = """
        say offer { "Upgrade now and get a special discount!" next -> again }
        say again { "Or get our new bundle at half price!" next -> service }
        """.replace('!" next', '!"\nnext')
    assert len(said_by("cancel-harder-than-buy", _leaving("sales", "offer", more))) == 1
    assert not said_by("cancel-harder-than-buy", _leaving("sales", "offer", more), save_offers=2)


def test_a_line_where_nothing_is_sold_compares_nothing(said_by: Judge) -> None:
    text = _leaving("sales", "number", COLLECT.replace("TAG", ""))
    assert not said_by("cancel-harder-than-buy", text.replace("to place an order", "the weather"))


# Forms.


def _form(*subjects: str, language: str = "en") -> str:
    lines = "\n    ".join(f'subject "{subject}"' for subject in subjects)
    return f"page contact {{\n    kind form\n    language {language}\n    {lines}\n}}\n"


@pytest.mark.parametrize(
    ("subjects", "found"),
    [
        (("Where is my parcel?", "Work with us"), 1),
        (("Where is my parcel?", "Other questions"), 0),
        (("Your application",), 0),
    ],
)
def test_a_form_takes_anything_or_is_for_one_thing(
    said_by: Judge, subjects: tuple[str, ...], found: int
) -> None:
    assert len(said_by("missing-form-subject", _form(*subjects))) == found


def test_a_topic_of_the_phone_that_the_form_lacks_is_named(said_by: Judge) -> None:
    text = _form("Where is my parcel?", "Work with us") + (
        """
        phone "+44 20 7946 0100" {
            language en
            menu main {
                key 1 "where is my parcel" -> main
                key 2 "damaged goods" -> main
                key 0 "operator" -> main
            }
        }
        """
    )
    ((_, message),) = said_by("missing-form-subject", text)
    assert "such as 'damaged goods'" in message


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Something else"), ("nl-NL", "Iets anders")]
)
def test_a_subject_for_anything_else_can_be_added(
    found_by: Finder, said_by: Judge, language: str, words: str
) -> None:
    text = _form("A", "B", language=language)
    (finding,) = found_by("missing-form-subject", text)
    assert finding.fix is not None
    assert not finding.fix.safe
    (edit,) = finding.fix.edits
    mended = text[: edit.place.start] + edit.text + text[edit.place.end :]
    assert f'subject "{words}" other\n    free-text\n' in mended
    assert not said_by("missing-form-subject", mended)


def test_a_form_in_a_language_without_words_is_skipped(said_by: Judge, skipped_by: Judge) -> None:
    text = _form("Muu asia", "Laskut", language="fi")
    assert not said_by("missing-form-subject", text)
    assert skipped_by("missing-form-subject", text)


# Messages.


def _mails(*facts: str) -> str:
    return "\n".join(
        f'reply m{at} {{\n{fact}\nsubject "Message"\nbody "{"word" * (at + 1)} {at}"\n}}'
        for at, fact in enumerate(facts)
    )


def test_messages_for_several_matters_are_no_flood(said_by: Judge) -> None:
    one, other = 'fact about "an order"', 'fact about "a return"'
    assert len(said_by("message-flood", _mails(*[one] * 6))) == 1
    assert not said_by("message-flood", _mails(*[one] * 5, other))
    assert not said_by("message-flood", _mails(*[""] * 9))


def test_messages_of_one_day_are_counted(said_by: Judge) -> None:
    first, second = (f'fact about "an order"\nfact sent-on "{day}"' for day in (1, 2))
    assert len(said_by("message-flood", _mails(first, first, first))) == 1
    assert not said_by("message-flood", _mails(first, first, second, second))


def test_the_same_message_twice_is_told(said_by: Judge) -> None:
    text = """
        reply one {
            fact about "an order"
            body "Your order is on its way, and comes tomorrow in the morning."
        }
        reply two {
            fact about "an order"
            body "Your order is on its way and comes tomorrow in the morning!"
        }
        """
    ((line, _),) = said_by("message-flood", text)
    assert line == 6
    assert not said_by("message-flood", text.replace('"an order"', '"a return"', 1))


def test_what_a_caller_asks_for_is_no_flood(said_by: Judge) -> None:
    text = """
        phone "+44 20 7946 0100" {
            menu one {
                key 1 -> first
                noinput -> one
                nomatch -> one
            }
            send first {
                by sms
                next -> second
            }
            send second {
                by sms
                next -> two
            }
            menu two {
                key 1 -> third
                noinput -> two
                nomatch -> two
            }
            send third { by sms }
        }
        """
    assert not said_by("message-flood", text)
    assert len(said_by("message-flood", text.replace("next -> two", "next -> third"))) == 1


# Journeys.


def _journeys(*windows: str, more: str = "") -> str:
    return "\n".join(
        f'page p{at} {{\nfact obligatory\nfact window "{window}"\n{more}\n}}'
        for at, window in enumerate(windows)
    )


def test_journeys_one_after_the_other_do_not_stack(said_by: Judge) -> None:
    months = [f"2026-0{month}-01/2026-0{month}-28" for month in range(1, 7)]
    assert not said_by("journey-stacking", _journeys(*months))
    assert len(said_by("journey-stacking", _journeys(*["2026-01-01/2026-02-01"] * 4))) == 1


def test_time_and_logins_stack_too(said_by: Judge) -> None:
    two = ["2026-01-01/2026-02-01"] * 2
    assert not said_by("journey-stacking", _journeys(*two, more='fact minutes "30"'))
    assert said_by("journey-stacking", _journeys(*two, more='fact minutes "31"'))
    assert said_by("journey-stacking", _journeys(*two, more='fact logins "2"'))


def test_a_journey_without_its_days_is_skipped(said_by: Judge, skipped_by: Judge) -> None:
    assert not said_by("journey-stacking", _journeys(*["soon"] * 9))
    assert len(skipped_by("journey-stacking", _journeys("soon", "2026-02-30/2026-03-01"))) == 2
    assert (
        len(
            skipped_by(
                "journey-stacking", _journeys("2026-01-01/2026-02-01", more='fact minutes "nan"')
            )
        )
        == 1
    )


# Cases.

CASE = """
    page contact-form { kind form }
    reply case-created {
        kind acknowledgement
        from "auto-reply@parcels.example"
        subject "Your case {case}"
        language en
        body "Your case has the number {case}. MORE"
        LINK
    }
    """


@pytest.mark.parametrize(
    ("more", "link", "found"),
    [
        ("", "", 1),
        ("Call us on 020 7946 0100.", "", 0),
        ("Write to help@parcels.example.", "", 0),
        ("Please do not reply to auto-reply@parcels.example.", "", 1),
        ("", 'link "Your case" to "https://parcels.example/case"', 0),
        ("", 'reply-to "service@parcels.example"', 0),
        ("", 'fact ticketing "none"', 0),
    ],
)
def test_a_case_can_be_added_to(said_by: Judge, more: str, link: str, found: int) -> None:
    text = CASE.replace("MORE", more).replace("LINK", link)
    assert len(said_by("missing-update-path", text)) == found


def test_where_answers_go_may_not_be_known(said_by: Judge, skipped_by: Judge) -> None:
    text = CASE.replace("MORE", "").replace("LINK", "reply-to unknown")
    text = text.replace('from "auto-reply@parcels.example"', "from unknown")
    assert not said_by("missing-update-path", text)
    assert skipped_by("missing-update-path", text)


def test_mail_alone_does_not_tell_of_forms(said_by: Judge) -> None:
    text = (
        CASE.replace("MORE", "").replace("LINK", "").replace("page contact-form { kind form }", "")
    )
    assert not said_by("missing-update-path", text)


# Groups of customers.

PAGE = 'page contact { number "088 555 0110" }\n'


def test_a_file_of_phone_menus_alone_blocks_nobody(said_by: Judge) -> None:
    assert not said_by("persona-blocked", LINE)
    assert not said_by("persona-blocked", LINE + "page address-form { kind form }")


def _channels(more: str, facts: str = "") -> str:
    return LINE.replace("start", f"{facts}\n        start") + more


def test_an_address_or_a_form_lets_deaf_people_in(said_by: Judge) -> None:
    assert len(said_by("persona-blocked", _channels(PAGE))) == 1
    for way in (
        'page contact { link "Mail" to "mailto:help@grid.example" }',
        "page contact {\n kind form\n free-text\n}",
        'page contact {\n kind form\n subject "A"\n subject "B"\n}',
        'page faq {\n kind faq\n language en\n text "Call us, or send us an email."\n}',
        'page contact { link "Elsewhere" to "https://other.example" }',
        'page contact { number "088 555 0110" }\nreply hello { from "help@grid.example" }',
        PAGE + "chat help { queue people }",
    ):
        assert not said_by("persona-blocked", _channels(way)), way


def test_an_answer_to_a_mail_is_no_way_for_who_has_no_internet(said_by: Judge) -> None:
    text = """
        page faq { kind faq }
        reply hello { from "help@grid.example" }
        """
    ((_, message),) = said_by("persona-blocked", text)
    assert message.startswith("people without internet cannot be helped")


def test_a_group_can_be_declared_not_to_be_concerned(said_by: Judge) -> None:
    facts = 'fact not-for "deaf, speech-impaired"'
    assert not said_by("persona-blocked", _channels(PAGE, facts))


def test_a_team_can_add_groups_and_take_some_out(said_by: Judge) -> None:
    text = _channels(PAGE)
    assert not said_by("persona-blocked", text, personas={"deaf": "", "speech-impaired": ""})
    ((_, message),) = said_by(
        "persona-blocked",
        text,
        personas={"deaf": "", "speech-impaired": "", "nobody": "hearing, internet"},
    )
    assert "customers of the group 'nobody'" in message


def test_who_lost_the_code_needs_a_way_without_it(said_by: Judge) -> None:
    text = """
        page contact {{ link "Mail" to "https://bank.example" -> flow bank }}
        phone bank "+31 88 555 0120" {{
            collect who {{
                as {data}
                digits 8
                noinput -> {noinput}
                nomatch -> who
                next -> people
            }}
            queue people
        }}
        chat bank-chat {{
            collect chat-who {{
                as {data}
                noinput -> chat-who
                nomatch -> chat-who
                next -> chat-people
            }}
            queue chat-people
        }}
        """
    blocked = text.format(data="customer-number", noinput="who")
    ((_, message),) = said_by("persona-blocked", blocked)
    assert "lost every code" in message
    assert not said_by("persona-blocked", text.format(data="customer-number", noinput="people"))
    assert not said_by("persona-blocked", text.format(data="phone-number", noinput="who"))


def test_a_task_of_its_own_needs_a_way_of_its_own(said_by: Judge) -> None:
    text = (
        LINE
        + """
    page contact { link "Mail" to "mailto:help@grid.example" }
    """
    )
    assert not said_by("persona-blocked", text)
    app = """
    form leave "grid.example/leave" {
        fact cancel
        fact requires "app"
        say gone {
            "Your contract has ended."
            fact done
        }
    }
    page shop { fact buy }
    """
    selling = text.replace("start", "fact buy\n        start").replace("mailto:", "tel:")
    found = said_by("persona-blocked", selling + app)
    assert any("for 'cancel'" in message for _, message in found), found


# Waiting.


@pytest.mark.parametrize(
    ("then", "found"),
    [
        ('say next-step { "Goodbye." }', 1),
        ("queue next-step", 0),
        ("voicemail next-step", 0),
    ],
)
def test_advice_to_wait_is_no_end_of_a_call(said_by: Judge, then: str, found: int) -> None:
    text = f"""
        phone "+44 20 7946 0100" {{
            language en
            say advice {{
                "Please wait two working days."
                next -> next-step
            }}
            {then}
        }}
        """
    assert len(said_by("wait-without-action", text)) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Wacht 1 dag af.", 1),
        ("Wacht 1 dag af. Nog niets? Bel ons op 088 555 0110.", 0),
        ("Wacht 1 dag af. Daarna nemen wij binnen 2 dagen contact met u op.", 0),
        ("Wacht 1 dag af. Uw melding staat genoteerd onder {case}.", 0),
        ("Uw geld staat binnen 3 dagen op uw rekening.", 0),
    ],
)
def test_an_answer_that_does_something_may_ask_to_wait(
    said_by: Judge, said: str, found: int
) -> None:
    text = f'reply answer {{\nlanguage nl\nkind information\nsubject "Uw pakket"\nbody "{said}"\n}}'
    assert len(said_by("wait-without-action", text)) == found


# Who may decide.


def test_being_passed_on_to_nobody_who_decides_is_no_way_on(said_by: Judge) -> None:
    text = """
        phone "+44 20 7946 0100" {{
            language en
            menu main {{
                key 1 "a complaint" -> first
                noinput -> first
                nomatch -> first
            }}
            agent first {{ next -> second }}
            queue second {{ next -> third }}
            agent third {{
                group "back office"
                {mandate}
            }}
        }}
        """
    assert len(said_by("missing-mandate", text.format(mandate=""))) == 1
    assert not said_by("missing-mandate", text.format(mandate='fact mandate "refunds"'))


def test_people_of_whom_nothing_is_told_may_decide(said_by: Judge) -> None:
    text = """
        phone "+44 20 7946 0100" {
            language en
            menu main {
                key 1 "a complaint" -> first
                noinput -> first
                nomatch -> first
            }
            agent first { next -> second }
            queue second
        }
        """
    assert not said_by("missing-mandate", text)
    assert not said_by("missing-mandate", text.replace("a complaint", "the weather"))


# With the files of telephone systems.


def _said_by(
    name: str, files: dict[str, tuple[str, str]], language: str = "en", **options: object
) -> list[tuple[str, int, str]]:
    """What a rule says of a project of several formats: (format, text) by the name of the file."""
    plugins = _plugins.load()
    rule = next(rule for rule in plugins.rules if rule.name == name)
    documents = []
    for path, (form, text) in files.items():
        reader = next(each for each in plugins.formats if each.name == form)
        document = reader.read(Source(path, dedent(text).lstrip()), Reading(lambda _, __: None))
        documents += reader.link([replace(document, language=language)])
    active = ActiveRule(rule, rule.severity, options=options)
    verdict = judge(Project(documents, languages=plugins.languages), [active])
    assert not verdict.failures, verdict.failures[0].details
    found = [one.finding for one in verdict.findings]
    return [(one.place.source.path, one.place.begin.line, one.message) for one in found]


DIALPLAN = """
    [from-trunk]
    exten => s,1,Answer()
     same => n(menu),Background(main-menu)
     same => n,WaitExten(8)
    exten => 1,1,Queue(sales,,,,300)
     same => n,Hangup()
    exten => 2,1,Goto(contract,s,1)
    exten => t,1,Goto(s,menu)
    exten => i,1,Goto(s,menu)

    [contract]
    exten => s,1(ask),Background(contract-menu)
     same => n,WaitExten(8)
    exten => 1,1,Queue(service,,,,300)
     same => n,Hangup()
    exten => 2,1,Read(number,enter-number,8)
     same => n,GotoIf($["${number}" = ""]?2,1)
     same => n,Queue(service,,,,300)
     same => n,Hangup()
    exten => t,1,Goto(s,ask)
    exten => i,1,Goto(s,ask)
    """


TRANSCRIPTS = """
    transcript "main-menu" "To place an order, press 1. For your contract, press 2."
    transcript "contract-menu" "To change it, press 1. To cancel it, press 2."
    transcript "enter-number" "Please enter your contract number."
    """


def test_a_dialplan_with_transcripts_is_compared_too() -> None:
    files = {
        "extensions.conf": ("asterisk", DIALPLAN),
        "journey.ivr": ("ivr", TRANSCRIPTS),
    }
    ((path, line, message),) = _said_by("cancel-harder-than-buy", files)
    assert path == "extensions.conf"
    assert line == 11 + 5
    assert "cancelling takes 3 inputs and hand-overs, buying 1" in message


PASSED_ON = """
    phone "+44 20 7946 0100" {
        language en
        start -> main
        menu main {
            say "To place an order, press 1. For your contract, press 2."
            key 1 "to place an order" -> sales
            key 2 "your contract" -> first-desk
            noinput -> main
            nomatch -> main
        }
        queue sales { }
        agent first-desk {
            writes name
            next -> to-contracts
        }
        transfer to-contracts {
            to department "Contracts"
            next -> last-desk
        }
        agent last-desk {
            fact cancel
            writes name contract-number
        }
    }
    """


def test_a_hand_over_counts_once_and_so_does_what_a_person_asks() -> None:
    ((_, _, message),) = _said_by("cancel-harder-than-buy", {"line.ivr": ("ivr", PASSED_ON)})
    assert "cancelling takes 5 inputs and hand-overs, buying 1" in message


@pytest.mark.parametrize(
    "name",
    [
        "channels-disagree", "hidden-phone-number", "device-only-step", "cancel-harder-than-buy",
        "missing-form-subject", "missing-update-path", "persona-blocked", "journey-stacking",
    ],
)  # fmt: skip
def test_a_dialplan_alone_says_nothing_of_the_journey(name: str) -> None:
    assert not _said_by(name, {"extensions.conf": ("asterisk", DIALPLAN)})


def test_deaf_people_meet_a_dialplan_and_a_page_that_says_call_us() -> None:
    page = """
        page contact {
            text "Do you have a question? Call us."
            number "+44 20 7946 0100"
        }
        """
    files = {"extensions.conf": ("asterisk", DIALPLAN), "web.ivr": ("ivr", page)}
    ((path, _, message),) = _said_by("persona-blocked", files)
    assert path == "extensions.conf"
    assert "people who are deaf or hard of hearing" in message
    write = page.replace("}", 'link "Write to us" to "mailto:help@shop.example"\n}')
    assert not _said_by("persona-blocked", {**files, "web.ivr": ("ivr", write)})


def test_three_texts_of_one_call_are_a_flood() -> None:
    texts = """
        <Response>
          <Say>Thank you for your order.</Say>
          <Sms>Your order has been received.</Sms>
          <Sms>Your order number is 1234.</Sms>
          <Sms>Rate our service from 1 to 5.</Sms>
        </Response>
        """
    ((_, line, message),) = _said_by("message-flood", {"voice.xml": ("twiml", texts)})
    assert line == 5
    assert message.startswith("3 messages are sent in one call")


# What customers told.

TOLD = [
    ("network-operator", "device-only-step", {}),
    ("network-operator", "persona-blocked", {}),
    ("network-operator", "hidden-phone-number", {}),
    ("network-operator", "channels-disagree", {}),
    ("network-operator", "journey-stacking", {}),
    ("bank-account", "cancel-harder-than-buy", {}),
    ("bank-account", "hidden-phone-number", {}),
    ("bank-account", "missing-mandate", {}),
    ("mobile-provider", "cancel-harder-than-buy", {}),
    ("mobile-provider", "channels-disagree", {}),
    ("mobile-provider", "missing-mandate", {}),
    ("parcel-service", "channels-disagree", {}),
    ("parcel-service", "message-flood", {"per_case": 3}),
    ("parcel-service", "missing-form-subject", {}),
    ("parcel-service", "missing-mandate", {}),
    ("parcel-service", "missing-update-path", {}),
    ("parcel-service", "wait-without-action", {}),
    ("airline", "cancel-harder-than-buy", {}),
    ("airline", "device-only-step", {}),
    ("airline", "hidden-phone-number", {}),
    ("airline", "persona-blocked", {}),
    ("blocked-customer", "missing-mandate", {}),
]


@pytest.mark.parametrize(("sample", "name", "options"), TOLD)
def test_what_a_customer_told_is_found_and_can_be_repaired(
    sample: str, name: str, options: dict[str, object]
) -> None:
    def said(version: str) -> list[tuple[str, int, str]]:
        text = (SAMPLES / sample / version / f"{sample}.ivr").read_text("utf-8")
        return _said_by(name, {"sample.ivr": ("ivr", text)}, "nl", **options)

    assert said("as-met")
    assert not said("repaired")
