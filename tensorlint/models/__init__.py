"""What library calls do to shapes: one module a library area, found through the registry."""
