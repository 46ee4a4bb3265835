"""Holds what tensorlint says of a program against the expectations that stand in it."""
