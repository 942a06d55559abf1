import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.read.clean import tidy
from analyzer.read.html import read_page


def text(html: str) -> str:
    return tidy(read_page(html).own)


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : None !important",
        "visibility:hidden",
        "font-size:0",
        "font-size:1px;line-height:1px",
        "max-height:0px;overflow:hidden",
        "opacity:0",
        "mso-hide:all",
    ],
)
def test_hidden_text_is_not_read(style: str) -> None:
    assert text(f'<body><div style="{style}">hidden</div><p>seen</p></body>') == "seen"


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0.9",
        "font-size:0.9em",
        "max-height:0",
        "font-size:10px",
        "display:block",
        "height:0.5em;overflow:hidden",
    ],
)
def test_visible_text_is_read(style: str) -> None:
    assert text(f'<body><div style="{style}">seen</div></body>') == "seen"


def test_a_real_font_size_within_a_box_of_none_shows_its_text() -> None:
    assert text('<div style="font-size:0px">a<p style="font-size:16px">b</p></div>') == "b"


def test_the_hidden_attribute_script_style_and_head_are_dropped() -> None:
    page = (
        "<head><title>t</title><style>s</style></head><p hidden>h</p><script>x</script><p>seen</p><!-- c -->"
    )
    assert text(page) == "seen"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<div>a<br></div><div>b</div>", "a\nb"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("a<br><br><br>b", "a\n\nb"),
        ("<p>a</p>\n<p>b</p>", "a\n\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<b>a</b><i>b</i> <span>c</span>", "ab c"),
        ("a\n  b&nbsp;&amp;&#8203;c", "a b &c"),
        ("<pre>a\n b</pre>", "a\nb"),
        ('see <a href="https://x.example/">this page</a>', "see this page"),
    ],
)
def test_layout_becomes_lines(html: str, expected: str) -> None:
    assert text(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<p>new</p><div class="gmail_quote">old</div>',
        '<p>new</p><blockquote type="cite">old</blockquote>',
        '<p>new</p><div id="divRplyFwdMsg">from</div><div>old</div>',
        '<p>new</p><div class="yahoo_quoted">old</div>',
        '<p>new</p><div class="moz-cite-prefix">wrote</div><blockquote type="cite">old</blockquote>',
    ],
)
def test_marked_earlier_mail_is_kept_apart(html: str) -> None:
    page = read_page(html)
    assert tidy(page.own) == "new"
    assert tidy(page.quoted).endswith("old")


def test_an_answer_below_the_quotation_is_the_writers() -> None:
    assert text('<blockquote type="cite">old</blockquote><p>new</p>') == "new"


def test_a_plain_blockquote_is_text() -> None:
    assert text("<blockquote>Position: Analyst</blockquote>") == "Position: Analyst"


def test_links_are_given_as_written() -> None:
    assert read_page('<a href="https://A.example/x">a</a><a>b</a>').links == ("https://A.example/x",)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "deep",
        "<p " + "a=1 " * 100_000 + ">deep",
        "<b><i><p>" * 30_000 + "deep",
        "<" * 500_000,
    ],
    ids=["nested", "attributes", "formatting", "brackets"],
)
def test_hostile_pages_take_bounded_time(html: str) -> None:
    assert isinstance(text(html), str)


@settings(deadline=None)
@given(st.text(st.sampled_from("<>/=\"' abdipstyle!-&;:0"), max_size=200))
def test_any_page_is_read(html: str) -> None:
    page = read_page(html)
    assert "\x01" not in page.own
    assert "\x02" not in page.own
