"""One ledger entry per thing that happened, in the transaction in which it happened."""

from datetime import UTC, datetime

import duckdb

from aboveboard import __version__
from aboveboard.model import Entry, Person
from aboveboard.signoff.ledger import GENESIS, sealed
from aboveboard.store import ledger

NOBODY = Person("", "nobody named", ())


def now() -> datetime:
    """This moment in UTC, to the second: what records and ledger print."""
    return datetime.now(UTC).replace(microsecond=0)


def log(
    con: duckdb.DuckDBPyConnection,
    action: str,
    by: Person | None,
    campaign: str = "",
    *,
    round_: int = 0,
    subject: str = "",
    before: str = "",
    after: str = "",
    fingerprint: str = "",
    reason: str = "",
    client_id: str = "",
    at: datetime | None = None,
) -> Entry:
    """Append an entry to both chains and return it."""
    actor = by or NOBODY
    last, own = ledger.last(con), ledger.last_of(con, campaign)
    entry = sealed(
        Entry(
            seq=(last.seq if last else 0) + 1,
            campaign_seq=(own.campaign_seq if own else 0) + 1,
            at=(at or now()).isoformat(),
            actor=actor.id,
            actor_name=actor.name,
            actor_role=", ".join(role.value for role in actor.roles),
            action=action,
            campaign=campaign,
            round=round_,
            object=subject,
            before_sha256=before,
            after_sha256=after,
            fingerprint=fingerprint,
            reason=reason,
            client_id=client_id,
            app_version=__version__,
            prev=last.hash if last else GENESIS,
            campaign_prev=own.hash if own else GENESIS,
        )
    )
    ledger.append(con, entry)
    return entry
