"""The shape algebra: sizes, axes, shapes and what operations do to them.

Knows neither Python source nor libraries.
"""

from tensorlint.shapes.arithmetic import Mismatch as Mismatch
from tensorlint.shapes.axes import UNKNOWN_SHAPE as UNKNOWN_SHAPE
from tensorlint.shapes.axes import Axis as Axis
from tensorlint.shapes.axes import AxisOrigin as AxisOrigin
from tensorlint.shapes.axes import Part as Part
from tensorlint.shapes.axes import Shape as Shape
from tensorlint.shapes.axes import shape_of as shape_of
from tensorlint.shapes.axes import shape_text as shape_text
from tensorlint.shapes.sizes import UNKNOWN as UNKNOWN
from tensorlint.shapes.sizes import Size as Size
from tensorlint.shapes.sizes import equal as equal
from tensorlint.shapes.sizes import size_text as size_text
from tensorlint.shapes.sizes import symbol as symbol
