"""Programs that grow in one dimension each: what a benchmark of growth and the tests of budgets lint.

Every generator takes a size and gives the text of a module whose cost should grow as the size does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

HEAD = "import sys\n\nimport numpy as np\n\nx = np.zeros((3, 4))\n"


@dataclass(frozen=True)
class Dimension:
    """A way in which programs grow, and the smallest of the sizes that a benchmark doubles."""

    name: str
    program: Callable[[int], str]
    smallest: int


def lines(size: int) -> str:
    """Statements of a script, each with a product and a reshape."""
    wanted = (f"y{i} = x.reshape(4, 3) @ np.ones((3, {i % 7 + 1}))\n" for i in range(size))
    return HEAD + "".join(wanted)


def lines_of_a_function(size: int) -> str:
    """The same statements within a function that is called once."""
    wanted = (f"    y{i} = x.reshape(4, 3) @ np.ones((3, {i % 7 + 1}))\n" for i in range(size))
    return f"{HEAD}\ndef run(x):\n{''.join(wanted)}    return x\n\nz = run(x)\n"


def reassignments(size: int) -> str:
    """One name that each statement makes anew of itself."""
    return HEAD + "".join(f"x = x + {i}\n" for i in range(size))


def call_depth(size: int) -> str:
    """Functions that call the one before them, once."""
    later = (f"def f{i}(x):\n    return f{i - 1}(x) * 2\n\n" for i in range(1, size))
    return f"{HEAD}\ndef f0(x):\n    return x + 1\n\n{''.join(later)}z = f{size - 1}(x)\n"


def callers(size: int) -> str:
    """Calls of one function with an array of another shape each."""
    calls = (f"y{i} = scale(np.zeros(({i + 1}, 4)))\n" for i in range(size))
    return f"{HEAD}\ndef scale(x):\n    return x / x.sum(axis=0)\n\n{''.join(calls)}"


def fan_out(size: int) -> str:
    """A chain of functions of which each calls the next twice: 2^size calls."""
    later = (f"def f{i}(x):\n    return f{i + 1}(x) + f{i + 1}(x * 2)\n\n" for i in range(size))
    return f"{HEAD}\n{''.join(later)}def f{size}(x):\n    return x\n\nz = f0(x)\n"


def fan_out_of_shapes(size: int) -> str:
    """The same with another shape in each call, so that no call is like an earlier one."""
    later = (
        f"def f{i}(x):\n    return f{i + 1}(x[np.newaxis]).sum() + f{i + 1}(np.stack([x, x])).sum()\n\n"
        for i in range(size)
    )
    return f"{HEAD}\n{''.join(later)}def f{size}(x):\n    return x\n\nz = f0(x)\n"


def mutual_recursion(size: int) -> str:
    """A ring of functions that call each other with larger and larger arrays."""
    ring = (
        f"def f{i}(x, n):\n    if n == 0:\n        return x\n"
        f"    return f{(i + 1) % size}(np.concatenate([x, x]), n - 1)\n\n"
        for i in range(size)
    )
    return f"{HEAD}\n{''.join(ring)}z = f0(x, len(sys.argv))\n"


def loops(size: int) -> str:
    """Loops one after the other."""
    return HEAD + "".join(f"for i{i} in range(100):\n    x = x + i{i}\n" for i in range(size))


def loop_body(size: int) -> str:
    """The statements of one loop, each of which carries a value to the next round."""
    body = "".join(f"    y{i} = y{i} + x.mean()\n" for i in range(size))
    return HEAD + "".join(f"y{i} = 0.0\n" for i in range(size)) + f"for i in range(100):\n{body}"


def loop_nest(size: int) -> str:
    """Loops within each other."""
    opened = "".join("    " * i + f"for i{i} in range(50):\n" for i in range(size))
    return HEAD + opened + "    " * size + "x = x + 1\n"


def carried_nest(size: int) -> str:
    """Loops within each other, each of which carries an array whose shape its inner loop changes."""
    before = "".join(f"a{i} = np.zeros((2, 3))\n" for i in range(size))
    opened = "".join(
        "    " * i
        + f"for i{i} in sys.argv:\n"
        + "    " * (i + 1)
        + f"a{i} = np.concatenate([a{i}, x[:, :3]])\n"
        for i in range(size)
    )
    return HEAD + before + opened


def branches(size: int) -> str:
    """Undecided branches one after the other that change one name: 2^size paths."""
    return HEAD + "".join(f"if sys.argv[{i % 5}] == 'a{i}':\n    x = x + {i}\n" for i in range(size))


def branches_of_shapes(size: int) -> str:
    """Undecided branches that give a name another shape each."""
    return HEAD + "".join(
        f"if sys.argv[{i % 5}] == 'a{i}':\n    x = np.zeros(({i + 1}, 4))\n" for i in range(size)
    )


def flags(size: int) -> str:
    """Undecided branches that set a name of their own, all of them used behind."""
    first = "".join(
        f"if sys.argv[{i % 5}] == 'a{i}':\n    y{i} = x\nelse:\n    y{i} = None\n" for i in range(size)
    )
    return HEAD + first + "".join(f"if y{i} is not None:\n    y{i} = y{i} @ x.T\n" for i in range(size))


def elifs(size: int) -> str:
    """The branches of one statement."""
    first = "if len(sys.argv) == 0:\n    y = x\n"
    return HEAD + first + "".join(f"elif sys.argv[0] == 'a{i}':\n    y = x + {i}\n" for i in range(size))


def classes(size: int) -> str:
    """Classes with a weight, an instance of each."""
    made = "".join(
        f"class C{i}:\n    def __init__(self, n):\n        self.w = np.zeros((n, {i + 1}))\n\n"
        "    def run(self, x):\n        return x @ self.w\n\n"
        for i in range(size)
    )
    return f"{HEAD}\n{made}" + "".join(f"a{i} = C{i}(4).run(x)\n" for i in range(size))


def inheritance(size: int) -> str:
    """Classes of which each inherits from the one before and calls its method."""
    later = "".join(
        f"class C{i}(C{i - 1}):\n    def run(self, x):\n        return super().run(x) + 1\n\n"
        for i in range(1, size)
    )
    first = "class C0:\n    def run(self, x):\n        return x\n\n"
    return f"{HEAD}\n{first}{later}y = C{size - 1}().run(x)\n"


def methods(size: int) -> str:
    """Methods of one object, each of which changes an attribute that the next one reads."""
    body = "".join(f"    def m{i}(self):\n        self.a{i + 1} = self.a{i} + 1\n\n" for i in range(size))
    calls = "".join(f"o.m{i}()\n" for i in range(size))
    return f"{HEAD}\nclass C:\n    def __init__(self, x):\n        self.a0 = x\n\n{body}o = C(x)\n{calls}"


def instances(size: int) -> str:
    """A list that instances are appended to, one by one."""
    made = "class C:\n    def __init__(self, n):\n        self.w = np.zeros((n, 4))\n\n"
    return f"{HEAD}\n{made}kept = []\n" + "".join(f"kept.append(C({i + 1}))\n" for i in range(size))


def functions(size: int) -> str:
    """Functions that nothing calls, their parameters unknown."""
    return HEAD + "".join(
        f"\ndef f{i}(a, b, axis=None):\n    c = np.concatenate([a, b], axis)\n"
        "    if c.ndim == 2:\n        c = c[:, np.newaxis]\n    return c.reshape(-1, 3)\n\n"
        for i in range(size)
    )


def handlers(size: int) -> str:
    """Calls within `try`, each with a way out."""
    return HEAD + "".join(
        f"try:\n    x = x + float(sys.argv[{i % 5}])\nexcept ValueError:\n    x = x * 2\n"
        for i in range(size)
    )


def items(size: int) -> str:
    """The items of a list and of a dict, each an array."""
    listed = "".join(f"    np.zeros(({i % 9 + 1}, 4)),\n" for i in range(size))
    keyed = "".join(f"    'k{i}': x + {i},\n" for i in range(size))
    return f"{HEAD}rows = [\n{listed}]\ntable = {{\n{keyed}}}\nz = np.concatenate(rows)\n"


def numbers(size: int) -> str:
    """A literal of numbers in one array."""
    return HEAD + f"y = np.array([{', '.join(str(i) for i in range(size))}])\nz = y.reshape(-1, 2)\n"


def long_expression(size: int) -> str:
    """Sums of two hundred terms, so many of them."""
    return HEAD + "".join(f"y{i} = {' + '.join(['x'] * 200)}\n" for i in range(size))


def comprehensions(size: int) -> str:
    """Comprehensions with a condition over a known range."""
    return HEAD + "".join(
        f"y{i} = np.array([[j * k for j in range(3) if j != {i}] for k in range(4)])\n" for i in range(size)
    )


def blank(size: int) -> str:
    """Comments and docstrings, which should cost nothing but their parse."""
    return HEAD + "".join(
        f'# a remark of the {i}th line, longer than code is\n"""Text."""\n' for i in range(size)
    )


DIMENSIONS = (
    Dimension("lines", lines, 1000),
    Dimension("lines of a function", lines_of_a_function, 500),
    Dimension("reassignments", reassignments, 1000),
    Dimension("call depth", call_depth, 100),
    Dimension("callers of a function", callers, 200),
    Dimension("fan-out of calls", fan_out, 20),
    Dimension("fan-out with other shapes", fan_out_of_shapes, 10),
    Dimension("ring of recursion", mutual_recursion, 10),
    Dimension("loops", loops, 250),
    Dimension("body of a loop", loop_body, 100),
    Dimension("nest of loops", loop_nest, 4),
    Dimension("nest of carried arrays", carried_nest, 3),
    Dimension("branches", branches, 500),
    Dimension("branches of shapes", branches_of_shapes, 100),
    Dimension("flags", flags, 100),
    Dimension("elif", elifs, 200),
    Dimension("classes", classes, 100),
    Dimension("inheritance", inheritance, 20),
    Dimension("methods of an object", methods, 100),
    Dimension("instances in a list", instances, 200),
    Dimension("uncalled functions", functions, 200),
    Dimension("try", handlers, 200),
    Dimension("items", items, 500),
    Dimension("numbers in a literal", numbers, 4000),
    Dimension("long expressions", long_expression, 10),
    Dimension("comprehensions", comprehensions, 100),
    Dimension("comments", blank, 2000),
)

EXTREMES: dict[str, Callable[[], str]] = {
    "a chain of 2^20 calls": lambda: fan_out(20),
    "a chain of 2^20 calls, each with another shape": lambda: fan_out_of_shapes(20),
    "mutual recursion without an end": lambda: mutual_recursion(2),
    "10,000 branches": lambda: branches(10_000),
    "10,000 branches of shapes": lambda: branches_of_shapes(10_000),
    "a nest of 15 loops": lambda: loop_nest(15),
    "a literal of a million numbers": lambda: numbers(1_000_000),
}
