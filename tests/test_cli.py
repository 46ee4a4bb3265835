"""The command line for real: output, exit codes, bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tensorlint import __version__
from tensorlint.cli import main
from tests.commands import CLEAN, ROOT, TSL202, TSL601, environment, findings, put, tensorlint


def run(*arguments: str) -> int:
    """The exit code of the command line, in this process."""
    try:
        return main(list(arguments))
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else -1


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_findings_are_lines_and_a_summary(tmp_path: Path) -> None:
    put(tmp_path / "b.py", TSL202)
    put(tmp_path / "a" / "c.py", TSL601)
    put(tmp_path / "clean.py", CLEAN)
    finished = tensorlint(".", cwd=tmp_path)
    *lines, last = finished.stdout.splitlines()
    assert [line.split(" ")[:2] for line in lines] == [["a/c.py:3:5:", "TSL601"], ["b.py:4:5:", "TSL202"]]
    assert last == "Found 2 errors in 2 files (checked 3 files)."
    assert (finished.returncode, finished.stderr) == (1, "")


def test_exit_codes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "bad.py", TSL202)
    put(here / "clean.py", CLEAN)
    assert run("clean.py") == 0
    assert run("bad.py") == 1
    assert run("bad.py", "--exit-zero") == 0
    assert run("bad.py", "absent.py") == 2
    assert run("bad.py", "--select", "TSL9999") == 2
    assert run("bad.py", "--unknown-option") == 2
    assert run("bad.py", "--format", "xml") == 2
    assert run("bad.py", "-j", "0") == 2
    assert run() == 2
    assert run("check") == 2
    assert run("--help") == 0
    capsys.readouterr()


def test_check_is_the_command_of_bare_paths(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "bad.py", TSL202)
    assert run("check", "bad.py") == 1
    named = capsys.readouterr().out
    assert run("bad.py") == 1
    assert capsys.readouterr().out == named


def test_standard_input_stands_at_its_file_name(tmp_path: Path) -> None:
    put(tmp_path / "pkg" / "helper.py", "size = 5\n")
    put(tmp_path / "pkg" / "pyproject.toml", '[tool.tensorlint]\nignore = ["TSL202"]\n')
    text = "import numpy as np\nfrom helper import size\nx = np.zeros((2, 6))\n"
    text += "x.reshape(size, -1)\nx.reshape(-1, -1)\n"
    finished = tensorlint(
        "-", "--stdin-filename", "pkg/main.py", "--format", "full", cwd=tmp_path, stdin=text
    )
    assert finished.stdout.startswith("pkg/main.py:4:1: TSL201 ")
    assert "4 | x.reshape(size, -1)\n" in finished.stdout
    assert "TSL202" not in finished.stdout
    assert finished.returncode == 1
    assert not (tmp_path / ".tensorlint_cache").exists()


def test_standard_input_in_another_encoding(tmp_path: Path) -> None:
    text = "# coding: latin-1\nimport numpy as np\né = np.zeros((2, 3)).reshape(-1, -1)\n".encode("latin-1")
    assert findings("-", cwd=tmp_path, stdin=text) == [("<stdin>", 3, "TSL202")]


def test_standard_input_stands_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("-", "a.py") == 2
    assert "stands alone" in capsys.readouterr().err


def test_quiet_leaves_findings_only(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "bad.py", TSL202)
    (here / "empty").mkdir()
    assert run("bad.py", "empty", "-q") == 1
    output = capsys.readouterr()
    assert len(output.out.splitlines()) == 1
    assert output.err == ""


def test_options_select_rules_by_code_prefix_and_name(tmp_path: Path) -> None:
    put(tmp_path / "a.py", TSL202 + TSL601)
    both = [("a.py", 4, "TSL202"), ("a.py", 7, "TSL601")]
    assert findings(".", cwd=tmp_path) == both
    assert findings(".", "--select", "matmul", cwd=tmp_path) == both[1:]
    assert findings(".", "--select=TSL2,TSL9", cwd=tmp_path) == both[:1]
    assert findings(".", "--ignore", "TSL6", "--ignore", "TSL1", cwd=tmp_path) == both[:1]
    assert findings(".", "--select", "TSL1", "--extend-select", "TSL6", cwd=tmp_path) == both[1:]
    assert findings(".", "--per-file-ignores", "*.py:TSL202", cwd=tmp_path) == both[1:]


def test_configuration_is_used_ignored_and_named(tmp_path: Path) -> None:
    put(tmp_path / "a.py", TSL202 + TSL601)
    put(tmp_path / "pyproject.toml", '[tool.tensorlint]\nselect = ["TSL2"]\nexclude = ["b.py"]\n')
    put(tmp_path / "b.py", TSL202)
    other = put(tmp_path / "other.toml", 'select = ["matmul"]\n')
    assert findings(".", cwd=tmp_path) == [("a.py", 4, "TSL202")]
    assert len(findings(".", "--isolated", cwd=tmp_path)) == 3
    assert findings(".", "--config", other, cwd=tmp_path) == [("a.py", 7, "TSL601")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.tensorlint]\nselct = []\n", "pyproject.toml:2: unknown key 'selct'"),
        ("[tool.tensorlint\n", "pyproject.toml:1:17: not valid TOML"),
        (
            '[tool.tensorlint]\nselect = ["reshap-size"]\n',
            "pyproject.toml:2: unknown rule 'reshap-size', did you mean reshape",
        ),
    ],
)
def test_mistake_in_the_configuration_is_one_line(
    text: str, message: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(here / "pyproject.toml", text)
    put(here / "a.py", TSL202)
    assert run(".") == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith(f"tensorlint: error: {message}")
    assert output.err.count("\n") == 1


BAD_INPUT: dict[str, tuple[bytes, str]] = {
    "syntax.py": (b"import numpy as np\nx = (1,\n", "2:5: TSL901 cannot be parsed: '(' was never closed"),
    "null.py": (
        b"import numpy\nx\0\n",
        "2:2: TSL901 cannot be parsed: source code cannot contain null bytes",
    ),
    "bytes.py": (b"import numpy\n'\xff'\n", "2:2: TSL901 cannot be parsed: invalid utf-8: the byte 0xff"),
    "cookie.py": (
        b"# coding: nonsense\nimport numpy\n",
        "1:1: TSL901 cannot be parsed: unknown encoding: nonsense",
    ),
    "nested.py": (b"import numpy\nx = " + b"(" * 50_000, "2:20"),
    "chain.py": (
        b"import numpy\nx = " + b"1 + " * 50_000 + b"1\n",
        "1:1: TSL901 the file is nested too deeply",
    ),
    "python2.py": (b"import numpy\nprint 'x'\n", "2:1: TSL901 cannot be parsed: Missing parentheses in call"),
}


def test_bad_input_has_a_message_and_the_run_goes_on(tmp_path: Path) -> None:
    for name, (content, _) in BAD_INPUT.items():
        put(tmp_path / name, content)
    put(tmp_path / "empty.py", "")
    put(tmp_path / "marked.py", b"\xef\xbb\xbf" + TSL202.replace("\n", "\r\n").encode())
    put(tmp_path / "wide.py", "# coding: utf-8\nimport numpy as np\né = np.zeros((2, 3)).reshape(-1, -1)\n")
    finished = tensorlint(".", cwd=tmp_path)
    lines = dict(line.split(":", 1) for line in finished.stdout.splitlines()[:-1])
    for name, (_, expected) in BAD_INPUT.items():
        assert lines[name].startswith(expected)
    assert lines["marked.py"].startswith("4:5: TSL202")
    assert lines["wide.py"].startswith("3:5: TSL202")
    assert "empty.py" not in lines
    assert (finished.returncode, finished.stderr) == (1, "")


def test_what_is_no_file_is_told_and_the_run_goes_on(tmp_path: Path) -> None:
    put(tmp_path / "bad.py", TSL202)
    (tmp_path / "dangling.py").symlink_to("nowhere")
    (tmp_path / "empty").mkdir()
    finished = tensorlint("absent.py", "dangling.py", "empty", "bad.py", cwd=tmp_path)
    assert finished.stderr.splitlines() == [
        "tensorlint: error: absent.py: No such file or directory",
        "tensorlint: error: dangling.py: dangling link",
        "tensorlint: warning: empty: no Python files found",
    ]
    assert finished.stdout.startswith("bad.py:4:5: TSL202")
    assert finished.returncode == 2


def test_folder_without_python_is_a_warning(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "notes.txt", "import numpy")
    assert run(".") == 0
    assert capsys.readouterr().err == "tensorlint: warning: .: no Python files found\n"


def test_unreadable_file_is_told_and_the_run_goes_on(tmp_path: Path) -> None:
    """Permissions stop nobody who is root; but nobody can read the memory of a process from its start."""
    put(tmp_path / "bad.py", TSL202)
    finished = tensorlint("/proc/self/mem", "bad.py", cwd=tmp_path)
    assert finished.stderr == "tensorlint: /proc/self/mem: cannot be read: Input/output error\n"
    assert finished.stdout.startswith("bad.py:4:5")
    assert finished.stdout.endswith("(checked 2 files, 1 file could not be checked).\n")
    assert finished.returncode == 2


def test_hostile_names_and_lines_do_not_reach_the_terminal(tmp_path: Path) -> None:
    put(tmp_path / "a\x1b[31m\nb\r.py", TSL202.replace("y = x", "y = x") + "# \x1b[31m\n")
    put(
        tmp_path / "evil.py",
        'import numpy as np\nx = {"\x1b]0;evil\x07": np.zeros((2, 3)).reshape(-1, -1)}\n',
    )
    os.mkdir(os.fsencode(tmp_path / "odd") + b"\xff")
    put(Path(os.fsdecode(os.fsencode(tmp_path / "odd") + b"\xff/c.py")), TSL202)
    for form in ("text", "full", "json", "github", "sarif"):
        finished = tensorlint(".", "--format", form, cwd=tmp_path)
        assert finished.returncode == 1
        assert not set(finished.stdout) & set("\x1b\x07\r"), form
    assert len(tensorlint(".", "-q", cwd=tmp_path).stdout.splitlines()) == 3
    finished = tensorlint("a\x1b[31m\nb", cwd=tmp_path)
    assert (finished.stderr.count("\n"), "\x1b" in finished.stderr) == (1, False)


def test_output_survives_a_terminal_without_unicode(tmp_path: Path) -> None:
    put(tmp_path / "é.py", TSL202)
    finished = tensorlint(".", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert "\\xe9.py:4:5: TSL202" in finished.stdout


def test_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    for number in range(300):
        put(tmp_path / f"a{number}.py", "import numpy\nx = (")
    command = [sys.executable, "-m", "tensorlint", ".", "--format", "full"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_color_is_asked_for_or_not(tmp_path: Path) -> None:
    put(tmp_path / "bad.py", TSL202)
    assert "\x1b[" not in tensorlint(".", cwd=tmp_path).stdout
    assert "\x1b[" in tensorlint(".", "--color", "always", cwd=tmp_path).stdout
    assert "\x1b[" in tensorlint(".", cwd=tmp_path, FORCE_COLOR="1").stdout
    assert "\x1b[" not in tensorlint(".", cwd=tmp_path, FORCE_COLOR="1", NO_COLOR="1").stdout


def test_statistics(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "a.py", TSL202)
    put(here / "b.py", TSL202 + TSL601)
    assert run(".", "--statistics", "-q") == 1
    assert capsys.readouterr().out == "2 TSL202 reshape-two-unknowns\n1 TSL601 matmul\n"


def test_revealed_shapes_are_shown_and_make_no_run_fail(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(here / "a.py", "import numpy as np\n\nx = np.zeros((3, 2))\nreveal_shape(x)\n")
    assert run("a.py", "-q", "--select", "TSL2") == 0
    output = capsys.readouterr().out
    assert output.startswith("a.py:4:1: reveal_shape: ")
    assert "(3, 2)" in output


def test_shapes_of_assigned_names(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "a.py", "import numpy as np\n\nx, y = np.zeros((3, 2)), 1\nfor row in x:\n    z = row * y\n")
    assert run("shapes", "a.py") == 0
    assert capsys.readouterr().out.splitlines() == [
        "a.py:3:1: x: (3, 2) float64",
        "a.py:4:5: row: (2,) float64",
        "a.py:5:5: z: (2,) float64",
    ]
    assert run("shapes", "a.py", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["version"] == 1
    [file] = document["files"]
    assert file["path"] == "a.py"
    assert [(entry["name"], entry["line"], entry["shape"]) for entry in file["shapes"]] == [
        ("x", 3, [3, 2]),
        ("row", 4, [2]),
        ("z", 5, [2]),
    ]


def test_shapes_does_not_report_findings_but_files_that_cannot_be_parsed(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(here / "a.py", TSL202)
    assert run("shapes", "a.py") == 0
    assert "TSL" not in capsys.readouterr().out
    put(here / "b.py", "import numpy\nx = (")
    assert run("shapes", ".") == 2
    output = capsys.readouterr()
    assert output.out == "a.py:3:1: x: (32, 10) float64\n"
    assert output.err == "tensorlint: b.py:2:5: cannot be parsed: '(' was never closed\n"


def test_explain_and_rules(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "TSL201") == run("explain", "reshape-size") == 0
    first, second = capsys.readouterr().out.split("# reshape-size (TSL201)")[1:]
    assert first == second
    assert run("explain", "reshap-size") == 2
    assert "did you mean reshape-size?" in capsys.readouterr().err
    assert run("rules") == 0
    assert "TSL201  reshape-size " in capsys.readouterr().out
    assert run("rules", "--format", "json") == 0
    rules = {rule["code"]: rule for rule in json.loads(capsys.readouterr().out)}
    assert rules["TSL201"]["name"] == "reshape-size"
    assert rules["TSL201"]["default"] is True


@pytest.mark.parametrize("command", [[], ["check"], ["shapes"], ["explain"], ["rules"], ["clean"]])
def test_help_of_every_command(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*command, "--help") == 0
    assert capsys.readouterr().out.startswith("usage: tensorlint")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out == f"tensorlint {__version__}\n"


def test_linted_code_is_never_run(tmp_path: Path) -> None:
    """Neither the file, nor what it imports, nor what Python loads from the current folder by itself."""
    trap = "import pathlib, numpy\npathlib.Path('sprung').touch()\nraise SystemExit(3)\n"
    for name in (
        "main.py",
        "helper.py",
        "numpy.py",
        "sitecustomize.py",
        "libcst.py",
        "conftest.py",
        "setup.py",
    ):
        put(tmp_path / name, trap + "import helper\n")
    finished = subprocess.run(
        [sys.executable, "-c", "from tensorlint.cli import main; raise SystemExit(main())", "."],
        cwd=tmp_path,
        env=environment(PYTHONSAFEPATH="1", PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    assert not (tmp_path / "sprung").exists()
