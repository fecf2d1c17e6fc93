"""Rounds of review, answers, conditions, and why an approval does not hold."""

from collections.abc import Sequence

import duckdb
from pydantic import TypeAdapter

from aboveboard.model import Against, Answer, CampaignState, Condition, Round

ROUND = TypeAdapter(Round)
ANSWER = TypeAdapter(Answer)
CONDITION = TypeAdapter(Condition)
AGAINST = TypeAdapter(tuple[Against, ...])


def set_state(con: duckdb.DuckDBPyConnection, campaign: str, state: CampaignState) -> None:
    """The stored state of a campaign."""
    con.execute("UPDATE campaign SET state = ? WHERE slug = ?", [state.value, campaign])


def save(con: duckdb.DuckDBPyConnection, made: Round) -> None:
    """Write a round; a closed one is never written again."""
    con.execute(
        "INSERT OR REPLACE INTO round VALUES (?, ?, ?)", [made.campaign, made.number, ROUND.dump_json(made).decode()]
    )


def load(con: duckdb.DuckDBPyConnection, campaign: str) -> tuple[Round, ...]:
    """Every round of a campaign, the first one first."""
    rows = con.execute("SELECT body FROM round WHERE campaign = ? ORDER BY number", [campaign]).fetchall()
    return tuple(ROUND.validate_json(row[0]) for row in rows)


def add_answer(con: duckdb.DuckDBPyConnection, answer: Answer) -> bool:
    """Append an answer or verdict; False where the same click was stored before."""
    if con.execute("SELECT 1 FROM answer WHERE client_id = ?", [answer.client_id]).fetchall():
        return False
    seq = con.execute("SELECT coalesce(max(seq), 0) + 1 FROM answer").fetchall()[0][0]
    con.execute(
        "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            seq,
            answer.campaign,
            answer.round,
            answer.item,
            answer.kind.value,
            answer.client_id,
            ANSWER.dump_json(answer).decode(),
        ],
    )
    return True


def answers(con: duckdb.DuckDBPyConnection, campaign: str) -> tuple[Answer, ...]:
    """Everything answered and judged, oldest first."""
    rows = con.execute("SELECT body FROM answer WHERE campaign = ? ORDER BY seq", [campaign]).fetchall()
    return tuple(ANSWER.validate_json(row[0]) for row in rows)


def save_conditions(con: duckdb.DuckDBPyConnection, campaign: str, conditions: Sequence[Condition]) -> None:
    """Add conditions or their new status."""
    for condition in conditions:
        con.execute(
            "INSERT OR REPLACE INTO condition VALUES (?, ?, ?)",
            [campaign, condition.id, CONDITION.dump_json(condition).decode()],
        )


def conditions(con: duckdb.DuckDBPyConnection, campaign: str) -> tuple[Condition, ...]:
    """All conditions ever set for a campaign, by id."""
    rows = con.execute("SELECT body FROM condition WHERE campaign = ? ORDER BY id", [campaign]).fetchall()
    return tuple(CONDITION.validate_json(row[0]) for row in rows)


def save_drift(con: duckdb.DuckDBPyConnection, campaign: str, round_: int, against: tuple[Against, ...]) -> None:
    """Why the approval of this round does not hold on the newest evidence."""
    con.execute(
        "INSERT OR REPLACE INTO drift VALUES (?, ?, ?)", [campaign, round_, AGAINST.dump_json(against).decode()]
    )


def drift(con: duckdb.DuckDBPyConnection, campaign: str) -> tuple[Against, ...]:
    """Empty while the approval holds, or where there is none."""
    rows = con.execute("SELECT body FROM drift WHERE campaign = ?", [campaign]).fetchall()
    return AGAINST.validate_json(rows[0][0]) if rows else ()


def clear_drift(con: duckdb.DuckDBPyConnection, campaign: str) -> None:
    """After a new decision."""
    con.execute("DELETE FROM drift WHERE campaign = ?", [campaign])
