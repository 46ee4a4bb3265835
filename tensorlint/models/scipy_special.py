"""scipy.special: functions of each element, softmax and logsumexp along axes, zeros and roots."""

from __future__ import annotations

import inspect

from tensorlint.models.coercion import OVERRIDING, Axes, dtype_kind
from tensorlint.models.families import normalize_axis
from tensorlint.models.numpy_reductions import Reduction
from tensorlint.models.numpy_ufuncs import calculated
from tensorlint.models.registry import NotCoercible, Overridden, models
from tensorlint.models.scipy_declaring import law, laws
from tensorlint.shapes import UNKNOWN_SHAPE
from tensorlint.values import NONE, TRUE, UNKNOWN_VALUE, Array, Object, Tuple, Value

UFUNCS = {
    (1, 1): (
        "bei beip ber berp cbrt cosdg cosm1 cotdg dawsn digamma ellipe ellipk ellipkm1 entr erf "
        "erfc erfcinv erfcx erfi erfinv exp1 exp10 exp2 expi expit expm1 exprel gamma gammaln "
        "gammasgn i0 i0e i1 i1e it2struve0 itmodstruve0 itstruve0 j0 j1 k0 k0e k1 k1e kei keip "
        "ker kerp kolmogi kolmogorov log1p log_expit log_ndtr loggamma logit ndtr ndtri ndtri_exp "
        "psi rgamma round sindg spence tandg wofz wrightomega y0 y1 zetac "
    ),
    (2, 1): (
        "agm beta betaln binom boxcox boxcox1p chdtr chdtrc chdtri chdtriv ellipeinc ellipkinc "
        "elliprc eval_chebyc eval_chebys eval_chebyt eval_chebyu eval_hermite eval_hermitenorm "
        "eval_laguerre eval_legendre eval_sh_chebyt eval_sh_chebyu eval_sh_legendre expn gammainc "
        "gammaincc gammainccinv gammaincinv hankel1 hankel1e hankel2 hankel2e huber hyp0f1 "
        "inv_boxcox inv_boxcox1p iv ive jn jv jve kl_div kn kv kve mathieu_a mathieu_b modstruve "
        "owens_t pdtr pdtrc pdtri pdtrik poch powm1 pseudo_huber rel_entr smirnov smirnovi stdtr "
        "stdtridf stdtrit struve tklmbda xlog1py xlogy yn yv yve "
    ),
    (3, 1): (
        "bdtr bdtrc bdtri bdtrik bdtrin besselpoly betainc betaincc betainccinv betaincinv "
        "btdtria btdtrib chndtr chndtridf chndtrinc chndtrix elliprd elliprf elliprg "
        "eval_gegenbauer eval_genlaguerre fdtr fdtrc fdtri fdtridfd gdtr gdtrc gdtria gdtrib "
        "gdtrix hyp1f1 hyperu log_wright_bessel lpmv nbdtr nbdtrc nbdtri nbdtrik nbdtrin nctdtr "
        "nctdtridf nctdtrinc nctdtrit nrdtrimn nrdtrisd obl_cv pro_cv radian voigt_profile "
        "wright_bessel "
    ),
    (4, 1): ("elliprj eval_jacobi eval_sh_jacobi hyp2f1 ncfdtr ncfdtri ncfdtridfd ncfdtridfn ncfdtrinc "),
    (1, 2): ("fresnel it2i0k0 it2j0y0 iti0k0 itj0y0 modfresnelm modfresnelp shichi sici "),
    (1, 4): ("airy airye itairy kelvin "),
    (2, 2): ("pbdv pbvv pbwa "),
    (2, 4): ("ellipj "),
    (3, 2): ("mathieu_cem mathieu_modcem1 mathieu_modcem2 mathieu_modsem1 mathieu_modsem2 mathieu_sem "),
    (4, 2): ("obl_ang1 obl_rad1 obl_rad2 pro_ang1 pro_rad1 pro_rad2 "),
    (5, 2): ("obl_ang1_cv obl_rad1_cv obl_rad2_cv pro_ang1_cv pro_rad1_cv pro_rad2_cv "),
}
"""Functions of each element, by how many arguments they take and how many results they give."""
TO_FLOAT = frozenset({"expit", "logit", "erf", "erfc", "gammaln", "log_expit", "ndtr"})
"""Functions that keep float32 and float64."""

_REAL = ("bool", "int", "float", "")


def _ufunc(name: str, inputs: int, outputs: int) -> None:
    kind = inspect.Parameter.POSITIONAL_ONLY
    names = ("x",) if inputs == 1 else tuple(f"x{place}" for place in range(1, inputs + 1))
    declared = [inspect.Parameter(each, kind, annotation="Value") for each in names]
    out = inspect.Parameter("out", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=NONE, annotation="Value")
    others = inspect.Parameter("others", inspect.Parameter.VAR_KEYWORD, annotation="Value")

    def model(*arguments: Value, **keywords: Value) -> Value:
        given, target = arguments[:inputs], keywords.get("out", NONE)
        if len(arguments) > inputs:
            target = arguments[inputs]
        if target != NONE and outputs > 1:
            raise NotCoercible
        if any(isinstance(each, Object) and each.path in OVERRIDING for each in given):
            raise Overridden
        if set(keywords) - {"out", "where"}:
            raise NotCoercible
        if any(isinstance(each, Array) and dtype_kind(each.dtype) not in _REAL for each in given):
            return UNKNOWN_VALUE  # with complex numbers some raise a TypeError
        first = given[0]
        same = name in TO_FLOAT and isinstance(first, Array) and first.dtype in ("float32", "float64")
        dtype = first.dtype if same and isinstance(first, Array) else ""
        result = calculated(given, names, dtype, target, keywords.get("where", TRUE))
        return result if outputs == 1 else Tuple((result,) * outputs)

    annotation = "Array" if outputs == 1 else "Value"
    model.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [*declared, out, others], return_annotation=annotation
    )
    models(f"scipy.special.{name}")(model)


for (_inputs, _outputs), _names in UFUNCS.items():
    for _name in _names.split():
        _ufunc(_name, _inputs, _outputs)


@laws("scipy.special.softmax x axis=", "scipy.special.log_softmax x axis=")
def softmax(x: Array, axis: Axes = None) -> Array:
    """The elements as probabilities that add up to 1 along an axis, or all together."""
    if x.rank is not None and axis is not None:
        for each in axis:
            normalize_axis(x.rank, each, "{x}")
    return Array(x.shape, x.dtype if x.dtype in ("float32", "float64") else "")


@law("scipy.special.logsumexp", "a axis= b= keepdims= return_sign=")
def logsumexp(
    a: Array, axis: Axes = None, b: Value = NONE, keepdims: bool = False, return_sign: bool = False
) -> Value:
    """The logarithm of a sum of exponentials, over some axes."""
    if b != NONE:
        return UNKNOWN_VALUE
    if a.rank == 0:
        return UNKNOWN_VALUE
    result = Reduction(a, axis, keepdims, lenient=False).array("")
    return Tuple((result, result)) if return_sign else result


@law("scipy.special.multigammaln", "a d")
def multigammaln(a: Array, d: Value) -> Array:
    """The logarithm of the multivariate gamma function of each element."""
    return Array(a.shape if a.rank else UNKNOWN_SHAPE)


@laws("scipy.special.factorial n exact= extend=", "scipy.special.factorial2 n exact= extend=")
def factorial(n: Value) -> Array:
    """The factorial of each element."""
    return Array(n.shape if isinstance(n, Array) and n.rank else UNKNOWN_SHAPE)


@laws("scipy.special.comb N k * exact= repetition=", "scipy.special.perm N k exact=")
def combinations(N: Value, k: Value, exact: Value = NONE) -> Value:
    """How many ways there are to choose k of N, elementwise unless exact."""
    if exact != NONE or not (isinstance(N, Array) or isinstance(k, Array)):
        return UNKNOWN_VALUE
    return calculated([N, k], ("N", "k"), "", NONE, TRUE)


@laws(
    "scipy.special.softplus x **kwargs",
    "scipy.special.sinc x",
)
def of_each(x: Value) -> Array:
    """A function of each element."""
    return calculated([x], ("x",), "", NONE, TRUE)


@law("scipy.special.polygamma", "n x")
def polygamma(n: Value, x: Value) -> Array:
    """The n-th derivative of the digamma function of each element."""
    return calculated([n, x], ("n", "x"), "", NONE, TRUE)
