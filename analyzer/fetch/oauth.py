"""Sign-in by a token instead of a password (OAuth 2.0): Microsoft takes nothing else, Google takes both.

What lasts, a refresh token, lies in the system's keyring; the token that a night uses lives for an hour and is kept
nowhere. The client id is the user's own: a program that runs on many machines can keep no secret of its own.
"""

import importlib
import json
import logging
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from analyzer.errors import LoginRefused, MailboxInterrupted, SourceError
from analyzer.fetch import auth
from analyzer.fetch.settings import ImapSettings, OAuthSettings

log = logging.getLogger(__name__)

#: The one permission that IMAP takes; Microsoft's library asks for a refresh token by itself.
_MICROSOFT_SCOPES = ["https://outlook.office.com/IMAP.AccessAsUser.All"]
_GOOGLE_SCOPES = ["https://mail.google.com/"]
_MICROSOFT, _GOOGLE = "https://login.microsoftonline.com/common", "https://oauth2.googleapis.com"
_GOOGLE_CONSENT = "https://accounts.google.com/o/oauth2/auth"

Show = Callable[[str], None]
Ask = Callable[[str], str]


def access_token(settings: ImapSettings, *, fresh: bool = False) -> str:
    """A token that the mail server takes now; `fresh`: not one that was given before.

    Raises LoginRefused if the user has to sign in (again), MailboxInterrupted if nobody gives one at the moment.
    """
    oauth = _of(settings)
    try:
        return _PROVIDERS[oauth.provider][0](settings, oauth, fresh)
    except OSError as error:
        raise MailboxInterrupted(
            f"{auth.account(settings)}: no token at the moment ({type(error).__name__}); the next run tries again"
        ) from None


def sign_in(settings: ImapSettings, show: Show, ask: Ask) -> None:
    """Lets the user sign in in a browser, and keeps what lasts in the keyring.

    Raises LoginRefused, SourceError; MailboxInterrupted if the provider cannot be reached.
    """
    oauth = _of(settings)
    try:
        kept = _PROVIDERS[oauth.provider][1](settings, oauth, show, ask)
    except OSError as error:
        raise MailboxInterrupted(
            f"{auth.account(settings)}: the sign-in page cannot be reached ({type(error).__name__})"
        ) from None
    auth.keep(settings, _entry(settings), kept)


def _of(settings: ImapSettings) -> OAuthSettings:
    if settings.oauth is None:
        raise SourceError(
            f"{auth.account(settings)}: this mailbox signs in by password; there is no `oauth` table"
        )
    return settings.oauth


def _entry(settings: ImapSettings) -> str:
    """The name under which the keyring has what lasts."""
    return f"oauth:{auth.account(settings)}"


def _kept(settings: ImapSettings) -> str:
    kept = auth.kept(settings, _entry(settings))
    if not kept:
        raise _again(settings, "nobody has signed in yet")
    return kept


def _again(settings: ImapSettings, why: str) -> LoginRefused:
    return LoginRefused(f"{auth.account(settings)}: {why}. Run: rejection-analyzer login {settings.name}")


def _library(name: str) -> Any:
    try:
        found: ModuleType = importlib.import_module(name)
    except ImportError:
        raise SourceError(
            f"signing in by token needs {name.partition('.')[0]}; install it: pip install 'rejection-analyzer[oauth]'"
        ) from None
    return found


# --- Microsoft: the device code flow, by its own library --------------------------------------------


def _microsoft_token(settings: ImapSettings, oauth: OAuthSettings, fresh: bool) -> str:
    cache = _library("msal").SerializableTokenCache()
    cache.deserialize(_kept(settings))
    app = _microsoft_app(oauth, cache)
    accounts = app.get_accounts()
    result: Mapping[str, Any] | None = accounts and app.acquire_token_silent_with_error(
        _MICROSOFT_SCOPES, account=accounts[0], force_refresh=fresh
    )
    if not result or "access_token" not in result:
        raise _again(settings, f"the sign-in has run out or was taken back ({_reason(result or {})})")
    if cache.has_state_changed:
        auth.keep(settings, _entry(settings), cache.serialize())
    return str(result["access_token"])


def _microsoft_sign_in(_settings: ImapSettings, oauth: OAuthSettings, show: Show, _ask: Ask) -> str:
    cache = _library("msal").SerializableTokenCache()
    app = _microsoft_app(oauth, cache)
    flow = app.initiate_device_flow(scopes=_MICROSOFT_SCOPES)
    if "user_code" not in flow:
        raise LoginRefused(f"{oauth.authority or _MICROSOFT} gives no code: {_reason(flow)}; check client_id")
    show(f"Open {flow['verification_uri']} and enter the code {flow['user_code']}")
    result = app.acquire_token_by_device_flow(flow)
    if "access_token" not in result:
        raise LoginRefused(f"no sign-in: {_reason(result)}")
    return str(cache.serialize())


def _microsoft_app(oauth: OAuthSettings, cache: Any) -> Any:
    return _library("msal").PublicClientApplication(
        oauth.client_id,
        authority=oauth.authority or _MICROSOFT,
        token_cache=cache,
        # Asks Microsoft about hosts that it knows anyway, or that are nobody's business.
        instance_discovery=False,
    )


def _reason(result: Mapping[str, Any]) -> str:
    """What the provider says, in one line; its codes are documented, its texts hold ids of sessions."""
    return str(result.get("error", "no reason given"))[:80]


# --- Google: a browser on this machine, by its own library --------------------------------------------


def _google_token(settings: ImapSettings, oauth: OAuthSettings, _fresh: bool) -> str:
    kept = json.loads(_kept(settings))
    credentials = _library("google.oauth2.credentials").Credentials(
        None,
        refresh_token=kept["refresh_token"],
        token_uri=f"{oauth.authority or _GOOGLE}/token",
        client_id=oauth.client_id,
        client_secret=kept["client_secret"],
    )
    errors = _library("google.auth.exceptions")
    try:
        credentials.refresh(_library("google.auth.transport.requests").Request())
    except errors.RefreshError as error:
        raise _again(settings, f"the sign-in has run out or was taken back ({_first_word(error)})") from None
    except errors.TransportError:
        raise ConnectionError from None
    return str(credentials.token)


def _google_sign_in(_settings: ImapSettings, oauth: OAuthSettings, show: Show, ask: Ask) -> str:
    secret = ask("Client secret of your client id (kept in the system's keyring)")
    client = {
        "client_id": oauth.client_id,
        "client_secret": secret,
        "auth_uri": _GOOGLE_CONSENT,
        "token_uri": f"{oauth.authority or _GOOGLE}/token",
    }
    flow = _library("google_auth_oauthlib.flow").InstalledAppFlow.from_client_config(
        {"installed": client}, _GOOGLE_SCOPES
    )
    show("Your browser opens for the sign-in; come back here when it is done.")
    credentials = flow.run_local_server(
        port=0, authorization_prompt_message="Or open: {url}", prompt="consent"
    )
    return json.dumps({"refresh_token": credentials.refresh_token, "client_secret": secret})


def _first_word(error: Exception) -> str:
    return str(error.args[0] if error.args else type(error).__name__).partition(":")[0][:80]


_PROVIDERS: Mapping[
    str,
    tuple[
        Callable[[ImapSettings, OAuthSettings, bool], str],
        Callable[[ImapSettings, OAuthSettings, Show, Ask], str],
    ],
] = {
    "microsoft": (_microsoft_token, _microsoft_sign_in),
    "google": (_google_token, _google_sign_in),
}
