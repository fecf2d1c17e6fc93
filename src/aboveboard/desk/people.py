"""People of the workspace. In local mode a name is taken on trust; every record made so says "not independent"."""

import unicodedata
from collections.abc import Sequence

import duckdb

from aboveboard.desk.house import House
from aboveboard.desk.ledgering import log
from aboveboard.desk.publishing import publish
from aboveboard.model import NotAllowed, Person, Role, WrongInput
from aboveboard.store import people as stored

LOCAL_MODE = "local mode: names are taken on trust, nobody's identity is proven"
_LONGEST = 80


def identity(name: str) -> str:
    """One spelling per person: case, width of letters and blanks do not make a second one."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def everybody(house: House) -> tuple[Person, ...]:
    """All people, real ones first."""
    with house.workspace.reading() as con:
        return stored.load(con)


def add_person(
    house: House, name: str, roles: Sequence[Role], team: str = "", by: Person | None = None, sample: bool = False
) -> Person:
    """Add a person, or change the roles and team of one."""
    shown = " ".join(name.split())
    if not shown or len(shown) > _LONGEST or not shown.isprintable():
        raise WrongInput(
            "This name cannot be used", f"A name has 1 to {_LONGEST} visible characters.", "Write the person's name."
        )
    if not roles:
        raise WrongInput(f"{shown} needs a role", "Nobody takes part without one.", f"Roles: {_roles()}.")
    with house.workspace.writing() as con:
        before = next((entry for entry in stored.load(con) if entry.id == identity(shown)), None)
        # the spelling on records stays the one that was there first
        name = before.name if before else shown
        person = Person(identity(shown), name, tuple(dict.fromkeys(roles)), " ".join(team.split()), sample)
        stored.save(con, person)
        was = f"; before: {before.role_words}; team {before.team or 'none'}" if before else ""
        said = f"{person.role_words}; team {person.team or 'none'}{was}"
        log(con, "person.changed" if before else "person.saved", by, subject=person.name, reason=said)
    publish(house)
    return person


def find(con: duckdb.DuckDBPyConnection, name: str) -> Person:
    """The person of this name or id; raises NotAllowed for a name nobody has."""
    wanted = identity(name)
    known = stored.load(con)
    found = next((person for person in known if person.id == wanted), None)
    if found is None:
        names = ", ".join(person.name for person in known if not person.sample)
        raise NotAllowed(
            f"Nobody here is called “{name}”",
            f"People of this workspace: {names}." if names else "This workspace has no people yet.",
            "Add the person first: aboveboard person add NAME --role ROLE.",
        )
    return found


def person(house: House, name: str) -> Person:
    """The person of this name."""
    with house.workspace.reading() as con:
        return find(con, name)


def role(name: str) -> Role:
    """A role by its name."""
    try:
        return Role(name.strip().lower().replace("-", "_").replace(" ", "_"))
    except ValueError as error:
        raise WrongInput(f"There is no role “{name}”", f"Roles: {_roles()}.", "Choose one of them.") from error


def _roles() -> str:
    return ", ".join(entry.value for entry in Role)
