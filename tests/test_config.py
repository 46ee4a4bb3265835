"""Configuration is found, checked and merged; mistakes in it name file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tensorlint.config import DEFAULT_EXCLUDE, ConfigError, Options, Selection, common_folder, load_config
from tensorlint.rules import UnknownRule, default_codes, expand, registry
from tests.commands import put


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def table(tmp_path: Path, text: str) -> Path:
    return put(tmp_path / "pyproject.toml", f"[project]\nname = 'x'\n\n[tool.tensorlint]\n{text}\n")


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    config = load_config([tmp_path / "a.py"])
    assert config.codes == default_codes()
    assert config.path is None
    assert all(
        config.exclude.match_entry(str(tmp_path / name), name) for name in DEFAULT_EXCLUDE if "*" not in name
    )


def test_nearest_file_with_our_table_counts(tmp_path: Path) -> None:
    outer = table(tmp_path, 'select = ["TSL201"]')
    put(tmp_path / "inner" / "pyproject.toml", "[project]\nname = 'y'\n")
    put(tmp_path / "inner" / "deep" / "a.py")
    assert load_config([tmp_path / "inner" / "deep" / "a.py"]).path == outer
    own = put(tmp_path / "inner" / "deep" / "pyproject.toml", "[tool.tensorlint]\n")
    assert load_config([tmp_path / "inner" / "deep" / "a.py"]).path == own
    assert load_config([tmp_path / "inner" / "deep", tmp_path / "inner"]).path == outer


def test_common_folder_of_files_and_folders(tmp_path: Path) -> None:
    put(tmp_path / "a" / "b" / "x.py")
    put(tmp_path / "a" / "c" / "y.py")
    assert common_folder([tmp_path / "a/b/x.py"]) == tmp_path / "a" / "b"
    assert common_folder([tmp_path / "a/b/x.py", tmp_path / "a/c"]) == tmp_path / "a"
    assert common_folder([]) == tmp_path


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(select=("TSL2",)), expand("TSL2")),
        (Selection(select=("reshape-size", "tsl202")), {"TSL201", "TSL202"}),
        (Selection(select=("ALL",)), set(registry())),
        (Selection(select=("ALL",), ignore=("TSL2",)), set(registry()) - expand("TSL2")),
        (Selection(select=("TSL201",), ignore=("TSL2",)), {"TSL201"}),
        (Selection(select=("TSL2",), ignore=("TSL201",)), expand("TSL2") - {"TSL201"}),
        (Selection(select=("TSL201",), ignore=("TSL201",)), set()),
        (Selection(select=(), extend_select=("TSL201",)), {"TSL201"}),
        (
            Selection(ignore=("TSL2",), extend_ignore=("TSL6",)),
            default_codes() - expand("TSL2") - expand("TSL6"),
        ),
        (Selection(extend_select=("ALL",)), set(registry())),
    ],
)
def test_selection(selection: Selection, expected: set[str]) -> None:
    assert selection.apply(default_codes()) == expected


def test_unknown_selector_is_an_error_with_the_nearest_rule() -> None:
    with pytest.raises(UnknownRule, match="'TSL999'"):
        Selection(select=("TSL999",)).apply(default_codes())
    with pytest.raises(UnknownRule, match="reshape-size"):
        Selection(ignore=("reshape-sise",)).apply(default_codes())


def test_command_line_goes_on_top_of_the_file(tmp_path: Path) -> None:
    table(tmp_path, 'select = ["TSL2"]\nignore = ["TSL202"]')
    assert load_config([tmp_path]).codes == expand("TSL2") - {"TSL202"}
    assert load_config([tmp_path], Options(Selection(extend_select=("TSL601",)))).codes == (
        expand("TSL2") - {"TSL202"} | {"TSL601"}
    )
    assert load_config([tmp_path], Options(Selection(select=("TSL202",)))).codes == {"TSL202"}
    assert load_config([tmp_path], Options(isolated=True)).codes == default_codes()


def test_config_file_can_be_named(tmp_path: Path) -> None:
    table(tmp_path, 'select = ["TSL2"]')
    other = put(tmp_path / "other.toml", 'select = ["TSL601"]\n')
    assert load_config([tmp_path], Options(config_file=other)).codes == {"TSL601"}
    with pytest.raises(ConfigError, match=r"absent\.toml: cannot be read"):
        load_config([tmp_path], Options(config_file=tmp_path / "absent.toml"))


def test_per_file_ignores(tmp_path: Path) -> None:
    ignores = '"tests/*" = ["TSL2"]\n"conf.py" = ["matmul"]'
    table(tmp_path, f'select = ["TSL2", "TSL601"]\n[tool.tensorlint.per-file-ignores]\n{ignores}')
    config = load_config([tmp_path], Options(per_file_ignores=(("legacy", ("ALL",)),)))
    assert config.codes_for(tmp_path / "a.py") == expand("TSL2") | {"TSL601"}
    assert config.codes_for(tmp_path / "tests" / "deep" / "a.py") == {"TSL601"}
    assert config.codes_for(tmp_path / "docs" / "conf.py") == expand("TSL2")
    assert config.codes_for(tmp_path / "src" / "legacy" / "a.py") == set()


def test_exclude_replaces_the_usual_folders_and_extend_exclude_adds(tmp_path: Path) -> None:
    table(tmp_path, 'extend-exclude = ["legacy/", "data/*.py"]')
    exclude = load_config([tmp_path]).exclude
    for name in ("build", "legacy"):
        assert exclude.match_entry(str(tmp_path / name), name)
    assert exclude.match_entry(str(tmp_path / "data/a.py"), "a.py")
    assert not exclude.match_entry(str(tmp_path / "other/data/a.py"), "a.py")
    exclude = load_config([tmp_path], Options(exclude=("mine",))).exclude
    assert not exclude.match_entry(str(tmp_path / "build"), "build")
    assert exclude.match_entry(str(tmp_path / "legacy"), "legacy")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'selct = ["TSL2"]',
            r"^pyproject\.toml:5: unknown key 'selct' in \[tool\.tensorlint\], did you mean 'select'\?$",
        ),
        (
            "per_file_ignores = {}",
            r"^pyproject\.toml:5: unknown key 'per_file_ignores'.* 'per-file-ignores'\?$",
        ),
        ("zzz = 1", r"^pyproject\.toml:5: unknown key 'zzz'.*known keys: select, ignore"),
        ('\nselect = "TSL2"', r"^pyproject\.toml:6: 'select' must be a list of strings, not a string$"),
        ("ignore = [1]", r"^pyproject\.toml:5: 'ignore' must be a list of strings, but holds a number$"),
        ("exclude = true", r"^pyproject\.toml:5: 'exclude' must be a list of strings, not a boolean$"),
        ("per-file-ignores = []", r"^pyproject\.toml:5: 'per-file-ignores' must be a table"),
        (
            '[tool.tensorlint.per-file-ignores]\n"a.py" = "TSL2"',
            r"^pyproject\.toml:6: 'per-file-ignores\.a\.py' must",
        ),
        (
            'ignore = [\n  "TSL2",\n  "TSL299",\n]',
            r"^pyproject\.toml:7: unknown rule 'TSL299', did you mean TSL2",
        ),
        ('[tool.tensorlint.per-file-ignores]\n"a.py" = ["nope"]', r"^pyproject\.toml:6: unknown rule 'nope'"),
        ("select = [", r"^pyproject\.toml:\d+(:\d+)?: not valid TOML"),
        ("select = ]", r"^pyproject\.toml:5:10: not valid TOML"),
        ("select = [" + "[" * 5000, r"^pyproject\.toml.*: not valid TOML"),
    ],
)
def test_mistake_names_file_line_and_cure(text: str, message: str, tmp_path: Path) -> None:
    table(tmp_path, text)
    with pytest.raises(ConfigError, match=message):
        load_config([tmp_path])


def test_table_that_is_none_is_a_mistake(tmp_path: Path) -> None:
    put(tmp_path / "pyproject.toml", "[tool]\ntensorlint = 3\n")
    with pytest.raises(ConfigError, match=r"must be a table, not a number"):
        load_config([tmp_path])


def test_file_that_is_no_text_is_a_mistake(tmp_path: Path) -> None:
    put(tmp_path / "pyproject.toml", b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="not valid UTF-8"):
        load_config([tmp_path])
