"""scipy.spatial and scipy.cluster: distances, nearest neighbours, rotations, clusters."""

from __future__ import annotations

from math import isqrt

from tensorlint.models.numpy_arguments import sized
from tensorlint.models.registry import alias, models, refuse
from tensorlint.models.scipy_declaring import axis_at, law, laws, leading, result_object
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal, symbol
from tensorlint.shapes.arithmetic import unequal
from tensorlint.shapes.sizes import add, floor_divide, multiply, possibly, subtract
from tensorlint.values import NONE, UNKNOWN_VALUE, Array, Cells, Float, Integer, List, Object, Tuple, Value


def check_columns(a: Array, b: Array, verb: str, names: tuple[str, str], code: str = "TSL601") -> None:
    """Refuses points in spaces of different dimensions."""
    if a.rank != 2 or b.rank != 2:
        return
    first, second = a.shape.axes[1].size, b.shape.axes[1].size
    if equal(first, second) is False:
        refuse(
            code,
            f"{verb}: points need as many coordinates: {{{names[0]}}} is {a.shape}, {{{names[1]}}} is"
            f" {b.shape}: {unequal(first, second)}",
        )


@law("scipy.spatial.distance.cdist", "XA XB metric= * out= **kwargs")
def cdist(XA: Array, XB: Array, metric: Value = NONE) -> Array:
    """The distance of each row of one matrix to each of the other."""
    for array, name in ((XA, "XA"), (XB, "XB")):
        if array.rank not in (2, None):
            refuse("TSL614", f"cdist: {{{name}}} is {array.shape}, but must have 2 axes")
    check_columns(XA, XB, "cdist", ("XA", "XB"))
    rows = [each.shape.axes[0] if each.rank == 2 else Axis(UNKNOWN) for each in (XA, XB)]
    return Array(Shape(tuple(rows)), "float64")


def _pairs(n: Size) -> Size:
    return floor_divide(multiply(n, subtract(n, 1)), 2)


@law("scipy.spatial.distance.pdist", "X metric= * out= **kwargs")
def pdist(X: Array) -> Array:
    """The distances between all rows: n (n - 1) / 2."""
    if X.rank not in (2, None):
        refuse("TSL614", f"pdist: {{X}} is {X.shape}, but must have 2 axes")
    return Array(Shape((sized(_pairs(axis_at(X, 0).size)),)), "float64")


@law("scipy.spatial.distance.squareform", "X force= checks=")
def squareform(X: Array, force: Value = NONE) -> Array:
    """Distances as a matrix instead of a vector, or the reverse."""
    if X.rank == 2:
        check = equal(X.shape.axes[0].size, X.shape.axes[1].size)
        if check is False:
            sizes = unequal(X.shape.axes[0].size, X.shape.axes[1].size)
            refuse("TSL614", f"squareform: {{X}} is {X.shape}, but must be square: {sizes}")
        return Array(Shape((sized(_pairs(X.shape.axes[0].size)),)))
    if X.rank != 1:
        return Array()
    length = X.shape.axes[0].size
    size: Size = symbol("n", lower=1)
    if isinstance(length, int):
        size = (1 + isqrt(1 + 8 * length)) // 2
        if size * (size - 1) // 2 != length:
            return Array(Shape((Axis(UNKNOWN), Axis(UNKNOWN))))
    return Array(Shape((sized(size), sized(size))))


@laws(
    "scipy.spatial.distance.euclidean u v w=",
    "scipy.spatial.distance.sqeuclidean u v w=",
    "scipy.spatial.distance.cityblock u v w=",
    "scipy.spatial.distance.chebyshev u v w=",
    "scipy.spatial.distance.cosine u v w=",
    "scipy.spatial.distance.correlation u v w= centered=",
    "scipy.spatial.distance.minkowski u v p= w=",
    "scipy.spatial.distance.braycurtis u v w=",
    "scipy.spatial.distance.canberra u v w=",
)
def distance(u: Array, v: Array) -> Float:
    """The distance of two vectors."""
    if u.rank == v.rank == 1:
        first, second = u.shape.axes[0].size, v.shape.axes[0].size
        if equal(first, second) is False and not possibly(first, 1) and not possibly(second, 1):
            refuse(
                "TSL205",
                f"a distance needs vectors of one length: {{u}} is {u.shape}, {{v}} is {v.shape}:"
                f" {unequal(first, second)}",
            )
    return Float()


@law("scipy.spatial.distance_matrix", "x y p= threshold=")
def distance_matrix(x: Array, y: Array) -> Array:
    """The distance of each row of one matrix to each of the other."""
    check_columns(x, y, "distance_matrix", ("x", "y"))
    return Array(Shape((axis_at(x, 0), axis_at(y, 0))) if x.rank == y.rank == 2 else UNKNOWN_SHAPE)


ONE = Integer(1)
TREE = "scipy.spatial.KDTree"
alias("scipy.spatial.kdtree.KDTree", TREE)


@laws(
    "scipy.spatial.KDTree data leafsize= compact_nodes= copy_data= balanced_tree= boxsize=",
    "scipy.spatial.cKDTree data leafsize= compact_nodes= copy_data= balanced_tree= boxsize=",
)
def tree(data: Array) -> Object:
    """A tree of points."""
    return Object(TREE, Cells({".data": data, "data": data}))


@law("scipy.spatial.KDTree.query", "self x k= eps= p= distance_upper_bound= workers=")
def tree_query(self: Value, x: Array, k: Value = ONE) -> Tuple:
    """Distances and indices of the nearest points: (…) for one of them, (…, k) for several."""
    held = self.cells.get("data") if isinstance(self, Object) and not self.cells.escaped else None
    if isinstance(held, Array) and held.rank == 2 and x.rank:
        first, second = x.shape.axes[-1].size, held.shape.axes[1].size
        if equal(first, second) is False:
            refuse(
                "TSL105",
                f"query: {{x}} is {x.shape}, the points of the tree are {held.shape}:"
                f" {unequal(first, second)}",
            )
    front = leading(x, 1)
    if isinstance(k, Integer) and isinstance(k.size, int):
        shape = front if k.size == 1 else Shape((*front.axes, sized(k.size)), front.open)
    elif isinstance(k, List | Tuple) and k.items is not None:
        shape = Shape((*front.axes, sized(len(k.items))), front.open)
    else:
        shape = UNKNOWN_SHAPE
    if shape.rank == 0:
        return Tuple((Float(), Integer()))
    if shape.rank is None:
        return Tuple((UNKNOWN_VALUE, UNKNOWN_VALUE))
    return Tuple((Array(shape, "float"), Array(shape, "int")))


@laws(
    "scipy.spatial.ConvexHull points incremental= qhull_options=",
    "scipy.spatial.Delaunay points furthest_site= incremental= qhull_options=",
)
def of_points(points: Array) -> Object:
    """What Qhull makes of points: how many simplices there are is not known."""
    return result_object("scipy.spatial.Delaunay", points=Array(points.shape), simplices=_simplices(points))


def _simplices(points: Array) -> Array:
    return Array(Shape((Axis(UNKNOWN), Axis(UNKNOWN))), "int32")


ROTATION = "scipy.spatial.transform.Rotation"


def _rotation(stack: Shape | None) -> Object:
    return Object(ROTATION, Cells(stack=Array(UNKNOWN_SHAPE if stack is None or len(stack) > 1 else stack)))


def _stack(self: Value) -> Shape:
    held = self.cells.get("stack") if isinstance(self, Object) and not self.cells.escaped else None
    return held.shape if isinstance(held, Array) else UNKNOWN_SHAPE


@law(f"{ROTATION}.from_matrix", "matrix * assume_valid=")
def from_matrix(matrix: Array) -> Object:
    """A rotation, or a stack of them, from (…, 3, 3)."""
    return _rotation(None if matrix.rank is None else leading(matrix, 2))


@law(f"{ROTATION}.from_quat", "quat * scalar_first=")
def from_quat(quat: Array) -> Object:
    """A rotation, or a stack of them, from (…, 4)."""
    return _rotation(None if quat.rank is None else leading(quat, 1))


@law(f"{ROTATION}.from_rotvec", "rotvec degrees=")
def from_rotvec(rotvec: Array) -> Object:
    """A rotation, or a stack of them, from (…, 3)."""
    return _rotation(None if rotvec.rank is None else leading(rotvec, 1))


@law(f"{ROTATION}.from_euler", "seq angles degrees=")
def from_euler(seq: str, angles: Array) -> Object:
    """A rotation, or a stack of them, from as many angles each as the sequence has letters."""
    if len(seq) == 1:
        return _rotation(Shape() if angles.rank == 0 else None)
    return _rotation(None if angles.rank is None or not angles.rank else leading(angles, 1))


@laws(f"{ROTATION}.random num= rng= shape= random_state=")
def random_rotations(num: Value = NONE, shape: Value = NONE) -> Object:
    """Random rotations."""
    if shape != NONE:
        return _rotation(None)
    if num == NONE:
        return _rotation(Shape())
    return _rotation(Shape((sized(num.size),)) if isinstance(num, Integer) else None)


def _behind(*sizes: int) -> object:
    def give(self: Value) -> Array:
        stack = _stack(self)
        return Array(Shape((*stack.axes, *[sized(size) for size in sizes]), stack.open))

    return give


models(f"{ROTATION}.as_matrix")(_behind(3, 3))  # type: ignore[type-var]
law(f"{ROTATION}.as_quat", "self canonical= * scalar_first=")(_behind(4))  # type: ignore[type-var]
law(f"{ROTATION}.as_rotvec", "self degrees=")(_behind(3))  # type: ignore[type-var]


@law(f"{ROTATION}.as_euler", "self seq degrees= * suppress_warnings=")
def as_euler(self: Value, seq: Value = NONE) -> Array:
    """Three angles each."""
    stack = _stack(self)
    return Array(Shape((*stack.axes, sized(3)), stack.open))


@law(f"{ROTATION}.inv", "self")
def inverse_rotation(self: Value) -> Object:
    """The inverse rotations."""
    return _rotation(_stack(self) if _stack(self).rank is not None else None)


@law(f"{ROTATION}.magnitude", "self")
def magnitude(self: Value) -> Value:
    """The angle of each rotation."""
    return Array(_stack(self)) if _stack(self).rank else UNKNOWN_VALUE


@law(f"{ROTATION}.apply", "self vectors inverse=")
def apply(self: Value, vectors: Array) -> Array:
    """The vectors turned: one rotation turns all, one vector is turned by all."""
    stack = _stack(self)
    if stack.rank == 0 and vectors.rank in (1, 2):
        return Array(vectors.shape)
    if stack.rank == 1 and vectors.rank == 1:
        return Array(Shape((*stack.axes, sized(3))))
    return Array()


@law("scipy.cluster.vq.whiten", "obs check_finite=")
def whiten(obs: Array) -> Array:
    """Each column with the deviation 1."""
    return Array(obs.shape)


@law("scipy.cluster.vq.kmeans", "obs k_or_guess iter= thresh= check_finite= * rng= seed=")
def kmeans(obs: Array, k_or_guess: Value) -> Tuple:
    """The centres that are left, and the mean distance to them."""
    columns = obs.shape.axes[1:] if obs.rank in (1, 2) else None
    shape = UNKNOWN_SHAPE if columns is None else Shape((Axis(UNKNOWN), *columns))
    return Tuple((Array(shape), Array(Shape())))


@law("scipy.cluster.vq.kmeans2", "data k iter= thresh= minit= missing= check_finite= * rng= seed=")
def kmeans2(data: Array, k: Value) -> Tuple:
    """The centres, and the centre of each row."""
    rows = data.shape.axes[0] if data.rank in (1, 2) else Axis(UNKNOWN)
    count = sized(k.size) if isinstance(k, Integer) else Axis(UNKNOWN)
    centres = UNKNOWN_SHAPE if data.rank not in (1, 2) else Shape((count, *data.shape.axes[1:]))
    return Tuple((Array(centres), Array(Shape((rows,)), "int")))


@law("scipy.cluster.vq.vq", "obs code_book check_finite=")
def vq(obs: Array, code_book: Array) -> Tuple:
    """The nearest centre of each row, and how far away it is."""
    check_columns(obs, code_book, "vq", ("obs", "code_book"))
    rows = obs.shape.axes[0] if obs.rank in (1, 2) else Axis(UNKNOWN)
    return Tuple((Array(Shape((rows,)), "int"), Array(Shape((rows,)))))


@laws(
    "scipy.cluster.hierarchy.linkage y method= metric= optimal_ordering=",
    "scipy.cluster.hierarchy.single y",
    "scipy.cluster.hierarchy.complete y",
    "scipy.cluster.hierarchy.average y",
    "scipy.cluster.hierarchy.ward y",
    "scipy.cluster.hierarchy.weighted y",
    "scipy.cluster.hierarchy.centroid y",
    "scipy.cluster.hierarchy.median y",
)
def linkage(y: Array) -> Array:
    """The merges of n rows, or of their n (n - 1) / 2 distances: (n - 1, 4)."""
    merges: Size = UNKNOWN
    if y.rank == 2:
        merges = subtract(y.shape.axes[0].size, 1)
    elif y.rank == 1 and isinstance(y.shape.axes[0].size, int):
        merges = (1 + isqrt(1 + 8 * y.shape.axes[0].size)) // 2 - 1
    return Array(Shape((sized(merges), sized(4))), "float64")


def _leaves(Z: Array) -> Axis:
    return sized(add(Z.shape.axes[0].size, 1)) if Z.rank == 2 else Axis(UNKNOWN)


@laws(
    "scipy.cluster.hierarchy.fcluster Z t criterion= depth= R= monocrit=",
    "scipy.cluster.hierarchy.leaves_list Z",
)
def fcluster(Z: Array) -> Array:
    """The cluster of each leaf: one more than there are merges."""
    return Array(Shape((_leaves(Z),)), "int32")


@law("scipy.cluster.hierarchy.fclusterdata", "X t criterion= metric= depth= method= R=")
def fclusterdata(X: Array) -> Array:
    """The cluster of each row."""
    return Array(Shape((axis_at(X, 0),)), "int32")


@law("scipy.cluster.hierarchy.cophenet", "Z Y=")
def cophenet(Z: Array, Y: Value = NONE) -> Value:
    """The distances in the tree between all leaves; with Y also their correlation."""
    shape = Shape((sized(_pairs(_leaves(Z).size)),))
    return Array(shape) if Y == NONE else Tuple((Array(Shape()), Array(shape)))


@law("scipy.cluster.hierarchy.optimal_leaf_ordering", "Z y metric=")
def optimal_leaf_ordering(Z: Array) -> Array:
    """The same merges in another order."""
    return Array(Z.shape)
