"""JSON with exact places: sound texts, faulty ones, hostile ones."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivrlint.places import Source
from ivrlint_formats.data import Array, Node, Object, Scalar, String, as_data, parse_json, plain

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=20,
)


def nodes(root: Node | None) -> list[Node]:
    found: list[Node] = []
    todo = [root] if root is not None else []
    while todo:
        node = todo.pop()
        found.append(node)
        if isinstance(node, Object):
            todo += [one.key for one in node.members] + [one.value for one in node.members]
        elif isinstance(node, Array):
            todo += node.items
    return found


def value_of(text: str) -> object:
    root = parse_json(Source("x", text)).root
    return None if root is None else plain(root)


def mistakes(text: str) -> list[tuple[int, str]]:
    tree = parse_json(Source("x", text))
    return [(one.place.start, one.message) for one in tree.mistakes]


@settings(deadline=None)
@given(JSON, st.booleans(), st.sampled_from([None, 2]))
def test_a_sound_text_is_read_as_python_reads_it(
    data: object, ascii_only: bool, indent: int | None
) -> None:
    text = json.dumps(data, ensure_ascii=ascii_only, indent=indent)
    tree = parse_json(Source("x", text))
    assert tree.mistakes == ()
    assert tree.root is not None
    # A repeated key is the one thing in which the text could differ from the data.
    assert plain(tree.root) == data


@settings(deadline=None)
@given(JSON, st.booleans())
def test_every_value_stands_where_its_place_says(data: object, ascii_only: bool) -> None:
    text = json.dumps(data, ensure_ascii=ascii_only)
    for node in nodes(parse_json(Source("x", text)).root):
        assert json.loads(node.place.text) == plain(node)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.data())
def test_every_stretch_of_a_text_leads_to_the_file(value: str, data: st.DataObject) -> None:
    text = json.dumps([value])
    root = parse_json(Source("x", text)).root
    assert isinstance(root, Array)
    string = root.items[0]
    assert isinstance(string, String)
    start = data.draw(st.integers(0, len(value)))
    end = data.draw(st.integers(start, len(value)))
    words = string.part(start, end)
    assert words.text == value[start:end]
    assert json.loads(f'"{words.place.text}"') == value[start:end]
    for offset in range(len(words.text)):
        assert words.source_offset(offset) == string.words().source_offset(start + offset)


def test_pointers_name_the_way_to_a_value() -> None:
    root = parse_json(Source("x", '{"a": [{"b c": 1, "d": ["x"]}]}')).root
    assert {node.place.pointer for node in nodes(root) if not isinstance(node, Object)} >= {
        "a",
        'a[0]["b c"]',
        "a[0].d",
        "a[0].d[0]",
    }


def test_a_text_outside_ascii_has_places_in_code_points() -> None:
    root = parse_json(Source("x", '{"ü𝄞": "é", "b": 1}')).root
    assert isinstance(root, Object)
    one = root.get("b")
    assert one is not None
    assert (one.place.begin.column, one.place.text) == (18, "1")


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert mistakes('\ufeff{"a": 1}') == []
    assert value_of('\ufeff{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    ("text", "expected", "value"),
    [
        ('{"a":1 "b":2}', [(5, "expected ',' after this")], {"a": 1, "b": 2}),
        ('{"a":1,}', [(6, "a comma too many: '}' follows it")], {"a": 1}),
        ("[1,2,]", [(4, "a comma too many: ']' follows it")], [1, 2]),
        ("[,1]", [(1, "a comma too many: nothing stands before it")], [1]),
        ('{"a":1,,"b":2}', [(7, "a comma too many")], {"a": 1, "b": 2}),
        ('// x\n{"a":1}', [(0, "no comments")], {"a": 1}),
        ('{"a":1 /* x */}', [(7, "no comments")], {"a": 1}),
        ('{"a" 1}', [(5, "expected ':' after the key, found '1'")], {"a": 1}),
        ("{'a':1}", [(1, "expected a key in quotes, found ''a''")], {"a": 1}),
        ("{a:1}", [(1, "expected a key in quotes, found 'a'")], {"a": 1}),
        ('{"a":}', [(5, "expected a value after ':', found '}'")], {"a": None}),
        ('{"a":,"b":1}', [(5, "expected a value after ':', found ','")], {"a": None, "b": 1}),
        ('{:1,"b":2}', [(1, "expected a key in quotes before ':'")], {"": 1, "b": 2}),
        ('{"a":tru}', [(5, "found 'tru'; did you mean true?")], {"a": "tru"}),
        ('{"a":x}', [(5, "found 'x'; a text needs double quotes")], {"a": "x"}),
        ("[01]", [(1, "expected a value, found '01'")], ["01"]),
        ('{"a":{{B}}}', [(5, "the placeholder '{{B}}' stands without quotes")], {"a": "{{B}}"}),
        ('{"a":${b.c}}', [(5, "the placeholder '${b.c}' stands")], {"a": "${b.c}"}),
        (
            '{"a":"x\ny"}',
            [(7, "a line break stands inside a text: JSON wants it as \\n")],
            {"a": "x\ny"},
        ),
        (
            '{"a":"x\ty"}',
            [(7, "a control character stands inside a text: JSON wants it as \\t")],
            {"a": "x\ty"},
        ),
        ('{"a":"x,\n"b":1}', [(5, "this text is not closed")], {"a": "x", "b": 1}),
        ('{"a":"\\q"}', [(6, "'\\q' is no escape")], {"a": "q"}),
        ('{"a":"\\u12"}', [(6, "'\\u' is no escape")], {"a": "u12"}),
        ('{"a":1,"a":2}', [(7, "the key 'a' stands twice")], {"a": 2}),
        ('{"a":[1,{"b":2', [(13, "the file ends before the '{' of line 1")], {"a": [1, {"b": 2}]}),
        ('{"a":[1,"b', [(8, "this text is not closed")], {"a": [1, "b"]}),
        ('{"a":[1}', [(7, "expected ']' for the '[' of line 1, found '}'")], {"a": [1]}),
        ('{"a":1]', [(6, "expected '}' for the '{' of line 1, found ']'")], {"a": 1}),
        ("]1", [(0, "nothing is open here that ']' could close")], 1),
        ('{"a":1}{"b":2}', [(7, "a second value begins here")], [{"a": 1}, {"b": 2}]),
        ("", [(0, "expected JSON, found nothing")], None),
        ('{"a":\x001}', [(5, "a control character stands between the values")], {"a": 1}),
    ],
)
def test_every_mistake_is_told_once_and_the_rest_is_read(
    text: str, expected: list[tuple[int, str]], value: object
) -> None:
    found = mistakes(text)
    assert len(found) == len(expected), found
    for (at, message), (place, part) in zip(found, expected, strict=True):
        assert at == place
        assert part in message
    assert value_of(text) == value


def test_five_mistakes_get_five_messages() -> None:
    text = '{\n "a": tru,\n "b": [1,,2],\n c: 3,\n "d" 4\n "e": {"f": 5,}\n}'
    assert [message.split(",")[0].split(":")[0] for _, message in mistakes(text)] == [
        "expected a value",
        "a comma too many",
        "expected a key in quotes",
        "expected '",
        "expected '",
        "a comma too many",
    ]
    assert value_of(text) == {"a": "tru", "b": [1, 2], "c": 3, "d": 4, "e": {"f": 5}}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "]" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 50_000,
        '{"a":[' * 50_000 + "1" + "]}" * 50_000,
    ],
)
def test_nesting_without_end_is_cut_and_told(text: str) -> None:
    tree = parse_json(Source("x", text))
    assert tree.mistakes
    if tree.root is not None:
        json.dumps(as_data(tree.root))


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "' + "x" * 5_000_000 + '"}',
        '{"a": "' + "x" * 5_000_000,
        '"a\n' + '\\"\n' * 50_000,
        '"\n' * 50_000,
        "/*" * 50_000,
        "{{" * 50_000,
        "${" * 50_000,
        "," * 50_000,
        '{"a" ' * 20_000,
        "\0" * 50_000,
        "".join(map(chr, range(600))) * 100,
        "\ud800\udfff" * 20_000,
        '{"a": "\ud800", "b": "\\ud800"}',
        "[" + "9" * 10_000 + ", 1e999999, -1e999999]",
    ],
)
def test_hostile_texts_are_read_to_their_end(text: str) -> None:
    tree = parse_json(Source("x", text))
    assert len(tree.mistakes) <= 50
    for node in nodes(tree.root):
        assert 0 <= node.place.start <= node.place.end <= len(text)


@settings(deadline=None)
@given(st.text(st.sampled_from("{}[]\",:\\/*\n\t 01truefals'$é\0"), max_size=60))
def test_whatever_is_given_has_a_tree_or_a_mistake(text: str) -> None:
    tree = parse_json(Source("x", text))
    assert tree.root is not None or tree.mistakes
    try:
        json.loads(text)
    except ValueError:
        assert tree.mistakes
    for node in nodes(tree.root):
        assert 0 <= node.place.start <= node.place.end <= len(text)
    for mistake in tree.mistakes:
        assert 0 <= mistake.place.start <= mistake.place.end <= len(text)


def test_half_a_surrogate_pair_is_no_character() -> None:
    assert value_of('"\\ud83d\\ude00"') == "😀"
    assert value_of('"\\ud83d"') == "\ufffd"


def test_the_tree_as_data_has_every_value_with_its_place() -> None:
    root = parse_json(Source("x", '{"a":\n [1]}')).root
    assert root is not None
    data = as_data(root)
    assert data["kind"] == "object"
    assert data["members"][0]["key"] == "a"
    assert data["members"][0]["value"]["items"][0] == {
        "kind": "scalar",
        "start": {"line": 2, "column": 3},
        "end": {"line": 2, "column": 4},
        "value": 1,
    }
    assert isinstance(root, Object)
    assert isinstance(root.items("a")[0], Scalar)
