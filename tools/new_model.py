"""Scaffolds a model and its test: `python -m tools.new_model numpy.trapezoid numpy_reductions`.

The signature is that of the installed library. The stub knows nothing yet, so its test fails until it does.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
ARRAYS = {"self", "a", "b", "x", "y", "x1", "x2", "m", "v", "arr", "ary", "array", "input", "tensor"}
COERCED = {"axis": "Axes", "keepdims": "bool", "shape": "Sizes", "dtype": "DType"}
DEFAULTS = {"bool": "False", "DType": '""'}

STUB = '''

@models("{path}")
def {name}({parameters}) -> Array:
    """…"""
    raise NotCoercible
'''

TESTS = '''\
"""Models in {module}, held against the real library."""

from __future__ import annotations

import pytest

from tests.model_harness import Call, Draw, Families, Family

families = Families()


@pytest.mark.parametrize("family", list(families), ids=str)
def test_agrees_with_the_library(family: Family) -> None:
    family.run()
'''

FAMILY = """\
@families.add(known=0.9, refused=0.9)
def {name}(draw: Draw) -> Call:
    return Call("{path}", (draw.data(draw.shape()),))


"""

NEXT = """\
Wrote {name} into {source} and its family into {tests}. Now
1. let the stub say what the call does to shapes, with the law as its docstring;
2. let the family draw every kind of call (axes, keywords, shapes that the library refuses);
3. python -m pytest {tests} -k {name}
4. ruff check tensorlint tests   (names that still have to be imported)"""


def resolve(path: str) -> Callable[..., Any]:
    """The real function of a dotted name. Raises ValueError where there is none."""
    module, _, rest = path.partition(".")
    try:
        found: Any = importlib.import_module(module)
        for part in rest.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError) as error:
        raise ValueError(f"{path} is not to be found: {error}") from error
    if not callable(found):
        raise ValueError(f"{path} is not a function")
    function: Callable[..., Any] = found
    return function


def parameters(function: Callable[..., Any]) -> str:
    """The parameters of a model of a function, with a first guess at what each is coerced to."""
    try:
        signature = inspect.signature(function)
    except ValueError as error:
        raise ValueError(f"{error}: write this model by hand, from the function's documentation") from error
    return str(inspect.Signature([guessed(parameter) for parameter in signature.parameters.values()]))[1:-1]


def guessed(parameter: inspect.Parameter) -> inspect.Parameter:
    """A parameter with the annotation that its name suggests, and the default that goes with it."""
    kind = "Array" if parameter.name in ARRAYS else COERCED.get(parameter.name, "Value")
    if parameter.default is inspect.Parameter.empty:
        return parameter.replace(annotation=Written(kind))
    if kind in ("Array", "Sizes"):
        kind += " | None"
    plain = (
        repr(parameter.default) if isinstance(parameter.default, bool | int) else DEFAULTS.get(kind, "None")
    )
    default = Written("NONE" if kind == "Value" else plain)
    return parameter.replace(annotation=Written(kind), default=default)


class Written:
    """Shown by `inspect.Signature` as it is written in the source."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def new_model(path: str, module: str, root: Path = ROOT) -> tuple[Path, Path]:
    """Append the stub to a module and its family to the module's tests. Raises ValueError."""
    source = root / "tensorlint" / "models" / f"{module}.py"
    if not source.is_file():
        raise ValueError(f"there is no {source.name} among the models")
    name = path.rpartition(".")[2]
    for file in source.parent.glob("*.py"):
        if f'"{path}"' in file.read_text(encoding="utf-8"):
            raise ValueError(f"{file.name} has a model of {path}, or lists it")
    text = source.read_text(encoding="utf-8")
    if re.search(rf"^def {name}\(", text, re.MULTILINE):
        name = path.rpartition(".")[0].rpartition(".")[2].lower() + f"_{name}"
    stub = STUB.format(path=path, name=name, parameters=parameters(resolve(path)))

    tests = root / "tests" / f"test_models_{module}.py"
    test_text = tests.read_text(encoding="utf-8") if tests.is_file() else TESTS.format(module=module)
    head, marker, tail = test_text.partition("@pytest.mark.parametrize")
    source.write_text(text + stub, encoding="utf-8")
    tests.write_text(head + FAMILY.format(path=path, name=name) + marker + tail, encoding="utf-8")
    return source, tests


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.new_model", description=__doc__)
    parser.add_argument("path", help="the function's dotted name: numpy.trapezoid")
    parser.add_argument("module", help="where its model belongs: a file in tensorlint/models/, without .py")
    arguments = parser.parse_args()
    try:
        source, tests = new_model(arguments.path, arguments.module)
    except ValueError as error:
        parser.error(str(error))
    print(NEXT.format(name=arguments.path, source=source.relative_to(ROOT), tests=tests.relative_to(ROOT)))


if __name__ == "__main__":
    main()
