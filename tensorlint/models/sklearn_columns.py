"""Transformers of columns side by side: `ColumnTransformer` and `FeatureUnion`.

They fit clones of what they are given, as many columns come out as the parts make together. Where a part may
make a sparse matrix, so may the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from tensorlint.models.operators import subscript
from tensorlint.models.pandas_selection import by_place, get_column
from tensorlint.models.pandas_tables import FRAME, is_label, known_labels
from tensorlint.models.registry import Context, NotCoercible, Refusal, attribute, models
from tensorlint.models.sklearn_parameters import CLONES, cloned
from tensorlint.models.sklearn_values import MATRIX, array_in, either, is_configured, result
from tensorlint.shapes import UNKNOWN, Axis, Size
from tensorlint.shapes.sizes import subtract, total
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Cells,
    Instance,
    Integer,
    List,
    Object,
    Slice,
    String,
    Tuple,
    Unknown,
    Value,
)

COLUMNS = "sklearn.compose.ColumnTransformer"
UNION = "sklearn.pipeline.FeatureUnion"
BUNCH = "sklearn.utils.Bunch"
DROP, PASS = String("drop"), String("passthrough")


def _triples(value: Value) -> tuple[tuple[Value, ...], ...] | None:
    items = value.items if isinstance(value, List | Tuple) else None
    if items is None or not all(isinstance(item, Tuple) and len(item.items) == 3 for item in items):
        return None
    return tuple([item.items for item in items if isinstance(item, Tuple)])


@models(COLUMNS)
def column_transformer(
    transformers: Value, *, remainder: Value = DROP, sparse_threshold: Value = NONE, **options: Value
) -> Value:
    """Transformers, each for some of the columns."""
    triples = _triples(transformers)
    return UNKNOWN_VALUE if triples is None else _made(triples, remainder)


def _made(triples: tuple[tuple[Value, ...], ...], remainder: Value) -> Object:
    cells = Cells(remainder=remainder)
    for place, key in enumerate(("names", "parts", "columns")):
        cells[key] = Tuple(tuple([triple[place] for triple in triples]))
    cells["fitted"] = UNKNOWN_VALUE
    return Object(COLUMNS, cells)


@models("sklearn.compose.make_column_transformer")
def make_column_transformer(*transformers: Value, remainder: Value = DROP, **options: Value) -> Value:
    """Transformers, each for some of the columns, named after their classes."""
    triples: list[tuple[Value, ...]] = []
    for item in transformers:
        if not isinstance(item, Tuple) or len(item.items) != 2:
            return UNKNOWN_VALUE
        part, columns = item.items
        name = part.path.rpartition(".")[2].lower() if isinstance(part, Object) else None
        triples.append((String(name), part, columns))
    return _made(tuple(triples), remainder) if triples else UNKNOWN_VALUE


@models("sklearn.compose.make_column_selector")
def make_column_selector(*given: Value, **options: Value) -> Value:
    """Chooses columns when it is called."""
    return UNKNOWN_VALUE


@models(UNION)
def feature_union(transformer_list: Value, **options: Value) -> Value:
    """Transformers, each for all of the columns."""
    items = transformer_list.items if isinstance(transformer_list, List | Tuple) else None
    if items is None or not all(isinstance(item, Tuple) and len(item.items) == 2 for item in items):
        return UNKNOWN_VALUE
    pairs = [item.items for item in items if isinstance(item, Tuple)]
    return _union(tuple([pair[0] for pair in pairs]), tuple([pair[1] for pair in pairs]))


@models("sklearn.pipeline.make_union")
def make_union(*transformers: Value, **options: Value) -> Value:
    """Transformers, each for all of the columns."""
    return _union((String(),) * len(transformers), transformers)


def _union(names: tuple[Value, ...], parts: tuple[Value, ...]) -> Object:
    cells = Cells(names=Tuple(names), parts=Tuple(parts), fitted=Tuple(parts))
    return Object(UNION, cells)


def _held(self: Object, key: str) -> tuple[Value, ...] | None:
    value = self.cells.get(key)
    return value.items if isinstance(value, Tuple) and not self.cells.escaped else None


# -- which columns


def _chosen(x: Value, columns: Value) -> Value:
    """The columns of the samples that a part gets."""
    if isinstance(x, Object) and x.path == FRAME:
        named = (columns,) if isinstance(columns, String) else known_labels(columns)
        if named is not None and all(isinstance(label, String) for label in named):
            return get_column(x, columns)
        if isinstance(columns, Slice | List | Integer):
            return by_place(x, Tuple((Slice(), columns)))
        return UNKNOWN_VALUE
    array = array_in(x)
    if array is None or array.rank != 2 or not isinstance(columns, Slice | List | Integer | Array):
        return UNKNOWN_VALUE
    found = subscript(array, Tuple((Slice(), columns)))
    if isinstance(found, Array) and isinstance(x, Object) and x.path == MATRIX:
        return either(*found.shape.axes)
    return found


def _left_over(x: Value, columns: tuple[Value, ...]) -> Size:
    """How many columns no part is given."""
    array = array_in(x)
    if array is None or array.rank != 2:
        return UNKNOWN
    taken: set[Value] = set()
    for each in columns:
        labels = (each,) if is_label(each) else known_labels(each)
        if labels is None:
            return UNKNOWN
        taken.update(labels)
    kinds = {isinstance(label, String) for label in taken}
    negative = any(
        isinstance(label, Integer) and isinstance(label.size, int) and label.size < 0 for label in taken
    )
    count = array.shape.axes[1].size
    return UNKNOWN if len(kinds) > 1 or negative or count is UNKNOWN else subtract(count, len(taken))


# -- fitting and using


@dataclass(slots=True)
class Parts:
    """What the parts make, side by side."""

    samples: Axis
    counts: list[Size]
    is_dense: bool = True

    def add(self, made: Value) -> None:
        """Put what one part made beside the others."""
        array = array_in(made)
        if array is None or array.rank != 2:
            self.counts.append(UNKNOWN)
            self.is_dense = False
            return
        self.counts.append(array.shape.axes[1].size)
        if isinstance(made, Object) and made.path == MATRIX:
            self.is_dense = False

    def whole(self, context: Context) -> Value:
        """All of it as one matrix."""
        if is_configured(context):
            return UNKNOWN_VALUE
        count = UNKNOWN if UNKNOWN in self.counts else total(self.counts)
        axis = Axis(count, () if count == 1 else None)
        return result(self.samples, axis) if self.is_dense else either(self.samples, axis)


def _samples(x: Value) -> Axis:
    array = array_in(x)
    return array.shape.axes[0] if array is not None and array.rank == 2 else Axis(UNKNOWN)


def _run(context: Context, self: Value, x: Value, y: Value | None) -> Value:
    """Fit (where there are targets) and apply all parts."""
    if not isinstance(self, Object) or "output" in self.cells:
        return UNKNOWN_VALUE
    parts, columns = _held(self, "parts" if y is not None else "fitted"), _held(self, "columns")
    if parts is None or (columns is None and self.path == COLUMNS):
        return UNKNOWN_VALUE
    found = Parts(_samples(x), [])
    fitted: list[Value] = []
    for index, part in enumerate(parts):
        if part == DROP:
            fitted.append(part)
            continue
        try:
            given = x if columns is None else _chosen(x, columns[index])
        except (NotCoercible, Refusal):
            given = UNKNOWN_VALUE
        if part == PASS:
            fitted.append(part)
            found.add(given)
            continue
        own = part if isinstance(part, Instance) or y is None or columns is None else cloned(part)
        fitted.append(own)
        method = "transform" if y is None else "fit_transform"
        made = context.call(context.attribute(own, method), (given,) if y is None else (given, y))
        found.add(made)
    if columns is not None:
        rest = self.cells.get("remainder", UNKNOWN_VALUE)
        if rest == PASS:
            found.counts.append(_left_over(x, columns))
            found.is_dense = found.is_dense and not (isinstance(x, Object) and x.path == MATRIX)
        elif rest != DROP:
            found.add(UNKNOWN_VALUE)
    if y is not None:
        context.write(self.cells, "fitted", Tuple(tuple(fitted)))
    return found.whole(context)


@models(f"{COLUMNS}.fit_transform", f"{UNION}.fit_transform")
def fit_transform(context: Context, self: Value, X: Value, y: Value = NONE, **params: Value) -> Value:
    """Fits all parts; what they make of the samples, side by side."""
    return _run(context, self, X, y)


@models(f"{COLUMNS}.fit", f"{UNION}.fit")
def fit(context: Context, self: Value, X: Value, y: Value = NONE, **params: Value) -> Value:
    """Fits all parts; gives itself."""
    _run(context, self, X, y)
    return self


@models(f"{COLUMNS}.transform", f"{UNION}.transform")
def transform(context: Context, self: Value, X: Value, **params: Value) -> Value:
    """What all parts make of the samples, side by side."""
    return _run(context, self, X, None)


@models(f"{COLUMNS}.set_output", f"{UNION}.set_output")
def set_output(context: Context, self: Value, *, transform: Value = NONE) -> Value:
    """The result comes in another container; gives itself."""
    if isinstance(self, Object) and transform not in (NONE, String("default")):
        context.write(self.cells, "output", UNKNOWN_VALUE)
    return self


@models(f"{COLUMNS}.set_params", f"{UNION}.set_params")
def set_params(context: Context, self: Value, **kwargs: Value) -> Value:
    """Other parameters: nothing is known of the parts; gives itself."""
    if isinstance(self, Object):
        context.write(self.cells, "parts", UNKNOWN_VALUE)
        context.write(self.cells, "fitted", UNKNOWN_VALUE)
    return self


@attribute(f"{COLUMNS}.named_transformers_", f"{UNION}.named_transformers")
def named_transformers(transformer: Object) -> Value:
    """The fitted parts by their names."""
    fitted, names = _held(transformer, "fitted"), _held(transformer, "names")
    if fitted is None or names is None:
        return UNKNOWN_VALUE
    pairs = [(name.value, part) for name, part in zip(names, fitted, strict=True) if isinstance(name, String)]
    return Object(BUNCH, Cells({f".{name}": part for name, part in pairs if name}))


def _clone(value: Object) -> Value:
    parts = _held(value, "parts")
    if parts is None:
        return UNKNOWN_VALUE
    copies = [part if part in (DROP, PASS) else cloned(part) for part in parts]
    if any(isinstance(part, Unknown) for part in copies):
        return UNKNOWN_VALUE
    cells = Cells(value.cells)
    cells["parts"] = Tuple(tuple(copies))
    cells["fitted"] = UNKNOWN_VALUE if value.path == COLUMNS else cells["parts"]
    return Object(value.path, cells)


CLONES[COLUMNS] = CLONES[UNION] = _clone
