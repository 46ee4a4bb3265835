"""scipy.optimize, scipy.integrate and scipy.interpolate: what comes back has the shape of what goes in.

The functions given are called once with values like those that SciPy would give them.
"""

from __future__ import annotations

from collections.abc import Sequence

from tensorlint.models.coercion import to_array
from tensorlint.models.families import elementwise_shape
from tensorlint.models.numpy_arguments import filtered, sized
from tensorlint.models.registry import Context, NotCoercible, Refusal, models, refuse
from tensorlint.models.scipy_declaring import axis_at, law, laws, leading, result_object
from tensorlint.models.scipy_stats import check_pairs
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal, symbol
from tensorlint.shapes.arithmetic import unequal
from tensorlint.shapes.sizes import minimum, possibly, subtract
from tensorlint.values import FALSE, NONE, UNKNOWN_VALUE, Array, Cells, Float, Integer, Object, Tuple, Value

RESULT = "scipy.optimize.OptimizeResult"


def _raveled(x0: Array) -> Array:
    """What an optimizer makes of its start: a vector."""
    if x0.rank is None:
        return Array(Shape((Axis(UNKNOWN),)))
    axes = x0.shape.axes if x0.rank == 1 else (sized(x0.shape.count),)
    return Array(Shape(axes), "float" if x0.dtype in ("int64", "int32", "float64") else "")


def _extra(args: Value) -> tuple[Value, ...] | None:
    if args == NONE:
        return ()
    return args.items if isinstance(args, Tuple) else None


def _called(context: Context, function: Value, arguments: Sequence[Value], args: Value) -> Value:
    more = _extra(args)
    return UNKNOWN_VALUE if more is None else context.call(function, [*arguments, *more])


@law(
    "scipy.optimize.minimize",
    "fun x0 args= method= jac= hess= hessp= bounds= constraints= tol= callback= options=",
)
def minimize(context: Context, fun: Value, x0: Array, args: Value = NONE) -> Value:
    """The minimum: x is a vector of as many elements as the start."""
    x = _raveled(x0)
    _called(context, fun, [x], args)
    return result_object(RESULT, x=x)


@law("scipy.optimize.root", "fun x0 args= method= jac= tol= callback= options=")
def root(context: Context, fun: Value, x0: Array, args: Value = NONE) -> Value:
    """The root: x has the shape of the start, which is not always laid flat."""
    x = Array(x0.shape if x0.rank == 1 else UNKNOWN_SHAPE)
    if x0.rank == 1:
        _called(context, fun, [x], args)
    return result_object(RESULT, x=x)


@law(
    "scipy.optimize.least_squares",
    "fun x0 jac= bounds= method= ftol= xtol= gtol= x_scale= loss= f_scale= diff_step= "
    "tr_solver= tr_options= jac_sparsity= max_nfev= verbose= args= kwargs= callback= workers=",
)
def least_squares(context: Context, fun: Value, x0: Array, args: Value = NONE) -> Value:
    """The vector whose residuals are least."""
    x = _raveled(x0)
    _called(context, fun, [x], args)
    return result_object(RESULT, x=x)


@laws(
    (
        "scipy.optimize.fmin func x0 args= xtol= ftol= maxiter= maxfun= full_output= disp= "
        "retall= callback= initial_simplex="
    ),
    (
        "scipy.optimize.fmin_powell func x0 args= xtol= ftol= maxiter= maxfun= full_output= disp= "
        "retall= callback= direc="
    ),
)
def fmin(func: Value, x0: Array, full_output: Value = NONE, retall: Value = NONE) -> Value:
    """The minimum, as a vector."""
    if any(each not in (NONE, FALSE, Integer(0)) for each in (full_output, retall)):
        return UNKNOWN_VALUE
    return Array(
        _raveled(x0).shape if x0.rank == 1 and not possibly(x0.shape.axes[0].size, 1) else UNKNOWN_SHAPE
    )


@laws(
    (
        "scipy.optimize.fmin_bfgs f x0 fprime= args= gtol= norm= epsilon= maxiter= full_output= "
        "disp= retall= callback= xrtol= c1= c2= hess_inv0="
    ),
    (
        "scipy.optimize.fmin_cg f x0 fprime= args= gtol= norm= epsilon= maxiter= full_output= "
        "disp= retall= callback= c1= c2="
    ),
)
def fmin_by_gradient(f: Value, x0: Array, full_output: Value = NONE, retall: Value = NONE) -> Value:
    """The minimum, as a vector."""
    if any(each not in (NONE, FALSE, Integer(0)) for each in (full_output, retall)):
        return UNKNOWN_VALUE
    return Array(_raveled(x0).shape)


@law(
    "scipy.optimize.fmin_l_bfgs_b",
    "func x0 fprime= args= approx_grad= bounds= m= factr= pgtol= epsilon= iprint= maxfun= "
    "maxiter= disp= callback= maxls=",
)
def fmin_l_bfgs_b(func: Value, x0: Array) -> Tuple:
    """The minimum, the value there and information."""
    return Tuple((Array(_raveled(x0).shape), UNKNOWN_VALUE, UNKNOWN_VALUE))


@law(
    "scipy.optimize.fsolve",
    "func x0 args= fprime= full_output= col_deriv= xtol= maxfev= band= epsfcn= factor= diag=",
)
def fsolve(context: Context, func: Value, x0: Array, args: Value = NONE, full_output: Value = NONE) -> Value:
    """The root, as a vector."""
    x = Array(_raveled(x0).shape)
    _called(context, func, [x], args)
    return x if full_output in (NONE, FALSE, Integer(0)) else UNKNOWN_VALUE


@law(
    "scipy.optimize.curve_fit",
    "f xdata ydata p0= sigma= absolute_sigma= check_finite= bounds= method= jac= * full_output= "
    "nan_policy= **kwargs",
)
def curve_fit(
    context: Context, f: Value, xdata: Value, ydata: Array, p0: Value = NONE, full_output: Value = NONE
) -> Value:
    """The parameters that fit, and their covariance."""
    count: Size = symbol("parameters", lower=1)
    if p0 != NONE:
        start = to_array(p0)
        count = 1 if start.rank == 0 else axis_at(start, 0).size
    if isinstance(count, int) and count <= 16:
        context.call(f, [xdata, *[Array(Shape(), "float64")] * count])
    axis = sized(count)
    result = (Array(Shape((axis,)), "float64"), Array(Shape((axis, axis)), "float64"))
    return Tuple(result) if full_output in (NONE, FALSE) else UNKNOWN_VALUE


@laws(
    "scipy.optimize.brentq f a b args= xtol= rtol= maxiter= full_output= disp=",
    "scipy.optimize.brenth f a b args= xtol= rtol= maxiter= full_output= disp=",
    "scipy.optimize.bisect f a b args= xtol= rtol= maxiter= full_output= disp=",
    "scipy.optimize.ridder f a b args= xtol= rtol= maxiter= full_output= disp=",
)
def scalar_root(context: Context, f: Value, args: Value = NONE, full_output: Value = NONE) -> Value:
    """A root between two numbers."""
    _called(context, f, [Float()], args)
    return Float() if full_output in (NONE, FALSE) else UNKNOWN_VALUE


@law("scipy.optimize.linear_sum_assignment", "cost_matrix maximize=")
def linear_sum_assignment(cost_matrix: Array) -> Tuple:
    """Rows and the columns given to them: as many as there are of both."""
    if cost_matrix.rank not in (2, None):
        refuse(
            "TSL614", f"linear_sum_assignment: {{cost_matrix}} is {cost_matrix.shape}, but must have 2 axes"
        )
    size = minimum(axis_at(cost_matrix, -2).size, axis_at(cost_matrix, -1).size)
    return Tuple((Array(Shape((sized(size),)), "int64"),) * 2)


@law("scipy.optimize.nnls", "A b * maxiter= atol=")
def nnls(A: Array, b: Array) -> Tuple:
    """The solution without negative numbers, and how far it is off."""
    if A.rank == 2 and b.rank == 1 and equal(A.shape.axes[0].size, b.shape.axes[0].size) is False:
        sizes = unequal(A.shape.axes[0].size, b.shape.axes[0].size)
        refuse("TSL614", f"nnls: {{A}} is {A.shape}, {{b}} is {b.shape}: {sizes} rows")
    return Tuple((Array(Shape((axis_at(A, -1) if A.rank == 2 else Axis(UNKNOWN),))), UNKNOWN_VALUE))


@law(
    "scipy.optimize.lsq_linear",
    "A b bounds= method= tol= lsq_solver= lsmr_tol= max_iter= verbose= * lsmr_maxiter=",
)
def lsq_linear(A: Array, b: Array) -> Value:
    """The bounded solution of least squares."""
    return result_object(RESULT, x=Array(Shape((axis_at(A, -1) if A.rank == 2 else Axis(UNKNOWN),))))


@law(
    "scipy.optimize.differential_evolution",
    "func bounds args= strategy= maxiter= popsize= tol= mutation= recombination= rng= callback= "
    "disp= polish= init= atol= updating= workers= constraints= x0= * integrality= vectorized= "
    "seed=",
)
def differential_evolution(context: Context, func: Value, bounds: Value, args: Value = NONE) -> Value:
    """The minimum within bounds: as many numbers as there are of them."""
    items = context.elements(bounds)
    axis = Axis(UNKNOWN) if items is None or isinstance(bounds, Object) else sized(len(items))
    return result_object(RESULT, x=Array(Shape((axis,))))


def _integrated(y: Array, x: Value, axis: int, verb: str, cumulative: bool = False) -> Shape:
    if y.rank is None or not y.rank or not -y.rank <= axis < y.rank:
        raise NotCoercible
    if x != NONE:
        points = to_array(x)
        length = y.shape.axes[axis].size
        if points.rank == 1 and equal(points.shape.axes[0].size, length) is False:
            few = [
                possibly(each, least) for each in (points.shape.axes[0].size, length) for least in (0, 1, 2)
            ]
            if not any(few):
                sizes = unequal(points.shape.axes[0].size, length)
                refuse(
                    "TSL106", f"{verb}: {{x}} is {points.shape}, {{y}} is {y.shape}: {sizes} on axis {axis}"
                )
        if points.rank != 1:
            return UNKNOWN_SHAPE
    return y.shape if cumulative else y.shape.replaced(axis)


@laws("scipy.integrate.trapezoid y x= dx= axis=", "scipy.integrate.simpson y x= * dx= axis=")
def integrated(y: Array, x: Value = NONE, axis: int = -1) -> Array:
    """The integral of samples along an axis."""
    return Array(_integrated(y, x, axis, "the integral"))


@law("scipy.integrate.romb", "y dx= axis= show=")
def romb(y: Array, axis: int = -1) -> Value:
    """The integral of samples along an axis."""
    return Array(_integrated(y, NONE, axis, "romb"))


@laws(
    "scipy.integrate.cumulative_trapezoid y x= dx= axis= initial=",
    "scipy.integrate.cumulative_simpson y * x= dx= axis= initial=",
)
def cumulative(y: Array, x: Value = NONE, axis: int = -1, initial: Value = NONE) -> Array:
    """The integral up to each sample: one fewer, unless the first one is given."""
    shape = _integrated(y, x, axis, "the cumulative integral", True)
    if shape.rank is None or initial != NONE:
        return Array(shape if isinstance(initial, Integer | Float) else UNKNOWN_SHAPE)
    return Array(shape.replaced(axis, sized(subtract(shape.axes[axis].size, 1))))


@law(
    "scipy.integrate.quad",
    "func a b args= full_output= epsabs= epsrel= limit= points= weight= wvar= wopts= maxp1= "
    "limlst= complex_func=",
)
def quad(context: Context, func: Value, args: Value = NONE, full_output: Value = NONE) -> Value:
    """An integral and how far it may be off."""
    _called(context, func, [Float()], args)
    return Tuple((Float(), Float())) if full_output in (NONE, FALSE, Integer(0)) else UNKNOWN_VALUE


@laws(
    "scipy.integrate.dblquad func a b gfun hfun args= epsabs= epsrel=",
    "scipy.integrate.tplquad func a b gfun hfun qfun rfun args= epsabs= epsrel=",
)
def several_integrals(func: Value) -> Tuple:
    """An integral and how far it may be off."""
    return Tuple((Float(), Float()))


@law(
    "scipy.integrate.odeint",
    "func y0 t args= Dfun= col_deriv= full_output= ml= mu= rtol= atol= tcrit= h0= hmax= hmin= "
    "ixpr= mxstep= mxhnil= mxordn= mxords= printmessg= tfirst=",
)
def odeint(
    context: Context,
    func: Value,
    y0: Array,
    t: Array,
    args: Value = NONE,
    full_output: Value = NONE,
    tfirst: bool = False,
) -> Value:
    """The state at each time: (times, states)."""
    state = Array(y0.shape if y0.rank == 1 else Shape((sized(y0.shape.count),)), "float64")
    given = [Float(), state] if tfirst else [state, Float()]
    _called(context, func, given, args)
    if full_output not in (NONE, FALSE, Integer(0)) or t.rank != 1 or y0.rank not in (0, 1):
        return UNKNOWN_VALUE
    return Array(Shape((t.shape.axes[0], *state.shape.axes)), "float64")


@law(
    "scipy.integrate.solve_ivp",
    "fun t_span y0 method= t_eval= dense_output= events= vectorized= args= **options",
)
def solve_ivp(
    context: Context,
    fun: Value,
    y0: Array,
    t_eval: Value = NONE,
    vectorized: Value = NONE,
    args: Value = NONE,
) -> Value:
    """The state at the times reached: y is (states, times)."""
    if vectorized in (NONE, FALSE) and y0.rank == 1:
        _called(context, fun, [Float(), Array(y0.shape, "float" if y0.dtype == "float64" else "")], args)
    times: Size = symbol("times", lower=1)
    if t_eval != NONE:
        times = filtered("times", axis_at(to_array(t_eval), 0).size)
    axis = sized(times)
    states = y0.shape.axes if y0.rank == 1 else (Axis(UNKNOWN),)
    return result_object(
        "scipy.integrate._ivp.ivp.OdeResult", t=Array(Shape((axis,))), y=Array(Shape((*states, axis)))
    )


INTERPOLANT = "scipy.interpolate.interp1d"


def _interpolant(path: str, x: Array, y: Array, axis: int) -> Object:
    """A function through points, which stand along an axis of y (TSL106)."""
    if y.rank is None or not y.rank or not -y.rank <= axis < y.rank:
        return Object(path, Cells())
    length = y.shape.axes[axis].size
    if x.rank == 1 and equal(x.shape.axes[0].size, length) is False:
        sizes = unequal(x.shape.axes[0].size, length)
        refuse(
            "TSL106",
            f"as many x as y are needed: {{x}} is {x.shape}, {{y}} is {y.shape}: {sizes} on axis {axis}",
        )
    return Object(path, Cells(values=Array(y.shape), axis=Integer(axis % y.rank)))


@law("scipy.interpolate.interp1d", "x y kind= axis= copy= bounds_error= fill_value= assume_sorted=")
def interp1d(x: Array, y: Array, axis: int = -1) -> Object:
    """A function through points, which stand along the last axis unless told otherwise."""
    return _interpolant(INTERPOLANT, x, y, axis)


SPLINES = ("CubicSpline", "Akima1DInterpolator", "PchipInterpolator")


def _spline(name: str) -> object:
    def make(x: Array, y: Array, axis: int = 0) -> Object:
        """A spline through points, which stand along the first axis unless told otherwise."""
        return _interpolant(f"scipy.interpolate.{name}", x, y, axis)

    return make


law("scipy.interpolate.CubicSpline", "x y axis= bc_type= extrapolate=")(_spline("CubicSpline"))  # type: ignore[type-var]
law("scipy.interpolate.PchipInterpolator", "x y axis= extrapolate=")(_spline("PchipInterpolator"))  # type: ignore[type-var]
law("scipy.interpolate.Akima1DInterpolator", "x y axis= * method= extrapolate=")(  # type: ignore[type-var]
    _spline("Akima1DInterpolator")
)


@law("scipy.interpolate.make_interp_spline", "x y k= t= bc_type= axis= check_finite=")
def make_interp_spline(x: Array, y: Array, axis: int = 0) -> Object:
    """A spline through points."""
    return _interpolant("scipy.interpolate.BSpline", x, y, axis)


def _evaluated(self: Value, x: Array) -> Array:
    """The function at each x: its shape in the place of the axis of the points."""
    values = self.cells.get("values") if isinstance(self, Object) and not self.cells.escaped else None
    place = self.cells.get("axis") if isinstance(self, Object) else None
    if not isinstance(values, Array) or not isinstance(place, Integer) or x.rank is None:
        return Array()
    return Array(values.shape.replaced(int(str(place.size)), *x.shape.axes))


models(f"{INTERPOLANT}.__call__")(_evaluated)
for _name in (*SPLINES, "BSpline"):
    law(f"scipy.interpolate.{_name}.__call__", "self x nu= extrapolate=")(_evaluated)


@laws(
    "scipy.interpolate.UnivariateSpline x y w= bbox= k= s= ext= check_finite=",
    "scipy.interpolate.InterpolatedUnivariateSpline x y w= bbox= k= ext= check_finite=",
)
def univariate_spline(x: Array, y: Array) -> Object:
    """A spline through or near points."""
    check_pairs(x, y, "a spline")
    return Object("scipy.interpolate.UnivariateSpline", Cells())


@law("scipy.interpolate.UnivariateSpline.__call__", "self x nu= ext=")
def spline_at(self: Value, x: Array) -> Array:
    """The spline at each x."""
    return Array(x.shape)


@law("scipy.interpolate.splrep", "x y w= xb= xe= k= task= s= t= full_output= per= quiet=")
def splrep(x: Array, y: Array, full_output: Value = NONE) -> Value:
    """Knots, coefficients and degree of a spline."""
    if full_output not in (NONE, FALSE, Integer(0)):
        return UNKNOWN_VALUE
    vector = Array(Shape((Axis(UNKNOWN),)))
    return Tuple((vector, vector, Integer()))


@law("scipy.interpolate.splev", "x tck der= ext=")
def splev(x: Array, tck: Value) -> Value:
    """A spline at each x."""
    items = tck.items if isinstance(tck, Tuple) else ()
    plain = len(items) == 3 and isinstance(items[1], Array) and items[1].rank == 1
    return Array(x.shape) if plain else UNKNOWN_VALUE


def _points(xi: Value, columns: Size) -> Shape:
    """The shape of points given as a tuple of coordinates or as rows."""
    try:
        if isinstance(xi, Tuple):
            return elementwise_shape([to_array(each) for each in xi.items])
    except Refusal:
        return UNKNOWN_SHAPE
    points = to_array(xi)
    if points.rank is None or points.rank < 2 or columns is UNKNOWN:
        return UNKNOWN_SHAPE
    return leading(points, 1)


@law("scipy.interpolate.griddata", "points values xi method= fill_value= rescale=")
def griddata(points: Value, values: Array, xi: Value) -> Array:
    """The value at each new point, from those at scattered ones."""
    known = points if isinstance(points, Tuple) else to_array(points)
    several = isinstance(known, Tuple) and len(known.items) > 1
    if not several and not (
        isinstance(known, Array) and known.rank == 2 and not possibly(axis_at(known, 1).size, 1)
    ):
        return Array()
    found = _points(xi, 2)
    if found.rank is None or values.rank != 1:
        return Array()
    return Array(found)


GRID = "scipy.interpolate.RegularGridInterpolator"


@law(GRID, "points values method= bounds_error= fill_value= * solver= solver_args=")
def grid(context: Context, points: Value, values: Array) -> Object:
    """A function of values on a grid, one axis for each coordinate (TSL106)."""
    items = context.elements(points)
    if items is None or values.rank is None:
        return Object(GRID, Cells())
    for place, (each, axis) in enumerate(zip(items, values.shape.axes, strict=False)):
        line = to_array(each)
        if line.rank == 1 and equal(line.shape.axes[0].size, axis.size) is False:
            sizes = unequal(line.shape.axes[0].size, axis.size)
            refuse(
                "TSL106",
                f"{{values}} is {values.shape}, but axis {place} of the grid is {line.shape}: {sizes}",
            )
    return Object(GRID, Cells(rest=Array(Shape(values.shape.axes[len(items) :]))))


@law(f"{GRID}.__call__", "self xi method= * nu=")
def grid_at(self: Value, xi: Value) -> Array:
    """The value at each point, whose coordinates stand along the last axis."""
    rest = self.cells.get("rest") if isinstance(self, Object) and not self.cells.escaped else None
    found = _points(xi, 2)
    if not isinstance(rest, Array) or found.rank is None:
        return Array()
    return Array(Shape((*found.axes, *rest.shape.axes)))
