"""Files to findings: what is parsed, what is reported once, what happens when the interpreter fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import libcst as cst
import pytest

import tensorlint.interpreter
from tensorlint.cache import FOLDER, Cache
from tensorlint.config import Options, Selection, load_config
from tensorlint.discovery import discover
from tensorlint.engine import InternalError, Outcome, Project, Task, lint_files, lint_source
from tensorlint.findings import Analysis, Note, Place, RawFinding
from tensorlint.results import Finding
from tensorlint.source import Source
from tests.commands import CLEAN, TSL202, TSL601, put

Analyze = Callable[..., Analysis]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def named(node: cst.CSTNode, value: str) -> list[cst.Name]:
    """The names of a tree that are spelled so."""
    found = [node] if isinstance(node, cst.Name) and node.value == value else []
    return found + [name for child in node.children for name in named(child, value)]


def interpreter(monkeypatch: pytest.MonkeyPatch, analyze: Analyze) -> None:
    monkeypatch.setattr(tensorlint.interpreter, "analyze", analyze)


def lint(*paths: str, jobs: int = 1, cache: Cache | None = None) -> Outcome:
    config = load_config([])
    return lint_files(discover(paths, config).files, config, Task(Path.cwd()), cache, jobs)


def codes(outcome: Outcome) -> list[tuple[str, str]]:
    return [(finding.path, finding.code) for finding in outcome.findings]


def test_text_is_linted_as_if_it_stood_at_its_path(tmp_path: Path) -> None:
    put(tmp_path / "helper.py", "size = 5\n")
    text = "import numpy as np\nfrom helper import size\nx = np.zeros((2, 6)).reshape(size, -1)\n"
    [finding] = lint_source(text, "main.py")
    assert (finding.path, finding.line, finding.code, finding.name) == (
        "main.py",
        3,
        "TSL201",
        "reshape-size",
    )
    assert lint_source(text, "elsewhere/main.py", project=Project(tmp_path / "elsewhere")) == []


def test_text_is_filtered_by_configuration_and_comments() -> None:
    assert [finding.code for finding in lint_source(TSL202)] == ["TSL202"]
    assert lint_source(TSL202, config=load_config([], Options(Selection(ignore=("TSL2",))))) == []
    silenced = TSL202.replace("(-1, -1)", "(-1, -1)  # noqa: TSL202")
    assert lint_source(silenced) == []
    assert [finding.code for finding in lint_source(silenced, noqa=False)] == ["TSL202"]


def test_finding_has_its_exact_place_and_origins() -> None:
    [finding] = lint_source(
        "import numpy as np\n\nx = np.zeros((2, 3))\nif x.size:\n    é = x.reshape(\n        4, 5)\n"
    )
    assert (finding.line, finding.column, finding.end_line, finding.end_column) == (5, 9, 6, 14)
    assert [(origin.path, origin.line) for origin in finding.origins] == [("<stdin>", 3)]


def test_one_finding_for_each_place_and_code_and_the_error_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def analyze(source: Source, project: Project, *, collect_shapes: bool = False) -> Analysis:
        first, second = (Place(source, name) for name in named(source.module, "x"))
        return Analysis(
            [
                RawFinding("TSL205", "b", "warning", first),
                RawFinding("TSL205", "c", "error", first, (Note(second, "n"), Note(second, "n"))),
                RawFinding("TSL205", "a", "error", second),
                RawFinding("TSL201", "z", "error", first),
                RawFinding("reveal", "(2,)", "warning", first),
                RawFinding("reveal", "(3,)", "warning", first),
            ]
        )

    interpreter(monkeypatch, analyze)
    found = lint_source("import numpy\nx + x\n")
    assert [(finding.code, finding.message, finding.column) for finding in found] == [
        ("TSL201", "z", 1),
        ("TSL205", "c", 1),
        ("reveal", "(2,)", 1),
        ("reveal", "(3,)", 1),
        ("TSL205", "a", 5),
    ]
    assert len(found[1].origins) == 1


def test_file_that_cannot_touch_a_tensor_is_not_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    analysed = []

    def analyze(source: Source, project: Project, *, collect_shapes: bool = False) -> Analysis:
        analysed.append(source.path)
        return Analysis()

    interpreter(monkeypatch, analyze)
    put(tmp_path / "plain.py", "import os\n")
    put(tmp_path / "broken.py", "x = = 1\n")
    put(tmp_path / "uses.py", "import helper\n")
    put(tmp_path / "helper.py", "import numpy as np\n")
    assert codes(lint(".")) == []
    assert analysed == ["helper.py", "uses.py"]


def test_named_file_is_checked_for_syntax_errors_whatever_it_imports(tmp_path: Path) -> None:
    put(tmp_path / "broken.py", "x = = 1\n")
    put(tmp_path / "fine.py", "match x:\n    case 1: pass\n")
    assert codes(lint("broken.py", "fine.py")) == [("broken.py", "TSL901")]


@pytest.mark.parametrize(
    "error", [RuntimeError("no\nway"), RecursionError("too deep"), MemoryError(), AssertionError()]
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_error_of_the_interpreter_costs_one_file(
    error: Exception, jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tensorlint.interpreter.analyze

    def analyze(source: Source, project: Project, *, collect_shapes: bool = False) -> Analysis:
        if source.path == "b.py":
            raise error
        return real(source, project, collect_shapes=collect_shapes)

    interpreter(monkeypatch, analyze)
    for name in ("a.py", "b.py", "c.py"):
        put(tmp_path / name, TSL202 + "#" * 60_000)
    outcome = lint(".", jobs=jobs, cache=Cache(tmp_path / FOLDER))
    assert codes(outcome) == [("a.py", "TSL202"), ("c.py", "TSL202")]
    [(path, reason)] = outcome.failures
    assert path == "b.py"
    assert reason.startswith(f"internal error: {type(error).__name__}")
    assert "\n" not in reason
    assert "report" in reason


def test_error_of_the_interpreter_is_an_exception_for_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def analyze(source: Source, project: Project, *, collect_shapes: bool = False) -> Analysis:
        raise ValueError("oh")

    interpreter(monkeypatch, analyze)
    with pytest.raises(InternalError, match="internal error: ValueError: oh"):
        lint_source("import numpy\n")


def test_failure_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.py", TSL202)
    with monkeypatch.context() as patched:
        patched.setattr(tensorlint.interpreter, "analyze", lambda *_, **__: 1 / 0)
        assert lint(".", cache=Cache(tmp_path / FOLDER)).failures
    assert codes(lint(".", cache=Cache(tmp_path / FOLDER))) == [("a.py", "TSL202")]


def test_file_with_questions_beyond_its_imports_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = []

    def analyze(source: Source, project: Project, *, collect_shapes: bool = False) -> Analysis:
        counted.append(source.path)
        if source.path == "a.py":
            project.resolve(source, "b", 0)
        return Analysis()

    interpreter(monkeypatch, analyze)
    put(tmp_path / "a.py", "import numpy\n")
    put(tmp_path / "b.py", "import numpy\n")
    for _ in range(2):
        lint(".", cache=Cache(tmp_path / FOLDER))
    assert counted == ["a.py", "b.py", "a.py"]


def test_unreadable_file_is_a_failure_and_the_run_goes_on(tmp_path: Path) -> None:
    put(tmp_path / "b.py", TSL202)
    put(tmp_path / "a.py", CLEAN)
    config = load_config([])
    files = discover(["."], config).files
    (tmp_path / "a.py").unlink()
    outcome = lint_files(files, config, Task(Path.cwd()))
    assert outcome.failures == [("a.py", "cannot be read: No such file or directory")]
    assert codes(outcome) == [("b.py", "TSL202")]


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("reverse", [False, True])
def test_outcome_does_not_depend_on_jobs_or_order(jobs: int, reverse: bool, tmp_path: Path) -> None:
    for number in range(8):
        put(tmp_path / f"m{number}.py", (TSL202 if number % 2 else TSL601) + "#" * 10_000 * number)
    put(tmp_path / "broken.py", "import numpy\n(")
    config = load_config([])
    files = discover(["."], config).files
    outcome = lint_files(files[::-1] if reverse else files, config, Task(Path.cwd()), None, jobs)
    expected = [("broken.py", "TSL901"), *((f"m{n}.py", "TSL202" if n % 2 else "TSL601") for n in range(8))]
    assert codes(outcome) == expected
    assert outcome.checked == 9


def test_shapes_are_collected_on_request(tmp_path: Path) -> None:
    put(tmp_path / "a.py", "import numpy as np\nx = np.zeros((2, 3))\ny = len(x)\n")
    config = load_config([])
    files = discover(["."], config).files
    assert lint_files(files, config, Task(Path.cwd())).shapes == []
    [(path, [entry])] = lint_files(files, config, Task(Path.cwd(), collect_shapes=True)).shapes
    assert (path, entry.name, entry.shape, entry.text, entry.dtype) == (
        "a.py",
        "x",
        (2, 3),
        "(2, 3)",
        "float64",
    )


def test_findings_sort_by_path_line_and_column() -> None:
    places = [("b", 1, 1), ("a", 10, 1), ("a", 9, 5), ("a", 9, 4)]
    made = [Finding("TSL201", "", "error", path, line, column, line, column) for path, line, column in places]
    assert [(f.path, f.line, f.column) for f in sorted(made, key=lambda f: f.sort_key)] == sorted(places)
