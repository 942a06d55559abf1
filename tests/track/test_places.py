import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.track.places import last_resort, pieces
from tests.track.builders import email


@pytest.mark.parametrize(
    ("sender", "subject", "text", "piece"),
    [
        ("Dana Oak | Acorn Mills <dana@oak.example>", "", "", "Acorn Mills"),
        ("Dana Oak via Acorn Mills <dana@oak.example>", "", "", "Acorn Mills"),
        ("小田 / tomoru <oda@tomoru.example>", "", "", "小田"),
        ("橡果科技 高琦 <gaoqi@xiangguo.example>", "", "", "橡果科技"),
        (
            "Jobs <no-reply@jobs.example>",
            "",
            "Acorn Mills · Berlin\nYour application was seen.",
            "Acorn Mills",
        ),
        ("Jobs <no-reply@jobs.example>", "[Acorn Mills] Update", "", "Acorn Mills"),
        ("橡果精密(无锡)有限公司 | HR <hr@jobs.example>", "", "", "橡果精密(无锡)有限公司"),
        ("求人 <no-reply@jobs.example>", "", "どんぐり製粉（経理）\nステータス：不採用", "どんぐり製粉"),
    ],
)
def test_a_line_that_marks_divide_gives_its_pieces(sender: str, subject: str, text: str, piece: str) -> None:
    assert piece in [said.name for said in pieces(email(subject, text, sender), own=False)]


def test_a_chinese_display_name_names_the_company_rather_than_the_domain() -> None:
    assert last_resort(email("", "您好", "橡果科技 HR <hr@xiangguo.com>"), own=False) == ""
    assert last_resort(email("", "您好", "HR <hr@xiangguo.com>"), own=False) == "Xiangguo"


def test_a_whole_line_and_a_long_one_are_no_pieces() -> None:
    text = "Acorn Mills\n" + "Grinding " * 20 + "· Acorn Mills"

    assert list(pieces(email("Update", text, "Acorn Mills <hr@acorn.example>"), own=False)) == []


def test_the_sender_of_own_mail_is_not_looked_at() -> None:
    mail = email("", "", "Robin Vale | Writer <robin@vale.example>")

    assert list(pieces(mail, own=True)) == []


@given(st.text(max_size=200), st.text(max_size=80))
def test_any_text_gives_pieces_that_stand_in_it(text: str, subject: str) -> None:
    assert all(said.name and said.weight > 0 for said in pieces(email(subject, text), own=False))
