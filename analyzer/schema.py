"""The schema of the database, its version, and what brings an older one up to date."""

from collections.abc import Mapping

#: Increment when the schema changes, and add the step to MIGRATIONS.
#: 1: first version.
#: 2: headers without their texts, tries of what failed.
#: 3: clues, and what is counted of every mail without reading it whole.
SCHEMA_VERSION = 3

SCHEMA = """
CREATE TABLE folder (              -- a row per folder of a mailbox
    source       TEXT NOT NULL,
    name         TEXT NOT NULL,
    role         TEXT NOT NULL,    -- domain.FolderRole
    validity     TEXT,             -- with `position` the cursor; NULL: nothing fetched yet
    position     INTEGER,
    last_success TEXT,             -- RFC 3339 UTC: when it was last read to its end
    listed       INTEGER NOT NULL DEFAULT 1, -- 0: the mailbox no longer has it
    PRIMARY KEY (source, name)
) WITHOUT ROWID;
CREATE TABLE mail (                -- a row per distinct mail
    id           INTEGER PRIMARY KEY,
    sha256       TEXT NOT NULL UNIQUE,   -- of the bytes as received
    received_at  TEXT,
    raw          BLOB,             -- zlib; NULL: known not to be recruiting mail, its text is not kept
    head         TEXT,             -- domain.Message.head; NULL: the source reads no headers first
    passed_over  INTEGER NOT NULL DEFAULT 0  -- 1: only the header was fetched, and `raw` is that
);
CREATE INDEX mail_head ON mail (head) WHERE head IS NOT NULL;
CREATE INDEX mail_passed_over ON mail (id) WHERE passed_over;
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
    validity     TEXT,             -- under which the key means it
    tries        INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (source, folder, key)
) WITHOUT ROWID;
CREATE TABLE reading (             -- derived: a mail decoded
    mail         INTEGER PRIMARY KEY REFERENCES mail (id),
    parser       INTEGER NOT NULL, -- version of the parser
    email        TEXT,             -- domain.Email as JSON; NULL: could not be read
    unreadable   TEXT              -- why
);
CREATE INDEX reading_failed ON reading (mail) WHERE email IS NULL;
CREATE TABLE verdict (             -- derived: what a mail is said to be
    mail         INTEGER PRIMARY KEY REFERENCES mail (id),
    model        TEXT NOT NULL,    -- hash of the model
    verdict      TEXT NOT NULL     -- domain.Verdict as JSON
);
CREATE TABLE gist (                -- derived: of reading and verdict what is looked at of every mail
    mail         INTEGER PRIMARY KEY REFERENCES mail (id),
    message_id   TEXT NOT NULL,
    sender       TEXT NOT NULL,    -- the address
    subject      TEXT NOT NULL,
    sent_at      TEXT NOT NULL,
    label        TEXT,             -- NULL: not judged
    recruiting   REAL
);
CREATE TABLE clue (                -- derived: what a mail says of its application
    mail         INTEGER NOT NULL REFERENCES mail (id),
    label        TEXT NOT NULL,    -- the label as which it was read; empty: the user wrote it
    forwarded    INTEGER NOT NULL, -- 1: of the mail within the one that the user forwarded
    made_by      TEXT NOT NULL,    -- hash of the code and the model of names
    clues        TEXT NOT NULL,    -- of each part its label and domain.Clues, as JSON
    PRIMARY KEY (mail, label, forwarded)
) WITHOUT ROWID;
CREATE TABLE note (                -- what the last report was made from
    name         TEXT PRIMARY KEY,
    value        TEXT NOT NULL
) WITHOUT ROWID;
"""

#: SQL that brings a database of version n to n + 1.
MIGRATIONS: Mapping[int, str] = {
    1: """
ALTER TABLE folder ADD COLUMN listed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE mail ADD COLUMN head TEXT;
ALTER TABLE mail ADD COLUMN passed_over INTEGER NOT NULL DEFAULT 0;
CREATE INDEX mail_head ON mail (head) WHERE head IS NOT NULL;
ALTER TABLE failure ADD COLUMN validity TEXT;
ALTER TABLE failure ADD COLUMN tries INTEGER NOT NULL DEFAULT 1;
""",
    2: """
CREATE INDEX reading_failed ON reading (mail) WHERE email IS NULL;
CREATE INDEX mail_passed_over ON mail (id) WHERE passed_over;
CREATE TABLE gist (
    mail         INTEGER PRIMARY KEY REFERENCES mail (id),
    message_id   TEXT NOT NULL,
    sender       TEXT NOT NULL,
    subject      TEXT NOT NULL,
    sent_at      TEXT NOT NULL,
    label        TEXT,
    recruiting   REAL
);
INSERT INTO gist
    SELECT r.mail,
           json_extract(r.email, '$.message_id'), json_extract(r.email, '$.sender.address'),
           json_extract(r.email, '$.subject'), json_extract(r.email, '$.sent_at'),
           json_extract(v.verdict, '$.label'), json_extract(v.verdict, '$.recruiting')
    FROM reading r LEFT JOIN verdict v ON v.mail = r.mail WHERE r.email IS NOT NULL;
CREATE TABLE clue (
    mail         INTEGER NOT NULL REFERENCES mail (id),
    label        TEXT NOT NULL,
    forwarded    INTEGER NOT NULL,
    made_by      TEXT NOT NULL,
    clues        TEXT NOT NULL,
    PRIMARY KEY (mail, label, forwarded)
) WITHOUT ROWID;
""",
}
