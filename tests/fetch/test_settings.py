from analyzer.fetch.settings import ImapSettings


def test_a_password_command_is_not_shown() -> None:
    settings = ImapSettings("home", "imap.example.com", 993, "me", password_command=("echo", "secret-word"))
    assert "secret-word" not in repr(settings)
