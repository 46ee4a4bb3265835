"""The rule registry, read from the pages in rules/: one page a rule, its file stem is its code and name.

Listing the rules reads only the folder; a page is opened when somebody asks for what stands in it,
so that starting the command line costs next to nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

ALL = "ALL"
PREFIX = "TSL"
FENCE = "+++"


class UnknownRule(ValueError):
    """A selector that names no rule; `nearest` is the rule name or code that was probably meant."""

    def __init__(self, selector: str, nearest: str | None) -> None:
        hint = f", did you mean {nearest}?" if nearest else ""
        super().__init__(f"unknown rule {selector!r}{hint}")
        self.selector = selector
        self.nearest = nearest


class BrokenPage(ValueError):
    """A rule page whose front matter cannot be read: a fault of this package, not of the user."""


@dataclass(frozen=True)
class Rule:
    """One rule. Everything but its code and name is read from its page when first asked for."""

    code: str
    name: str
    path: str

    @cached_property
    def page(self) -> str:
        """The full text of the page, front matter included."""
        with open(self.path, encoding="utf-8") as file:
            return file.read()

    @cached_property
    def body(self) -> str:
        """The page without its front matter: what `tensorlint explain` shows."""
        return self._parts[1].strip() + "\n"

    @cached_property
    def default(self) -> bool:
        """Whether the rule is on without being selected.

        Asked for every rule at each start, so it is a text search; the test on the form of rules
        holds it equal to what the TOML says.
        """
        return "\ndefault = true\n" in self._parts[0]

    @property
    def summary(self) -> str:
        """What the rule reports, in one line of Markdown."""
        return str(self.front_matter["summary"])

    @property
    def fixable(self) -> str:
        """`"no"`, `"safe"` or `"unsafe"`: whether its findings can carry a fix."""
        return str(self.front_matter["fixable"])

    @property
    def checklist(self) -> int:
        """The family: 1 to 5 are the points of the checklist, 6 agreement of dimensions, 9 the tool."""
        return int(self.front_matter["checklist"])

    @property
    def since(self) -> str:
        """The release in which the rule first appeared."""
        return str(self.front_matter["since"])

    @cached_property
    def front_matter(self) -> Mapping[str, Any]:
        """The TOML between the two fences, as it is written."""
        if sys.version_info >= (3, 11):
            import tomllib
        else:
            import tomli as tomllib
        try:
            return MappingProxyType(tomllib.loads(self._parts[0]))
        except tomllib.TOMLDecodeError as error:
            raise BrokenPage(f"{self.path}: {error}") from error

    @cached_property
    def _parts(self) -> tuple[str, str]:
        """Front matter and body. Raises BrokenPage where the page does not begin with two fences."""
        opening, *rest = self.page.split(f"{FENCE}\n", 2)
        if opening or len(rest) != 2:
            raise BrokenPage(f"{self.path}: a page begins with front matter between two lines of {FENCE}")
        return "\n" + rest[0], rest[1]


def pages_directory() -> str:
    """The folder of the pages: inside an installed package, else `rules/` of the checkout."""
    package = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.join(package, "pages")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(package), "rules")


def read_rules(directory: str) -> Mapping[str, Rule]:
    """The rules of a folder of pages by code, in the order of their codes. Other files are passed over."""
    rules = {}
    for file_name in sorted(os.listdir(directory)):
        stem, extension = os.path.splitext(file_name)
        code, _, name = stem.partition("-")
        if extension == ".md" and code.startswith(PREFIX):
            rules[code] = Rule(code, name, os.path.join(directory, file_name))
    return MappingProxyType(rules)


@cache
def registry() -> Mapping[str, Rule]:
    """All rules by code, in the order of their codes."""
    return read_rules(pages_directory())


def find(code_or_name: str) -> Rule:
    """The rule with this code (in any case) or name. Raises UnknownRule."""
    rules = registry()
    if rule := rules.get(code_or_name.upper()):
        return rule
    for rule in rules.values():
        if rule.name == code_or_name:
            return rule
    raise UnknownRule(code_or_name, nearest(code_or_name))


def expand(selector: str) -> frozenset[str]:
    """The codes that a selector stands for: a code, a prefix (`TSL2`), a name, or `ALL`.

    Raises UnknownRule where it stands for none.
    """
    upper = selector.upper()
    if selector == ALL:
        return frozenset(registry())
    if upper.startswith(PREFIX):
        codes = frozenset(code for code in registry() if code.startswith(upper))
        if codes:
            return codes
    return frozenset({find(selector).code})


def nearest(selector: str) -> str | None:
    """The code or name most like a mistyped selector, or None where nothing is like it."""
    import difflib

    rules = registry()
    words = [*rules, *(rule.name for rule in rules.values()), ALL]
    for attempt in (selector.upper(), selector.lower()):
        if close := difflib.get_close_matches(attempt, words, n=1):
            return close[0]
    return None


def default_codes() -> frozenset[str]:
    """The codes of the rules that are on without being selected."""
    return frozenset(code for code, rule in registry().items() if rule.default)
