"""What one person has to do on a sign-off: which questions wait, which are done, each told in a few words."""

from dataclasses import dataclass
from enum import StrEnum

from aboveboard.model import Event, ItemVerdict, Person, Role
from aboveboard.model.sheet import Sheet, SheetItem

VERDICTS: dict[str, tuple[str, str]] = {
    ItemVerdict.OK: ("✓", "OK"),
    ItemVerdict.OK_WITH_CONDITION: ("✓", "OK with condition"),
    ItemVerdict.NEEDS_CHANGE: ("↺", "Needs change"),
    ItemVerdict.NOT_APPLICABLE: ("–", "Not applicable"),
    ItemVerdict.CANNOT_TELL: ("○", "Cannot tell"),
}
"""Sign and word of a reviewer's verdict."""


class Side(StrEnum):
    """From which side a person looks at a review."""

    ANSWERING = "answering"
    JUDGING = "judging"
    LOOKING = "looking"


@dataclass(frozen=True)
class View:
    """The questions of a sign-off, sorted by what this person has to do."""

    side: Side
    waiting: tuple[SheetItem, ...]
    """Need something from this person; everything, where the person only looks."""
    suggested: tuple[SheetItem, ...] = ()
    """Not judged, nothing flagged, and the measurements speak for OK: can be confirmed together."""
    against: tuple[SheetItem, ...] = ()
    """Judged, and the verdict stands in the way of an approval."""
    done: tuple[SheetItem, ...] = ()
    carried: tuple[SheetItem, ...] = ()
    others: tuple[SheetItem, ...] = ()
    """Nothing is asked of this person."""
    holds: bool = False
    """The approval holds: verdicts are told as given, not as carried."""

    def following(self, current: SheetItem, order: tuple[SheetItem, ...]) -> SheetItem | None:
        """The next question that waits after this one, round the end; None where no other waits."""
        places = {item.id: place for place, item in enumerate(order)}
        rest = [item for item in self.waiting if item.id != current.id]
        after = [item for item in rest if places[item.id] > places[current.id]]
        return next(iter(after or rest), None)


def view(sheet: Sheet, person: Person) -> View:
    """What waits for this person."""
    match side_of(sheet, person):
        case Side.JUDGING:
            return _judging(sheet)
        case Side.ANSWERING:
            return _answering(sheet)
        case _:
            holds = sheet.standing.holds
            return View(Side.LOOKING, () if holds else sheet.items, done=sheet.items if holds else (), holds=holds)


def side_of(sheet: Sheet, person: Person) -> Side:
    """Whoever may judge judges; a marketing manager answers as long as something can still be handed in."""
    if not sheet.may_judge:
        return Side.JUDGING
    preparing = Event.SUBMIT in sheet.may or Event.RECALL in sheet.may
    if preparing and not sheet.may_answer and person.holds(Role.MARKETING_MANAGER):
        return Side.ANSWERING
    return Side.LOOKING


def _judging(sheet: Sheet) -> View:
    unjudged = [item for item in sheet.items if item.verdict is None]
    suggested = [item for item in unjudged if item.suggestion is ItemVerdict.OK and not (item.flagged or item.before)]
    judged = [item for item in sheet.items if item.verdict is not None]
    return View(
        Side.JUDGING,
        tuple(item for item in unjudged if item not in suggested),
        tuple(suggested),
        tuple(item for item in judged if not item.settled),
        tuple(item for item in judged if item.settled and not item.carried),
        tuple(item for item in judged if item.settled and item.carried),
    )


def _answering(sheet: Sheet) -> View:
    asked = [item for item in sheet.items if change_asked(item)]
    unanswered = [i for i in sheet.items if i.asks_submitter and i.answer is None and i not in asked]
    earlier = [i for i in sheet.items if i.asks_submitter and i.answered_before and i not in asked]
    waiting = (*asked, *unanswered, *earlier)
    rest = [item for item in sheet.items if item not in waiting]
    return View(
        Side.ANSWERING,
        waiting,
        done=tuple(item for item in rest if item.asks_submitter),
        others=tuple(item for item in rest if not item.asks_submitter),
    )


def moved(item: SheetItem) -> bool:
    """Whether the evidence is another than at the reviewer's last word."""
    return item.before is not None and item.before.evidence != item.evidence


def change_asked(item: SheetItem) -> bool:
    """Whether a reviewer asked for a change and nothing has happened since."""
    before = item.before
    if item.verdict is not None or before is None or before.value != ItemVerdict.NEEDS_CHANGE.value or moved(item):
        return False
    return not (item.asks_submitter and item.answer is not None and item.answer.at > before.at)


def status(item: SheetItem, view: View) -> tuple[str, str]:
    """Sign and a few words for the list; texts of people must still be made plain."""
    return _as_submitter(item) if view.side is Side.ANSWERING else _as_reviewer(item, view.holds)


def _as_submitter(item: SheetItem) -> tuple[str, str]:
    if change_asked(item):
        return "↺", f"a change was asked for in round {item.before.round if item.before else 0}"
    if not item.asks_submitter:
        return "–", "judged by the reviewer alone"
    if item.answer is None:
        return "○", "not answered yet"
    if item.answered_before:
        return "↺", f"answered before the evidence moved: {item.answer_words}"
    return "✓", item.answer_words


def _as_reviewer(item: SheetItem, holds: bool) -> tuple[str, str]:
    given, before = item.verdict, item.before
    if given is not None:
        sign, word = VERDICTS[given.value]
        if item.carried and not holds:
            return sign, f"carried: {word}, round {given.round}, evidence identical"
        return sign, f"{word}, {given.by_name}"
    if before is not None:
        said = VERDICTS[before.value][1]
        told = "reopened: its evidence moved" if moved(item) else f"{said} in round {before.round}, not judged again"
        return "↺", told
    if item.flagged:
        return "◆", "flagged, not judged yet"
    if item.awaits_delivery:
        return "◌", "not yet delivered, not judged yet"
    return "○", "not judged yet" if item.findings else "declared, not measured; not judged yet"
