import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.read.mailwords import LANGUAGES
from analyzer.read.quote import is_empty, separate, split


@pytest.mark.parametrize(
    "attribution",
    [
        "On Mon, 13 Oct 2025 at 18:20, Sam Rivers <sam@example.org> wrote:",
        "On Mon, 13 Oct 2025 at 18:20, Sam Rivers\n<sam@example.org> wrote:",
        "在 2025-10-13 18:20:00，“林”<lin@example.org> 写道：",
        "林 <lin@example.org> 于2025年10月13日周一 18:20写道：",
        "林 <lin@example.org> 於 2025年10月13日 週一 下午6:20寫道：",
        "Am 13.10.2025 um 18:20 schrieb Sam Rivers <sam@example.org>:",
        "Sam Rivers <sam@example.org> schrieb am Mo., 13. Okt. 2025, 18:20:",
        "Le lun. 13 oct. 2025 à 18:20, Sam <sam@example.org> a écrit :",
        "El lun, 13 oct 2025 a las 18:20, Sam (<sam@example.org>) escribió:",
        "Em seg., 13 de out. de 2025 às 18:20, Sam <sam@example.org> escreveu:",
        "Il giorno lun 13 ott 2025 alle ore 18:20 Sam <sam@example.org> ha scritto:",
        "Op ma 13 okt 2025 om 18:20 schreef Sam <sam@example.org>:",
        "pon., 13 paź 2025 o 18:20 Sam <sam@example.org> napisał(a):",
        "W dniu 13.10.2025 o 18:20, Sam pisze:",
        "Den mån 13 okt. 2025 kl 18:20 skrev Sam <sam@example.org>:",
        "2025年10月13日(月) 18:20 山田 <yamada@example.org>:",
        "2025년 10월 13일 (월) 오후 6:20, 김 <kim@example.org>님이 작성:",
        "Sam Rivers wrote:\n> x\n> y",
        "-----Original Message-----",
        "-------- Ursprüngliche Nachricht --------",
        "----- Message d'origine -----",
        "------------------ 原始邮件 ------------------",
        "------------------&nbsp;原始邮件&nbsp;------------------".replace("&nbsp;", " "),
        "---- 回复的原邮件 ----",
        "Begin forwarded message:",
        "From: Sam\nSent: Monday, 13 October 2025 18:20\nTo: Priya\nSubject: Times",
        "*From:* Sam\n\n*Sent:* Monday\n\n*To:* Priya\n\n*Subject:* Times",
        "Von: Sam\nGesendet: Montag\nAn: Priya\nBetreff: Termin",
        "De : Sam\nEnvoyé : lundi\nÀ : Priya\nObjet : Heure",
        "De: Sam\nEnviado el: lunes\nPara: Priya\nAsunto: Hora",
        "De: Sam\nEnviada em: segunda\nPara: Priya\nAssunto: Hora",
        "Da: Sam\nInviato: lunedì\nA: Priya\nOggetto: Ora",
        "Van: Sam\nVerzonden: maandag\nAan: Priya\nOnderwerp: Tijd",
        "Od: Sam\nWysłano: poniedziałek\nDo: Priya\nTemat: Czas",
        "Från: Sam\nSkickat: måndag\nTill: Priya\nÄmne: Tid",
        "发件人：林\n发送时间：2025年10月13日\n收件人：招聘\n主题：时间",
        "寄件者: 林\n寄件日期: 2025年10月13日\n收件者: 招募\n主旨: 時間",
        "差出人: 山田\n送信日時: 2025年10月13日\n宛先: 採用\n件名: 時間",
        "보낸 사람: 김\n보낸 날짜: 2025년 10월 13일\n받는 사람: 채용\n제목: 시간",
    ],
)
def test_earlier_mail_is_split_off(attribution: str) -> None:
    own, quoted = split(f"The answer.\n\n{attribution}\n\nThe question.")
    assert own.removesuffix("\n\nThe question.") == "The answer."
    assert quoted.startswith(attribution.partition("\n")[0])


@pytest.mark.parametrize("words", LANGUAGES, ids=[words.language for words in LANGUAGES])
def test_every_language_has_words_for_a_header_block(words: object) -> None:
    assert all(getattr(words, name) for name in ("headed", "sender", "subject", "fields", "wrote"))


@pytest.mark.parametrize(
    "text",
    [
        "Your interview:\nDate: Monday\nFrom: 10:00\nTo: 11:00\nSubject: screening",
        "As our founder wrote:\nhire slowly.",
        "What we offer:\n> View the job",
        "Please reply with:\n- your CV\n- your notice period:",
        "---------- Job details ----------\nAnalyst",
        "面试安排如下：\n时间：10月20日\n地点：线上",
    ],
)
def test_ordinary_text_stays_whole(text: str) -> None:
    assert split(text) == (text, "")


def test_answers_between_quoted_lines_are_the_writers() -> None:
    own, quoted = split("On 13.10.2025 Sam wrote:\n> one?\nyes\n> two?\nno")
    assert own == "yes\nno"
    assert quoted == "On 13.10.2025 Sam wrote:\n> one?\n> two?"


def test_a_forwarded_mail_without_comment_is_the_text() -> None:
    head = "---------- Forwarded message ---------\nFrom: HR <hr@x.example>\nDate: Mon\nSubject: News"
    text, quoted = separate(f"{head}\n\nWe chose you.", "")
    assert text == "We chose you."
    assert "From: HR" in quoted


def test_a_forwarded_mail_marked_by_its_html_is_the_text() -> None:
    assert separate("Sent from my iPhone", "Begin forwarded message:\n\nWe chose you.")[0] == "We chose you."


def test_nothing_is_lost_where_the_writer_said_nothing() -> None:
    assert separate("> only\n> quoted", "") == ("> only\n> quoted", "")


def test_a_telephones_signature_says_nothing() -> None:
    assert is_empty("Sent from my iPhone\n\n----")
    assert is_empty("发自我的iPhone")
    assert not is_empty("No.")


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["> a", "On 1.1.2020 x wrote:", "From: x", "Subject: y", "To: z", "text", "", "---"])
    )
)
def test_no_line_with_words_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines).strip()
    own, quoted = separate(text, "")
    said = sorted(line for line in text.split("\n") if line.strip() and line != "---")
    assert sorted(line for line in f"{own}\n{quoted}".split("\n") if line.strip() and line != "---") == said
