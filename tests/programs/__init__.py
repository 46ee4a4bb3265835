"""Programs with their expectations on the line: how pages and fixtures are read, linted and really run."""
