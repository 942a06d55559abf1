"""Errors that a user can act on; each names the thing and the next step."""

from collections.abc import Sequence


class AnalyzerError(Exception):
    """Something the user must mend; shown without a traceback, exit code 2."""

    exit_code = 2


class ConfigError(AnalyzerError):
    """config.toml cannot be used; all of its problems at once."""

    def __init__(self, path: str, problems: Sequence[str]) -> None:
        self.path = path
        self.problems = tuple(problems)
        super().__init__("\n".join([f"{path}:", *(f"  - {problem}" for problem in self.problems)]))


class SourceError(AnalyzerError):
    """A mailbox cannot be opened or read; nothing of the run so far is lost."""


class MailboxInterrupted(SourceError):
    """The mailbox stopped answering midway; what was read is kept, and the next run goes on by itself."""

    exit_code = 1


class LoginRefused(SourceError):
    """The server refused the user name or the password."""


class StoreError(AnalyzerError):
    """The database cannot be read or written."""


class StoreDamaged(StoreError):
    """The database is damaged; it was set aside and is rebuilt from the mailbox."""

    exit_code = 1


class WorkStopped(AnalyzerError):
    """A process that did a part of the work was stopped; what it stored stays, and the next run goes on."""

    exit_code = 1


class ModelError(AnalyzerError):
    """The model file is missing, damaged, or of another version."""


class ModelRefused(ModelError):
    """A model of the user's cannot be used; the shipped one stands in for it, and a new one is made."""

    exit_code = 1


class TrainingFailed(ModelError):
    """No model could be made; the current one stays."""

    exit_code = 1


class LedgerError(AnalyzerError):
    """labels.jsonl cannot be read or written."""


class LedgerNote(LedgerError):
    """Something that was said does not go together, or a line cannot be used; all else counts."""

    exit_code = 1


class ReportError(AnalyzerError):
    """The report cannot be written."""


class AlreadyRunning(AnalyzerError):
    """Another run holds the lock."""

    exit_code = 3
