"""Usual mail providers: one row each, with the server and how its password for mail programs is got."""

from dataclasses import dataclass

from analyzer.fetch.settings import Tls


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider's IMAP server and its sign-in."""

    name: str
    domains: tuple[str, ...]
    """Domains of its addresses; a dot in front: every domain that ends so."""
    host: str
    en: str
    """How to get the password that the server accepts."""
    zh: str
    port: int = 993
    tls: Tls = "tls"
    oauth_only: bool = False
    """No password is accepted at all."""


#: Hosts, ports and sign-in as the providers' help pages and clients' issue trackers had them in 2026.
PROVIDERS: tuple[Provider, ...] = (
    Provider(
        "Gmail",
        ("gmail.com", "googlemail.com"),
        "imap.gmail.com",
        "Gmail takes an app password, not your account's: turn on 2-Step Verification, then make one at "
        "myaccount.google.com/apppasswords (a Workspace administrator may forbid it).",
        "Gmail 需要“应用专用密码”，不是账号密码：先开启两步验证，再到 myaccount.google.com/apppasswords 生成"
        "（企业账号可能被管理员禁用）。",
    ),
    Provider(
        "Outlook.com and Microsoft 365",
        (
            "outlook.com",
            "hotmail.com",
            "live.com",
            "msn.com",
            ".onmicrosoft.com",
            "outlook.de",
            "outlook.fr",
            "hotmail.co.uk",
            "hotmail.fr",
            "hotmail.de",
            "live.cn",
        ),
        "outlook.office365.com",
        "Microsoft accepts OAuth2 sign-in only (Microsoft 365 since the end of 2022, personal accounts since "
        "2024-09-16); no password or app password works. It wants a client id of your own: see docs/mail-providers.md.",
        "微软只接受 OAuth2 登录（Microsoft 365 自 2022 年底，个人账号自 2024-09-16），任何密码或应用密码都无效。"
        "需要您自己注册的客户端 ID：见 docs/mail-providers.md。",
        oauth_only=True,
    ),
    Provider(
        "Yahoo",
        (
            "yahoo.com",
            "ymail.com",
            "rocketmail.com",
            "yahoo.co.uk",
            "yahoo.de",
            "yahoo.fr",
            "yahoo.co.in",
            "yahoo.ca",
            "yahoo.com.hk",
            "yahoo.com.tw",
            "yahoo.com.sg",
        ),
        "imap.mail.yahoo.com",
        "Yahoo takes an app password: Account security → Generate app password.",
        "Yahoo 需要“应用密码”：账号安全 → 生成应用密码。",
    ),
    Provider(
        "AOL",
        ("aol.com", "aim.com"),
        "imap.aol.com",
        "AOL takes an app password: Account security → Generate app password.",
        "AOL 需要“应用密码”：账号安全 → 生成应用密码。",
    ),
    Provider(
        "iCloud",
        ("icloud.com", "me.com", "mac.com"),
        "imap.mail.me.com",
        "iCloud takes an app-specific password: account.apple.com → Sign-In and Security. The user is the "
        "@icloud.com address, also for your own domain.",
        "iCloud 需要“App 专用密码”：account.apple.com → 登录与安全。用户名为 @icloud.com 地址，自有域名也一样。",
    ),
    Provider(
        "Fastmail",
        ("fastmail.com", "fastmail.fm"),
        "imap.fastmail.com",
        "Fastmail takes an app password: Settings → Privacy & Security → Integrations.",
        "Fastmail 需要“应用密码”：设置 → 隐私与安全 → 集成。",
    ),
    Provider(
        "GMX (gmx.net)",
        ("gmx.net", "gmx.de", "gmx.at", "gmx.ch"),
        "imap.gmx.net",
        "GMX wants POP3/IMAP switched on in the web mail's settings, and with two-factor sign-in an "
        "application-specific password. It locks after several wrong tries.",
        "GMX 需要在网页邮箱设置中开启 POP3/IMAP；若启用双重验证，还需应用专用密码。多次输错会被锁定。",
    ),
    Provider(
        "GMX (gmx.com)",
        ("gmx.com", "gmx.us", "gmx.co.uk"),
        "imap.gmx.com",
        "GMX wants POP3/IMAP switched on in the web mail's settings, and with two-factor sign-in an "
        "application-specific password. It locks after several wrong tries.",
        "GMX 需要在网页邮箱设置中开启 POP3/IMAP；若启用双重验证，还需应用专用密码。多次输错会被锁定。",
    ),
    Provider(
        "web.de",
        ("web.de",),
        "imap.web.de",
        "WEB.DE wants POP3/IMAP switched on in the web mail's settings, and with two-factor sign-in an "
        "application-specific password. It locks after several wrong tries.",
        "WEB.DE 需要在网页邮箱设置中开启 POP3/IMAP；若启用双重验证，还需应用专用密码。多次输错会被锁定。",
    ),
    Provider(
        "Zoho",
        ("zoho.com", "zohomail.com"),
        "imap.zoho.com",
        "Zoho wants IMAP switched on (Settings → Mail Accounts), and with two-factor sign-in an "
        "application-specific password. Own domains use imappro.zoho.com; other regions .eu, .in, .com.au.",
        "Zoho 需要先开启 IMAP（设置 → 邮件账户）；若启用双重验证，还需应用专用密码。"
        "自有域名用 imappro.zoho.com，其他区域为 .eu、.in、.com.au。",
    ),
    Provider(
        "Zoho (EU)",
        ("zoho.eu", "zohomail.eu"),
        "imap.zoho.eu",
        "Zoho wants IMAP switched on (Settings → Mail Accounts), and with two-factor sign-in an "
        "application-specific password.",
        "Zoho 需要先开启 IMAP（设置 → 邮件账户）；若启用双重验证，还需应用专用密码。",
    ),
    Provider(
        "QQ",
        ("qq.com", "vip.qq.com", "foxmail.com"),
        "imap.qq.com",
        "QQ takes an authorization code (授权码), not the QQ password: mail.qq.com → Settings → Account → switch on "
        "IMAP. Every code becomes void when the QQ password changes.",
        "QQ 邮箱需要“授权码”，不是 QQ 密码：mail.qq.com → 设置 → 账号 → 开启 IMAP 服务后生成。"
        "修改 QQ 密码后授权码全部失效。",
    ),
    Provider(
        "Tencent Exmail",
        ("exmail.qq.com",),
        "imap.exmail.qq.com",
        "Tencent Exmail takes a client password: web mail → Settings → client settings → switch on IMAP and make one.",
        "腾讯企业邮箱需要“客户端专用密码”：网页邮箱 → 设置 → 客户端设置 → 开启 IMAP 并生成。",
    ),
    Provider(
        "163",
        ("163.com", "vip.163.com"),
        "imap.163.com",
        "163 takes an authorization code (客户端授权码): web mail → Settings → POP3/SMTP/IMAP → switch on IMAP. "
        "Switching it off makes the code void.",
        "163 邮箱需要“客户端授权码”：网页邮箱 → 设置 → POP3/SMTP/IMAP → 开启 IMAP。关闭服务后授权码失效。",
    ),
    Provider(
        "126",
        ("126.com", "vip.126.com"),
        "imap.126.com",
        "126 takes an authorization code (客户端授权码): web mail → Settings → POP3/SMTP/IMAP → switch on IMAP. "
        "Switching it off makes the code void.",
        "126 邮箱需要“客户端授权码”：网页邮箱 → 设置 → POP3/SMTP/IMAP → 开启 IMAP。关闭服务后授权码失效。",
    ),
    Provider(
        "yeah.net",
        ("yeah.net",),
        "imap.yeah.net",
        "yeah.net takes an authorization code (客户端授权码): web mail → Settings → POP3/SMTP/IMAP → switch on IMAP. "
        "Switching it off makes the code void.",
        "yeah.net 邮箱需要“客户端授权码”：网页邮箱 → 设置 → POP3/SMTP/IMAP → 开启 IMAP。关闭服务后授权码失效。",
    ),
    Provider(
        "NetEase business mail",
        ("qiye.163.com",),
        "imap.qiye.163.com",
        "NetEase business mail takes an authorization code (客户端授权码): web mail → Settings → client settings → "
        "switch on IMAP.",
        "网易企业邮箱需要“客户端授权码”：网页邮箱 → 设置 → 客户端设置 → 开启 IMAP。",
    ),
    Provider(
        "Proton Mail (Bridge)",
        ("proton.me", "protonmail.com", "pm.me"),
        "127.0.0.1",
        "Proton Mail is read through Proton Bridge on this machine: it shows its own password; export its "
        "certificate and name that as ca_file.",
        "Proton 邮箱需通过本机的 Proton Bridge 读取：使用 Bridge 显示的密码，并导出其证书作为 ca_file。",
        port=1143,
        tls="starttls",
    ),
    Provider(
        "Posteo",
        ("posteo.de", "posteo.net", "posteo.eu"),
        "posteo.de",
        "Posteo takes the account's password, or an app password if you made one in the settings.",
        "Posteo 使用账号密码；若在设置中创建了应用密码，则用应用密码。",
    ),
    Provider(
        "mailbox.org",
        ("mailbox.org",),
        "imap.mailbox.org",
        "mailbox.org takes the account's password, or with two-factor sign-in an application password made in "
        "the settings.",
        "mailbox.org 使用账号密码；若启用双重验证，请在设置中生成应用密码。",
    ),
)

_GENERAL = (
    "Many providers want a password made for mail programs instead of the account's own (app password; at Chinese "
    "providers the authorization code 授权码), and IMAP switched on in their web mail. It is not tried again by "
    "itself, so that the account is not locked."
)


def provider_for(address: str) -> Provider | None:
    """The provider that keeps mail for the address; None: not known (an own domain, say)."""
    domain = address.rpartition("@")[2].strip().lower()
    return next((row for row in PROVIDERS if any(_covers(pattern, domain) for pattern in row.domains)), None)


def app_password_hint(user: str, host: str) -> str:
    """A sentence on what the server at `host` takes for a password."""
    own = next((row for row in PROVIDERS if row.host == host.lower() and not row.host[0].isdigit()), None)
    bridge = provider_for(user) if host.startswith("127.") else None
    row = own or bridge
    return row.en if row else _GENERAL


def _covers(pattern: str, domain: str) -> bool:
    return domain.endswith(pattern) if pattern.startswith(".") else domain == pattern
