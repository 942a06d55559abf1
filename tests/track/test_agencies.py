"""Recruiting agencies and their clients, by invented mails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.domain import Email
from analyzer.track import agencies
from analyzer.track.agencies import Agency
from tests.namer import NAMER
from tests.track.builders import email

DANA = "Dana Oak <dana@harbour-people.com>"
FIRM = "Harbour Staffing Ltd <jobs@harbourstaffing.com>"


def employer(mail: Email) -> tuple[str, str]:
    return NAMER.employer(NAMER.hear(mail, own=False))


#: text → the client that a stranger's mail names by it
CLIENTS = {
    "I am writing on behalf of our client, Acorn Mills, about the Grain Buyer role.": "Acorn Mills",
    "Our client Acorn Mills has decided to go with another candidate.": "Acorn Mills",
    "My client, Oak & Ash, would like to meet you on Tuesday.": "Oak & Ash",
    "Thank you for your interest in the Grain Buyer role with our client Acorn Mills.": "Acorn Mills",
    "I have submitted your CV to my client Acorn Mills and will be in touch.": "Acorn Mills",
    "There is news: feedback from our client Acorn Mills came today.": "Acorn Mills",
    "Unser Mandant, die Eichel Werke GmbH, hat sich anders entschieden.": "Eichel Werke GmbH",
    "Im Auftrag unseres Kunden Eichel Werke laden wir Sie ein.": "Eichel Werke",
    "Nous vous avons présenté à notre client Moulins Acorn.": "Moulins Acorn",
    "Nuestro cliente Molinos Acorn ha elegido a otra persona.": "Molinos Acorn",
    "Abbiamo presentato il suo profilo al nostro cliente Mulini Acorn.": "Mulini Acorn",
    "Wij hebben je voorgesteld bij onze opdrachtgever Eikel Molens.": "Eikel Molens",
    "您好，我们受橡果科技委托，邀请您参加面试。": "橡果科技",
    "您好，您的简历已推荐给客户橡果科技，请等待消息。": "橡果科技",
    "我们的客户橡果科技决定选择其他候选人。": "橡果科技",
    "求人企業：株式会社どんぐり\n選考の結果をお知らせします。": "株式会社どんぐり",
    "You will work with our clients in the grain trade.": "",
    "In this role you support our client services team at Acorn Mills.": "",
    "In this role you support our client Acorn Mills. Our client is looking forward to it.": "",
    "Our client Acorn Mills is a leading miller and has 500 people.": "",
    "You will start with an assignment at our client Acorn Mills.": "",
    "You will advise our client Acorn Mills on flour.": "",
    "对于我们的客户--无论工程、测量还是通信，我们都提供方案。": "",
    "我们受一家知名企业委托，邀请您参加面试。": "",
    "Please install the VPN; the client will not start without it.": "",
    "": "",
}


@pytest.mark.parametrize("text", CLIENTS, ids=str)
def test_the_client_that_a_mail_names(text: str) -> None:
    found = agencies.agency(email("", text, "Dana Oak <dana@gmail.com>"))

    assert (found.client if found else "") == CLIENTS[text]


@pytest.mark.parametrize(
    ("sender", "text", "name"),
    [
        (FIRM, "", "Harbour Staffing Ltd"),
        ("Harbour Recruitment <jobs@harbourrecruitment.co.uk>", "", "Harbour Recruitment"),
        (
            "Harbour Recruitment <jobs@harbour.com>",
            "The client went with somebody else.",
            "Harbour Recruitment",
        ),
        ("Dana Oak | Harbour Executive Search <dana.oak@harbour.com>", "", "Harbour Executive Search"),
        (
            "Dana Oak <dana@harbour-staffing.com>",
            "Best regards\nDana Oak\nHarbour Staffing Solutions",
            "Harbour Staffing Solutions",
        ),
        ("Randstad Digital <no-reply@randstad.com>", "", "Randstad Digital"),
        ("Personalberatung Hafen <info@hafen.de>", "", "Personalberatung Hafen"),
        ("海港猎头 李雷 <lilei@haigang.cn>", "", "海港猎头"),
        ("海港人力资源有限公司 <hr@haigang.cn>", "", "海港人力资源有限公司"),
        ("人材紹介みなと <info@minato.jp>", "", "人材紹介みなと"),
    ],
)
def test_what_an_agency_is_called(sender: str, text: str, name: str) -> None:
    assert agencies.agency(email("", text, sender)) == Agency(name, "")


@pytest.mark.parametrize(
    "sender",
    [
        "Acorn Recruitment <jobs@acorn.com>",
        "Recruitment Services <recruit@acornhospital.org>",
        "Medical Staffing <medicalstaffing@acornhospital.org>",
        "Hays County <jobs@hayscounty.gov>",
        "橡果科技人力资源部 <hr@xiangguo.cn>",
        "Personal Banking <jobs@personalbanking.com>",
        "Acorn Search <jobs@acornsearch.com>",
        "Talent Acquisition <talent@acorn.com>",
        "Dana Oak <dana@acorn.com>",
        "HackerRank <support@hackerrankforwork.com>",
        "",
    ],
)
def test_a_team_that_recruits_for_its_own_house_is_no_agency(sender: str) -> None:
    assert (
        agencies.agency(email("Your application", "Thank you.\n\nBest regards\nAcorn Staffing", sender))
        is None
    )


def test_the_client_is_the_company_and_the_agency_stands_beside_it() -> None:
    text = "Our client Acorn Mills has decided to go with another candidate for the Grain Buyer role."

    assert employer(email("", text, FIRM)) == ("Acorn Mills", "Harbour Staffing Ltd")
    assert employer(email("", text, "Dana Oak <dana@harbour.com>")) == ("Acorn Mills", "Harbour")


def test_a_role_at_another_company_names_the_client_of_a_known_agency() -> None:
    text = "I have sent your CV for the Grain Buyer position at Acorn Mills. They will write."

    assert employer(email("", text, FIRM)) == ("Acorn Mills", "Harbour Staffing Ltd")


def test_a_name_that_only_sounds_like_an_agency_gives_way_to_the_company_named() -> None:
    text = (
        "Acorn Mills came back this morning. They would like to offer you the Grain Buyer job at Acorn Mills."
    )

    assert (
        employer(email("Good news", text, "Dana Oak | Harbour Search <dana@harboursearch.com>"))[0]
        == "Acorn Mills"
    )


def test_an_agency_that_does_not_say_for_whom_is_the_company() -> None:
    text = "Our client has decided to go with another candidate for the Grain Buyer role."

    assert employer(email("", text, FIRM)) == ("Harbour Staffing Ltd", "Harbour Staffing Ltd")
    assert employer(email("", text, "Dana Oak <dana@harbour.com>")) == ("Harbour", "Harbour")


@pytest.mark.parametrize(
    "line",
    [
        "Executive Search Manager",
        "Senior Recruitment Consultant",
        "Head of Executive Search",
        "VP Executive Search",
        "Abteilung Personalberatung",
        "Global Recruitment Services",
        "Headhunting Team",
        "Beech Executive Search",
    ],
)
@pytest.mark.parametrize(
    "sender", ["Dana Oak <dana.oak@acornmills.com>", "Dana Oak <x7f@us.greenhouse-mail.io>"]
)
def test_what_somebody_does_in_a_house_is_no_agency(line: str, sender: str) -> None:
    text = "Thank you for applying for the Grain Buyer position at Acorn Mills.\n\nRegards\nDana Oak"
    text = f"{text}\n{line}\nAcorn Mills"

    assert employer(email("", text, sender))[0] == "Acorn Mills"


def test_a_department_of_the_house_that_writes_is_no_agency() -> None:
    text = "Thank you for applying for the Grain Buyer position at Acorn Mills.\n\nYour Acorn Mills team"
    mail = email("", text, "Beech Executive Search <hr@acornmills.com>")

    assert employer(mail) in {("Acorn Mills", ""), ("Acorn Mills", "Beech Executive Search")}


def test_the_clients_own_people_are_no_agency() -> None:
    text = "On behalf of our client, Acorn Mills, thank you for applying."

    assert employer(email("", text, "Dana Oak <dana@acornmills.com>")) == ("Acorn Mills", "")


def test_a_person_who_recruits_is_no_company() -> None:
    assert employer(email("反馈", "李总，客户那边最后选了内部竞聘的那位。", "猎头Kevin"))[0] == ""


def test_ordinary_mail_has_no_agency() -> None:
    mail = email(
        "", "Thank you for applying to the Grain Buyer position at Acorn Mills.", "hr@acornmills.com"
    )

    assert employer(mail) == ("Acorn Mills", "")


@given(
    st.text(max_size=300),
    st.sampled_from(["", DANA, FIRM, "猎头 <a@b.cn>", "Recruitment <x@y.com>"]),
    st.sampled_from(["", "our client", "客户那边", "受", "委托"]),
)
def test_any_text_gives_a_client_or_none(text: str, sender: str, more: str) -> None:
    found = agencies.agency(email(text, f"{text} {more} {text}", sender))

    assert found is None or found.client == "" or found.client != found.name
