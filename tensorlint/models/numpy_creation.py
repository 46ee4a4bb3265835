"""NumPy functions that make new arrays."""
