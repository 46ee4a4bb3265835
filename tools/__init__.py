"""Commands for people who work on tensorlint. None of this is installed with it."""
