"""Writes the README's table of rules from the pages: `python -m tools.rules_table`."""

from __future__ import annotations

from pathlib import Path

from tensorlint.rules import Rule, registry

README = Path(__file__).parent.parent / "README.md"
BEGIN = "<!-- rules: written by `python -m tools.rules_table` -->\n"
END = "<!-- end of rules -->\n"
FIXES = {"no": "", "safe": "safe", "unsafe": "unsafe"}


def table() -> str:
    """The table in Markdown: a row a rule, each linked to its page."""
    head = "| code | name | what it reports | on by default | fix |\n|---|---|---|---|---|\n"
    return head + "".join(row(rule) for rule in registry().values())


def row(rule: Rule) -> str:
    """One line of the table."""
    page = f"rules/{rule.code}-{rule.name}.md"
    default = "yes" if rule.default else "no"
    return f"| [{rule.code}]({page}) | {rule.name} | {rule.summary} | {default} | {FIXES[rule.fixable]} |\n"


def with_table(text: str) -> str:
    """A text whose part between the two markers is the present table."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}{table()}{END}{after}"


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
