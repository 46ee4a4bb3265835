"""NumPy functions that draw random arrays."""
