"""NumPy functions that select, sort and search elements."""
