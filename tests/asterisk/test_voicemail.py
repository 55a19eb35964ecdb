"""What `voicemail.conf` says: mailboxes, and the mails that tell their owners of messages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ivrlint.formats import Reading
from ivrlint.model import UNKNOWN, Address, Reply, ReplyKind
from ivrlint.places import Source
from ivrlint.text import Text, Variable
from ivrlint_formats.asterisk.conf.reading import parse_conf
from ivrlint_formats.asterisk.reading import read
from ivrlint_formats.asterisk.settings.mails import mails
from ivrlint_formats.asterisk.settings.voicemail import VoicemailConf, read_voicemail

ALONE = Reading(lambda _source, _name: None)


def voicemail(text: str) -> VoicemailConf:
    return read_voicemail(parse_conf(Source("voicemail.conf", text), ALONE))


def replies(text: str) -> dict[str, Reply]:
    return {reply.name: reply for reply in mails(voicemail(text))}


def body(text: str) -> Text:
    return replies(f"[general]\nemailbody = {text}\n")["voicemail"].bodies[0].text


def test_mailboxes_are_found_as_the_dialplan_names_them() -> None:
    conf = voicemail(
        "[general]\nformat = wav\n"
        "[zonemessages]\neastern = America/New_York|'vm-received' Q\n"
        "[usual](!)\n99 => 1,Nobody\n"
        "[default]\n11 => 4711,Ann Lee,ann@a.example,pager@a.example,attach=no|maxsecs=20\n"
        "11 => 0815,Second\n"
        "[office]\n11 => ,Bob\n12 =>\n"
    )
    assert list(conf.mailboxes) == ["11@default", "11@office", "12@office"]
    ann = conf.find("11")
    assert ann is not None
    assert (ann.name, ann.mail, ann.pager) == ("Ann Lee", "ann@a.example", "pager@a.example")
    assert ann.place.begin.line == 8
    assert conf.find("11", "office") is not None
    assert conf.find("12") is None
    assert conf.find("99", "usual") is None
    assert "4711" not in repr(conf.mailboxes)


def test_a_mailbox_has_its_own_settings_else_those_of_all() -> None:
    conf = voicemail(
        "[general]\nmaxsecs = 180\noperator = yes\nexitcontext = out\nattach = no\n"
        "[default]\n11 => 1,Ann,,,maxsecs=20|operator=no|Attach=yes\n12 => 1,Bob\n"
    )
    ann, bob = conf.find("11"), conf.find("12")
    assert (conf.longest(ann), conf.operator(ann), conf.attach(ann)) == (20, False, True)
    assert (conf.longest(bob), conf.operator(bob), conf.attach(bob)) == (180, True, False)
    assert conf.exit_context(ann) == conf.exit_context() == "out"


def test_without_settings_it_is_as_the_engine_has_it() -> None:
    conf = voicemail("[default]\n11 => 1,Ann\n")
    assert conf.longest() is None
    assert not conf.operator()
    assert not conf.review()
    assert conf.attach()
    assert conf.exit_context() == ""


def test_an_alias_is_the_mailbox_that_it_stands_for() -> None:
    conf = voicemail(
        "[general]\naliasescontext = also\n[also]\n70@default => 11@default\n71@x => 99@x\n"
        "[default]\n11 => 1,Ann\n"
    )
    assert conf.find("70") is conf.find("11") is not None
    assert conf.find("71", "x") is None
    assert conf.find("70@default", "also") is None


def test_a_mail_tells_the_owner_of_a_message() -> None:
    source = "[general]\nserveremail = pbx@a.example\nfromstring = Our PBX\nemailsubject = News\n"
    (mail,) = replies(source).values()
    assert mail.kind is ReplyKind.INFORMATION
    assert mail.audience == "internal"
    assert isinstance(mail.sender, Address)
    assert (mail.sender.address, mail.sender.name) == ("pbx@a.example", "Our PBX")
    assert mail.sender.place.text == "pbx@a.example"
    assert mail.reply_to is None
    assert isinstance(mail.subject, Text)
    assert mail.subject.plain == "News"
    assert mail.bodies == ()
    assert mail.place.begin.line == 2


def test_a_sender_that_the_file_does_not_name_is_not_known() -> None:
    assert replies("[general]\nemailbody = Hello\n")["voicemail"].sender is UNKNOWN
    assert replies("[general]\nserveremail = ${X}\n")["voicemail"].sender is UNKNOWN


def test_a_sender_without_a_host_is_a_name_on_this_machine() -> None:
    sender = replies("[general]\nserveremail = no-reply\n")["voicemail"].sender
    assert isinstance(sender, Address)
    assert sender.local_part == "no-reply"


def test_no_mail_is_sent_where_nobody_has_an_address() -> None:
    assert replies("[general]\nformat = wav\n[default]\n11 => 1,Ann\n") == {}
    assert list(replies("[default]\n11 => 1,Ann,ann@a.example\n")) == ["voicemail"]
    assert list(replies("[default]\n11 => 1,Ann,,pager@a.example\n")) == ["voicemail-pager"]


def test_pagers_get_their_own_words() -> None:
    found = replies("[general]\npagerbody = Message from ${VM_CALLERID}\npagersubject = New\n")
    assert found["voicemail-pager"].bodies[0].text.plain == "Message from {VM_CALLERID}"


def test_a_mailbox_with_its_own_words_has_a_mail_of_these_alone() -> None:
    found = replies(
        "[general]\nserveremail = pbx@a.example\nemailbody = For all\n"
        "[default]\n11 => 1,Ann,ann@a.example,,emailsubject=For Ann|tz=eastern\n"
    )
    own = found["voicemail-11@default"]
    assert isinstance(own.subject, Text)
    assert own.subject.plain == "For Ann"
    assert own.subject.place.text == "For Ann"
    assert own.bodies == ()
    assert own.sender is UNKNOWN
    assert own.place.begin.line == 5


def test_the_text_is_what_the_owner_reads() -> None:
    said = body(r"Dear ${VM_NAME}:\n\n\tcall ${VM_CALLERID}\; then ${IF($[1]?a:b)} $[1 + 1].")
    assert said.plain == ("Dear {VM_NAME}:\n\n\tcall {VM_CALLERID}; then {IF} {1 + 1}.")
    names = [piece.name for piece in said.pieces if isinstance(piece, Variable)]
    assert names == ["VM_NAME", "VM_CALLERID", "IF", "1 + 1"]


def test_every_stretch_of_the_text_leads_to_the_file() -> None:
    said = body(r"Dear\n\n${VM_NAME},\tcall\; then \\ wait.")
    for word in ("Dear", "then", "wait."):
        at = said.plain.index(word)
        assert said.part(at, at + len(word)).text == word
    at = said.plain.index("\t")
    assert said.part(at, at + 1).text == r"\t"
    at = said.plain.index("{VM_NAME}")
    assert said.part(at, at + 9).text == "${VM_NAME}"
    assert said.part(said.plain.index("call"), said.plain.index("then") + 4).text == r"call\; then"


def test_a_document_tells_what_it_knows() -> None:
    document = read(Source("voicemail.conf", "[general]\nserveremail = pbx\n"), ALONE)
    assert [reply.name for reply in document.replies] == ["voicemail"]
    assert "reply.sender" in document.knows


@given(st.text(alphabet="ab${}[]\\n;|=,@ ", max_size=80))
def test_any_text_leads_to_its_place(text: str) -> None:
    source = f"[general]\nemailbody = x{text}\n[default]\n1 => {text}\n2 => 1,,,,emailbody={text}\n"
    for reply in mails(voicemail(source)):
        for part in reply.bodies:
            plain = part.text.plain
            for at in range(len(plain)):
                place = part.text.part(at, at + 1)
                assert part.place.start <= place.start <= place.end <= part.place.end
