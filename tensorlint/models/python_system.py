"""Files, paths, clocks, JSON: what comes from outside is unknown, its type is not."""

from __future__ import annotations

import json
import posixpath
import string
from typing import Any

from tensorlint.models.python_builtins import by_python, unknown_int
from tensorlint.models.registry import constant, models, unmodelled
from tensorlint.shapes import symbol
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Boolean,
    Float,
    Integer,
    List,
    Object,
    Series,
    String,
    Tuple,
    Value,
    union,
)

for _name in ("ascii_letters", "ascii_lowercase", "ascii_uppercase", "digits", "hexdigits", "octdigits"):
    constant(f"string.{_name}", String(getattr(string, _name)))
for _name in ("punctuation", "printable", "whitespace"):
    constant(f"string.{_name}", String(getattr(string, _name)))
constant("os.sep", String())
constant("os.linesep", String())
constant("os.name", String())
constant("os.environ", Object("os.environ"))
constant("sys.argv", Series(String(), symbol("len(sys.argv)", lower=1), "tuple"))
constant("sys.platform", String())
constant("sys.version", String())
constant("sys.maxsize", Integer(2**63 - 1))
constant("sys.stdout", Object("builtins.file"))
constant("sys.stderr", Object("builtins.file"))
constant("sys.stdin", Object("builtins.file"))
constant("typing.TYPE_CHECKING", FALSE)


def _some_texts(name: str) -> List:
    return List.like(String(), symbol(name, lower=0))


# -- os


@models("os.path.join")
def path_join(a: Value, *p: Value) -> Value:
    """Parts of a path joined."""
    return String()


@models("os.path.basename")
def basename(p: Value) -> Value:
    """The last part."""
    return by_python(posixpath.basename, String(), p)


@models("os.path.dirname")
def dirname(p: Value) -> Value:
    """All but the last part."""
    return by_python(posixpath.dirname, String(), p)


@models("os.path.splitext")
def splitext(p: Value) -> Value:
    """The path without its suffix, and the suffix."""
    return by_python(posixpath.splitext, Tuple((String(), String())), p)


@models("os.path.split")
def path_split(p: Value) -> Value:
    """All but the last part, and the last."""
    return by_python(posixpath.split, Tuple((String(), String())), p)


@models("os.path.abspath", "os.path.expanduser", "os.path.expandvars", "os.path.normpath", "os.fspath")
def path_text(path: Value) -> Value:
    """A path."""
    return String()


@models("os.path.realpath")
def realpath(filename: Value, *, strict: Value = FALSE) -> Value:
    """A path."""
    return String()


@models("os.readlink")
def readlink(path: Value, *, dir_fd: Value = NONE) -> Value:
    """A path."""
    return String()


@models("os.path.commonpath")
def commonpath(paths: Value) -> Value:
    """A path."""
    return String()


@models("os.path.commonprefix")
def commonprefix(m: Value) -> Value:
    """A text."""
    return String()


@models("os.path.relpath")
def relpath(path: Value, start: Value = NONE) -> Value:
    """A path."""
    return String()


@models("os.path.exists", "os.path.isfile", "os.path.islink", "os.path.lexists")
def path_test(path: Value) -> Value:
    """Whether something holds of a path."""
    return Boolean()


@models("os.path.isdir", "os.path.isabs")
def path_kind(s: Value) -> Value:
    """Whether something holds of a path."""
    return Boolean()


@models("os.path.getsize")
def getsize(filename: Value) -> Value:
    """A number of bytes."""
    return unknown_int("size", 0)


@models("os.path.getmtime", "os.path.getctime", "os.path.getatime")
def file_time(filename: Value) -> Value:
    """A time in seconds."""
    return Float()


@models("os.getcwd")
def getcwd() -> Value:
    """A path."""
    return String()


@models("os.getpid", "os.getppid")
def getpid() -> Value:
    """The number of a process."""
    return unknown_int("pid", 0)


@models("os.cpu_count")
def cpu_count() -> Value:
    """A number of processors."""
    return unknown_int("cpu_count", 1)


@models("os.listdir")
def listdir(path: Value = NONE) -> Value:
    """The names in a directory."""
    return _some_texts("names")


@models("os.walk")
def walk(top: Value, topdown: Value = TRUE, onerror: Value = NONE, followlinks: Value = FALSE) -> Value:
    """Directories with what is in them."""
    return Series(Tuple((String(), List.like(String()), List.like(String()))), symbol("walk", lower=0))


@models(
    "os.makedirs",
    "os.mkdir",
    "os.remove",
    "os.unlink",
    "os.rename",
    "os.replace",
    "os.rmdir",
    "os.chdir",
    "os.putenv",
    "os.unsetenv",
    "shutil.rmtree",
)
def changed(*args: Value, **kwargs: Value) -> Value:
    """Nothing comes back."""
    return NONE


@models("os.getenv", "os.environ.get")
def getenv(key: Value, default: Value = NONE, *args: Value) -> Value:
    """A variable of the environment, or the default."""
    fallback = args[0] if args else default if not isinstance(key, Object) else NONE
    return String() if isinstance(fallback, String) else union(String(), fallback)


@models("os.environ.__getitem__")
def environment_item(self: Value, key: Value) -> Value:
    """A variable of the environment."""
    return String()


@models("os.environ.__setitem__", "os.environ.setdefault", "os.environ.update")
def environment_changed(self: Value, *args: Value, **kwargs: Value) -> Value:
    """Nothing that is followed."""
    return NONE


@models("glob.glob")
def glob(pathname: Value, **options: Value) -> Value:
    """Paths that match."""
    return _some_texts("matches")


@models("glob.iglob")
def iglob(pathname: Value, **options: Value) -> Value:
    """Paths that match."""
    return Series(String(), symbol("matches", lower=0))


# -- json


@models("json.loads")
def loads(s: Value, **kwargs: Value) -> Value:
    """What a JSON text says."""
    try:
        return by_python(json.loads, UNKNOWN_VALUE, s) if not kwargs else UNKNOWN_VALUE
    except RecursionError:
        return UNKNOWN_VALUE


@models("json.dumps")
def dumps(obj: Value, **kwargs: Value) -> Value:
    """A text."""
    return String()


@models("json.dump", "pickle.dump", "yaml.dump")
def dump(obj: Value, fp: Value = NONE, *args: Value, **kwargs: Value) -> Value:
    """Nothing comes back."""
    return NONE


unmodelled("reads a file", "json.load", "pickle.load", "pickle.loads", "csv.DictReader")


@models("csv.reader")
def csv_reader(csvfile: Value, *args: Value, **kwargs: Value) -> Value:
    """Rows of texts."""
    return Series(_some_texts("columns"), symbol("rows", lower=0))


# -- time


@models("time.time", "time.perf_counter", "time.monotonic", "time.process_time")
def clock() -> Value:
    """Seconds."""
    return Float()


@models("time.time_ns", "time.perf_counter_ns", "time.monotonic_ns")
def clock_ns() -> Value:
    """Nanoseconds."""
    return unknown_int("nanoseconds", 0)


@models("time.sleep")
def sleep(secs: Value, /) -> Value:
    """Nothing comes back."""
    return NONE


@models("time.strftime", "time.ctime", "time.asctime")
def time_text(*args: Value) -> Value:
    """A time as text."""
    return String()


# -- the rest


@models("warnings.warn", "warnings.filterwarnings", "warnings.simplefilter", "gc.collect")
def ignored(*args: Value, **kwargs: Value) -> Value:
    """Nothing that is followed."""
    return NONE


@models("sys.getsizeof", "sys.getrecursionlimit")
def system_number(*args: Value) -> Value:
    """An int."""
    return unknown_int("number", 0)


@models("sys.setrecursionlimit")
def system_setting(limit: Value, /) -> Value:
    """Nothing comes back."""
    return NONE


@models("textwrap.dedent", "textwrap.fill", "textwrap.indent")
def wrapped(text: Value, *args: Value, **kwargs: Value) -> Value:
    """A text."""
    return String()


@models("typing.cast")
def cast(typ: Value, val: Value) -> Value:
    """The value itself."""
    return val


@models("typing.NewType")
def new_type(name: Value, tp: Value) -> Value:
    """A function that gives what it is given."""
    from tensorlint.models.python_functional import IDENTITY

    return IDENTITY


@models("contextlib.nullcontext")
def nullcontext(enter_result: Value = NONE) -> Value:
    """A context that does nothing."""
    made = Object("contextlib.nullcontext")
    made.cells["result"] = enter_result
    return made


@models("contextlib.nullcontext.__enter__", "contextlib.closing.__enter__")
def entered(self: Value) -> Value:
    """What the context was made of."""
    held: Any = self.cells.get("result") if isinstance(self, Object) else None
    return held if isinstance(held, Value) else UNKNOWN_VALUE


@models("contextlib.closing")
def closing(thing: Value) -> Value:
    """A context that closes a thing."""
    made = Object("contextlib.closing")
    made.cells["result"] = thing
    return made


@models("contextlib.suppress")
def suppress(*exceptions: Value) -> Value:
    """A context that catches."""
    made = Object("contextlib.suppress")
    made.cells["exceptions"] = exceptions
    return made
