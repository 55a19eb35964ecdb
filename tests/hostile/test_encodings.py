"""Files in every encoding that they should not have."""

from __future__ import annotations

import codecs

import pytest

TEXT = """\
phone "1" {
    start -> welcome
    // Welkom bij café Ütopia
    say welcome {
        "Één moment."
        next -> nowhere
    }
}
"""
READ = {
    "UTF-8 with a mark": codecs.BOM_UTF8 + TEXT.encode(),
    "UTF-16 LE with a mark": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "UTF-16 BE with a mark": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "UTF-32 LE with a mark": codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
    "UTF-32 BE with a mark": codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
}
TOLD = {
    "ISO-8859-1": (TEXT.encode("latin-1"), "does not fit UTF-8"),
    "Windows-1252": (TEXT.replace("É", "€").encode("cp1252"), "does not fit UTF-8"),
    "UTF-16 LE": (TEXT.encode("utf-16-le"), "UTF-16 without a byte-order mark"),
    "UTF-16 BE": (TEXT.encode("utf-16-be"), "UTF-16 without a byte-order mark"),
    "half a character of UTF-16": (
        codecs.BOM_UTF16_LE + (TEXT + "// x").encode("utf-16-le")[:-1],
        "do not fit the encoding",
    ),
    "half a character of UTF-32": (
        codecs.BOM_UTF32_LE + (TEXT + "// x").encode("utf-32-le")[:-3],
        "do not fit the encoding",
    ),
    "half a pair of UTF-16": (
        codecs.BOM_UTF16_BE + TEXT.replace("É", "\ud800").encode("utf-16-be", "surrogatepass"),
        "do not fit the encoding",
    ),
    "surrogates in UTF-8": (
        TEXT.replace("É", "\udfff").encode("utf-8", "surrogatepass"),
        "does not fit UTF-8",
    ),
    "half a character of UTF-8": ((TEXT + "// €").encode()[:-1], "does not fit UTF-8"),
    "overlong UTF-8": (TEXT.encode().replace(b"//", b"// \xc0\xaf"), "does not fit UTF-8"),
}


@pytest.mark.parametrize("content", READ.values(), ids=READ)
def test_a_byte_order_mark_says_the_encoding(ground, content: bytes) -> None:
    ground.write("other.ivr", content)
    found = [f for f in ground.survives().data["findings"] if f["path"] == "other.ivr"]
    assert [(f["rule"], f["start"]["line"]) for f in found] == [("dangling-target", 6)]


@pytest.mark.parametrize(("content", "said"), TOLD.values(), ids=TOLD)
def test_a_wrong_encoding_is_told_and_the_rest_is_linted(ground, content: bytes, said: str) -> None:
    ground.write("other.ivr", content)
    found = [f for f in ground.survives().data["findings"] if f["path"] == "other.ivr"]
    assert [f["message"] for f in found if said in f["message"]], found
    assert [f["start"]["line"] for f in found if f["rule"] == "dangling-target"] == [6]


def test_utf_32_without_a_mark_is_told(ground) -> None:
    ground.write("other.ivr", TEXT.encode("utf-32-le"))
    found = {f["rule"] for f in ground.survives().data["findings"] if f["path"] == "other.ivr"}
    assert found == {"syntax-error"}


def test_a_connect_flow_of_windows_is_a_connect_flow(ground) -> None:
    flow = (
        '{"Version":"2019-10-30","StartAction":"a","Actions":[{"Identifier":"a","Type":'
        '"MessageParticipant","Parameters":{"Text":"É"},"Transitions":{"NextAction":"b"}}]}'
    )
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"):
        ground.write(f"flow {encoding}", flow.encode(encoding))
    done = ground.survives()
    assert done.data["statistics"]["formats"]["connect"]["files"] == 5
