"""What may leave an exploration: a mapping kept as a preset, and a file handed over to become evidence."""

from collections.abc import Mapping

from aboveboard.desk.house import House
from aboveboard.desk.ledgering import log
from aboveboard.desk.people import find
from aboveboard.desk.publishing import publish
from aboveboard.model import NotAllowed, Person, Receipt, Role, WrongInput
from aboveboard.store import presets

KEEPERS = (Role.MARKETING_MANAGER, Role.ETHICS_LEAD, Role.ADMIN)
_LONGEST = 80


def why_not(person: Person) -> str:
    """Why somebody may neither save a preset nor promote a file; empty for those who may."""
    if person.holds(*KEEPERS):
        return ""
    roles = "a marketing manager, an ethics lead or an admin"
    if not person.id:
        return f"Saving is for {roles}: say who you are at the top of the page."
    return f"Saving is for {roles}; {person.name} is {person.role_words}. Looking and asking is open to everybody."


def save_preset(house: House, receipt: Receipt, name: str, mapping: Mapping[str, str], by: str) -> None:
    """Keep a confirmed mapping under a name; the next file with the same header is read by it."""
    title = " ".join(name.split())
    if not title or len(title) > _LONGEST or not title.isprintable():
        raise WrongInput(
            "This name cannot be used", f"A name has 1 to {_LONGEST} visible characters.", "Write a short name."
        )
    if receipt.profile != "generic":
        raise WrongInput("This export is known already", "It needs no preset.", "Promote it to a campaign.")
    with house.workspace.writing() as con:
        person = find(con, by) if by else None
        if person is None or not person.holds(*KEEPERS):
            raise NotAllowed("Not saved", why_not(person or Person("", "", ())))
        presets.save(con, receipt.header_signature, title, mapping)
        log(con, "preset.saved", person, subject=title, after=receipt.header_signature)
    publish(house)


def preset_name(house: House, header_signature: str) -> str:
    """Under which name the mapping of this header was kept; empty where none was."""
    with house.workspace.reading() as con:
        return presets.name_of(con, header_signature)
