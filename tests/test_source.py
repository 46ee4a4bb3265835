"""A source's tree is made once, and its positions are those of libcst's own provider."""

from __future__ import annotations

import ast
from pathlib import Path

import libcst as cst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider

from tensorlint.source import Source, SourceError
from tests.commands import ROOT

SNIPPETS = {
    "columns count characters": "é = 'ü'; x = f(é)\n",
    "tabs are one character": "if x:\n\ty = f(x)\n\tz = 1\n",
    "line ends": "a = 1\r\nb = 2\rc = f(\r\n  1)\r\n",
    "byte order mark": "\ufeffx = f(1)\n",
    "no newline at the end": "x = f(1)",
    "brackets and spaces around": "x = (  f( 1 )  ) \n",
    "form feed": "a = 1\n\x0c\nb = f(2)\nif b:\n\x0c    c = 1\n",
    "odd indentation": "if a:\n  b\n# c\n      # d\n\n\n  c\n  \n\t\nd",
    "continued": "x = a + \\\n    f(1)\n",
    "decorated": "@d\n@e(1)\ndef f(a, /, b: int = 1, *c, **k) -> int:\n    return a\n",
    "compound": "for i in range(3):\n    with a as b, c:\n        pass\nelse:\n    x: int = 1\n",
    "match": "match x:\n    case [1, *_] | {'a': 2}:\n        y = f'{x!r:>{w}}'\n",
}


def expected_positions(source: Source) -> dict[cst.CSTNode, tuple[int, int, int, int]]:
    """What PositionProvider says, counted from 1, without the module itself, whose end it sees elsewhere."""
    ranges = MetadataWrapper(source.module, unsafe_skip_copy=True).resolve(PositionProvider)
    return {
        node: (place.start.line, place.start.column + 1, place.end.line, place.end.column + 1)
        for node, place in ranges.items()
        if not isinstance(node, cst.Module)
    }


@pytest.mark.parametrize("kind", SNIPPETS)
def test_positions_are_those_of_libcst(kind: str) -> None:
    source = Source("a.py", SNIPPETS[kind])
    expected = expected_positions(source)
    assert {node: tuple(place) for node, place in source.positions(expected).items()} == expected


@pytest.mark.parametrize("path", sorted((ROOT / "tensorlint").glob("*.py")), ids=lambda path: path.name)
def test_positions_in_real_files_are_those_of_libcst(path: Path) -> None:
    source = Source(path.name, path.read_bytes())
    expected = expected_positions(source)
    assert {node: tuple(place) for node, place in source.positions(expected).items()} == expected
    some = list(expected)[::7]
    assert {node: tuple(place) for node, place in source.positions(some).items()} == {
        node: expected[node] for node in some
    }


def test_position_selects_its_own_text() -> None:
    source = Source("a.py", "é = [f(1), g(\n2)]\n")
    calls = [
        element.value
        for element in cst.ensure_type(
            cst.ensure_type(
                cst.ensure_type(source.module.body[0], cst.SimpleStatementLine).body[0], cst.Assign
            ).value,
            cst.List,
        ).elements
    ]
    first, second = (source.positions(calls)[call] for call in calls)
    assert source.text.split("\n")[0][first.column - 1 : first.end_column - 1] == "f(1)"
    assert tuple(second) == (1, 12, 2, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\n\x0cb = f(2)\nc = g(3)\n", [(1, 1, 1, 6), (2, 2, 2, 10), (3, 1, 3, 9)]),
        ("\\\n\\\na = 1\n  \\\n\nb = f(2)\n", [(3, 1, 3, 6), (6, 1, 6, 9)]),
        ("if a:\n    \\\n\n    b\nc", [(1, 1, 4, 6), (5, 1, 5, 2)]),
    ],
)
def test_what_libcst_drops_before_a_statement_shifts_nothing(
    text: str, expected: list[tuple[int, int, int, int]]
) -> None:
    ast.parse(text)
    source = Source("a.py", text)
    assert [tuple(place) for place in source.positions(source.module.body).values()] == expected


def test_node_of_another_tree_has_no_position() -> None:
    assert Source("a.py", "x = 1\n").positions([cst.Name("x")]) == {}


def test_error_is_the_same_each_time() -> None:
    source = Source("a.py", "x = (\n")
    with pytest.raises(SourceError) as first:
        source.module  # noqa: B018
    with pytest.raises(SourceError) as second:
        source.module  # noqa: B018
    assert first.value is second.value


def test_lines_of_a_file_that_cannot_be_decoded_can_still_be_shown() -> None:
    assert Source("a.py", b"a\r\nb\xff\n").lines == ["a", "b\ufffd", ""]


def test_large_literal_leaves_positions_behind_it_right() -> None:
    source = Source("a.py", "x = [\n" + "1,\n" * 60_000 + "]; y = f(2)\n")
    statement = cst.ensure_type(source.module.body[0], cst.SimpleStatementLine).body[1]
    assert tuple(source.positions([statement])[statement]) == (60_002, 4, 60_002, 12)
