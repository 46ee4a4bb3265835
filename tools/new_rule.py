"""Scaffolds the page of a new rule: `python -m tools.new_rule TSL299 some-name`."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import tensorlint
from tensorlint.rules import pages_directory, registry

PAGE = """\
+++
summary = "what it reports, in one line without a full stop"
default = {default}
fixable = "no"
checklist = {checklist}
since = "{since}"
+++
# {name} ({code})

## What it does
Reports …

## Why it matters
…

## Example
```python
import numpy as np

samples = np.zeros((32, 10))
result = samples.sum()  # {code}
```

## Use instead
```python
import numpy as np

samples = np.zeros((32, 10))
result = samples.sum(axis=0)
reveal_shape(result)  # (10,)
```

## When it stays silent
- Where …
"""

NEXT = """\
Wrote {path}. Now
1. write the page: its marked lines are the tests (```python raises=ValueError where the library raises);
2. raise "{code}" in a model (tensorlint/models/) or a check (tensorlint/checks/);
3. python -m pytest tests/test_rules.py tests/test_rule_pages.py -k {code}
4. python -m tools.readme   (the README's table)"""


def new_rule(code: str, name: str, default: bool, directory: Path) -> Path:
    """Write the page. Raises ValueError where code or name are taken or have not the form of one."""
    if not re.fullmatch(r"TSL[1-69]\d\d", code):
        raise ValueError(
            f"{code} is no code: TSL, the family (1 to 6, or 9 for the tool itself) and two digits"
        )
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name):
        raise ValueError(f"{name} is no name: lower-case words with hyphens, naming the bad pattern")
    for rule in registry().values():
        if code == rule.code or name == rule.name:
            raise ValueError(f"{code} {name} is taken: there is {rule.code} {rule.name}")
    path = directory / f"{code}-{name}.md"
    text = PAGE.format(
        code=code, name=name, checklist=code[3], since=tensorlint.__version__, default=str(default).lower()
    )
    path.write_text(text, encoding="utf-8")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.new_rule", description=__doc__)
    parser.add_argument("code", help="TSL, the family and two digits: TSL299")
    parser.add_argument("name", help="what is bad, in words with hyphens: reshape-size")
    parser.add_argument("--off", action="store_true", help="the rule is off by default")
    arguments = parser.parse_args()
    try:
        path = new_rule(arguments.code, arguments.name, not arguments.off, Path(pages_directory()))
    except ValueError as error:
        parser.error(str(error))
    print(NEXT.format(path=path, code=arguments.code))


if __name__ == "__main__":
    main()
