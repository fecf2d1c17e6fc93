"""A word is about the evidence that was on the screen: where it moved meanwhile, nothing is saved or signed."""

from aboveboard import desk
from aboveboard.model import NotReady, Person
from aboveboard.model.sheet import Sheet, SheetItem


def same_evidence(sheet: Sheet, person: Person) -> None:
    """Raise NotReady where the campaign's evidence is another than on the screen."""
    now = desk.sheet(desk.house(), sheet.campaign.slug, person.name)
    if now.fingerprint != sheet.fingerprint:
        raise _moved(f"{sheet.fingerprint[:8]} was on your screen, {now.fingerprint[:8]} is the newest")


def same_item(sheet: Sheet, item: SheetItem, person: Person) -> None:
    """Raise NotReady where this question rests on other evidence than on the screen."""
    now = desk.sheet(desk.house(), sheet.campaign.slug, person.name)
    found = next((entry for entry in now.items if entry.id == item.id), None)
    if found is not None and found.evidence != item.evidence:
        raise _moved(f"The evidence of {item.id} moved while you were reading")


def _moved(how: str) -> NotReady:
    return NotReady("The evidence changed meanwhile", f"{how}.", "Look at it again; what you typed is kept.")
