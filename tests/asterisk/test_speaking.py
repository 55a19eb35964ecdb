"""What is spoken, where the file does not say it plainly."""

from __future__ import annotations

import pytest

from ivrlint.formats import Reading
from ivrlint.places import Source
from ivrlint_formats.ivr import IvrFormat


@pytest.mark.parametrize("spoken", ["${}", "$[]", "${${}}", "$[$[]]"])
def test_a_value_without_a_name_can_be_written_as_ivr(dialplan, spoken: str) -> None:
    met = dialplan(f"[a]\nexten => s,1,SayDigits({spoken})\n")
    assert met.steps("a") == ["say s,1", "hangup s,end"]
    written = IvrFormat().write(met.documents[0])
    again = IvrFormat().read(Source("x.ivr", written), Reading(lambda _source, _name: None))
    assert again.problems == ()
