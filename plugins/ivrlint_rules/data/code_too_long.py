"""The rule `code-too-long`."""

from __future__ import annotations

from ivrlint.finding import Finding, Severity, Skipped
from ivrlint.model import UNKNOWN, Channel, Collect
from ivrlint.rule import Findings, rule
from ivrlint_rules.customers import is_for_customers
from ivrlint_rules.data_names import is_phone_number
from ivrlint_rules.judgement import is_tagged


@rule("warning", since="0.1")
def code_too_long(collect: Collect, *, max: int = 10, hard: int = 16) -> Findings:  # noqa: A002
    """More digits than a head holds.

    Fifteen digits cannot be kept in mind: the caller reads three, types three,
    looks again, loses the place, and begins anew, if the time-out allows.

    The rule looks at how many digits a collected input wants: all of a fixed
    length, else at least so many. Above `hard` it is an error. It is silent where
    fewer digits are enough, or where that is not known, about telephone numbers,
    which people know by heart, about extensions and numbers that are dialled, web
    forms, questions tagged `expert`, and what only the company's own phones call.

    Source: a customer who was asked for a parcel code of fifteen digits; the W3C's
    accessibility notes (no codes that have to be remembered or copied); the
    guidelines of the Irish National Disability Authority on telecommunication have
    a chapter on codes (2.5).

    Options:

        max (digits): The most digits that are asked for without a warning.
        hard (digits): The most digits that are a warning only; more are an error.

    Bad:

        phone "+44 20 7946 0100" {
            start -> code
            collect code {  //! wants 15 digits; at most 10
                digits 15
                as parcel-code
                noinput -> agents
                nomatch -> agents
                next -> agents
            }
            collect policy {  //! error: wants 20 digits
                digits 20
                as policy
                noinput -> agents
                nomatch -> agents
                next -> agents
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> code
            collect code {
                digits 6
                as order-number
                noinput -> agents
                nomatch -> agents
                next -> number
            }
            collect number {
                digits 11
                as phone-number
                noinput -> agents
                nomatch -> agents
                next -> agents
            }
            queue agents { }
        }

    Bad (voicexml):

        <vxml version="2.1" xml:lang="en-GB">
          <form>
            <field name="parcel" type="digits?length=15">  <!--! 'parcel' wants 15 digits -->
              <prompt>Please enter the code of your parcel.</prompt>
            </field>
            <block>Your parcel is on its way.</block>
          </form>
        </vxml>
    """
    if collect.flow.channel is not Channel.PHONE or collect.keys is False:
        return
    if is_tagged(collect, "expert") or is_phone_number(collect):
        return
    if not is_for_customers(collect):
        return
    wanted = collect.least
    if wanted is UNKNOWN:
        if isinstance(collect.most, int) and collect.most > max:
            yield Skipped(collect, "it is not known how many digits are enough")
        return
    if wanted is None or wanted <= max:
        return
    yield Finding(
        collect,
        f"{collect.data or collect.shown_name!r} wants {wanted} digits; at most {max} can be kept"
        " in mind, so ask for something shorter, or find the caller by the number that calls",
        severity=Severity.ERROR if wanted > hard else None,
    )
