"""Suppression comments, path ignores and declared facts, on a small block language."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivrlint._config import Catalogue, CommandLine, Config, defaults, load, resolve_rules
from ivrlint._declared import apply_facts, unknown_facts
from ivrlint._directives import directives
from ivrlint._located import Located
from ivrlint._own_rules import own_rules
from ivrlint._statements import Statements
from ivrlint._suppression import Suppressed, suppress
from ivrlint.finding import Finding, Severity
from ivrlint.model import (
    Cause,
    Comment,
    DeclaredFacts,
    Document,
    Exit,
    Flow,
    Menu,
    Page,
    Project,
    Reply,
    Target,
)
from ivrlint.places import Place, Source
from ivrlint.rule import Findings, Rule, rule

TODAY = datetime.date(2026, 6, 1)


@rule("warning", since="0.1", pack="menus", aliases=("shouting",))
def loud_prompt(flow: Flow) -> Findings:
    """Too loud."""
    yield from ()


@rule("warning", since="0.1", pack="menus")
def quiet_prompt(flow: Flow) -> Findings:
    """Too quiet."""
    yield from ()


@rule("warning", since="0.1", pack="queue", default=False)
def long_wait(flow: Flow) -> Findings:
    """Off by default."""
    yield from ()


CATALOGUE = Catalogue((*own_rules(), loud_prompt, quiet_prompt, long_wait))


@pytest.fixture(autouse=True)
def _no_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setattr("ivrlint._cache._user_folder", lambda: folder)


def read(text: str, path: str = "a.ivr") -> Document:
    """Lines are statements, braces hold others, `//` begins a comment, `\"\"\"` a long text.

    `flow x`, `menu x`, `reply x` and `page x` name what they say, `key …` is an
    exit of its menu.
    """
    source = Source(path, text)
    statements: list[Place] = []
    comments: list[Comment] = []
    flows: list[tuple[Place, str, list[tuple[Place, str, list[Exit]]]]] = []
    replies: list[Reply] = []
    pages: list[Page] = []
    opened: list[int] = []
    long_from: int | None = None
    at = 0
    for line in text.splitlines(keepends=True):
        begin = at
        at += len(line)
        body = line.rstrip("\r\n")
        mark = body.find("//")
        said = body if mark < 0 else body[:mark]
        if mark >= 0:
            place = source.place(begin + mark, begin + len(body))
            comments.append(Comment(body[mark + 2 :], place, alone=not said.strip()))
        start = begin + len(said) - len(said.lstrip())
        end = begin + len(said.rstrip())
        words = said.split()
        if long_from is not None:
            if '"""' in said:
                statements.append(source.place(long_from, end))
                long_from = None
            continue
        if said.count('"""') == 1:
            long_from = start
            continue
        if not words:
            continue
        head = source.place(start, start + len(words[0]))
        match words:
            case ["flow", name, *_]:
                flows.append((head, name, []))
            case ["menu", name, *_]:
                if not flows:
                    flows.append((source.place(0, 0), "main", []))
                flows[-1][2].append((head, name, []))
            case ["key", key, *_]:
                flows[-1][2][-1][2].append(
                    Exit(cause=Cause.KEY, key=key, target=Target("x"), place=head)
                )
            case ["reply", name, *_]:
                replies.append(Reply(name=name, place=head))
            case ["page", name, *_]:
                pages.append(Page(name=name, place=head))
        if words == ["}"]:
            statements.append(source.place(opened.pop(), end))
        elif words[-1] == "{":
            opened.append(start)
        else:
            statements.append(source.place(start, end))
    return Document(
        source=source,
        format="test",
        flows=tuple(
            Flow(
                name=name,
                place=place,
                steps=tuple(
                    Menu(name=step, place=head, exits=tuple(exits)) for head, step, exits in steps
                ),
            )
            for place, name, steps in flows
        ),
        replies=tuple(replies),
        pages=tuple(pages),
        comments=tuple(comments),
        statements=tuple(statements),
    )


def findings_at(document: Document, *words: str, by: Rule = loud_prompt) -> list[Located]:
    """A finding at the first place of each word."""
    return [
        Located(
            by,
            Severity.WARNING,
            Finding(document.source.place(document.source.text.index(word)), word),
            document.path,
            f"menu {word}",
            (word,),
        )
        for word in words
    ]


def run(
    document: Document,
    findings: Iterable[Located],
    config: Config | None = None,
    *,
    ran: CommandLine | None = None,
    today: datetime.date = TODAY,
    linted: Iterable[str] | None = None,
) -> Suppressed:
    config = config or defaults(Path())
    active = {a.rule.name: a for a in resolve_rules(config, CATALOGUE, ran)}
    return suppress(
        list(findings),
        [document],
        config,
        CATALOGUE,
        active=active,
        linted=frozenset([document.path] if linted is None else linted),
        today=today,
        path_of=lambda path: path,
    )


def kept(text: str, *words: str, by: Rule = loud_prompt) -> list[str]:
    document = read(text)
    done = run(document, findings_at(document, *words, by=by))
    return [found.finding.message for found in done.kept]


def about(done: Suppressed) -> list[tuple[str, str, str]]:
    return [
        (found.rule.name, found.finding.place.text, found.finding.message) for found in done.about
    ]


BLOCKS = """\
flow f {
    menu one {
        say first
        key 1 second
    }
    menu two {
        say third
    }
}
"""


def _with(line: int, comment: str, *, alone: bool) -> str:
    lines = BLOCKS.splitlines()
    if alone:
        lines.insert(line - 1, comment)
    else:
        lines[line - 1] += f"  {comment}"
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("line", "alone", "left"),
    [
        # Before a statement, or beside its first line: the whole of it.
        (1, True, []),
        (1, False, []),
        (2, True, ["third"]),
        (2, False, ["third"]),
        (3, True, ["one", "second", "third"]),
        (3, False, ["one", "second", "third"]),
        (4, True, ["one", "first", "third"]),
        (6, True, ["one", "first", "second"]),
        # Beside a closing brace: what it closes. Before one: what is around.
        (5, False, ["third"]),
        (5, True, ["third"]),
        (9, False, []),
    ],
)
def test_what_a_comment_speaks_about(line: int, alone: bool, left: list[str]) -> None:
    text = _with(line, "// ivrlint: ignore[loud-prompt] known", alone=alone)
    assert kept(text, "one", "first", "second", "third") == left


def test_a_comment_after_everything_silences_nothing() -> None:
    document = read(BLOCKS + "// ivrlint: ignore[loud-prompt]\n")
    done = run(document, findings_at(document, "one"))
    assert len(done.kept) == 1
    assert [row[0] for row in about(done)] == ["unused-suppression"]


def test_any_line_of_a_long_text_will_do() -> None:
    text = 'menu m {\n  body """\n   one\n   two\n  """ // ivrlint: ignore[loud-prompt]\n  end\n}\n'
    assert kept(text, "one", "two", "end") == ["end"]


def test_empty_lines_and_other_comments_may_stand_between() -> None:
    text = "// ivrlint: ignore[loud-prompt] a\n// why\n\nsay one\nsay two\n"
    assert kept(text, "one", "two") == ["two"]


def test_without_statements_the_line_counts() -> None:
    source = Source(
        "a.conf",
        "one ; ivrlint: ignore[loud-prompt]\n; ivrlint: ignore[loud-prompt]\n\ntwo\nthree\n",
    )
    first, second = source.text.index(";"), source.text.index("\n; ") + 1
    document = Document(
        source=source,
        format="test",
        comments=(
            Comment(" ivrlint: ignore[loud-prompt]", source.place(first, second - 1), alone=False),
            Comment(" ivrlint: ignore[loud-prompt]", source.place(second, second + 31), alone=True),
        ),
    )
    done = run(document, findings_at(document, "one", "two", "three"))
    assert [found.finding.message for found in done.kept] == ["three"]
    assert not done.about


def test_only_the_rules_that_are_named() -> None:
    text = "say one // ivrlint: ignore[quiet-prompt]\n"
    assert kept(text, "one") == ["one"]
    assert kept(text, "one", by=quiet_prompt) == []
    both = "say one // ivrlint: ignore[quiet-prompt, loud-prompt] both\n"
    assert kept(both, "one") == kept(both, "one", by=quiet_prompt) == []


def test_a_former_name_still_works() -> None:
    assert kept("say one // ivrlint: ignore[shouting]\n", "one") == []


def test_a_whole_file() -> None:
    assert kept("say one\nsay two // ivrlint: ignore-file[loud-prompt]\n", "one", "two") == []


@pytest.mark.parametrize(
    "comment",
    [
        "// ivrlint: ignore[loud-prompt]",
        "//ivrlint:ignore[ loud-prompt ]",
        "// ivrlint: ignore [loud-prompt] because",
        "// ivrlint: IGNORE[loud-prompt] until 2026-06-01 then no more",
        "// ivrlint: ignore[loud-prompt] fine with legal until 2027-01-01",
        "// ivrlint: ignore[loud-prompt] until further notice",
        "// ivrlint: tag[done] ivrlint: ignore[loud-prompt]",
    ],
)
def test_ways_to_write_it(comment: str) -> None:
    assert kept(f"menu one {comment}\n", "one") == []


def test_in_the_comments_of_other_formats() -> None:
    for comment in (
        "<!-- ivrlint: ignore[loud-prompt] until 2027-01-01 -->",
        "; ivrlint: ignore[loud-prompt]",
        "# ivrlint: ignore[loud-prompt]",
        "/* why\r\n * ivrlint: ignore[loud-prompt] */",
    ):
        source = Source("a", f"say one {comment}\n")
        document = Document(
            source=source,
            format="test",
            comments=(Comment(comment, source.place(8, 8 + len(comment)), alone=False),),
            statements=(source.place(0, 7),),
        )
        assert not run(document, findings_at(document, "one")).kept, comment
        (directive,) = directives(document)
        assert directive.words[0].place.text == "loud-prompt"
        assert directive.place.text.startswith("ivrlint: ignore[")
        assert not directive.place.text.endswith(("-->", "*/", " "))


def test_prose_about_the_linter_is_no_directive() -> None:
    assert not directives(read("say one // see ivrlint: ignore[x] in the manual\n"))


def test_an_ignore_that_has_expired_is_told_and_counts_no_more() -> None:
    document = read("say one // ivrlint: ignore[loud-prompt] until 2026-05-31 soon\n")
    done = run(document, findings_at(document, "one"))
    assert len(done.kept) == 1
    assert about(done) == [
        ("unused-suppression", "loud-prompt", "the ignore of loud-prompt expired on 2026-05-31")
    ]


def test_an_ignore_that_silences_nothing_is_told_where_it_stands() -> None:
    document = read("say one // ivrlint: ignore[quiet-prompt, loud-prompt]\n")
    done = run(document, findings_at(document, "one"))
    assert about(done) == [
        (
            "unused-suppression",
            "quiet-prompt",
            "quiet-prompt finds nothing here: the ignore is not needed",
        )
    ]
    assert done.about[0].finding.place.begin == (1, 28)


def test_a_rule_that_did_not_run_is_not_called_unused() -> None:
    document = read("say one // ivrlint: ignore[quiet-prompt, long-wait] until 2020-01-01\n")
    assert not run(document, [], ran=CommandLine(select=("loud-prompt",))).about
    assert [row[1] for row in about(run(document, []))] == ["quiet-prompt"]


def test_one_use_is_use_enough_for_all_that_cover_it() -> None:
    text = (
        "// ivrlint: ignore[loud-prompt]\nmenu m {\n  say one // ivrlint: ignore[loud-prompt]\n}\n"
    )
    document = read(text)
    done = run(document, findings_at(document, "one"))
    assert not done.kept
    assert not done.about


@pytest.mark.parametrize(
    ("comment", "rule_name", "marked", "message"),
    [
        (
            "ignore[loud-promt]",
            "unknown-rule",
            "loud-promt",
            "unknown rule 'loud-promt', did you mean 'loud-prompt'?",
        ),
        ("ignore[menus]", "unknown-rule", "menus", "'menus' is not one rule: name the rules"),
        (
            "ignore",
            "unused-suppression",
            "ivrlint: ignore",
            "this comment silences nothing: it names nothing: write ignore[rule-name]",
        ),
        (
            "ignore[ ]",
            "unused-suppression",
            "ivrlint: ignore[ ]",
            "this comment silences nothing: it names nothing: write ignore[rule-name]",
        ),
        (
            "ingore[x]",
            "unused-suppression",
            "ivrlint: ingore[x]",
            (
                "this comment silences nothing: expected ignore[…], ignore-file[…] or tag[…],"
                " found 'ingore', did you mean 'ignore'?"
            ),
        ),
        (
            "ignore[loud-prompt] until 2026-13-01",
            "unused-suppression",
            "ivrlint: ignore[loud-prompt] until 2026-13-01",
            "this comment silences nothing: '2026-13-01' is no date such as 2027-03-01",
        ),
    ],
)
def test_mistakes_in_comments(comment: str, rule_name: str, marked: str, message: str) -> None:
    done = run(read(f"say one // ivrlint: {comment}\n"), [])
    assert about(done) == [(rule_name, marked, message)]


def test_comments_may_silence_what_is_said_about_comments() -> None:
    text = "say one // ivrlint: ignore[acme-jingle, unknown-rule] ours\n"
    assert not run(read(text), []).about
    unneeded = "say one // ivrlint: ignore[unknown-rule]\n"
    assert [row[1] for row in about(run(read(unneeded), []))] == ["unknown-rule"]


def test_what_is_said_about_comments_can_be_switched_off() -> None:
    document = read("say one // ivrlint: ignore[acme-jingle, loud-prompt]\n")
    off = CommandLine(ignore=("unknown-rule", "unused-suppression"))
    assert not run(document, [], ran=off).about


def test_a_file_that_two_documents_took_in_is_told_once() -> None:
    text = "say one // ivrlint: ignore[loud-prompt]\n"
    first, second = read(text, "shared.conf"), read(text, "shared.conf")
    done = suppress(
        findings_at(first, "one"),
        [first, second],
        defaults(Path()),
        CATALOGUE,
        active={a.rule.name: a for a in resolve_rules(defaults(Path()), CATALOGUE)},
        linted={"shared.conf"},
        today=TODAY,
        path_of=lambda path: path,
    )
    assert not done.kept
    assert not done.about


Configure = Callable[[str], Config]


@pytest.fixture
def configure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Configure:
    monkeypatch.chdir(tmp_path)

    def made(text: str) -> Config:
        path = tmp_path / "ivrlint.toml"
        path.write_text(text, "utf-8")
        return load(path, CATALOGUE)

    return made


def _with_config(config: Config, *, linted: Iterable[str] | None = None) -> Suppressed:
    document = read("menu one\nmenu two\nmenu three\n", "flows/a.json")
    return run(document, findings_at(document, "one", "two", "three"), config, linted=linted)


@pytest.mark.parametrize(
    ("table", "left"),
    [
        ("rules = ['loud-prompt']", []),
        ("rules = ['menus']", []),
        ("rules = ['shouting']\nstep = 'two'", ["one", "three"]),
        ("rules = ['loud-prompt']\nstep = ['t*', 'none']", ["one"]),
        ("rules = ['loud-prompt']\nstep = 'two'\nuntil = 2026-06-01", ["one", "three"]),
        ("rules = ['loud-prompt']\nuntil = 2026-05-31", ["one", "two", "three"]),
        ("rules = ['quiet-prompt']", ["one", "two", "three"]),
    ],
)
def test_ignores_of_the_configuration(configure: Configure, table: str, left: list[str]) -> None:
    done = _with_config(configure(f"[[ignore]]\npath = 'flows/*.json'\n{table}\n"))
    assert [found.finding.message for found in done.kept] == left


def test_an_unused_ignore_of_the_configuration_is_told(configure: Configure) -> None:
    config = configure(
        "[[ignore]]\npath = 'flows/'\nrules = ['loud-prompt', 'quiet-prompt', 'long-wait']\n"
        "[[ignore]]\npath = 'elsewhere/'\nrules = ['loud-prompt']\n"
        "[[ignore]]\npath = 'flows/'\nstep = 'four'\nrules = ['menus']\n"
        "[[ignore]]\npath = 'flows/'\nrules = ['menus']\nuntil = 2026-01-01\n"
        "[[per-path]]\npath = 'flows/a.json'\nignore = ['queue', 'quiet-prompt', 'loud-prompt']\n"
    )
    done = _with_config(config)
    assert [
        (row[1], found.finding.place.begin.line)
        for row, found in zip(about(done), done.about, strict=True)
    ] == [
        ("'quiet-prompt'", 3),
        ("'menus'", 10),
        ("[[ignore]]", 11),
        ("'quiet-prompt'", 17),
    ]
    assert {found.path for found in done.about} == {"ivrlint.toml"}


def test_nothing_is_unused_where_nothing_was_linted(configure: Configure) -> None:
    config = configure("[[ignore]]\npath = 'flows/'\nrules = ['quiet-prompt']\n")
    assert not _with_config(config, linted=[]).about


def test_ignores_per_path(configure: Configure) -> None:
    config = configure("[[per-path]]\npath = 'flows/'\nignore = ['loud-prompt']\n")
    done = _with_config(config)
    assert not done.kept
    assert len(done.suppressed) == 3
    assert not done.about


def test_severities_of_what_is_said_about_comments(configure: Configure) -> None:
    config = configure(
        "[rules.unused-suppression]\nseverity = 'error'\n"
        "[[per-path]]\npath = 'a.ivr'\nseverity = {unknown-rule = 'info'}\n"
    )
    document = read("say one // ivrlint: ignore[acme, loud-prompt]\n")
    severities = {found.rule.name: found.severity for found in run(document, [], config).about}
    assert severities == {"unused-suppression": Severity.ERROR, "unknown-rule": Severity.INFO}


# Declared facts


def _declared(text: str, config: Config | None = None) -> Project:
    documents = apply_facts([read(text)], config or defaults(Path()), lambda path: path)
    return Project(documents)


def _tags(project: Project) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for flow in project.flows:
        found[flow.name] = set(flow.tags)
        for step in flow.steps:
            found[step.name] = set(step.tags)
            for exit_ in step.exits:
                found[f"{step.name}.{exit_.key}"] = set(exit_.tags)
    for thing in (*project.replies, *project.pages):
        found[thing.name] = set(thing.tags)
    return {name: tags for name, tags in found.items() if tags}


MENUS = """\
flow f {
    menu one {
        say hello
        key 1 a
    }
}
reply thanks {
    body x
}
page help
"""


@pytest.mark.parametrize(
    ("line", "name"),
    [(1, "f"), (2, "one"), (3, "one"), (4, "one.1"), (7, "thanks"), (8, "thanks"), (10, "help")],
)
def test_a_tag_goes_to_what_its_comment_speaks_about(line: int, name: str) -> None:
    lines = MENUS.splitlines()
    lines[line - 1] += "  // ivrlint: tag[done]"
    assert _tags(_declared("\n".join(lines))) == {name: {"done"}}


def test_facts_with_values() -> None:
    project = _declared('menu one // ivrlint: tag[rare, share="12.5", owner=sales] x\n')
    (step,) = next(project.flows).steps
    assert step.tags == {"rare"}
    assert step.values == (("share", "12.5"), ("owner", "sales"))


def test_nothing_declared_changes_nothing() -> None:
    document = read(MENUS)
    assert apply_facts([document], defaults(Path()), lambda path: path)[0] is document


def test_facts_of_the_configuration(configure: Configure) -> None:
    config = configure("""
        [[facts]]
        path = "a.ivr"
        step = ["on*", "thanks"]
        tags = ["done"]
        [[facts]]
        path = "a.ivr"
        flow = "f"
        tags = ["info-only"]
        values = {share = 5}
        [[facts]]
        path = "b.ivr"
        step = "help"
        tags = ["rare"]
    """)
    project = _declared(MENUS, config)
    assert _tags(project) == {"one": {"done"}, "thanks": {"done"}, "f": {"info-only"}}
    assert next(project.flows).value("share") == "5"


def test_facts_for_whole_files(configure: Configure) -> None:
    config = configure("[[facts]]\npath = 'a.ivr'\ntags = ['rare']\n")
    assert set(_tags(_declared(MENUS, config))) == {"f", "thanks", "help"}


def test_facts_that_another_file_declares() -> None:
    first = read(MENUS)
    other = read("", "facts.ivr")
    declared = DeclaredFacts("f", "one", frozenset({"done"}), (("owner", "us"),), other.place)
    second = Document(source=other.source, format="test", facts=(declared,))
    project = Project(apply_facts([first, second], defaults(Path()), lambda path: path))
    assert _tags(project) == {"one": {"done"}}


def test_unknown_facts_are_told(configure: Configure) -> None:
    config = configure(
        "[[facts]]\npath = 'x'\ntags = ['raer', 'share']\nvalues = {ownr = 'x', share = 1}\n"
    )
    document = read(
        "menu one // ivrlint: tag[dnoe, owner, rare=yes, done]\nmenu two // ivrlint: tag\n"
    )
    told = [(found.place.text, found.message) for found in unknown_facts([document], config)]
    assert told == [
        ("dnoe", "unknown fact 'dnoe', did you mean 'done'?"),
        ("owner", 'the fact owner needs a value, as in owner="…"'),
        ("rare=yes", "the fact rare takes none"),
        (
            "ivrlint: tag",
            "this comment declares nothing: it names nothing: write tag[done]",
        ),
        ("'raer'", "unknown fact 'raer', did you mean 'rare'?"),
        ("'share'", 'the fact share needs a value, as in share="…"'),
        ("ownr = 'x'", "unknown fact 'ownr', did you mean 'owner'?"),
    ]


def test_an_unknown_fact_is_not_declared() -> None:
    assert not _tags(_declared("menu one // ivrlint: tag[dnoe]\n"))


# Properties


@st.composite
def nested_spans(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Stretches that lie within one another or apart."""
    spans: list[tuple[int, int]] = []
    work = [(0, draw(st.integers(0, 60)))]
    while work and len(spans) < 30:
        start, end = work.pop()
        if end - start < 1:
            continue
        if draw(st.booleans()):
            spans.append((start, end))
        middle = draw(st.integers(start, end))
        if (middle, end) != (start, end):
            work.append((middle, end))
        if (start, middle) != (start, end):
            work.append((start, middle))
    return spans


@settings(deadline=None)
@given(nested_spans(), st.integers(0, 60))
def test_the_innermost_statement_is_the_smallest_around(
    spans: list[tuple[int, int]], offset: int
) -> None:
    source = Source("a", "x" * 60)
    found = Statements(source, [source.place(*span) for span in spans]).innermost(offset)
    around = [(end - start, start, end) for start, end in spans if start <= offset < end]
    expected = min(around)[1:] if around else None
    assert found == expected


@settings(deadline=None)
@given(st.text(alphabet='ivrlint: gnoetag-[]",=\n{}/-1a', max_size=200))
def test_no_comment_is_too_strange(said: str) -> None:
    source = Source("a", f"x ivrlint:{said}")
    comment = Comment(source.text, source.place(0, len(source.text)), alone=False)
    document = Document(source=source, format="test", comments=(comment,))
    for directive in directives(document):
        for word in directive.words:
            assert word.place.text.startswith(word.name)
    run(document, [])


def test_a_hundred_thousand_nested_statements() -> None:
    depth = 100_000
    source = Source("a", "{" * depth + "x" + "}" * depth)
    places = [source.place(i, 2 * depth + 1 - i) for i in range(depth)]
    statements = Statements(source, places)
    assert statements.innermost(depth) == (depth - 1, depth + 2)
    assert statements.innermost(2 * depth) == (0, 2 * depth + 1)


def test_many_comments_and_findings_take_few_steps() -> None:
    lines = 20_000
    text = "flow f {\n" + "  menu m // ivrlint: ignore[loud-prompt]\n" * lines + "}\n"
    document = read(text)
    located = [
        Located(loud_prompt, Severity.WARNING, Finding(place, "x"), "a.ivr")
        for place in document.statements
    ]
    done = run(document, located)
    assert [found.finding.place.start for found in done.kept] == [0]
