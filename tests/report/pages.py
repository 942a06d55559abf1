from typing import Any

from analyzer.report import render


def page(*given: Any, **named: Any) -> str:
    """All pieces of the page in one."""
    return "".join(render.page(*given, **named))
