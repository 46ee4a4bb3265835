"""`pathlib`: paths of which only is known that they are paths."""

from __future__ import annotations

from tensorlint.models.python_builtins import READ, opened, unknown_int
from tensorlint.models.registry import attribute, models
from tensorlint.shapes import symbol
from tensorlint.values import NONE, Boolean, Object, Series, String, Value

PATH = "pathlib.Path"


@models(PATH, "pathlib.PurePath", "pathlib.PosixPath", "pathlib.PurePosixPath")
def path(*args: Value) -> Value:
    """A path; where it leads is not known."""
    return Object(PATH)


@models(
    f"{PATH}.__truediv__",
    f"{PATH}.__rtruediv__",
    f"{PATH}.__enter__",
    f"{PATH}.absolute",
    f"{PATH}.cwd",
    f"{PATH}.expanduser",
    f"{PATH}.home",
    f"{PATH}.joinpath",
    f"{PATH}.readlink",
    f"{PATH}.relative_to",
    f"{PATH}.rename",
    f"{PATH}.replace",
    f"{PATH}.resolve",
    f"{PATH}.with_name",
    f"{PATH}.with_stem",
    f"{PATH}.with_suffix",
)
def other_path(*args: Value, **kwargs: Value) -> Value:
    """Another path."""
    return Object(PATH)


@models(
    f"{PATH}.exists",
    f"{PATH}.is_absolute",
    f"{PATH}.is_dir",
    f"{PATH}.is_file",
    f"{PATH}.is_symlink",
    f"{PATH}.is_mount",
    f"{PATH}.match",
    f"{PATH}.samefile",
    f"{PATH}.is_relative_to",
)
def path_holds(*args: Value, **kwargs: Value) -> Value:
    """Whether something holds of a path."""
    return Boolean()


@models(f"{PATH}.glob", f"{PATH}.rglob", f"{PATH}.iterdir")
def paths(*args: Value, **kwargs: Value) -> Value:
    """Paths."""
    return Series(Object(PATH), symbol("paths", lower=0))


@models(f"{PATH}.read_text", f"{PATH}.as_posix", f"{PATH}.as_uri", f"{PATH}.__str__", f"{PATH}.owner")
def path_as_text(*args: Value, **kwargs: Value) -> Value:
    """A text."""
    return String()


@models(f"{PATH}.mkdir", f"{PATH}.unlink", f"{PATH}.touch", f"{PATH}.rmdir", f"{PATH}.chmod")
def path_changed(*args: Value, **kwargs: Value) -> Value:
    """Nothing comes back."""
    return NONE


@models(f"{PATH}.write_text", f"{PATH}.write_bytes")
def path_written(*args: Value, **kwargs: Value) -> Value:
    """How much was written."""
    return unknown_int("written", 0)


@models(f"{PATH}.open")
def path_open(self: Value, mode: Value = READ, *args: Value, **kwargs: Value) -> Value:
    """An open file."""
    return opened(self, mode)


@attribute(f"{PATH}.parent")
def parent(value: Value) -> Value:
    """The path above."""
    return Object(PATH)


@attribute(f"{PATH}.name", f"{PATH}.stem", f"{PATH}.suffix", f"{PATH}.anchor", f"{PATH}.drive")
def part(value: Value) -> Value:
    """A part of a path."""
    return String()


@attribute(f"{PATH}.parts", f"{PATH}.suffixes")
def parts(value: Value) -> Value:
    """The parts of a path."""
    return Series(String(), symbol("parts", lower=0), "tuple")


@attribute(f"{PATH}.parents")
def parents(value: Value) -> Value:
    """The paths above."""
    return Series(Object(PATH), symbol("parents", lower=0), "tuple")
