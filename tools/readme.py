"""Writes the parts of the README that are made: the table of rules, and what the first command prints.

python -m tools.readme
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tensorlint.rules import Rule, registry

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
MARK = "<!-- {name}: written by `python -m tools.readme` -->\n"
END = "<!-- end of {name} -->\n"
FIXES = {"no": "", "safe": "safe", "unsafe": "unsafe"}


def rules_table() -> str:
    """The table of rules in Markdown: a row a rule, each linked to its page."""
    head = "| code | name | what it reports | on by default | fix |\n|---|---|---|---|---|\n"
    return head + "".join(row(rule) for rule in registry().values())


def row(rule: Rule) -> str:
    """One line of the table."""
    page = f"rules/{rule.code}-{rule.name}.md"
    default = "yes" if rule.default else "no"
    return f"| [{rule.code}]({page}) | {rule.name} | {rule.summary} | {default} | {FIXES[rule.fixable]} |\n"


def example_output() -> str:
    """What linting the article's snippets prints, as a block."""
    command = [sys.executable, "-m", "tensorlint", "--isolated", "--no-cache", "fixtures/article/"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if result.returncode != 1 or result.stderr:
        raise RuntimeError(f"linting fixtures/article/ ended with {result.returncode}: {result.stderr}")
    return f"```text\n{result.stdout}```\n"


def with_part(text: str, name: str, part: str) -> str:
    """A text in which a part stands between its two marks."""
    before, rest = text.split(MARK.format(name=name))
    _, after = rest.split(END.format(name=name))
    return before + MARK.format(name=name) + part + END.format(name=name) + after


def written(text: str) -> str:
    """The README with its made parts as they are now."""
    return with_part(with_part(text, "rules", rules_table()), "output", example_output())


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
