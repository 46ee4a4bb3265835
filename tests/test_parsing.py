"""What would crash or drown libcst is stopped before it gets there; what it can parse is let through."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import libcst
import pytest

from tensorlint.decoding import SourceError
from tensorlint.parsing import DEEPEST_CHAIN, check_depth, check_syntax, parse, replace_large_literals
from tests.commands import ROOT

DEEP: dict[str, Callable[[int], str]] = {
    "parentheses": lambda n: "x = " + "(" * n + "1" + ")" * n,
    "lists": lambda n: "x = " + "[" * n + "1" + "]" * n,
    "dictionaries": lambda n: "x = " + '{"a": ' * n + "1" + "}" * n,
    "unclosed parentheses": lambda n: "x = " + "(" * n,
    "nested calls": lambda n: "x = " + "f(1, " * n + "1" + ")" * n,
    "comprehensions": lambda n: "x = " + "[a for a in " * n + "b" + "]" * n,
    "a sum": lambda n: "x = " + "a + " * n + "1",
    "a sum over lines": lambda n: "x = (" + "a +\n" * n + "1)",
    "a sum with comments": lambda n: "x = (" + "a +  # why\n" * n + "1)",
    "a sum with backslashes": lambda n: "x = " + "a + \\\n" * n + "1",
    "a sum with strings that look like statements": lambda n: "x = " + 'a + """\nreturn """ + ' * n + "1",
    "a sum in an f-string": lambda n: 'x = f"{' + "a+" * n + '1}"',
    "a sum in a long f-string": lambda n: 'x = f"""{' + "a+\n" * n + '1}"""',
    "powers": lambda n: "x = " + "a ** " * n + "1",
    "minus signs": lambda n: "x = " + "-" * n + "1",
    "not": lambda n: "x = " + "not " * n + "1",
    "and": lambda n: "x = (a\n" + "and b\n" * n + ")",
    "conditional expressions": lambda n: "x = " + "1 if a else " * n + "1",
    "lambdas": lambda n: "x = " + "lambda a, b: " * n + "1",
    "attributes": lambda n: "x = a" + ".b" * n,
    "calls": lambda n: "x = a" + "()" * n,
    "methods over lines": lambda n: "x = (a\n" + ".f(1, 2)\n" * n + ")",
    "subscripts": lambda n: "x = a" + "[0]" * n,
    "elif": lambda n: "if a:\n pass\n" + "elif a:\n assert b\n" * n,
    "a dotted import": lambda n: "import a" + ".b" * n,
}

FLAT: dict[str, Callable[[int], str]] = {
    "statements": lambda n: "x = a.b(c)\n" * n,
    "elements": lambda n: "x = [" + "f(a.b + 1),\n" * n + "]",
    "lambdas in a list": lambda n: "x = [" + "lambda a, b: a,\n" * n + "]",
    "items": lambda n: "x = {" + "'a': a.b - c,\n" * n + "}",
    "functions": lambda n: "def f(a, *, b: int = -1) -> int:\n    return a ** -b\n\n\n" * n,
    "a docstring of brackets": lambda n: '"""' + "([{ a + b. \n" * n + '"""\n',
    "an f-string of text": lambda n: 'x = f"""' + "a, b. c - d; {e}\n" * n + '"""\n',
    "brackets in f-strings": lambda n: "x = f\"{a['(']}\"\n" * n,
    "semicolons": lambda n: "a.b; " * n,
}


@pytest.mark.parametrize("kind", DEEP)
@pytest.mark.parametrize("depth", [4_000, 20_000])
def test_deep_code_is_an_error_with_a_place(kind: str, depth: int) -> None:
    text = "import numpy as np\n" + DEEP[kind](depth)
    with pytest.raises(SourceError) as caught:
        check_depth(text)
    assert caught.value.line >= 1
    assert caught.value.column >= 1


def test_code_a_little_below_the_limit_does_not_crash_the_parser() -> None:
    """In a process of its own: where the limit is too high, it is the process that ends."""
    program = (
        "from tests.test_parsing import DEEP\n"
        "from tensorlint.source import Source, SourceError\n"
        "for make in DEEP.values():\n"
        f"    for depth in (190, {DEEPEST_CHAIN - 50}):\n"
        "        try:\n"
        "            source = Source('a.py', make(depth))\n"
        "            assert source.positions([source.module])\n"
        "        except SourceError:\n"
        "            pass\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


@pytest.mark.parametrize("kind", FLAT)
def test_flat_code_of_any_length_passes(kind: str) -> None:
    check_depth(FLAT[kind](3_000))


def test_brackets_deeper_than_python_allows_are_a_syntax_error_at_their_place() -> None:
    with pytest.raises(SourceError, match="too many nested parentheses") as caught:
        parse("x = 1\ny = " + "(" * 300 + ")" * 300)
    assert (caught.value.line, caught.value.severity) == (2, "error")


def test_syntax_error_has_the_place_and_the_words_of_python() -> None:
    with pytest.raises(SourceError, match="'\\(' was never closed") as caught:
        parse("import numpy as np\nx = (1,\n")
    assert (caught.value.line, caught.value.column) == (2, 5)


def test_syntax_check_agrees_with_the_parser() -> None:
    check_syntax("match x:\n    case 1:\n        pass\n")
    with pytest.raises(SourceError):
        check_syntax("x = = 1\n")


LITERALS = {
    "numbers on a line": "[" + "0, " * 30_000 + "]",
    "numbers on lines": "[\n" + "    -1.5e-3,\n" * 30_000 + "]",
    "nested lists": "[" + "[1, 2, 3],\n " * 15_000 + "]",
    "strings": "(\n" + "'a,b', \"c]\",  # [\n" * 15_000 + ")",
    "a dictionary": "{" + "'a': [1, 2], " * 15_000 + "}",
    "a set": "{" + "1, 'a:b', " * 15_000 + "}",
    "two brackets in one": "[[" + "1, " * 30_000 + "], [" + "2,\n" * 30_000 + "  ]]",
}


@pytest.mark.parametrize("kind", LITERALS)
def test_large_literal_is_replaced_and_nothing_else_moves(kind: str) -> None:
    literal = LITERALS[kind]
    text = f"import numpy as np\nbefore = f(1)\nx = np.array({literal}, dtype=float)  # here\nafter = g(2)\n"
    replaced = replace_large_literals(text)
    assert replaced.count("\n") == text.count("\n")
    assert replaced.split("\n")[-3].endswith(", dtype=float)  # here")
    assert len(replaced.split("\n")[-3]) == len(text.split("\n")[-3])
    assert replaced.split("\n")[:2] == text.split("\n")[:2]
    module = libcst.parse_module(replaced)
    statement = libcst.ensure_type(module.body[2], libcst.SimpleStatementLine).body[0]
    call = libcst.ensure_type(libcst.ensure_type(statement, libcst.Assign).value, libcst.Call)
    element = call.args[0].value
    assert isinstance(element, (libcst.List, libcst.Tuple, libcst.Dict, libcst.Set))
    assert len(element.elements) == 1
    assert isinstance(element.elements[0], (libcst.StarredElement, libcst.StarredDictElement))


@pytest.mark.parametrize(
    "text",
    [
        "x = [" + "name, " * 60_000 + "]",
        "f(" + "1, " * 60_000 + ")",
        "x = [" + "1 if a else 2, " * 20_000 + "]",
        "x = [" + "1, " * 5_000 + "]" + "\n" * 200_000,
        "# " + "1, " * 60_000,
        '"""[' + "1, " * 60_000 + ']"""',
    ],
)
def test_what_is_no_large_literal_of_constants_stays(text: str) -> None:
    assert replace_large_literals(text) == text


def test_a_million_numbers_cost_no_more_than_seconds() -> None:
    """Of CPU time: libcst itself takes minutes for them."""
    text = "import numpy as np\nx = [\n" + "[1.25, 2, 3],\n" * 350_000 + "]\n"
    before = time.process_time()
    parse(text)
    assert time.process_time() - before < 30


def test_file_too_large_is_a_warning() -> None:
    with pytest.raises(SourceError, match="too large") as caught:
        parse("x = a + b\n" * 900_000)
    assert caught.value.severity == "warning"
