"""The inputs by number: the same seed and number give the same bytes on every machine."""

import random

from aboveboard.intake import Answers
from tests.fuzz.case import Case
from tests.fuzz.damage import DRESS, HURT, Draft
from tests.fuzz.soup import soup
from tests.fuzz.tables import exports, good

SIZES = (1, 2, 3, 5, 8, 20, 60)
BYTES = (b'"', b",", b"\n", b"\r", b"\x00", b"\xff", b"x", b"0", b"-", b'""', b";", b"\t", b"")


def make(seed: int, index: int) -> Case:
    """Input number `index` of a run."""
    chance = random.Random(f"{seed}:{index}")
    if index % 4 == 0:
        return soup(chance)
    kind = list(exports())[index % len(exports())]
    draft = Draft(good(kind, chance, chance.choice(SIZES)), [kind])
    draft.rows = len(draft.table.rows)
    draft.others = len(draft.table.totals) + len(draft.table.footer)
    changes = chance.sample(DRESS, chance.randrange(0, 4))
    if index % 4 >= 2:
        changes += chance.choices(HURT, k=chance.randrange(1, 4))
    for change in changes:
        change(draft, chance)
        draft.recipe.append(change.__name__)
    case = _case(draft, f"{kind.replace(' ', '_')}.csv")
    if index % 4 == 3 and chance.random() < 0.6:
        _bend(case, chance)
    return case


def _case(draft: Draft, name: str) -> Case:
    table = draft.table
    figures = None if table.profile == "google_political_creative" else table.figures
    answers = Answers(currency=table.currency, confirmed=table.profile == "generic")
    return Case(
        name,
        table.raw(),
        draft.recipe,
        answers,
        draft.rows if draft.rows_known else None,
        draft.others,
        figures,
        draft.strangers,
        draft.whole and table.profile != "google_political_creative",
        draft.private,
    )


def _bend(case: Case, chance: random.Random) -> None:
    """Change single bytes, or end the file early: what is known shrinks with every byte."""
    raw = bytearray(case.raw)
    case.whole, case.rows = False, None
    if chance.random() < 0.3:
        raw = raw[: chance.randrange(1, len(raw) + 1)]
        case.recipe.append("cut off")
        case.strangers += 1
    else:
        times = chance.randrange(1, 6)
        for _ in range(times):
            place = chance.randrange(len(raw))
            raw[place : place + chance.choice((0, 1, 1))] = chance.choice(BYTES)
        case.recipe.append(f"{times} bytes")
        case.strangers += 2 * times
        # A byte in the header or above it may change what every row says.
        case.figures = None
    case.private = False
    case.raw = bytes(raw)
