import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analyzer.read.charset import codec_name, decode, guess, html_charset

SIMPLIFIED = "感谢您应聘我公司的算法工程师职位，很遗憾，您未能通过本轮筛选。"
TRADITIONAL = "感謝您應徵本公司的資料工程師職位，很遺憾，您未能通過本輪篩選。"
JAPANESE = "慎重に検討いたしました結果、今回は採用を見送らせていただきます。"
KOREAN = "안녕하세요, 아쉽게도 이번 전형에서는 함께하지 못하게 되었습니다."
GERMAN = "Leider müssen wir Ihnen für die Stelle absagen – viele Grüße."
RUSSIAN = "К сожалению, мы вынуждены отказать вам по данной вакансии."

LABELLED = [
    (SIMPLIFIED, ("gb2312", "gbk", "gb18030", "hz", "utf-8", "utf-16")),
    (TRADITIONAL, ("big5", "gb18030", "utf-8")),
    (JAPANESE, ("iso-2022-jp", "shift_jis", "euc-jp", "utf-8")),
    (KOREAN, ("euc-kr", "cp949", "iso-2022-kr", "utf-8")),
    (GERMAN, ("cp1252", "utf-8", "utf-7", "utf-32")),
    (RUSSIAN, ("koi8-r", "cp1251", "iso-8859-5", "cp866")),
]


@pytest.mark.parametrize(("text", "charset"), [(text, one) for text, many in LABELLED for one in many])
def test_a_truly_labelled_text_comes_back_whole(text: str, charset: str) -> None:
    assert decode(text.encode(charset), charset) == text


@pytest.mark.parametrize("label", [None, "us-ascii", "iso-8859-1", "x-unknown", "default", "utf-8", ""])
@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso-2022-jp"),
        (KOREAN, "euc-kr"),
        (GERMAN, "cp1252"),
        (GERMAN, "utf-8"),
        (SIMPLIFIED, "utf-8"),
    ],
)
def test_a_text_with_a_label_that_says_nothing_comes_back_whole(text: str, charset: str, label: str) -> None:
    assert decode(text.encode(charset), label) == text


@pytest.mark.parametrize(
    ("text", "charset", "label"),
    [
        (SIMPLIFIED, "utf-8", "gb2312"),
        (SIMPLIFIED, "gb18030", "big5"),
        (TRADITIONAL, "big5", "gb2312"),
        ("镕鎔喆堃，很遗憾", "gbk", "gb2312"),
        ("㐂𠮷野家：很遗憾", "gb18030", "gb2312"),
        ("retenue à l’étape", "cp1252", "iso-8859-9"),
        ("第①次面接のご案内", "cp932", "shift_jis"),
    ],
)
def test_a_wrong_or_too_narrow_label_does_not_harm(text: str, charset: str, label: str) -> None:
    assert decode(text.encode(charset), label) == text


@pytest.mark.parametrize("label", [None, "iso-8859-1", "us-ascii", "utf-8"])
@pytest.mark.parametrize("text", ["the world’s largest", "§ome1’s café", "naïve – déjà vu", "5 €"])
def test_a_few_western_characters_are_not_taken_for_chinese_ones(text: str, label: str | None) -> None:
    assert decode(text.encode("cp1252"), label) == text


def test_unlabelled_mail_in_traditional_characters_of_gbk_is_read() -> None:
    text = "電影票房：周末三天，影片排行榜的前十名總收入是一百二十萬元，比上周下降了百分之三。"
    assert decode(text.encode("gbk"), None) == text


def test_circled_numbers_in_iso_2022_jp_are_read() -> None:
    assert decode(b"\x1b$B-!\x1b(B step", "iso-2022-jp") == "① step"


def test_a_text_cut_inside_a_character_loses_only_that_one() -> None:
    assert decode(SIMPLIFIED.encode()[:-1], "utf-8") == SIMPLIFIED[:-1]
    assert decode(SIMPLIFIED.encode("gb18030")[:-1], "gbk") == SIMPLIFIED[:-1]


def test_a_foreign_footer_below_utf_8_is_read_as_windows_text() -> None:
    assert decode(SIMPLIFIED.encode() + b" caf\xe9!", "utf-8") == f"{SIMPLIFIED} café!"


def test_byte_order_marks_decide_and_are_removed() -> None:
    assert decode(GERMAN.encode("utf-8-sig"), "iso-8859-1") == GERMAN
    assert decode(GERMAN.encode("utf-16"), None) == GERMAN


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("GB2312", "gb18030"),
        ("x-gbk", "gb18030"),
        ("gb_2312-80", "gb18030"),
        ("CHINESEBIG5", "big5hkscs"),
        ("ISO-8859-1", "cp1252"),
        ("'us-ascii'", "cp1252"),
        ("charset=us-ascii", "cp1252"),
        ("_iso-2022-jp$ESC", "iso2022_jp_ext"),
        ("iso-8859-8-i", "iso8859-8"),
        ("windows-874", "cp874"),
        ("utf-8mb4", "utf-8"),
        ("cp-850", "cp850"),
        ("ks_c_5601-1987", "cp949"),
        ("DEFAULT_CHARSET", None),
        ("unknown-8bit", None),
        ("base64", None),
        ("idna", None),
        ("", None),
        (None, None),
    ],
)
def test_names_seen_in_real_mail_are_known(declared: str | None, codec: str | None) -> None:
    assert codec_name(declared) == codec


def test_a_guess_names_the_charset_of_the_bytes() -> None:
    assert guess(SIMPLIFIED.encode("gbk"), None) == "gb18030"
    assert guess(b"plain", "koi8-r") == "koi8-r"
    assert guess(b"plain", None) is None


def test_a_page_names_its_charset() -> None:
    assert html_charset(b'<html><meta charset="gb2312">') == "gb2312"
    assert html_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=big5">') == "big5"
    assert html_charset(b"<html>") is None


@settings(deadline=None)
@given(
    st.binary(max_size=400), st.sampled_from([None, "utf-8", "gb2312", "big5", "utf-16", "utf-7", "hz", "x"])
)
def test_any_bytes_become_text(payload: bytes, label: str | None) -> None:
    assert isinstance(decode(payload, label), str)


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=32, exclude_categories=["C"]), max_size=80))
def test_utf_8_comes_back_whole_whatever_it_says(text: str) -> None:
    assert decode(text.encode(), "utf-8") == text.lstrip("\ufeff")


@settings(deadline=None)
@given(
    st.text(
        "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会",
        min_size=8,
        max_size=80,
    )
)
def test_unlabelled_chinese_of_frequent_characters_is_read(text: str) -> None:
    assume("\ufffd" in text.encode("gb18030").decode("utf-8", "replace"))
    assert decode(text.encode("gb18030"), None) == text
    assert decode(text.encode("gb18030"), "iso-8859-1") == text


def test_a_short_chinese_name_that_happens_to_be_valid_utf8_is_read_as_labelled() -> None:
    assert decode("BOSS直聘".encode("gb18030"), "gb18030") == "BOSS直聘"
