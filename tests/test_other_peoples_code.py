"""Small programs in the ways of other people's code that must stay silent: each once had a false finding."""

from __future__ import annotations

import textwrap
from pathlib import Path

from tests.programs.linting import lint


def findings(folder: Path, program: str, **modules: str) -> list[str]:
    """The codes and lines of the findings in a program, with the modules that it imports beside it."""
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(textwrap.dedent(text), encoding="utf-8")
    path = folder / "program.py"
    path.write_text(textwrap.dedent(program), encoding="utf-8")
    return [f"{finding['line']}: {finding['code']}" for finding in lint(path)]


RETURNS = """
    import numpy as np
    WORDS = ["kernel", "bias"]

    def is_known(name):
        if name in WORDS:
            return True
        if name.startswith("extra"):
            return False
        raise ValueError(name)

    def copied(values, model):
        index = 0
        for weight in model.weights:
            if not is_known(weight.name):
                index += 1
        if index < len(values):
            raise ValueError("too few")
"""


def test_a_function_that_may_raise_at_its_end_may_also_return(tmp_path: Path) -> None:
    program = (
        RETURNS
        + """
    def train(model):
        copied([np.zeros(3), np.zeros(4)], model)
    """
    )
    assert findings(tmp_path, program) == []


def test_what_stands_behind_such_a_call_is_read(tmp_path: Path) -> None:
    program = (
        RETURNS
        + """
    import elsewhere
    is_known(elsewhere.name)
    np.zeros((2, 3)) @ np.zeros((2, 3))
    """
    )
    assert findings(tmp_path, program) == ["22: TSL601"]


def test_a_handler_runs_only_if_something_has_raised(tmp_path: Path) -> None:
    program = """
    import time
    from itertools import chain
    import numpy as np

    def retry(function, wait=np.logspace(-1, 1, 5)):
        for index, pause in enumerate(chain([0], wait)):
            time.sleep(pause)
            try:
                return function()
            except OSError as error:
                if index == len(wait):
                    raise RuntimeError("all attempts failed") from error
    """
    assert findings(tmp_path, program) == []


def test_a_method_that_only_refuses_is_there_for_subclasses(tmp_path: Path) -> None:
    program = """
    import numpy as np

    class Tree:
        def __len__(self):
            assert False, "subclasses implement it"

        def update(self, values):
            values = tuple(values)
            assert len(self) == len(values)
            return np.array(values)
    """
    assert findings(tmp_path, program) == []


def test_the_shape_of_an_unknown_array_may_equal_a_list(tmp_path: Path) -> None:
    program = """
    import elsewhere
    import tensorflow as tf

    a = tf.zeros([1, 2, 3, 4])
    b, c = elsewhere.transposed(a), elsewhere.transposed(a)
    assert len(a.shape) == len(b.shape)
    assert b.shape[-2:] == [4, 3]
    rows, columns = c.shape
    assert c.shape == [4, 3]
    assert c.shape[::-1] == [3, 4]
    """
    assert findings(tmp_path, program) == []


SCORES = """
    import numpy as np

    def first(scores):
        return scores.argmax(axis=1)
"""


def test_shared_code_is_written_for_more_than_one_column(tmp_path: Path) -> None:
    program = """
    import numpy as np
    import scores
    print(scores.first(np.ones((4, 1)) > 0))
    """
    assert findings(tmp_path, program, scores=SCORES) == []
    assert findings(tmp_path, SCORES + "\n    print(first(np.ones((4, 1))))\n") == ["5: TSL111"]


def test_a_value_that_is_an_array_is_no_list(tmp_path: Path) -> None:
    program = """
    import numpy as np
    import tensorflow as tf

    def size_of(size):
        if isinstance(size, (list, tuple)):
            return size[::-1]
        return size, size

    size_of(tf.constant([3, 4])[0])
    size_of(np.asarray(3))
    """
    assert findings(tmp_path, program) == []


def test_a_condition_that_is_not_known_may_ask_for_the_class(tmp_path: Path) -> None:
    program = """
    import tensorflow as tf
    from elsewhere import in_blocks

    class Solver:
        def solve(self, right):
            if in_blocks(right):
                for index, block in enumerate(right):
                    right[index] = tf.convert_to_tensor(block)
                return right[0]["first"]
            return tf.convert_to_tensor(right)

        def solve_vector(self, right):
            blockwise = in_blocks(right)
            if blockwise:
                right[0] = None
            return self.solve(tf.expand_dims(right, -1))
    """
    assert findings(tmp_path, program) == []


DECODER = """
    import tensorflow as tf

    class Decoder(tf.keras.layers.Layer):
        def __init__(self, several):
            super().__init__()
            self.several = several

        def call(self, mask):
            if self.several:
                mask = tf.expand_dims(mask, axis=2)
                return tf.tile(mask, [1, 1, 4, 1])
            mask = tf.squeeze(mask, axis=[1])
            return tf.tile(mask, [1, 4, 1])

    def pooled(mask, several):
        if not tf.is_tensor(mask) and several.strict:
            raise TypeError(mask)
        for axis in several.axes:
            if axis in several.kept:
                continue
            mask = tf.cast(mask, tf.float32)
        return tf.squeeze(mask, axis=1)
"""


def test_a_call_is_wrong_only_if_what_fails_in_it_is_reached(tmp_path: Path) -> None:
    program = """
    import tensorflow as tf
    from decoder import Decoder, pooled
    from elsewhere import config

    Decoder(config.several)(tf.keras.Input((5, 10)))
    """
    assert findings(tmp_path, program, decoder=DECODER) == []
    assert findings(tmp_path, program.replace("config.several", "False"), decoder=DECODER) == ["6: TSL612"]


def test_conditions_that_only_raise_or_end_with_their_loop_do_not_matter(tmp_path: Path) -> None:
    program = """
    import tensorflow as tf
    from decoder import pooled
    from elsewhere import config

    pooled(tf.zeros([2, 5, 10]), config)
    """
    assert findings(tmp_path, program, decoder=DECODER) == ["6: TSL612"]


def test_a_scramble_that_is_not_undone_is_told(tmp_path: Path) -> None:
    program = """
    import numpy as np

    def heads(x):
        batch, steps, width = x.shape
        x = x.reshape(steps, batch, width)
        x = x[1:]
        return x.reshape(-1, width) @ np.ones((width, 3))

    heads(np.random.rand(5, 7, 4))
    """
    program = program.replace("np.random.rand(5, 7, 4)", "np.load('x.npy')[:5, :7, :4]")
    text = program.replace("def heads(x):", "def heads(x):\n        assert x.ndim == 3")
    assert findings(tmp_path, text) == ["7: TSL203"]
