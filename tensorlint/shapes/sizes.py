"""Sizes: how long an axis is. An int, an expression over symbols in one normal form, or unknown.

Statements about sizes are three-valued: True and False are proofs that hold for every value the
symbols may take within their bounds; None says that nothing is proved. This is the room's door.
"""

from tensorlint.shapes.divisions import extremum as extremum
from tensorlint.shapes.divisions import floor_divide as floor_divide
from tensorlint.shapes.divisions import maximum as maximum
from tensorlint.shapes.divisions import minimum as minimum
from tensorlint.shapes.divisions import modulo as modulo
from tensorlint.shapes.divisions import scaled as scaled
from tensorlint.shapes.divisions import substitute as substitute
from tensorlint.shapes.intervals import bounds as bounds
from tensorlint.shapes.proofs import equal as equal
from tensorlint.shapes.proofs import less as less
from tensorlint.shapes.proofs import less_equal as less_equal
from tensorlint.shapes.proofs import possibly as possibly
from tensorlint.shapes.terms import UNKNOWN as UNKNOWN
from tensorlint.shapes.terms import Atom as Atom
from tensorlint.shapes.terms import Bounds as Bounds
from tensorlint.shapes.terms import Expression as Expression
from tensorlint.shapes.terms import Extremum as Extremum
from tensorlint.shapes.terms import FloorDivision as FloorDivision
from tensorlint.shapes.terms import Modulo as Modulo
from tensorlint.shapes.terms import Monomial as Monomial
from tensorlint.shapes.terms import Scaled as Scaled
from tensorlint.shapes.terms import Size as Size
from tensorlint.shapes.terms import Symbol as Symbol
from tensorlint.shapes.terms import UnknownSize as UnknownSize
from tensorlint.shapes.terms import add as add
from tensorlint.shapes.terms import exact_quotient as exact_quotient
from tensorlint.shapes.terms import from_atom as from_atom
from tensorlint.shapes.terms import multiply as multiply
from tensorlint.shapes.terms import negate as negate
from tensorlint.shapes.terms import product as product
from tensorlint.shapes.terms import single_atom as single_atom
from tensorlint.shapes.terms import size_key as size_key
from tensorlint.shapes.terms import size_text as size_text
from tensorlint.shapes.terms import subtract as subtract
from tensorlint.shapes.terms import symbol as symbol
from tensorlint.shapes.terms import symbols as symbols
from tensorlint.shapes.terms import total as total
