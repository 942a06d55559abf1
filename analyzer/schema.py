"""The schema of the database, its version, and what brings an older one up to date."""

from collections.abc import Mapping

#: Increment when the schema changes, and add the step to MIGRATIONS.
#: 1: first version.
SCHEMA_VERSION = 1

SCHEMA = """
CREATE TABLE folder (              -- a row per folder of a mailbox
    source       TEXT NOT NULL,
    name         TEXT NOT NULL,
    role         TEXT NOT NULL,    -- domain.FolderRole
    validity     TEXT,             -- with `position` the cursor; NULL: nothing fetched yet
    position     INTEGER,
    last_success TEXT,             -- RFC 3339 UTC: when it was last read to its end
    PRIMARY KEY (source, name)
) WITHOUT ROWID;
CREATE TABLE mail (                -- a row per distinct mail
    id           INTEGER PRIMARY KEY,
    sha256       TEXT NOT NULL UNIQUE,   -- of the bytes as received
    received_at  TEXT,
    raw          BLOB              -- zlib; NULL: known not to be recruiting mail, its text is not kept
);
CREATE TABLE copy (                -- a row per place in which a mail lies
    source       TEXT NOT NULL,
    folder       TEXT NOT NULL,
    validity     TEXT NOT NULL,
    key          TEXT NOT NULL,
    mail         INTEGER NOT NULL REFERENCES mail (id),
    PRIMARY KEY (source, folder, validity, key)
) WITHOUT ROWID;
CREATE INDEX copy_mail ON copy (mail);
CREATE TABLE failure (             -- a row per mail that could not be fetched
    source       TEXT NOT NULL,
    folder       TEXT NOT NULL,
    key          TEXT NOT NULL,
    reason       TEXT NOT NULL,
    PRIMARY KEY (source, folder, key)
) WITHOUT ROWID;
CREATE TABLE reading (             -- derived: a mail decoded
    mail         INTEGER PRIMARY KEY REFERENCES mail (id),
    parser       INTEGER NOT NULL, -- version of the parser
    email        TEXT,             -- domain.Email as JSON; NULL: could not be read
    unreadable   TEXT              -- why
);
CREATE TABLE verdict (             -- derived: what a mail is said to be
    mail         INTEGER PRIMARY KEY REFERENCES mail (id),
    model        TEXT NOT NULL,    -- hash of the model
    verdict      TEXT NOT NULL     -- domain.Verdict as JSON
);
CREATE TABLE note (                -- what the last report was made from
    name         TEXT PRIMARY KEY,
    value        TEXT NOT NULL
) WITHOUT ROWID;
"""

#: SQL that brings a database of version n to n + 1.
MIGRATIONS: Mapping[int, str] = {}
