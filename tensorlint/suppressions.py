"""`# noqa` comments, as flake8 reads them: they hold for the whole logical line in which they stand.

`# flake8: noqa` or `# tensorlint: noqa` on a line of its own holds for the file; both take codes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from tensorlint.results import Finding

NOQA = re.compile(
    r"#\s*noqa(?P<codes>\s*:\s*[A-Z][A-Z0-9]*\d+(?:[,\s]+[A-Z][A-Z0-9]*\d+)*\b)?", re.IGNORECASE
)
NAMES = re.compile(r"\s*:\s*([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)")
FILE = re.compile(
    r"^\s*#\s*(?:flake8|tensorlint)\s*[:=]\s*noqa(?P<codes>\s*:\s*[A-Z][A-Z0-9]*\d+(?:[,\s]+[A-Z][A-Z0-9]*\d+)*)?\s*$",
    re.IGNORECASE | re.MULTILINE,
)


def without_suppressed(findings: list[Finding], text: str) -> list[Finding]:
    """The findings that no comment in the text of their file silences."""
    if not findings or "noqa" not in text.lower():
        return findings
    suppressions = _Suppressions(text)
    return [finding for finding in findings if finding.informs or not suppressions.hold(finding)]


class _Suppressions:
    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.whole_file = [_codes(match) for match in FILE.finditer(text)]
        self.logical_line = dict(_logical_lines(text))

    def hold(self, finding: Finding) -> bool:
        if any(_silences(codes, finding) for codes in self.whole_file):
            return True
        first, last = self.logical_line.get(finding.line, (finding.line, finding.line))
        # Where the tokenizer gave up, the finding's own lines remain.
        last = max(last, min(finding.end_line, len(self.lines))) if first == last else last
        for line in self.lines[first - 1 : last]:
            for match in NOQA.finditer(line):
                if not FILE.match(line) and _silences(_codes(match) or _names(line, match), finding):
                    return True
        return False


def _codes(match: re.Match[str]) -> list[str]:
    """The codes that a comment names, none where it silences everything."""
    return re.findall(r"[A-Z][A-Z0-9]*\d", match["codes"].upper()) if match["codes"] else []


def _names(line: str, match: re.Match[str]) -> list[str]:
    """The rules that a comment names by their names. Other words after `noqa:` are an explanation."""
    from tensorlint.rules import registry

    listed = NAMES.match(line, match.end())
    words = [word.strip() for word in listed[1].split(",")] if listed else []
    return [code for code, rule in registry().items() if rule.name in words]


def _silences(codes: list[str], finding: Finding) -> bool:
    return not codes or finding.code.startswith(tuple(codes))


def _logical_lines(text: str) -> Iterator[tuple[int, tuple[int, int]]]:
    """For each line the first and the last line of its logical line, as far as the text can be tokenized."""
    import tokenize

    first: int | None = None
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if (
                token.type in (tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT)
                and first is None
            ):
                continue
            if first is None:
                first = token.start[0]
            if token.type == tokenize.NEWLINE:
                for line in range(first, token.start[0] + 1):
                    yield line, (first, token.start[0])
                first = None
    except (tokenize.TokenError, SyntaxError, RecursionError):
        return
