"""What is suspicious though legal: one module a family of the rule catalogue."""
