"""What is secret is masked, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint._secrets import mask


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        # Settings files.
        ("secret=1234", "secret=****"),
        ("password => my pass ; why", "password => ******* ; why"),
        ('vmsecret = "12 34"', 'vmsecret = "*****"'),
        ("md5secret=0123", "md5secret=****"),
        ("  db-password: hunter2", "  db-password: *******"),
        ("- token: abcdef  # mine", "- token: ******  # mine"),
        # JSON, and JSON within JSON.
        ('{"pin": "1234", "next": "a"}', '{"pin": "****", "next": "a"}'),
        ('{"customerPin": 1234, "x": 1}', '{"customerPin": ****, "x": 1}'),
        ('"password": "a\\"b", "x": "y"', '"password": "****", "x": "y"'),
        ('"{\\"apiKey\\":\\"abc\\",\\"a\\":1}"', '"{\\"apiKey\\":\\"***\\",\\"a\\":1}"'),
        ('{"Name": "customerPin", "Value": "1234"}', '{"Name": "customerPin", "Value": "****"}'),
        ("{password: 'geheim'}", "{password: '******'}"),
        # XML.
        ('<param name="vm-password" value="1000"/>', '<param name="vm-password" value="****"/>'),
        ("<password>abc</password>", "<password>***</password>"),
        ('<Sip username="a" password="1234">', '<Sip username="a" password="****">'),
        ('data="default_password=1234"/>', 'data="default_password=****"/>'),
        # Code.
        ("var authToken = 'abc';", "var authToken = '***';"),
        # Asterisk.
        ("1234 => 5678,Jan Jansen", "1234 => ****,Jan Jansen"),
        ("1234=>-5678", "1234=>-****"),
        ("conf => 1000,1234,9999", "conf => 1000,*********"),
        ("exten => 100,1,Set(PIN=1234)", "exten => 100,1,Set(PIN=****)"),
        ("n,Authenticate(12345,a)", "n,Authenticate(*****,a)"),
        ('GotoIf($["${PIN}" = "1234"]?ok)', 'GotoIf($["${PIN}" = "****"]?ok)'),
        ("register => me:secret@host/100", "register => me:******@host/100"),
        ("Dial(SIP/me:hunter2@10.0.0.1)", "Dial(SIP/me:*******@10.0.0.1)"),
        # Addresses with credentials.
        ("sip:me:pass@host", "sip:me:****@host"),
        ("https://me:pa:ss@host/x?a=b@c", "https://me:*****@host/x?a=b@c"),
        # Amazon.
        (
            "arn:aws:connect:eu-west-1:123456789012:instance/a",
            "arn:aws:connect:eu-west-1:************:instance/a",
        ),
        (
            "arn:aws-cn:lambda:cn-north-1:123456789012:x",
            "arn:aws-cn:lambda:cn-north-1:************:x",
        ),
        ("id AKIAABCDEFGHIJKLMNOP.", "id ********************."),
        # Tokens.
        ("Authorization: Bearer abcdefghijklmnop", "Authorization: Bearer ****************"),
        ('"Authorization: Basic dXNlcg=="', '"Authorization: Basic ********"'),
        ("eyJhbGciOiJI.eyJzdWIiOiIx.c2ln", "*" * 30),
    ],
)
def test_secrets_are_masked(line: str, shown: str) -> None:
    assert mask(line) == shown


@pytest.mark.parametrize(
    "line",
    [
        'say "Voer uw pincode in: 4 cijfers, gevolgd door een hekje."',
        'say "Please enter your PIN: four digits"',
        '{"Text": "Enter your PIN: ", "Next": "abc"}',
        '"pinPrompt": "Please enter your PIN"',
        '"maxPinLength": 4',
        '"pin": true',
        "pass=1",
        "password: please enter it after the tone",
        "unknown option 'token': did you mean 'tokens'?",
        'phone "+31 88 555 0100" {',
        "Bel 0800-1234567 of +31 88 555 0100",
        'key 1 "status" -> agents',
        "exten => 1234,1,Dial(SIP/1000@trunk,20)",
        "100 => jump 200;",
        "Dial(PJSIP/${EXTEN:1}@trunk)",
        "Set(pin=${DB(pins/100)})",
        "password=${DB_PASSWORD}",
        '<param name="password" value="$${default_password}"/>',
        '"Password": "$.External.password"',
        "sip:1000@example.com",
        "mailto:info@example.com",
        "https://host:8080/path@x",
        "opinion=yes shopping=no",
        "arn:aws:s3:::bucket",
        "",
    ],
)
def test_everything_else_is_shown(line: str) -> None:
    assert mask(line) == line


FRAGMENTS = st.sampled_from(
    [
        *("password", "pin", "token", "secret", "key", "name", "value", "conf", "register"),
        *("=", "=>", ":", '"', "'", '\\"', "{", "}", "<", ">", "</", "(", ")", ",", ";", "@", "/"),
        *(" ", "://", "sip:", "SIP/", "arn:aws:a:b:123456789012:c", "1234", "abc", "*", "${", "é"),
        *(
            "Bearer ",
            "Authorization: Basic ",
            "eyJhbGciOiJI.",
            "-",
            "\x00",
            "\ud800",
            "Authenticate(",
        ),
    ]
)
LINES = st.one_of(st.text(max_size=80), st.lists(FRAGMENTS, max_size=25).map("".join))


@given(LINES)
def test_a_mask_has_the_length_of_what_it_hides(line: str) -> None:
    masked = mask(line)
    assert len(masked) == len(line)
    assert all(shown in (own, "*") for shown, own in zip(masked, line, strict=True))


@given(LINES)
def test_a_masked_line_stays_as_it_is(line: str) -> None:
    assert mask(mask(line)) == mask(line)


@pytest.mark.parametrize(
    "secret",
    [
        *(f"{begin}ABCDEFGHIJKLMNOP" for begin in ("AKIA", "ASIA", "AIDA", "AROA")),
        *(f"gh{kind}_abcdefghijklmnop" for kind in "pousr"),
        *(f"xox{kind}-abcdefghijklmnop" for kind in "abprs"),
        "sk_live_abcdefghijkl",
        "sk_test_abcdefghijkl",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0",
    ],
)
def test_tokens_that_stand_alone_are_not_shown(secret: str) -> None:
    assert mask(f"it says {secret} here") == f"it says {'*' * len(secret)} here"


@pytest.mark.parametrize("begin", ["Bearer ", "bearer ", "DISA(", "Authenticate("])
def test_what_follows_these_is_not_shown(begin: str) -> None:
    assert "1234567890123456" not in mask(f"it says {begin}1234567890123456 here")
