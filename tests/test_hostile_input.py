"""A project that means harm: nothing in it is run, followed out of it, waited for, or shown as it is."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.commands import TSL202, put, tensorlint

ESCAPES = "\x1b]0;evil\x07\x1b[31m"
FORMATS = ("text", "full", "json", "github", "sarif")
SPECIAL = ("endless", "pipe", "circle")


def special(path: Path, kind: str) -> None:
    """What is no regular file in the place of one: reading it never ends, never begins, or fails."""
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero" if kind == "endless" else path.name)


@pytest.mark.parametrize("kind", SPECIAL)
@pytest.mark.parametrize("name", [".gitignore", "helper.py", "pyproject.toml", "numpy.py"])
def test_what_is_no_file_is_not_read(name: str, kind: str, tmp_path: Path) -> None:
    put(tmp_path / "main.py", f"import helper\n{TSL202}")
    special(tmp_path / name, kind)
    finished = tensorlint(".", cwd=tmp_path)
    assert finished.stdout.startswith("main.py:5:5: TSL202")
    assert finished.stderr == ""


@pytest.mark.parametrize("kind", SPECIAL)
def test_what_is_no_file_in_the_cache_is_replaced(kind: str, tmp_path: Path) -> None:
    put(tmp_path / "main.py", TSL202)
    before = tensorlint(".", cwd=tmp_path)
    [entry] = (tmp_path / ".tensorlint_cache" / "v1").glob("*.json")
    special(entry, kind)
    assert tensorlint(".", cwd=tmp_path).stdout == before.stdout
    assert entry.is_file()
    assert not entry.is_symlink()


@pytest.mark.parametrize("link", [".tensorlint_cache", ".tensorlint_cache/v1"])
def test_cache_that_is_a_link_leads_nowhere(link: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    put(tmp_path / "project" / "main.py", TSL202)
    path = tmp_path / "project" / link
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(outside)
    assert "TSL202" in tensorlint(".", cwd=tmp_path / "project").stdout
    assert list(outside.iterdir()) == []
    tensorlint("clean", cwd=tmp_path / "project")
    assert outside.is_dir()


def test_cache_that_the_user_names_may_be_a_link(tmp_path: Path) -> None:
    put(tmp_path / "main.py", TSL202)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to("elsewhere")
    tensorlint(".", "--cache-dir", "link", cwd=tmp_path)
    assert (tmp_path / "elsewhere" / "v1").is_dir()


@pytest.mark.parametrize("form", FORMATS)
def test_entry_of_the_cache_that_lies_is_shown_safely(form: str, tmp_path: Path) -> None:
    """Whoever can compute the key of an entry can write any finding into it, and nothing but findings."""
    put(tmp_path / "main.py", TSL202)
    tensorlint(".", cwd=tmp_path)
    [entry] = (tmp_path / ".tensorlint_cache" / "v1").glob("*.json")
    kept = json.loads(entry.read_bytes())
    [finding] = kept["result"]["findings"]
    lie = f"{ESCAPES}\n::error::[red]"
    places = [-(10**30), 0, 10**30, -1]
    finding[1], finding[3], finding[4:8] = lie, f"../../{lie}", places
    finding[8] = [[f"/etc/{lie}", -5, lie]]
    entry.write_text(json.dumps(kept))
    finished = tensorlint(".", "--format", form, cwd=tmp_path)
    assert finished.returncode in (0, 1, 2)
    assert not set(finished.stdout + finished.stderr) & set("\x1b\x07")


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_code_is_shown_safely(form: str, tmp_path: Path) -> None:
    """Escapes in a name of a file and of a folder, in texts that messages quote, and in the line itself."""
    code = (
        "import numpy as np\n"
        f"key = '{ESCAPES}'\n"
        f"rows = np.zeros((2, 3)) + np.zeros((4, 5))  # {ESCAPES}\u202e[bold]\n"
        f"y = np.einsum('{ESCAPES}ij->i', rows)\n"
        f"table = {{'{ESCAPES}': np.zeros((2, 3)).reshape(-1, -1)}}\n"
        f"assert rows.shape == (9, 9), '{ESCAPES}'\n"
        "x = np.zeros((2, 3)) @ np.zeros((2, 3)) \x0c # \x85\n"
    )
    put(tmp_path / f"folder{ESCAPES}" / f"file\n::error::{ESCAPES}.py", code)
    put(tmp_path / "broken.py", f"import numpy as np\nx = '{ESCAPES}\n")
    finished = tensorlint(".", "--no-cache", "--format", form, cwd=tmp_path)
    assert finished.returncode == 1
    shown = finished.stdout + finished.stderr
    assert "TSL601" in shown
    assert not set(shown) & set("\x1b\x07\x0c\x85\u202e")
    assert not any(line.startswith("::error::") for line in shown.splitlines())


@pytest.mark.parametrize("command", ["shapes", "why"])
def test_hostile_code_is_shown_safely_by_the_other_commands(command: str, tmp_path: Path) -> None:
    name = f"file{ESCAPES}.py"
    put(tmp_path / name, f"import numpy as np\nx = np.zeros((2, 3)).astype('{ESCAPES}')  # {ESCAPES}\n")
    finished = tensorlint(command, f"{name}:2" if command == "why" else name, cwd=tmp_path)
    assert finished.stdout + finished.stderr
    assert not set(finished.stdout + finished.stderr) & set("\x1b\x07")


@pytest.mark.parametrize(
    "text",
    [
        f"[tool.tensorlint]\nselect = {'[' * 100_000}",
        f"[tool.tensorlint]\n{'a.' * 50_000}b = 1\n",
        f"[tool.tensorlint]\n'{ESCAPES.encode('unicode_escape').decode()}' = 1\n",
        '[tool.tensorlint]\n"\\u001b[31m" = 1\n',
        '[tool.tensorlint]\nselect = ["\\u001b[31m"]\n',
        "[tool.tensorlint]\nselect = [\"__import__('os').system('touch sprung')\"]\n",
        '[tool.tensorlint]\nexclude = ["$(touch sprung)", "`touch sprung`"]\nplugins = ["sprung"]\n',
        "[tool.tensorlint]\nextend-exclude = ['" + "**/" * 2000 + "a']\n",
        "[tool.tensorlint]\nexclude = ['" + "*a" * 30 + "']\n",
    ],
    ids=range(9),
)
def test_configuration_is_data_only(text: str, tmp_path: Path) -> None:
    put(tmp_path / "pyproject.toml", text)
    put(tmp_path / f"{'a' * 120}.py", TSL202)
    put(tmp_path / "sprung.py", "open('sprung', 'w')\n")
    finished = tensorlint(".", cwd=tmp_path)
    assert finished.returncode in (1, 2)
    assert not set(finished.stdout + finished.stderr) & set("\x1b\x07")
    assert finished.stderr.count("\n") == (finished.returncode == 2)
    assert not (tmp_path / "sprung").exists()


HEAD = "import numpy as np\n"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "(" * 200_000,
        HEAD + "'" * 200_001,
        HEAD + '"""' + "\\" * 200_001,
        HEAD + "f'{" * 50_000,
        HEAD + "x = " + "-" * 200_000 + "1\n",
        HEAD + "x = 1 # noqa: " + "TSL201, " * 50_000 + "\n",
        HEAD + "x = np.zeros(3) # " + "[" * 200_000 + "\n",
        HEAD + "x = np.zeros(3) # (" + "n, " * 60_000 + "\n",
        HEAD + "from " * 50_000,
        HEAD + "import " * 50_000,
        HEAD + "import a" + " " * 200_000 + "\\\n" * 1000 + "b\n",
        HEAD + "from " + "." * 50_000 + " import x\n",
        HEAD + "\n" * 100_000,
        HEAD + "\\\n" * 100_000,
        HEAD + "x = " + "9" * 100_000 + "\n",
        HEAD + f"x = np.zeros({'9' * 4000})\ny = x.reshape({'9' * 4000}, -1)\nz = 10 ** 10 ** 10\n",
        HEAD + "x = np.zeros((" + "2, " * 100_000 + "))\ny = x + x\n",
        HEAD + "x = [0] * 10 ** 12\ny = np.array(x)\ns = 'a' * 10 ** 12\nt = (1,) * 10 ** 10\n",
        HEAD + "x = np.zeros(3)\nfor i in range(10 ** 18):\n    x = np.append(x, i)\n",
        HEAD + "x = np.einsum('" + "a" * 20_000 + "', np.zeros(3))\n",
        HEAD + "s = '%1000000000d' % 3\nt = f'{3:1000000000d}'\nu = format(3, '1000000000')\n",
        HEAD + "s = 1 << 10 ** 12\nt = 2 ** (2 ** 40)\nu = (10 ** 9) ** (10 ** 9)\n",
        HEAD + "s = 'a'.ljust(10 ** 12)\nt = 'a'.replace('a', 'b' * 10 ** 11)\nu = bytes(10 ** 13)\n",
        HEAD + "s = list(range(10 ** 12))\nt = sum(range(10 ** 12))\nu = np.arange(10 ** 12).tolist()\n",
        HEAD + "import itertools\nfor i in itertools.product(range(1000), repeat=9):\n    x = i\n",
        HEAD + "import math\nx = math.factorial(10 ** 9)\ny = math.comb(10 ** 9, 10 ** 8)\n",
    ],
    ids=range(26),
)
def test_hostile_text_is_neither_waited_for_nor_a_crash(text: str, tmp_path: Path) -> None:
    """The command is ended after a hundred seconds; each of these takes one or two."""
    put(tmp_path / "main.py", text)
    finished = tensorlint(".", "--no-cache", "-j", "1", cwd=tmp_path)
    assert finished.returncode in (0, 1)
    assert finished.stderr == ""
