"""The examples in pandas's own docstrings: what is claimed of each table in them is what it really is."""

from __future__ import annotations

import ast
import doctest
import inspect
from pathlib import Path

import pytest

from benchmarks.trace_oracle import Report, check

pd = pytest.importorskip("pandas")

HEAD = """\
import warnings

import numpy as np
import pandas as pd

warnings.simplefilter("ignore")
"""
FILES = ("read_", "to_", "plot", "hist", "boxplot", "sql", "HDF", "Excel", "style", "test")
"""Examples that read and write files, or draw."""
TOGETHER = 60


def _docstrings() -> dict[str, str]:
    """The docstrings of tables, columns, groups, windows and functions, by name."""
    owners = [pd.DataFrame, pd.Series, pd.Index, pd.core.groupby.DataFrameGroupBy]
    owners += [pd.core.groupby.SeriesGroupBy, pd.core.window.Rolling]
    found: dict[str, str] = {}
    for owner in (*owners, pd):
        for name in dir(owner):
            if name.startswith("_") or any(word in name for word in FILES):
                continue
            text = inspect.getattr_static(owner, name, None)
            held = getattr(owner, name, None)
            doc = getattr(text, "__doc__", None) or getattr(held, "__doc__", None)
            if isinstance(doc, str) and doc not in found.values():
                found[f"{owner.__name__}.{name}"] = doc
    return found


def _program(number: int, doc: str) -> str:
    """The examples of a docstring, with an array made of each value in them; "" where there are none."""
    examples = doctest.DocTestParser().get_examples(doc)
    text = "".join(each.source for each in examples if not each.exc_msg)
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return ""
    lines: list[str] = []
    for place, statement in enumerate(tree.body):
        name = f"t{number}_{place}"
        if isinstance(statement, ast.Expr):
            lines.append(f"{name} = {ast.unparse(statement.value)}")
            lines.append(f"v{name} = np.asarray({name})")
        elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            lines.append(ast.unparse(statement))
            lines.append(f"v{name} = np.asarray({statement.targets[0].id})")
        else:
            lines += ast.unparse(statement).splitlines()
    body = "".join(f"    {line}\n" for line in lines)
    return f"try:\n{body}except Exception:\n    pass\n" if body else ""


def test_no_example_of_pandas_is_contradicted(tmp_path: Path) -> None:
    programs = [_program(*each) for each in enumerate(_docstrings().values())]
    programs = [each for each in programs if each]
    paths = []
    for start in range(0, len(programs), TOGETHER):
        paths.append(tmp_path / f"program{start}.py")
        paths[-1].write_text(HEAD + "".join(programs[start : start + TOGETHER]), encoding="utf-8")
    report: Report = check(paths)
    assert report.failed == []
    assert report.contradicted == []
    assert report.observed > 2000
    assert report.coverage > 0.6
