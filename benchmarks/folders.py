"""20,000 mails over 20 folders, the last two with copies of half of them: each counts once.

`python -m benchmarks.folders [MAILS]`
"""

import os
import sys

from analyzer.store import Store
from benchmarks.fetch import Box, fetched, home
from benchmarks.mailbox import Writer
from tests.servers import dovecot

MAILS, FOLDERS = 20_000, 20


def main(mails: int = MAILS) -> None:
    with dovecot.running() as server:
        account = server.account()
        places = [account.folder(f"F{number:02}") for number in range(FOLDERS)]
        # No attachments: what is counted is mails.
        told = (mail for mail in Writer(1).mails(2 * mails) if mail[0] in {"plain", "recruiting", "news"})
        for number, (_, at, raw) in zip(range(mails), told, strict=False):
            own = places[number % FOLDERS]
            for place in {own, places[-1 - number % 2] if 2 * number < mails else own}:
                path = place / "cur" / f"{int(at.timestamp())}.M{number:06d}P1.bench:2,S"
                path.write_bytes(raw)
                os.utime(path, (at.timestamp(), at.timestamp()))
                os.chown(path, dovecot.MAIL_UID, dovecot.MAIL_UID)
        lying = sum(len(list((place / "cur").iterdir())) for place in places)
        with home(Box(server.port, account.user, 0), server.port) as folder:
            seconds, _ = fetched(folder)
            with Store(folder / "state" / "mail.db") as store:
                texts, headers = len(list(store.unread(0))), store.passed_over()
                copies = sum(row.fetched for row in store.coverage())
        print(f"{lying} mails lie in {FOLDERS} folders, {mails} of them distinct")
        print(f"{texts + headers} counted, in {copies} places")
        print(f"fetched in {seconds:.1f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
