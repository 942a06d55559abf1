"""Company, role, requisition and system of invented mails in the languages that mail comes in."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.domain import Clues, Email
from analyzer.labels import Label
from analyzer.track import extract
from tests.namer import NAMER
from tests.track.builders import email


def clues(mail: Email, label: Label | None) -> Clues:
    return extract.clues(mail, label, NAMER)


#: subject, text, company, role; without a sender: the words alone must tell.
WORDS = {
    "en at": (
        "",
        "Thank you for applying to the Data Analyst position at Acorn Mills. We will be in touch.",
        "Acorn Mills",
        "Data Analyst",
    ),
    "en for at": (
        "Your application for Data Analyst at Acorn Mills",
        "Dear Robin,\n\nthank you.",
        "Acorn Mills",
        "Data Analyst",
    ),
    "en interest": (
        "",
        "Thank you for your interest in the Grain Buyer role at Oak & Ash.",
        "Oak & Ash",
        "Grain Buyer",
    ),
    "en quoted": (
        "",
        "We received your application to the job “Grain Buyer” at Acorn Mills.",
        "Acorn Mills",
        "Grain Buyer",
    ),
    "en initials": (
        "",
        "Thank you for applying to the Data Analyst position at P.J. Orley & Co. Best wishes",
        "P.J. Orley & Co.",
        "Data Analyst",
    ),
    "en dotted": (
        "",
        "Thank you for your interest in the Data Analyst role at Acorn.ai. We will write.",
        "Acorn.ai",
        "Data Analyst",
    ),
    "en wrapped": (
        "",
        (
            "Hi Robin,\n\nthank you very much for your recent application for the Data\nAnalyst position at "
            "Acorn Mills. We will write."
        ),
        "Acorn Mills",
        "Data Analyst",
    ),
    "en number": (
        "",
        "Thank you for your interest in the Data Analyst II position (R-204881) at Acorn Mills.",
        "Acorn Mills",
        "Data Analyst II",
    ),
    "zh": (
        "",
        "您好：\n\n感谢您应聘橡果科技的“数据分析师”岗位，我们会尽快与您联系。\n\n橡果科技招聘团队",
        "橡果科技",
        "数据分析师",
    ),
    "zh bracket": (
        "【橡果科技】面试邀请",
        "您好，您投递的产品经理职位已通过筛选。",
        "橡果科技",
        "产品经理",
    ),
    "en and": (
        "",
        "We confirm your application for Data Analyst, Trust and Safety at Acorn Mills.",
        "Acorn Mills",
        "Data Analyst, Trust and Safety",
    ),
    "en and goes on": (
        "",
        "Thank you for applying to Acorn Mills. Your application for Data Analyst and I are good friends.",
        "Acorn Mills",
        "Data Analyst",
    ),
    "en wrapped at &": (
        "",
        (
            "Dear Robin,\n\nThank you for applying for Senior Data Analyst, Search &\nRecommendations at "
            "Acorn Mills. We will write."
        ),
        "Acorn Mills",
        "Senior Data Analyst, Search & Recommendations",
    ),
    "en lines with labels": (
        "",
        (
            "Company: Acorn Mills\nJob: Junior Machine Learning Engineer, Search & Recommendations\n"
            "Applicant: Robin Vale\n"
        ),
        "Acorn Mills",
        "Junior Machine Learning Engineer, Search & Recommendations",
    ),
    "en applied": (
        "",
        "Thank you for applying to the Applied Scientist position at Acorn Mills.",
        "Acorn Mills",
        "Applied Scientist",
    ),
    "en place that belongs to the title": (
        "News about Data Analyst - London",
        "Dear Robin,\n\nthank you for applying to Acorn Mills. We have read what you sent for Data Analyst - London.",
        "Acorn Mills",
        "Data Analyst - London",
    ),
    "en team": (
        "Your application for Data Analyst at Acorn Mills",
        "Jo leads the Growth team. The Selection team will write.",
        "Acorn Mills",
        "Data Analyst",
    ),
    "zh to": (
        "",
        "您于5月3日通过某招聘网向 橡果科技有限公司 投递了「数据分析师」职位，投递成功。",
        "橡果科技有限公司",
        "数据分析师",
    ),
    "zh not fitting": (
        "很遗憾，橡果科技认为您与职位不合适",
        "您投递的「数据分析师」（橡果科技）企业反馈：不合适。",
        "橡果科技",
        "数据分析师",
    ),
    "zh trust": (
        "",
        "谢谢你对橡果科技的关注和信任。你投递的「数据分析师」我们已经收到。",
        "橡果科技",
        "数据分析师",
    ),
    "zh technical test": (
        "橡果软件技术笔试通知",
        "橡果软件邀请你参加数据分析师岗位的线上笔试。",
        "橡果软件",
        "数据分析师",
    ),
    "zh lines": (
        "投递成功",
        "公司：橡果科技\n职位：后端工程师\n",
        "橡果科技",
        "后端工程师",
    ),
    "zh hant": (
        "",
        "您好，感謝您應徵橡果科技的「資料分析師」職缺。\n\n橡果科技人力資源部",
        "橡果科技",
        "資料分析師",
    ),
    "de": (
        "",
        "vielen Dank für Ihre Bewerbung als Datenanalyst (m/w/d) bei der Acorn Mühlen GmbH.",
        "Acorn Mühlen GmbH",
        "Datenanalyst (m/w/d)",
    ),
    "fr": (
        "",
        "Nous avons bien reçu votre candidature pour le poste de Chargé de clientèle chez Moulins Acorn.",
        "Moulins Acorn",
        "Chargé de clientèle",
    ),
    "es": (
        "",
        "Hemos recibido su solicitud para el puesto de Analista de datos en Molinos Acorn.",
        "Molinos Acorn",
        "Analista de datos",
    ),
    "pt": (
        "",
        "Recebemos sua candidatura para a vaga de Analista de dados na Moinhos Acorn.",
        "Moinhos Acorn",
        "Analista de dados",
    ),
    "it": (
        "",
        "La ringraziamo per la candidatura per la posizione di Analista dati presso Mulini Acorn.",
        "Mulini Acorn",
        "Analista dati",
    ),
    "nl": (
        "",
        (
            "Bedankt voor je sollicitatie voor de functie van Data-analist bij Acorn Molens.\n\nTeam Acorn "
            "Molens"
        ),
        "Acorn Molens",
        "Data-analist",
    ),
    "pl": (
        "",
        "dziękujemy za aplikację na stanowisko Analityk danych w firmie Acorn Polska.",
        "Acorn Polska",
        "Analityk danych",
    ),
    "sv": (
        "",
        "tack för din ansökan till tjänsten som Dataanalytiker hos Acorn Kvarnar AB.\n\nAcorn Kvarnar AB",
        "Acorn Kvarnar AB",
        "Dataanalytiker",
    ),
    "ja": (
        "",
        "この度は、株式会社どんぐりの「データアナリスト」にご応募いただき、誠にありがとうございます。",
        "株式会社どんぐり",
        "データアナリスト",
    ),
    "ko": (
        "",
        "안녕하세요, 도토리소프트 채용팀입니다.\n\n지원하신 데이터 분석가 직무에 대해 안내드립니다.",
        "도토리소프트",
        "데이터 분석가",
    ),
}


@pytest.mark.parametrize("case", WORDS, ids=str)
def test_the_words_of_a_mail_tell_company_and_role(case: str) -> None:
    subject, text, company, role = WORDS[case]
    told = clues(email(subject, text), Label.AUTO_ACK)
    assert (told.company, told.role) == (company, role)


@pytest.mark.parametrize(
    ("sender", "subject", "text", "company"),
    [
        (
            "Acorn Mills Recruiting <no-reply@us.greenhouse-mail.io>",
            "Your application",
            "Thanks.",
            "Acorn Mills",
        ),
        ("acornmills@myworkday.com", "Update", "The team at Acorn Mills has read it.", "Acorn Mills"),
        ("Acorn Mills <acornmills@myworkday.com>", "Update", "Thank you, Robin.", "Acorn Mills"),
        ("no-reply@coldharbor.com", "Update", "Thank you for applying.\n\nCold Harbor", "Cold Harbor"),
        (
            "hr@kingsmere.gov.uk",
            "Update",
            "Kingsmere Borough Council thanks you.",
            "Kingsmere Borough Council",
        ),
        ("Dana Oak <dana.oak@acornmills.com>", "Hi", "Shall we talk?\n\nDana\nAcorn Mills", "Acorn Mills"),
        ("no-reply@acornmills.com", "Update", "Thank you.", "Acornmills"),
        ("no-reply@gmail.com", "Update", "Thank you.", ""),
        ("Offene Vacancies <no-reply@acornjobs.example.org>", "Update", "Thank you.", ""),
        ("Greenhouse <no-reply@greenhouse.io>", "Update", "Thank you.", ""),
        ("Hiring Team <no-reply@hire.lever.co>", "Update", "Thank you.", ""),
        ("", "Interview invitation", "Please pick a time.", ""),
        ("", "", "", ""),
    ],
)
def test_the_sender_tells_the_company(sender: str, subject: str, text: str, company: str) -> None:
    assert clues(email(subject, text, sender), Label.AUTO_ACK).company == company


def test_a_team_in_the_signature_names_the_company() -> None:
    text = "Hello Robin,\n\nwe have read your letter.\n\nKind regards,\nThe Acorn Mills Talent Team"
    assert clues(email("Your letter", text), Label.REJECTION).company == "Acorn Mills"


def test_a_person_who_signs_is_no_company() -> None:
    text = "Hello Robin,\n\nnot this time.\n\nBest,\nDana Oak"
    assert not clues(email("Your letter", text, "Dana Oak <dana.oak@gmail.com>"), Label.REJECTION).company


@pytest.mark.parametrize(
    ("sender", "subject", "text", "company", "role", "board"),
    [
        (
            "LinkedIn <jobs-noreply@linkedin.com>",
            "Robin, your application was sent to Acorn Mills",
            "Your application was sent to Acorn Mills\n\nData Analyst\nAcorn Mills\nLeeds\nApplied on March 3",
            "Acorn Mills",
            "Data Analyst",
            True,
        ),
        (
            "Indeed Apply <indeedapply@indeed.com>",
            "Indeed Application: Data Analyst",
            "Application submitted\n\nData Analyst\nAcorn Mills - Leeds\n\nThe items were sent to Acorn Mills.",
            "Acorn Mills",
            "Data Analyst",
            True,
        ),
        (
            "BOSS直聘 <service@notice.zhipin.com>",
            "您已成功投递：数据分析师",
            "您已向「橡果科技」投递了「数据分析师」职位，简历已送达对方。\n\nBOSS直聘",
            "橡果科技",
            "数据分析师",
            True,
        ),
        (
            "LinkedIn <jobs-noreply@linkedin.com>",
            "Your application to Data Analyst at Acorn Mills",
            "Thank you for applying to Acorn Mills. We have received it and will read it.",
            "Acorn Mills",
            "Data Analyst",
            False,
        ),
    ],
)
def test_a_boards_confirmation_is_known_as_one(
    sender: str, subject: str, text: str, company: str, role: str, board: bool
) -> None:
    told = clues(email(subject, text, sender), Label.AUTO_ACK)
    assert (told.company, told.role, told.board) == (company, role, board)


def test_only_an_acknowledgement_is_a_boards_confirmation() -> None:
    told = clues(email("Your application was sent to Acorn", "", "x@linkedin.com"), Label.REJECTION)
    assert (told.board, told.system) == (False, "LinkedIn")


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("Your application for Data Analyst (R-204881)", "", "R-204881"),
        ("", "Job ID: 48213\nThank you.", "48213"),
        ("", "Requisition JR0012345 is closed.", "JR0012345"),
        ("", "职位编号：A1029", "A1029"),
        ("", "Thank you for applying in 2026.", ""),
        ("", "Call us at 555 0100.", ""),
    ],
)
def test_requisition_ids(subject: str, text: str, expected: str) -> None:
    assert clues(email(subject, text), Label.AUTO_ACK).requisition == expected


@pytest.mark.parametrize(
    ("to", "subject", "text", "company", "role"),
    [
        (
            "Acorn Mills <jobs@acornmills.com>",
            "Application: Data Analyst",
            "I would like to apply for the Data Analyst position at Acorn Mills.",
            "Acorn Mills",
            "Data Analyst",
        ),
        (
            "jobs@acornmills.com",
            "Data Analyst - Robin Vale",
            "My CV is attached.",
            "Acornmills",
            "Data Analyst",
        ),
        (
            "橡果科技 <hr@xiangguo.com>",
            "应聘数据分析师-王小明",
            "您好，附件是我的简历。",
            "橡果科技",
            "数据分析师",
        ),
        ("Jo Meyer <jo.meyer@gmail.com>", "Lunch?", "See you.", "", ""),
    ],
)
def test_own_mail_tells_the_company_by_its_recipient(
    to: str, subject: str, text: str, company: str, role: str
) -> None:
    told = clues(email(subject, text, "Robin Vale <robin.vale@mailbox.example.org>", to), None)
    assert (told.company, told.role, told.board) == (company, role, False)


def test_the_given_name_of_a_reader_is_no_company() -> None:
    text = "Hello,\n\nthank you.\n\nBest wishes\nRobin\nRobin"
    told = clues(email("Re: Robin / intro call", text, "Robin Vale <robin.vale@mailbox.example.org>"), None)
    assert not told.company


def test_a_chinese_person_who_writes_from_a_numbered_box_is_no_company() -> None:
    text = "您好，想和您约一次电话面试。\n\n王芳\n橡果科技招聘团队"
    assert clues(email("面试邀请", text, "王芳 <hr56@xiangguo.com>"), Label.AUTO_ACK).company == "橡果科技"


def test_the_reader_is_no_company() -> None:
    told = clues(email("Robin Vale, thank you", "Thank you for applying, Robin Vale"), Label.AUTO_ACK)
    assert told == Clues()


@pytest.mark.parametrize(
    "text",
    [
        "A B C D " * 600,
        "Acme Labs " * 500,
        "\n" * 4000,
        "应聘" * 2000,
        "A." * 2000,
        "(" * 4000,
        "the role at " * 400,
    ],
    ids=["capitals", "names", "lines", "chinese", "dots", "brackets", "phrases"],
)
def test_nasty_text_takes_no_time(text: str) -> None:
    began = time.process_time()
    clues(email(text[:500], text, f"{text[:80].strip()} <x@myworkday.com>"), Label.AUTO_ACK)
    assert time.process_time() - began < 3


PIECES = st.sampled_from(
    [
        "application for ",
        "the role",
        " at Acorn Mills",
        "。",
        "应聘",
        "【",
        "】",
        "\n",
        "\u202e",
        "🙂",
        "Re: ",
        "-",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES | st.text(max_size=20), max_size=30).map("".join), st.text(max_size=40))
def test_no_mail_makes_it_fail(text: str, name: str) -> None:
    told = clues(email(text[:500], text, f"{name} <a@b.example>"), Label.AUTO_ACK)
    assert len(told.company) <= 70
    assert len(told.role) <= 90
