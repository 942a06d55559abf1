"""Cells of a table that a spreadsheet shall show and never compute."""

import re

#: What makes a formula of a cell (OWASP, "CSV Injection"), in wide letters too; behind a `;`, tab or line break also
#: within one: a spreadsheet that expects another delimiter may begin a cell there.
_FORMULA = re.compile(r"(^|[;\t\r\n])('*)(?=[ \u00a0]*[=+\-@＝＋－＠]|[\t\r\n])")
_MADE_SAFE = re.compile(r"(^|[;\t\r\n])'('*)(?=[ \u00a0]*[=+\-@＝＋－＠]|[\t\r\n])")


def safe(text: str) -> str:
    """The text with an apostrophe wherever a formula could begin; `plain` takes it away again."""
    return _FORMULA.sub(r"\1'\2", text)


def plain(text: str) -> str:
    """The text that `safe` was given."""
    return _MADE_SAFE.sub(r"\1\2", text)
