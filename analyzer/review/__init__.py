"""The review page: mails one after the other, and what you say of them, on this machine only."""
