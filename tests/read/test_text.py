from analyzer.read.parts import Part, Tier
from analyzer.read.text import LIMIT, read_body


def part(text: str, kind: str = "text/plain", tier: Tier = Tier.BODY, **more: object) -> Part:
    made: dict[str, object] = {"charset": "utf-8", "group": 1, **more}
    return Part(kind, payload=text.encode(), tier=tier, **made)  # type: ignore[arg-type]


LONG = "<p>" + "We would like to invite you to an interview with the team next week. " * 3 + "</p>"


def test_the_plain_alternative_is_preferred() -> None:
    parts = [
        part("Hello Sam.", alternative=True),
        part("<p>Hello <b>Sam</b>.</p>", "text/html", alternative=True),
    ]
    assert read_body(parts).text == "Hello Sam."


def test_a_stub_gives_way_to_the_html() -> None:
    for stub in (
        "View this email in your browser",
        "本邮件为HTML格式",
        " ",
        "https://x.example/" + "a" * 300,
    ):
        body = read_body([part(stub, alternative=True), part(LONG, "text/html", alternative=True)])
        assert body.text.startswith("We would like")


def test_parts_side_by_side_are_read_one_after_the_other() -> None:
    assert (
        read_body([part("<p>Dear Sam</p>", "text/html"), part("list footer")]).text
        == "Dear Sam\n\nlist footer"
    )


def test_the_same_said_twice_is_read_once() -> None:
    assert (
        read_body([part("Dear Sam, hello"), part("<p>Dear Sam, hello</p>", "text/html")]).text
        == "Dear Sam, hello"
    )


def test_attachments_and_attached_mails_are_read_only_where_nothing_else_is() -> None:
    attached, embedded = part("attached", tier=Tier.ATTACHED), part("embedded", tier=Tier.EMBEDDED)
    assert read_body([part("body"), attached, embedded]).text == "body"
    assert read_body([part(" "), embedded, attached]).text == "attached"
    assert read_body([embedded]).text == "embedded"


def test_html_called_plain_is_read_as_html() -> None:
    assert read_body([part("<html><body><p>Hello</p></body></html>")]).text == "Hello"


def test_soft_line_breaks_are_joined() -> None:
    assert read_body([part("one \ntwo\nthree", flowed=True)]).text == "one two\nthree"
    assert read_body([part("你 \n好", flowed=True, delsp=True)]).text == "你好"


def test_hosts_of_links_are_listed_once_in_lower_case() -> None:
    html = '<a href="https://U@Jobs.Example.com:443/x">a</a><a href="mailto:a@b">m</a><a href="//cdn.example/y">c</a>'
    body = read_body(
        [part("see http://jobs.example.com/2", alternative=True), part(html, "text/html", alternative=True)]
    )
    assert body.link_hosts == ("jobs.example.com", "cdn.example")


def test_text_is_bounded() -> None:
    assert len(read_body([part("word " * 100_000)]).text) <= LIMIT
    assert read_body([]).text == ""
