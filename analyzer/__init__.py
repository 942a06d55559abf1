"""Reads the mail of a job search and says, truthfully, what became of it."""

__version__ = "0.1.0"
