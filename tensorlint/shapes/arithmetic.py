"""What operations do to shapes: broadcasting, reshape, matmul, joining, slices, windows.

Each function returns the resulting shape, or raises `Mismatch` where the operation is refuted for
every value of the symbols (broadcasting, and what uses it, takes the sizes of data as at least 2).
This is the room's door.
"""

from tensorlint.shapes.broadcasting import broadcast as broadcast
from tensorlint.shapes.broadcasting import broadcast_axes as broadcast_axes
from tensorlint.shapes.broadcasting import broadcast_to as broadcast_to
from tensorlint.shapes.broadcasting import matmul as matmul
from tensorlint.shapes.joining import agree as agree
from tensorlint.shapes.joining import concatenate as concatenate
from tensorlint.shapes.joining import pad as pad
from tensorlint.shapes.joining import repeat as repeat
from tensorlint.shapes.joining import stack as stack
from tensorlint.shapes.joining import tile as tile
from tensorlint.shapes.mismatch import Mismatch as Mismatch
from tensorlint.shapes.mismatch import unequal as unequal
from tensorlint.shapes.reshaping import reshape as reshape
from tensorlint.shapes.slices import ceil_divide as ceil_divide
from tensorlint.shapes.slices import range_length as range_length
from tensorlint.shapes.slices import slice_size as slice_size
from tensorlint.shapes.slices import sliced as sliced
from tensorlint.shapes.slices import window_count as window_count
