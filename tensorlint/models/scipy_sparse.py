"""scipy.sparse: matrices of known shape, products with them, and what they are as dense arrays.

`spmatrix` and `sparray` differ: `*` is a product of the former, and sums of it are NumPy matrices.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tensorlint.models.coercion import Sizes, to_array, to_sizes
from tensorlint.models.numpy_arguments import counted, sized
from tensorlint.models.registry import Context, NotCoercible, attribute, models, refuse
from tensorlint.models.scipy_declaring import law, laws
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Mismatch, Shape, Size, equal, symbol
from tensorlint.shapes.arithmetic import matmul, unequal
from tensorlint.shapes.sizes import minimum, total
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Cells,
    Dict,
    Float,
    Integer,
    List,
    Object,
    Tuple,
    Value,
)

MATRIX = "scipy.sparse.spmatrix"
ARRAY = "scipy.sparse.sparray"
BOTH = (MATRIX, ARRAY)
FORMATS = ("csr", "csc", "coo", "bsr", "dia", "lil", "dok")
PLAIN = Shape((Axis(UNKNOWN), Axis(UNKNOWN)))
"""A matrix of which nothing is known."""


def sparse(path: str, shape: Shape, dtype: str = "") -> Object:
    """A sparse matrix or array."""
    return Object(path, Cells(data=Array(shape, dtype), changing=("data",)))


def shape_of_sparse(value: Value) -> Shape | None:
    """The shape of a sparse matrix, None of anything else."""
    if not isinstance(value, Object) or value.path not in BOTH:
        return None
    held = value.cells.get("data")
    if isinstance(held, Array) and not value.cells.escaped:
        return held.shape
    return PLAIN if value.path == MATRIX else UNKNOWN_SHAPE


def _constructed(path: str, arg1: Value, shape: Sizes | None) -> Object:
    if shape is not None:
        return sparse(path, Shape(tuple([counted(each) for each in shape])))
    known = shape_of_sparse(arg1)
    if known is not None:
        return sparse(path, known)
    if isinstance(arg1, Tuple):
        plain = len(arg1.items) == 2 and all(isinstance(each, Integer) for each in arg1.items)
        sizes = to_sizes(arg1) if plain else ()
        unknown = PLAIN if path == MATRIX else UNKNOWN_SHAPE
        return sparse(path, Shape(tuple([counted(each) for each in sizes])) if plain else unknown)
    if isinstance(arg1, Array | List):
        array = to_array(arg1)
        if array.rank == 2 or (array.rank == 1 and path == ARRAY):
            return sparse(path, array.shape, array.dtype)
        if array.rank == 1:
            return sparse(path, Shape((sized(1), *array.shape.axes)), array.dtype)
    return sparse(path, PLAIN if path == MATRIX else UNKNOWN_SHAPE)


def _constructor(path: str) -> Callable[..., Object]:
    def construct(arg1: Value, shape: Sizes | None = None) -> Object:
        """From a dense matrix, a shape, another sparse matrix or the places of its elements."""
        return _constructed(path, arg1, shape)

    return construct


for _format in FORMATS:
    for _path, _suffix in ((MATRIX, "matrix"), (ARRAY, "array")):
        _more = " blocksize=" if _format == "bsr" else ""
        _signature = f"arg1 shape= dtype= copy={_more} * maxprint="
        law(f"scipy.sparse.{_format}_{_suffix}", _signature)(_constructor(_path))


def _known(self: Value) -> tuple[str, Shape]:
    shape = shape_of_sparse(self)
    if shape is None or not isinstance(self, Object):
        raise NotCoercible
    return self.path, shape


@attribute(*[f"{_path}.shape" for _path in BOTH])
def shape_attribute(self: Value) -> Value:
    """The shape, as a tuple of ints."""
    shape = _known(self)[1]
    if shape.rank is None:
        return UNKNOWN_VALUE
    return Tuple(tuple([Integer(axis.size, axis.parts) for axis in shape.axes]))


@attribute(*[f"{_path}.ndim" for _path in BOTH])
def rank_attribute(self: Value) -> Value:
    """The number of axes."""
    rank = _known(self)[1].rank
    return UNKNOWN_VALUE if rank is None else Integer(rank)


@attribute(*[f"{_path}.nnz" for _path in BOTH])
def count_attribute(self: Value) -> Value:
    """How many elements are stored."""
    return Integer(symbol("nnz", lower=0))


def _transposed(self: Value) -> Value:
    path, shape = _known(self)
    return sparse(path, UNKNOWN_SHAPE if shape.rank is None else Shape(shape.axes[::-1]))


@attribute(*[f"{_path}.T" for _path in BOTH])
def transposed_attribute(self: Value) -> Value:
    """The matrix with rows and columns exchanged."""
    return _transposed(self)


@models(*[f"{_path}.transpose" for _path in BOTH])
def transpose(self: Value, axes: Value = NONE, copy: Value = FALSE) -> Value:
    """The matrix with rows and columns exchanged."""
    return _transposed(self) if axes == NONE else UNKNOWN_VALUE


@models(*[f"{_path}.toarray" for _path in BOTH], f"{ARRAY}.todense")
def toarray(self: Value, order: Value = NONE, out: Value = NONE) -> Value:
    """The dense array."""
    return Array(_known(self)[1]) if out == NONE else UNKNOWN_VALUE


@models(*[f"{_path}.to{_format}" for _path in BOTH for _format in FORMATS if _format != "bsr"])
def converted(self: Value, copy: Value = FALSE) -> Value:
    """The same matrix in another format."""
    return sparse(*_known(self))


@models(*[f"{_path}.tobsr" for _path in BOTH])
def in_blocks(self: Value, blocksize: Value = NONE, copy: Value = FALSE) -> Value:
    """The same matrix in another format."""
    return sparse(*_known(self))


@models(*[f"{_path}.copy" for _path in BOTH])
def copied(self: Value) -> Value:
    """A copy."""
    return sparse(*_known(self))


@models(*[f"{_path}.astype" for _path in BOTH])
def cast(self: Value, dtype: Value, casting: Value = NONE, copy: Value = TRUE) -> Value:
    """A copy of another dtype."""
    return sparse(*_known(self))


@models(*[f"{_path}.diagonal" for _path in BOTH])
def diagonal(self: Value, k: Value = FALSE) -> Array:
    """The elements of the diagonal."""
    shape = _known(self)[1]
    if shape.rank != 2 or k not in (FALSE, Integer(0)):
        return Array(Shape((Axis(UNKNOWN),)))
    return Array(Shape((sized(minimum(*shape.sizes)),)))


@models(*[f"{_path}.__setattr__" for _path in BOTH])
def set_attribute(context: Context, self: Value, name: Value, value: Value) -> Value:
    """`A.shape = (3, 2)`; what else is set may change the shape too."""
    return resize(context, self)


@models(*[f"{_path}.resize" for _path in BOTH])
def resize(context: Context, self: Value, *shape: Value) -> Value:
    """Changes the shape in place."""
    if isinstance(self, Object):
        context.write(self.cells, "data", UNKNOWN_VALUE)
    return NONE


def _product(left: Value, right: Value, names: tuple[str, str]) -> Value:
    """The product of two, one of them sparse: dense where the other is."""
    shapes: list[Shape] = []
    for value in (left, right):
        shape = shape_of_sparse(value)
        if shape is None:
            if not isinstance(value, Array | List | Tuple):
                return UNKNOWN_VALUE
            shape = to_array(value).shape
        shapes.append(shape)
    if any(shape.rank not in (1, 2) for shape in shapes):
        return UNKNOWN_VALUE
    try:
        result = matmul(*shapes)
    except Mismatch as mismatch:
        refuse(
            "TSL601",
            f"product: inner dimensions differ: {{{names[0]}}} is {shapes[0]}, {{{names[1]}}} is {shapes[1]}:"
            f" {mismatch.detail}",
        )
    paths = [value.path for value in (left, right) if isinstance(value, Object)]
    if len(paths) == 2:
        same = paths[0] == paths[1] and result.rank == 2
        return sparse(paths[0], result) if same else UNKNOWN_VALUE
    return Array(result)


@models(*[f"{_path}.__matmul__" for _path in BOTH], *[f"{_path}.dot" for _path in BOTH])
def product(self: Value, other: Value) -> Value:
    """`A @ x`: a dense array where x is one."""
    if isinstance(other, Integer | Float):
        return UNKNOWN_VALUE
    return _product(self, other, ("self", "other"))


@models(*[f"{_path}.__rmatmul__" for _path in BOTH])
def reflected_product(self: Value, other: Value) -> Value:
    """`x @ A`: a dense array."""
    return _product(other, self, ("other", "self"))


@models(f"{MATRIX}.__mul__")
def star(self: Value, other: Value) -> Value:
    """`A * x` of a matrix: the product, or a multiple."""
    if isinstance(other, Integer | Float):
        return sparse(*_known(self))
    return _product(self, other, ("self", "other"))


@models(f"{MATRIX}.__rmul__", *[f"{_path}.__truediv__" for _path in BOTH])
def multiple(self: Value, other: Value) -> Value:
    """A multiple."""
    return sparse(*_known(self)) if isinstance(other, Integer | Float) else UNKNOWN_VALUE


@models(*[f"{_path}.__neg__" for _path in BOTH])
def negative(self: Value) -> Value:
    """`-A`."""
    return sparse(*_known(self))


@models(*[f"{_path}.__{_name}__" for _path in BOTH for _name in ("add", "sub")])
def sums(self: Value, other: Value) -> Value:
    """`A + B` of two sparse matrices of one shape."""
    path, shape = _known(self)
    second = shape_of_sparse(other)
    if second is None or shape.rank != 2 or second.rank != 2:
        return UNKNOWN_VALUE
    for a, b in zip(shape.sizes, second.sizes, strict=True):
        if equal(a, b) is False:
            return UNKNOWN_VALUE  # some formats broadcast axes of length 1
    return sparse(path, shape) if isinstance(other, Object) and other.path == path else UNKNOWN_VALUE


@law("scipy.sparse.eye", "m n= k= dtype= format=")
def eye(m: Integer, n: Integer | None = None) -> Object:
    """Ones on a diagonal."""
    return sparse(MATRIX, Shape((counted(m), counted(m if n is None else n))))


@law("scipy.sparse.eye_array", "m n= * k= dtype= format=")
def eye_array(m: Integer, n: Integer | None = None) -> Object:
    """Ones on a diagonal."""
    return sparse(ARRAY, Shape((counted(m), counted(m if n is None else n))))


@law("scipy.sparse.identity", "n dtype= format=")
def identity(n: Integer) -> Object:
    """Ones on the diagonal."""
    return sparse(MATRIX, Shape((counted(n), counted(n))))


@law("scipy.sparse.diags", "diagonals offsets= shape= format= dtype=")
def diags(diagonals: Value, shape: Sizes | None = None) -> Object:
    """Diagonals of a matrix."""
    return sparse(MATRIX, PLAIN if shape is None else Shape(tuple([counted(each) for each in shape])))


@laws(
    "scipy.sparse.random m n density= format= dtype= rng= data_rvs= * random_state=",
    "scipy.sparse.rand m n density= format= dtype= rng= * random_state=",
)
def random(m: Integer, n: Integer) -> Object:
    """Random numbers at random places."""
    return sparse(MATRIX, Shape((counted(m), counted(n))))


@law("scipy.sparse.random_array", "shape * density= format= dtype= rng= data_sampler= random_state=")
def random_array(shape: Sizes) -> Object:
    """Random numbers at random places."""
    return sparse(ARRAY, Shape(tuple([counted(each) for each in shape])))


@law("scipy.sparse.spdiags", "data diags m= n= format=")
def spdiags(data: Value, diags: Value, m: Integer | None = None, n: Integer | None = None) -> Object:
    """Diagonals of a matrix."""
    known = m is not None and n is not None
    return sparse(MATRIX, Shape((counted(m), counted(n))) if known and m and n else PLAIN)


def _joined(context: Context, blocks: Value, along: int, verb: str) -> Value:
    items: Sequence[Value] | None = context.elements(blocks)
    if not items:
        return UNKNOWN_VALUE
    shapes: list[Shape] = []
    for each in items:
        shape = shape_of_sparse(each)
        if shape is None or shape.rank != 2:
            return UNKNOWN_VALUE
        shapes.append(shape)
    first = shapes[0].axes[1 - along]
    for place, shape in enumerate(shapes[1:], 1):
        if equal(first.size, shape.axes[1 - along].size) is False:
            sizes = unequal(first.size, shape.axes[1 - along].size)
            refuse("TSL602", f"{verb}: block 0 is {shapes[0]}, block {place} is {shape}: {sizes}")
    whole: Size = total([shape.axes[along].size for shape in shapes])
    axes = (sized(whole), first) if along == 0 else (first, sized(whole))
    arrays = any(isinstance(each, Object) and each.path == ARRAY for each in items)
    return sparse(ARRAY if arrays else MATRIX, Shape(axes))


@law("scipy.sparse.vstack", "blocks format= dtype=")
def vstack(context: Context, blocks: Value) -> Value:
    """Matrices one below the other."""
    return _joined(context, blocks, 0, "vstack")


@law("scipy.sparse.hstack", "blocks format= dtype=")
def hstack(context: Context, blocks: Value) -> Value:
    """Matrices side by side."""
    return _joined(context, blocks, 1, "hstack")


@law("scipy.sparse.issparse", "x")
def issparse(x: Value) -> Boolean:
    """Whether it is a sparse matrix or array."""
    if shape_of_sparse(x) is not None:
        return TRUE
    plain = isinstance(x, Array) and x.library == "numpy" and not x.kind
    return FALSE if plain else Boolean()


@law("scipy.sparse.linalg.spsolve", "A b permc_spec= use_umfpack=")
def spsolve(A: Value, b: Value) -> Value:
    """x of A x = b, for a vector b."""
    return Array(b.shape) if isinstance(b, Array) and b.rank == 1 else UNKNOWN_VALUE


@laws(
    "scipy.sparse.linalg.cg A b x0= * rtol= atol= maxiter= M= callback=",
    "scipy.sparse.linalg.cgs A b x0= * rtol= atol= maxiter= M= callback=",
    "scipy.sparse.linalg.bicg A b x0= * rtol= atol= maxiter= M= callback=",
    "scipy.sparse.linalg.bicgstab A b x0= * rtol= atol= maxiter= M= callback=",
    "scipy.sparse.linalg.gmres A b x0= * rtol= atol= restart= maxiter= M= callback= callback_type=",
    "scipy.sparse.linalg.minres A b x0= * rtol= shift= maxiter= M= callback= show= check=",
)
def iterated(A: Value, b: Array) -> Tuple:
    """x of A x = b, and how it ended."""
    return Tuple((Array(b.shape if b.rank == 1 else UNKNOWN_SHAPE), Integer()))


@laws(
    (
        "scipy.sparse.linalg.eigs A k= M= sigma= which= v0= ncv= maxiter= tol= "
        "return_eigenvectors= Minv= OPinv= OPpart= rng="
    ),
    (
        "scipy.sparse.linalg.eigsh A k= M= sigma= which= v0= ncv= maxiter= tol= "
        "return_eigenvectors= Minv= OPinv= mode= rng="
    ),
)
def eigen(A: Value, k: Value = NONE, return_eigenvectors: Value = NONE) -> Value:
    """Some eigenvalues and their vectors."""
    count = Integer(6) if k == NONE else k
    shape = shape_of_sparse(A) or (A.shape if isinstance(A, Array) else UNKNOWN_SHAPE)
    if not isinstance(count, Integer) or shape.rank != 2 or return_eigenvectors not in (NONE, TRUE):
        return UNKNOWN_VALUE
    axis = sized(minimum(count.size, shape.axes[0].size))
    return Tuple((Array(Shape((axis,))), Array(Shape((shape.axes[0], axis)))))


@law("scipy.io.loadmat", "file_name mdict= appendmat= * spmatrix= **kwargs")
def loadmat(file_name: Value) -> Value:
    """The arrays of a file by their names."""
    return Dict.of({}, UNKNOWN_VALUE)


@law("scipy.io.savemat", "file_name mdict appendmat= format= long_field_names= do_compression= oned_as=")
def savemat(file_name: Value) -> Value:
    """Writes a file."""
    return NONE


@law("scipy.io.wavfile.read", "filename mmap=")
def read_sound(filename: Value) -> Value:
    """The rate and the samples of a sound."""
    return Tuple((Integer(symbol("rate", lower=1)), Array()))


@law("scipy.io.wavfile.write", "filename rate data")
def write_sound(filename: Value) -> Value:
    """Writes a sound."""
    return NONE
