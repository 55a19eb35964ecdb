"""Which line of a dialplan the engine goes on with, and what a caller can dial.

The examples are as Asterisk 16.28 answered them.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.model import UNKNOWN
from ivrlint.places import Source
from ivrlint_formats.asterisk.conf.nodes import NotTaken
from ivrlint_formats.asterisk.dialplan.nodes import HINT, Context, Dialplan, Directive, Entry
from ivrlint_formats.asterisk.system.answers import Found, Missing, Perhaps
from ivrlint_formats.asterisk.system.options import FEW
from ivrlint_formats.asterisk.system.patterns import Pattern, is_pattern
from ivrlint_formats.asterisk.system.system import System

SOURCE = Source("extensions.conf", "")


def line(exten: str, priority: int, says: str, label: str | None = None) -> Entry:
    name, slash, cid = exten.partition("/")
    caller = cid if slash else None
    return Entry(name, caller, priority, label, "NoOp", says, SOURCE, 0, 0, 0, 0)


def dialplan(text: str, *, missing: str | None = None, whole: bool = True) -> Dialplan:
    """A dialplan of lines `exten,priority[(label)] = what it says`, `include …`, `switch …`."""
    contexts: dict[str, Context] = {}
    for row in filter(None, map(str.strip, text.splitlines())):
        if row.startswith("["):
            context = Context(row[1:-1], SOURCE, 0, 0, [], [])
            contexts[context.name] = context
            continue
        kind, _, value = row.partition(" ")
        if kind in {"include", "switch"}:
            name = value.split(",")[0]
            context.directives.append(Directive(kind, value, name, SOURCE, 0, 0))
            continue
        head, _, says = row.partition(" = ")
        exten, _, priority = head.rpartition(",")
        number, _, label = priority.partition("(")
        at = HINT if number == "hint" else int(number)
        context.entries.append(line(exten, at, says, label.rstrip(")") or None))
    not_taken = (NotTaken(missing, contexts.popitem()[1].place),) if missing else ()
    return Dialplan(SOURCE, contexts, not_taken=not_taken, whole=whole)


def system(text: str, **more: str) -> System:
    return System([dialplan(text, **more)])  # type: ignore[arg-type]


def says(found: Found | Missing | Perhaps) -> str:
    """What the line says that is found, or what lacks, or why nobody knows."""
    if isinstance(found, Found):
        return found.entry.arguments
    return f"no {found.what}" if isinstance(found, Missing) else f"perhaps: {found.reason}"


def keys(made: System, context: str) -> list[str]:
    options = made.options(context)
    return [option.key for option in (*options.short, *options.long)]


LOCAL = """
    [main]
    _X.,1 = any
    _X.,2 = any more
    _X.,3 = any last
    _1XX,1 = hundred
    _1XX,2(there) = hundred more
    123,1 = exact
    123,hint = SIP/123
    77,2 = only two
    s-BUSY,1 = busy
    ivr-${EXTEN},1 = literally
"""


@pytest.mark.parametrize(
    ("exten", "priority", "expected"),
    [
        ("123", 1, "exact"),
        ("123", 2, "hundred more"),
        ("123", 3, "any last"),
        ("123", "there", "hundred more"),
        ("124", 1, "hundred"),
        ("1244", 1, "any"),
        ("77", 1, "any"),
        ("77", 2, "only two"),
        ("1-2-3", 1, "exact"),
        ("sBUSY", 1, "busy"),
        ("_1XX", 1, "hundred"),
        ("_1xx", 1, "hundred"),
        ("ivr-${EXTEN}", 1, "literally"),
        ("123", 4, "no priority"),
        ("123", "nowhere", "no label"),
        ("5", 1, "no extension"),
        ("S-BUSY", 1, "no extension"),
    ],
)
def test_extensions_of_the_context_itself(exten: str, priority: int | str, expected: str) -> None:
    assert says(system(LOCAL).find("main", exten, priority)) == expected


def test_a_label_says_only_the_priority() -> None:
    made = system("""
        [main]
        123,1 = one
        123,2 = two
        _1XX,2(there) = never heard
    """)
    assert says(made.find("main", "123", "there")) == "two"


def test_the_first_of_two_lines_and_of_two_labels_counts() -> None:
    made = system("""
        [main]
        1,1 = first
        1,1 = second
        1,3(a) = third
        1,2(a) = behind
    """)
    assert says(made.find("main", "1")) == "first"
    assert says(made.find("main", "1", "a")) == "third"
    assert says(made.find("main", "1", 2)) == "behind"


def test_names_that_differ_in_dashes_are_one_extension() -> None:
    made = system("[main]\n1-2,1 = one\n12,2 = two")
    context = made.context("main")
    assert context is not None
    assert [[entry.priority for entry in each.entries] for each in context.extensions] == [[1, 2]]


def test_the_order_in_which_extensions_are_tried() -> None:
    made = system("""
        [main]
        _X!,1 = a
        _[2-4]X,1 = b
        20,1 = c
        20/555,1 = d
        _XX,1 = e
        1,1 = f
    """)
    context = made.context("main")
    assert context is not None
    names = [
        each.exten + ("" if each.cid is None else "/" + each.cid) for each in context.extensions
    ]
    assert names == ["1", "20/555", "20", "_[2-4]X", "_XX", "_X!"]


def test_certain_callers_come_first() -> None:
    found = system("[main]\n1,1 = all\n1/555,1 = some").find("main", "1")
    assert isinstance(found, Found)
    assert says(found) == "all"
    assert [(each.extension.cid, says(each)) for each in found.instead] == [("555", "some")]


def test_what_only_certain_callers_find_is_not_sure() -> None:
    found = system("[main]\n1/555,1 = some").find("main", "1")
    assert isinstance(found, Found)
    assert not found.sure


INCLUDES = """
    [main]
    include first
    include second
    1,1 = own
    [first]
    include third
    1,1 = first one
    2,1 = first two
    [second]
    2,1 = second two
    3,1 = second three
    4,1 = second four
    [third]
    include main
    3,1 = third three
"""


@pytest.mark.parametrize(
    ("exten", "expected"),
    [("1", "own"), ("2", "first two"), ("3", "third three"), ("4", "second four")],
)
def test_includes_are_searched_in_their_order_and_depth_first(exten: str, expected: str) -> None:
    assert says(system(INCLUDES).find("main", exten)) == expected


def test_circles_of_includes_end() -> None:
    made = system("[a]\ninclude b\n1,1 = x\n[b]\ninclude c\n[c]\ninclude b\ninclude a\n2,1 = y")
    assert [says(made.find(name, "1")) for name in "abc"] == ["x", "x", "x"]
    assert [says(made.find(name, "3")) for name in "abc"] == ["no extension"] * 3


def test_contexts_of_names_that_differ_in_case_are_not_included_twice() -> None:
    made = system("[A]\ninclude a\n[a]\n1,1 = x")
    assert says(made.find("A", "1")) == "no extension"


def test_an_include_with_times_may_hold() -> None:
    made = system("""
        [main]
        include night,18:00-08:00,*,*,*
        include day
        [night]
        1,1 = n
        2,1 = nn
        [day]
        1,1 = d
    """)
    found = made.find("main", "1")
    assert isinstance(found, Found)
    assert (says(found), [(says(each), each.timed) for each in found.instead]) == (
        "d",
        [("n", True)],
    )
    at_night = made.find("main", "2")
    assert isinstance(at_night, Found)
    assert at_night.timed
    assert not at_night.sure


@pytest.mark.parametrize("length", [128, 129, 300])
def test_the_engine_looks_into_128_contexts(length: int) -> None:
    rows = [f"[c{number}]\ninclude c{number + 1}" for number in range(length - 1)]
    made = system("\n".join([*rows, f"[c{length - 1}]\n1,1 = last"]))
    expected = "last" if length <= 128 else "perhaps: the engine looks into no more than 128"
    assert says(made.find("c0", "1")).startswith(expected)
    assert says(made.find(f"c{length - 128}", "1")) == "last"


def test_a_switch_and_an_unknown_context_may_have_it() -> None:
    made = system("""
        [main]
        switch Realtime/@
        include more
        1,1 = own
        [more]
        2,1 = two
        [other]
        include elsewhere
    """)
    assert says(made.find("main", "1")) == "own"
    assert says(made.find("main", "3")) == "perhaps: the switch Realtime/@ may have it"
    assert (
        says(made.find("other", "3")) == "perhaps: the included context 'elsewhere' is not at hand"
    )
    behind = made.find("main", "2")
    assert isinstance(behind, Found)
    assert behind.unless == "the switch Realtime/@ may have it"


def test_a_file_that_is_not_at_hand_may_have_anything() -> None:
    made = system("[main]\n1,1 = own\n[gone]", missing="extensions_custom.conf")
    reason = "perhaps: extensions_custom.conf is not at hand"
    assert says(made.find("main", "1")) == "own"
    assert says(made.find("main", "2")) == reason
    assert says(made.find("nowhere", "2")) == reason
    assert not made.options("main").complete


def test_a_file_that_is_a_part_may_have_anything_elsewhere() -> None:
    made = System([dialplan("[main]\n1,1 = own", whole=False)])
    assert says(made.find("main", "2")) == "perhaps: the rest of the dialplan is not at hand"


def test_a_context_that_no_file_has() -> None:
    assert says(system("[main]\n1,1 = own").find("nowhere", "1")) == "no context"


def test_contexts_of_two_files_are_one() -> None:
    made = System([dialplan("[main]\n1,1 = conf"), dialplan("[main]\n1,1 = ael\n1,2 = ael two")])
    assert says(made.find("main", "1")) == "conf"
    assert says(made.find("main", "1", 2)) == "ael two"


def test_a_pattern_for_everything_takes_the_special_extensions() -> None:
    made = system(
        "[main]\n_.,1 = all\n[menu]\ninclude main\ni,1 = invalid\n[plain]\n_X.,1 = digits"
    )
    assert says(made.special("main", "t")) == "all"
    assert says(made.special("menu", "i")) == "invalid"
    assert says(made.special("menu", "t")) == "all"
    assert says(made.special("plain", "t")) == "no extension"


def test_what_can_be_dialled() -> None:
    made = system("""
        [main]
        include more
        s,1 = start
        i,1 = invalid
        2,1 = two
        1,1 = one
        #,1 = hash
        9,2 = no start
        _[3-5],1 = some
        _[68],1 = others
        _s-.,1 = status
        _XXX,1 = staff
        _NXX.,1 = outside
        fax,1 = fax
        [more]
        1,1 = hidden
        4,1 = hidden too
        7,1 = seven
        200,1 = two hundred
        _XXX,1 = hidden staff
    """)
    assert keys(made, "main") == ["#", "1", "2", "_[68]", "3-5", "7", "_NXX.", "XXX", "200"]
    assert made.options("main").complete


def test_an_option_that_holds_at_times_hides_nothing() -> None:
    made = system(
        "[main]\ninclude night,18:00-08:00,*,*,*\ninclude day\n[night]\n1,1 = n\n[day]\n1,1 = d"
    )
    options = made.options("main").short
    assert [(o.key, says(o.found), o.found.timed) for o in options] == [
        ("1", "n", True),
        ("1", "d", False),
    ]


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("1,1 = one\n2,1 = two", False),
        ("1,1 = one\n12,1 = twelve", True),
        ("1,1 = one\n12,2 = no start", False),
        ("1,1 = one\n_X.,1 = more", True),
        ("1,1 = one\n_XX,1 = more", True),
        ("1,1 = one\n_2X,1 = more", False),
        ("1,1 = one\n_X!,1 = at once", False),
        ("1,1 = one\n_1!,1 = at once\n_X.,1 = more", False),
        ("1,1 = one\n_1X.,1 = more\n_1!,1 = at once", True),
        ("1,1 = one\n_[1-3]!,2 = at once\n_X.,1 = more", False),
        ("1,1 = one\n_1!,1 = at once\ninclude more\n[more]\n123,1 = more", False),
        ("include one\n[one]\n1,1 = one\n_1!,2 = at once\n_X.,1 = more", False),
        ("1,1 = one\ninclude more\n[more]\n123,1 = more", True),
        ("1,1 = one\ninclude more,*,mon,*,*\n[more]\n123,1 = more", UNKNOWN),
        ("1,1 = one\nswitch IAX2/x", UNKNOWN),
    ],
)
def test_whether_the_engine_waits_after_a_key(text: str, waits: object) -> None:
    made = system(f"[main]\n{text}")
    option = next(option for option in made.options("main").short if option.key == "1")
    assert option.waits_for_more is waits
    assert made.dials_on("main", "1") is waits


def test_big_contexts_are_listed_once() -> None:
    staff = "\n".join(f"{1000 + number},1 = x" for number in range(FEW + 1))
    menus = "\n".join(f"[m{number}]\ninclude staff\n1,1 = y\n22,1 = z" for number in range(3))
    made = system(f"[staff]\n{staff}\n{menus}\n[few]\n55,1 = x\n1,1 = y")
    staff_options = made.options("staff")
    assert staff_options.hub
    assert len(staff_options.long) == FEW + 1
    for number in range(3):
        options = made.options(f"m{number}")
        assert options.hub
        assert ([o.key for o in options.short], [o.key for o in options.long]) == (["1"], ["22"])
        assert options.below == ("staff",)
    assert not made.options("few").hub
    assert keys(made, "few") == ["1", "55"]


def test_extensions_of_which_a_part_is_known() -> None:
    made = system("""
        [main]
        s,1 = start
        sales,1 = sales
        s-BUSY,1 = busy
        s-NOANSWER,1 = no answer
        _s-.,1 = rest
        _X.,1 = digits
        sw_3_10,1 = ten
        sw_4_10,1 = other
    """)

    def at(*parts: str | None) -> list[str]:
        found = made.candidates("main", parts)
        assert isinstance(found, list)
        return [says(each) for each in found]

    assert at("s-", None) == ["busy", "no answer", "rest"]
    assert at("sw_3_", None) == ["ten", "rest"]
    assert at("sw_", None, "_10") == ["ten", "other", "rest"]
    assert at("1", None) == ["digits"]
    assert at("fax", None) == []
    assert isinstance(made.candidates("main", [None, "-BUSY"]), Perhaps)
    assert made.candidates("nowhere", ["s-", None]) == []


def test_where_a_pattern_ends_another_may_go_on() -> None:
    made = system("""
        [main]
        _1XX,1 = one
        _NXX,1 = two
        _X.,1 = any
        _X.,2 = any more
        _[5-9].,3 = some more
        22,1 = literal
        _2X,1 = two digits
        _2X,2 = two digits more
        [alone]
        _1XX,1 = one
        _2XX,2 = other
    """)

    def after(exten: str, context: str = "main") -> str:
        found = made.find(context, exten)
        assert isinstance(found, Found)
        return says(made.next_entry(found, found.extension.entries[-1].priority))

    assert after("_1XX") == "any more"
    assert after("22") == "two digits more"
    assert after("_X.") == "perhaps: numbers of _[5-9]. go on there"
    assert after("_2X") == "no priority"
    assert after("_1XX", "alone") == "no priority"


def test_that_a_context_is_included_and_may_go_on_elsewhere() -> None:
    made = system("[main]\ninclude more\n[more]\n1,1 = x\n[open]\ninclude gone")
    assert made.is_included("more")
    assert not made.is_included("main")
    assert made.may_be_elsewhere("main") is None
    assert made.may_be_elsewhere("open") == "the included context 'gone' is not at hand"


NAMES = ["1", "2", "12", "s", "_X", "_1X", "_XX", "_X.", "_X!", "_[12]", "_Z2", "_.", "1-2"]
entries = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(1, 3)), max_size=6)
contexts = st.lists(
    st.tuples(entries, st.lists(st.integers(0, 3), max_size=2)), min_size=4, max_size=4
)


def test_of_names_that_differ_in_a_dash_the_first_line_of_a_priority_counts() -> None:
    lines = [line("1-2", 2, "a"), line("12", 1, "b"), line("1-2", 1, "c")]
    plan = Dialplan(SOURCE, {"main": Context("main", SOURCE, 0, 0, lines, [])})
    found = System([plan]).find("main", "12", 1)
    assert isinstance(found, Found)
    assert says(found) == "b"


@given(contexts, st.sampled_from(["1", "2", "12", "122", "s", "i", "1-2"]), st.integers(1, 3))
def test_the_search_is_the_documented_one(
    made_of: list[tuple[list[tuple[str, int]], list[int]]], exten: str, priority: int
) -> None:
    """Plain names, then patterns by how specific they are, then include by include."""
    plans = {}
    for number, (rows, includes) in enumerate(made_of):
        lines = [line(name, at, f"{number}:{row}") for row, (name, at) in enumerate(rows)]
        inside = [Directive("include", f"c{i}", f"c{i}", SOURCE, 0, 0) for i in includes]
        plans[f"c{number}"] = Context(f"c{number}", SOURCE, 0, 0, lines, inside)
    wanted = exten.replace("-", "")
    seen: set[int] = set()

    def sought(number: int) -> str | None:
        if number in seen:
            return None
        seen.add(number)
        rows, includes = made_of[number]
        fitting = []
        for row, (name, at) in enumerate(rows):
            plain = name.replace("-", "")
            if at != priority:
                continue
            if plain == wanted:
                fitting.append(((), row))
            elif is_pattern(plain) and Pattern(plain).matches(wanted):
                fitting.append((Pattern(plain).order, row))
        if fitting:
            return f"{number}:{min(fitting)[1]}"
        return next((found for i in includes if (found := sought(i)) is not None), None)

    found = System([Dialplan(SOURCE, plans)]).find("c0", exten, priority)
    expected = sought(0)
    assert (says(found) if isinstance(found, Found) else None) == expected
