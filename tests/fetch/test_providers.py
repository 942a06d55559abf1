import pytest

from analyzer.fetch.providers import PROVIDERS, app_password_hint, provider_for


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("me@gmail.com", "imap.gmail.com"),
        ("Me@GoogleMail.com ", "imap.gmail.com"),
        ("me@hotmail.com", "outlook.office365.com"),
        ("me@firm.onmicrosoft.com", "outlook.office365.com"),
        ("me@foxmail.com", "imap.qq.com"),
        ("me@vip.163.com", "imap.163.com"),
        ("me@yeah.net", "imap.yeah.net"),
        ("me@gmx.de", "imap.gmx.net"),
        ("me@posteo.de", "posteo.de"),
    ],
)
def test_a_usual_address_leads_to_its_server(address: str, host: str) -> None:
    provider = provider_for(address)
    assert provider is not None
    assert provider.host == host


@pytest.mark.parametrize("address", ["me@example.com", "me@notgmail.com", "me@gmail.com.example", "me", ""])
def test_another_address_leads_to_none(address: str) -> None:
    assert provider_for(address) is None


def test_microsoft_takes_no_password_and_says_so() -> None:
    provider = provider_for("me@outlook.com")
    assert provider is not None
    assert provider.oauth_only
    assert "OAuth2" in provider.en
    assert "OAuth2" in provider.zh
    assert [row.name for row in PROVIDERS if row.oauth_only] == [provider.name]


def test_no_domain_stands_in_two_rows() -> None:
    domains = [domain for row in PROVIDERS for domain in row.domains]
    assert len(domains) == len(set(domains))


def test_every_row_says_how_in_both_languages() -> None:
    for row in PROVIDERS:
        assert row.en.endswith(".")
        assert row.zh.endswith("。")
        assert row.tls == "tls" or row.host.startswith("127.")


@pytest.mark.parametrize(
    ("user", "host", "word"),
    [
        ("me@firm.example", "imap.gmail.com", "apppasswords"),
        ("me@qq.com", "IMAP.QQ.COM", "授权码"),
        ("me@proton.me", "127.0.0.1", "Bridge"),
        ("me@example.com", "mail.example.com", "app password"),
    ],
)
def test_the_advice_after_a_refused_password_is_the_providers_own(user: str, host: str, word: str) -> None:
    assert word in app_password_hint(user, host)
