"""What is taken for VoiceXML, and in which encoding it is read."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from ivrlint import _cli
from ivrlint.formats import Candidate, Claim

DECLARED = '<?xml version="1.0"?>\n'


def claim(voicexml, text: str, path: str = "index.xml") -> Claim:
    return voicexml.claim(Candidate(PurePosixPath(path), text[:4096], lambda: text))


@pytest.mark.parametrize(
    "text",
    [
        "<vxml/>",
        "\ufeff" + DECLARED + "<vxml version='2.1'><form/></vxml>",
        DECLARED + "<!-- the line -->\n<vxml version='2.0'>",
        "<!DOCTYPE vxml PUBLIC '-//W3C//DTD VOICEXML 2.0//EN' 'vxml.dtd'>\n<vxml>",
        "\n\n" + DECLARED + "<vxml>",
        '<?xml version="1.0">\n<vxml>',
        "<v:vxml xmlns:v='http://www.w3.org/2001/vxml'/>",
        "<vxml><form><block>Hello <%= name %>, you are caller <?= $n ?>.</block></form></vxml>",
        "<%@ page contentType='text/xml' %>\n<vxml><form/></vxml>",
    ],
)
def test_a_file_is_voicexml_by_its_first_element(voicexml, text) -> None:
    assert claim(voicexml, text) is Claim.CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<Response><Say>vxml</Say></Response>",
        "<html><body>&lt;vxml></body></html>",
        "<p>write <vxml></p>",
        "<vxmlish/>",
        'print("<html><vxml>")',
    ],
)
def test_what_only_speaks_of_voicexml_is_not(voicexml, text) -> None:
    assert claim(voicexml, text) is Claim.NO


@pytest.mark.parametrize(
    "text",
    [
        "<vxml><form><block><?php if ($open) { ?>Open<?php } ?></block></form></vxml>",
        "<vxml><form><block><% if (open) { %>Open<% } %></block></form></vxml>",
        "<vxml><menu>{% for one in choices %}<choice/>{% endfor %}</menu></vxml>",
    ],
)
def test_a_program_that_writes_the_dialog_is_not(voicexml, text) -> None:
    assert claim(voicexml, text, "index.vxml") is Claim.NO


def test_a_program_far_down_is_seen_too(voicexml) -> None:
    text = "<vxml><form><block>" + "x" * 5000 + "<?php more(); ?></block></form></vxml>"
    assert claim(voicexml, text) is Claim.NO


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b'<?xml version="1.0" encoding="ISO-8859-1"?><vxml/>', "iso8859-1"),
        (b"<?xml version='1.0' encoding='windows-1252' ?>", "cp1252"),
        (b'<?xml version="1.0" encoding="UTF-8"?>', "utf-8"),
        (b'<?xml version="1.0" encoding="UTF-16"?>', None),
        (b'<?xml version="1.0" encoding="rot13"?>', None),
        (b'<?xml version="1.0" encoding="iso-8859-99"?>', None),
        (b"<vxml/>", None),
    ],
)
def test_a_file_names_its_own_encoding(voicexml, head, encoding) -> None:
    assert voicexml.encoding_of(head) == encoding


def test_the_encoding_is_that_of_the_file(monkeypatch, tmp_path, capsys) -> None:
    text = (
        '<?xml version="1.0" encoding="iso-8859-1"?><vxml><form><block>Grüße</block></form></vxml>'
    )
    (tmp_path / "gruss.vxml").write_bytes(text.encode("latin-1"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        _cli.main(["show", "--format", "ivr", "gruss.vxml"])
    assert not ended.value.code
    assert "Grüße" in capsys.readouterr().out
