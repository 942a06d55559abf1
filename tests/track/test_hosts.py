"""What a mail host tells about a company."""

import pytest

from analyzer.track import hosts
from tests.track.builders import email


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("mail.acornmills.co.uk", "acornmills.co.uk"),
        ("careers.acornmills.com", "acornmills.com"),
        ("hr.xiangguo.com.cn", "xiangguo.com.cn"),
        ("gmail.com", ""),
        ("qq.com", ""),
        ("us.greenhouse-mail.io", ""),
        ("email.amazonses.com", ""),
        ("acornmills.internal", "acornmills.internal"),
        ("localhost", ""),
        ("192.0.2.7", ""),
        ("", ""),
        ("co.uk", ""),
        ("mail.acornmills.avature.net", "acornmills.avature.net"),
        ("mail.avature.net", ""),
    ],
)
def test_the_companys_own_domain(host: str, expected: str) -> None:
    assert hosts.company_domain(host) == expected


@pytest.mark.parametrize(
    ("slug", "name", "expected"),
    [
        ("acornmills", "Acorn Mills", True),
        ("acorn", "Acorn Mills Ltd", True),
        ("brueckner", "Brückner Medizintechnik", True),
        ("podlipa", "Apteka Pod Lipą", True),
        ("oakandash", "Oak & Ash", True),
        ("oakash", "Oak & Ash", True),
        ("acorn", "Beech Works", False),
        ("", "Beech Works", False),
    ],
)
def test_a_domain_is_known_as_short_for_a_name(slug: str, name: str, expected: bool) -> None:
    assert hosts.is_short_for(slug, name) is expected


def test_who_employs_by_the_hosts_of_a_mail() -> None:
    system, site = "no-reply@recruitee.com", ("acornmills.recruitee.com",)

    assert hosts.employer(email(sender="hr@oakandash.com", reply_to="x@beech.com", links=site)) == "oakandash"
    assert hosts.employer(email(sender=system, reply_to="x@beech.com", links=site)) == "beech"
    assert hosts.employer(email(sender=system, links=site)) == "acornmills"
    assert hosts.employer(email(sender=system)) == ""


def test_a_short_name_is_a_name_only_if_it_looks_like_one() -> None:
    assert hosts.as_name("acornmills") == "Acornmills"
    assert [hosts.as_name(short) for short in ("a", "acorn-mills", "3m", "x" * 40, "")] == [""] * 5
