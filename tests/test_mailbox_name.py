import pytest

from analyzer.domain import Address
from analyzer.mailbox_name import unquoted


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Acorn Mills, Inc. <hr@acorn.example>", "Acorn Mills, Inc."),
        ("Dana @ Acorn Mills <hr@acorn.example>", "Dana @ Acorn Mills"),
        ("Acorn: Careers <hr@acorn.example>", "Acorn: Careers"),
        ("'Acorn, Mills' <hr@acorn.example>", "Acorn, Mills"),
        (", Sam <hr@acorn.example>", "Sam"),
        ("橡果检测(苏州)有限公司 <hr@acorn.example>", "橡果检测(苏州)有限公司"),
        ("Sam (Talent) Oak <hr@acorn.example>", "Sam (Talent) Oak"),
    ],
)
def test_a_name_without_its_quotes_stays_whole(value: str, name: str) -> None:
    assert unquoted(value) == Address(name, "hr@acorn.example")


@pytest.mark.parametrize(
    "value",
    [
        "Acorn Mills <hr@acorn.example>",
        '"Acorn Mills, Inc." <hr@acorn.example>',
        "a@acorn.example, Dana <hr@acorn.example>",
        "Dana <a@acorn.example>, Robin <hr@acorn.example>",
        "hr@acorn.example",
        "hr@acorn.example (Sam Oak)",
        '"Acorn Mills (UK)" <hr@acorn.example>',
        "Acorn, Mills",
        ", <hr@acorn.example",
        "undisclosed-recipients:; Dana <hr@acorn.example>",
        ", <hr@acorn.example>",
        "",
    ],
)
def test_other_forms_are_left_to_the_parser(value: str) -> None:
    assert unquoted(value) is None
