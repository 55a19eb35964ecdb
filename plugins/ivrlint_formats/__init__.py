"""ivrlint's own formats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ivrlint.hooks import hookimpl

if TYPE_CHECKING:
    from ivrlint.formats import Format


@hookimpl
def ivrlint_formats() -> Iterable[Format]:
    """The formats that come with ivrlint."""
    from ivrlint_formats.asterisk import AsteriskFormat
    from ivrlint_formats.bandwidth import BandwidthFormat
    from ivrlint_formats.connect import ConnectFormat
    from ivrlint_formats.dialogflow import DialogflowFormat
    from ivrlint_formats.freeswitch import FreeSwitchFormat
    from ivrlint_formats.genesys import GenesysFormat
    from ivrlint_formats.helpdesk import HelpdeskFormat
    from ivrlint_formats.ivr import IvrFormat
    from ivrlint_formats.jambonz import JambonzFormat
    from ivrlint_formats.mail import MailFormat
    from ivrlint_formats.ncco import NccoFormat
    from ivrlint_formats.sieve import SieveFormat
    from ivrlint_formats.studio import StudioFormat
    from ivrlint_formats.twiml import TwimlFormat
    from ivrlint_formats.voicexml import VoiceXmlFormat

    return [
        IvrFormat(),
        FreeSwitchFormat(),
        ConnectFormat(),
        GenesysFormat(),
        AsteriskFormat(),
        TwimlFormat(),
        BandwidthFormat(),
        NccoFormat(),
        JambonzFormat(),
        StudioFormat(),
        DialogflowFormat(),
        SieveFormat(),
        VoiceXmlFormat(),
        MailFormat(),
        HelpdeskFormat(),
    ]
