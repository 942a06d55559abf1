from hypothesis import given
from hypothesis import strategies as st

from analyzer.read.glance import glance
from analyzer.read.parse import Unreadable, parse
from tests.read.test_golden import GOLDEN

HEADER = (
    b"From: =?utf-8?B?5bGx5bKa?= <HR@Shanlan.example>\r\nReply-To: jobs@shanlan.example\r\nTo: me@example.org\r\n"
    b"Subject: =?utf-8?Q?Ihre_Bewerbung?=\r\n =?utf-8?Q?_als_B=C3=A4cker?=\r\nMessage-ID: <one@x>\r\n"
    b"References: <a@x>\r\n\t<b@x>\r\nIn-Reply-To: <b@x>\r\nList-Unsubscribe: <https://x>\r\n\r\n"
)


def test_a_header_is_read() -> None:
    head = glance(HEADER)

    assert head.subject == "Ihre Bewerbung als Bäcker"
    assert head.ends == "山岚 <HR@Shanlan.example> jobs@shanlan.example"
    assert head.message_id == "one@x"
    assert head.thread == ("a@x", "b@x")
    assert (head.bulk, head.listed) == (True, False)


def test_a_list_names_itself() -> None:
    assert glance(b"List-Id: <garden.example>\n\n").listed
    assert glance(b"Precedence: Bulk\n\n").bulk
    assert not glance(b"From: a@x\n\n").bulk


def test_raw_characters_are_read() -> None:
    assert glance("Subject: 面试通知\n\n".encode("gb18030")).subject == "面试通知"


@given(st.binary(max_size=2000))
def test_any_bytes_can_be_looked_at(raw: bytes) -> None:
    glance(raw)
    glance(b"Subject:" + raw)


def test_it_sees_what_the_thorough_way_sees() -> None:
    for path in sorted(GOLDEN.glob("*.eml")):
        raw = path.read_bytes()
        try:
            email = parse(raw, None)
        except Unreadable:
            continue
        head = glance(raw.replace(b"\r\n", b"\n").split(b"\n\n")[0])
        assert head.bulk == email.bulk, path
        assert email.sender.domain in head.ends.lower(), path
