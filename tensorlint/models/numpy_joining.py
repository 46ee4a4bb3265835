"""NumPy functions that join, split, repeat and pad arrays."""
