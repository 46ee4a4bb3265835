"""Text to a libcst tree, guarded: libcst crashes the process on deep nesting and drowns in huge literals.

The guards cost about 2 % of the parse: strings and comments are taken out, then only stretches that
could hold a deep expression are looked at closely, and where those are deep Python's own parser judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from tensorlint.decoding import SourceError

if TYPE_CHECKING:
    import ast

    import libcst as cst

# libcst 1.9 overflows an 8 MB stack between 1,000 and 2,000 nested brackets, lambdas or f-strings and
# between 4,000 and 10,000 chained operators, and its time grows quadratically with the length of a chain.
DEEPEST_CHAIN = 1000
# What CPython's tokenizer allows.
DEEPEST_BRACKETS = 200
LONG_STRETCH = 1500
# Past this libcst needs minutes and gigabytes.
LARGEST_PARSED = 8_000_000
LARGEST_LOOKED_AT = 80_000_000

LITERAL_FILE = 40_000
LITERAL_COMMAS = 10_000
LITERAL_LENGTH = 20_000
OPAQUE = "__tensorlint_large_literal__"

STRING_PATTERN = (
    r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""'
    r"|'''[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'''"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
    r"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'"
)
PREFIXED_STRING = re.compile(rf"(?P<prefix>\b[a-zA-Z]{{1,2}})?(?:{STRING_PATTERN})|#[^\n]*", re.DOTALL)
LONG_F_STRING = re.compile(r"[fF][rR]?(?:\"\"\"|''')")
STRING_OR_COMMENT = re.compile(STRING_PATTERN + r"|#[^\n]*", re.DOTALL)
# A newline between two operands ends a statement: inside brackets it would be a syntax error.
STATEMENT_END = re.compile(
    r"(?<=[\w)\]}])\n\s*"
    r"(?!(?:and|or|if|else|for|in|is|not|lambda|await|elif|async|from)\b)(?=[A-Za-z_])"
)
DEPTH_TOKEN = re.compile(
    r"\\\n|[()\[\]{}]|[,;\n]|[-+*/%@&|^~<>=!.]|\b(?:and|or|not|if|else|for|lambda|await)\b"
)
NOT_A_BRACKET = bytes(sorted(set(range(256)) - set(b"()[]{}")))
LITERAL_TOKEN = re.compile(
    STRING_PATTERN + r"|#[^\n]*|0[xX][\da-fA-F_]+|[-+.,:\d\s_eEjJ()\[\]{}]+|None|True|False", re.DOTALL
)
BRACKET = re.compile(STRING_PATTERN + r"|#[^\n]*|[()\[\]{}]", re.DOTALL)


def parse(text: str) -> tuple[str, cst.Module]:
    """The tree of a text, and the text that it was made of: the same lines and columns, huge literals
    replaced. Raises SourceError."""
    import libcst

    check_size(text, LARGEST_LOOKED_AT)
    check_depth(text)
    text = replace_large_literals(text)
    check_size(text, LARGEST_PARSED)
    try:
        return text, libcst.parse_module(text)
    except libcst.ParserSyntaxError as error:
        raise _explained(text, error.raw_line, error.raw_column + 1) from None
    except RecursionError:
        raise SourceError("the file is nested too deeply to be analysed", 1, 1, "warning") from None
    except Exception:  # libcst raises bare exceptions for some invalid files
        raise _explained(text, 1, 1) from None


def check_syntax(text: str) -> None:
    """Raise SourceError where the text is no Python; costs a tenth of `parse` where it is."""
    try:
        python_tree(text)
    except SourceError:
        parse(text)  # this Python may be older than the file: the parser that counts has the last word


def python_tree(text: str) -> ast.Module:
    """The tree of the running Python's own parser. Raises SourceError with that parser's words."""
    import ast
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(text)
        except SyntaxError as error:
            line = max(error.lineno or 1, 1)
            raise SourceError(error.msg, line, max(error.offset or 1, 1)) from None
        except (RecursionError, MemoryError):
            raise SourceError("the file is nested too deeply to be analysed", 1, 1, "warning") from None
        except ValueError as error:
            raise SourceError(str(error), 1, 1) from None


def _explained(text: str, line: int, column: int) -> SourceError:
    """Why libcst refuses a text, in CPython's words where it refuses it as well."""
    try:
        python_tree(text)
    except SourceError as error:
        return error
    message = "valid Python that this version of libcst cannot parse"
    return SourceError(message, line, column, "warning")


def check_size(text: str, largest: int) -> None:
    """Raise SourceError where a text is too large."""
    if len(text) > largest:
        raise SourceError(f"the file is too large to be analysed ({len(text):,} characters)", 1, 1, "warning")


def check_depth(text: str) -> None:
    """Raise SourceError where an expression or a chain of `elif` is so deep that libcst could crash."""
    bare = STRING_OR_COMMENT.sub("", text)
    if (
        _brackets_are_shallow(bare)
        and text.count("elif") <= DEEPEST_CHAIN
        and not _has_deep_stretch(text, bare)
    ):
        return
    for node_depth, line, column in _depths(python_tree(text)):
        if node_depth > DEEPEST_CHAIN:
            message = f"nested more than {DEEPEST_CHAIN} levels deep: too deep to be analysed"
            raise SourceError(message, line, column, "warning")


def _brackets_are_shallow(bare: str) -> bool:
    """Whether brackets nest at most as deep as Python allows, by taking out innermost pairs."""
    brackets = bare.encode("utf-8", "replace").translate(None, NOT_A_BRACKET)
    for _ in range(DEEPEST_BRACKETS):
        length = len(brackets)
        if not length:
            return True
        brackets = brackets.replace(b"()", b"").replace(b"[]", b"").replace(b"{}", b"")
        if len(brackets) == length:
            return length <= DEEPEST_BRACKETS
    return False


def _has_deep_stretch(text: str, bare: str) -> bool:
    if len(text) <= LONG_STRETCH:
        return False
    return any(
        len(stretch) > LONG_STRETCH and _stretch_depth(stretch) > DEEPEST_CHAIN
        for stretch in chain(STATEMENT_END.split(bare), _f_strings(text))
    )


def _f_strings(text: str) -> Iterator[str]:
    """The f-strings of a text if there can be long ones: they hold expressions."""
    if LONG_F_STRING.search(text) or max(map(len, text.split("\n"))) > LONG_STRETCH:
        for match in PREFIXED_STRING.finditer(text):
            if "f" in (match["prefix"] or "").lower():
                yield match[0]


def _stretch_depth(stretch: str) -> int:
    """An upper bound for the depth of the expressions in some statements without strings."""
    runs: list[int] = []
    # Arguments of a lambda are divided by commas too, so that a comma does not end it.
    run = outside = lambdas = deepest = 0
    for token in DEPTH_TOKEN.findall(stretch):
        if token == "\\\n":
            continue
        if token in ",;" or (token == "\n" and not runs):
            run = 0
        elif token == "\n":
            continue
        elif token in "([{":
            runs.append(run + 1)
            outside += run + 1
            run = 0
        elif token in ")]}":
            if runs:
                run = runs.pop()
                outside -= run
        else:
            run += 1
            lambdas += token == "lambda"
        if run + outside + lambdas > deepest:
            deepest = run + outside + lambdas
    return deepest


def _depths(tree: ast.Module) -> list[tuple[int, int, int]]:
    """Depth, line and column of every node, as libcst would nest it."""
    import ast

    depths = []
    stack: list[tuple[ast.AST, int]] = [(tree, 0)]
    while stack:
        node, depth = stack.pop()
        depth += _own_depth(node)
        depths.append((depth, getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1))
        stack.extend((child, depth) for child in ast.iter_child_nodes(node))
    return depths


def _own_depth(node: ast.AST) -> int:
    """How many nodes libcst nests for one that CPython keeps flat: `a and b and c`, `import a.b.c`."""
    import ast

    if isinstance(node, ast.BoolOp):
        return len(node.values)
    if isinstance(node, ast.alias):
        return node.name.count(".") + 1
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").count(".") + 1
    return 1


def replace_large_literals(text: str) -> str:
    """The text with literals of many thousand constants replaced by a container of unknown elements.

    `[1, 2, …]` becomes `[*__tensorlint_large_literal__(\"\"\"…\"\"\")]`, the closing bracket at its old
    line and column, so that every other place in the file keeps its own.
    """
    if len(text) < LITERAL_FILE or text.count(",") < LITERAL_COMMAS:
        return text
    pieces = []
    done = 0
    for start, end in _large_literals(text):
        pieces += [text[done:start], _opaque(text[start:end])]
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def _large_literals(text: str) -> list[tuple[int, int]]:
    """Start and end of the outermost bracketed literals of constants that are too large to parse."""
    literals: list[tuple[int, int]] = []
    run_start = run_end = 0
    for token in LITERAL_TOKEN.finditer(text):
        if token.start() != run_end:
            literals += _literals_in(text, run_start, run_end)
            run_start = token.start()
        run_end = token.end()
    return literals + _literals_in(text, run_start, run_end)


def _literals_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The balanced brackets within a run of constants that enclose enough of them."""
    if end - start < LITERAL_LENGTH or text.count(",", start, end) < LITERAL_COMMAS:
        return []
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for token in BRACKET.finditer(text, start, end):
        if token[0] in "([{":
            opened.append(token.start())
        elif token[0] in ")]}" and opened:
            opening = opened.pop()
            if token.end() - opening < LITERAL_LENGTH:
                continue
            if text.count(",", opening, token.end()) < LITERAL_COMMAS or _is_call(text, opening):
                continue
            while found and found[-1][0] > opening:
                found.pop()
            found.append((opening, token.end()))
    return found


def _is_call(text: str, opening: int) -> bool:
    """Whether a bracket holds the arguments of a call or an index: those are left as they are."""
    before = text[max(opening - 200, 0) : opening].rstrip()
    return bool(re.search(r"[\w)\]}\"']$", before)) and not re.search(
        r"\b(?:in|is|not|and|or|if|else|return|yield|assert|lambda|await|from)$", before
    )


def _opaque(literal: str) -> str:
    """A short container of unknown elements with the line breaks and the last column of a literal."""
    opening, closing = literal[0], literal[-1]
    lines = literal.count("\n")
    last_line = literal[literal.rfind("\n") + 1 :]
    is_dict = opening == "{" and ":" in STRING_OR_COMMENT.sub("", literal)
    start = f'{opening}{"**" if is_dict else "*"}{OPAQUE}("""'
    comma = "," if opening == "(" else ""
    if lines:
        return start + "\n" * (lines - 1) + f'"""){comma}\n' + " " * (len(last_line) - 1) + closing
    end = f'"""){comma}{closing}'
    return start + " " * (len(literal) - len(start) - len(end)) + end
