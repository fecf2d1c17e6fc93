"""A word about a claim in an ad: here is the proof, or these words are no claim. Measured anew in the same breath."""

from dataclasses import replace

import duckdb

from aboveboard.desk import sheets
from aboveboard.desk.answering import PREPARING, refuse
from aboveboard.desk.drifting import follow
from aboveboard.desk.house import House
from aboveboard.desk.ledgering import log, now
from aboveboard.desk.people import find
from aboveboard.desk.publishing import publish
from aboveboard.desk.reviewing import CLAIM_TABLE, restate
from aboveboard.desk.sheets import Case
from aboveboard.model import APPROVERS, ClaimSaid, NotReady, Person, Role, Row, SettledClaim, Snapshot, WrongInput
from aboveboard.signoff import duties
from aboveboard.store import claims as stored


def settle_claim(house: House, slug: str, mark: str, said: ClaimSaid | None, text: str, by: str) -> None:
    """Attach the proof of a claim, dismiss it with a reason, or (None) open it again.

    Whoever prepares the campaign gives proof; that words are no claim is the reviewer's word. Raises WrongInput for a
    claim that the newest evidence does not hold, NotAllowed and NotReady as everywhere.
    """
    text = text.strip()
    with house.workspace.writing() as con:
        case, person = sheets.read(house, con, slug), find(con, by)
        words, known = _words(case, mark), stored.load(con, slug).get(mark)
        refuse(may_settle(case, person, said) or _not_theirs(known, person))
        if said is None:
            stored.remove(con, slug, mark)
        else:
            _check(case, said, text)
            made = SettledClaim(mark, words, said, text, person.id, person.name, now())
            if known == replace(made, at=known.at if known else made.at):
                return
            stored.save(con, slug, made)
        if said is not None or known is not None:
            _noted(con, house, case, person, words, said, text)
    publish(house, slug)


def _noted(
    con: duckdb.DuckDBPyConnection,
    house: House,
    case: Case,
    person: Person,
    words: str,
    said: ClaimSaid | None,
    text: str,
) -> None:
    action = f"claim.{said.value}" if said else "claim.opened"
    log(con, action, person, case.slug, round_=case.number, subject=words, reason=text)
    follow(con, house, restate(con, house.policy, case.slug), person)


def may_settle(case: Case, person: Person, said: ClaimSaid | None) -> str:
    """Why this person may not say this about a claim; empty when it is fine."""
    if case.state not in PREPARING:
        return f"The campaign is {case.state.value.replace('_', ' ')}; reopen it first."
    if said is ClaimSaid.DISMISSED:
        if not person.holds(*APPROVERS):
            return f"{person.name} is {person.role_words}; an ethics lead or second approver dismisses a claim."
        return duties.barred(person, case.part, case.tier[0], single_reviewer=case.single_reviewer)
    if not person.holds(Role.MARKETING_MANAGER, *APPROVERS):
        return f"{person.name} is {person.role_words}; a marketing manager gives the proof."
    return ""


def _not_theirs(known: SettledClaim | None, person: Person) -> str:
    """A reviewer's word is taken back by a reviewer."""
    if known is None or known.said is not ClaimSaid.DISMISSED or person.holds(*APPROVERS):
        return ""
    return f"{known.by_name} dismissed this claim; an ethics lead or second approver takes that back."


def _check(case: Case, said: ClaimSaid, text: str) -> None:
    if not text:
        raise NotReady("This cannot be saved yet", "Say where the proof is: a link, a file, a figure with its time.")
    if said is ClaimSaid.DISMISSED and len(text) < case.min_chars:
        raise NotReady("This cannot be saved yet", f"The reason needs at least {case.min_chars} characters.")


def claims(house: House, slug: str) -> tuple[Row, ...]:
    """The claim table of the newest evidence, the worst first."""
    with house.workspace.reading() as con:
        return _rows(sheets.read(house, con, slug).snapshot)


def _rows(snapshot: Snapshot) -> tuple[Row, ...]:
    figures = (m for m in snapshot.measurements if (m.measure, m.statistic) == CLAIM_TABLE)
    return tuple(row for figure in figures for row in figure.rows)


def _words(case: Case, mark: str) -> str:
    """The words of the claim in the newest evidence."""
    found = {row.texts["mark"]: row.texts["words"] for row in _rows(case.snapshot)}
    if mark not in found:
        raise WrongInput(
            "This claim is not in the ads",
            "The texts may have changed since the page was drawn.",
            "Look at the claims of the newest import.",
        )
    return found[mark]
