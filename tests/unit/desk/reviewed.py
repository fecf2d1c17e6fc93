"""A house with one invented campaign and the people who review it."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from aboveboard import desk
from aboveboard.desk import House, Said, Upload
from aboveboard.model import Event, Role
from aboveboard.model.layout import SAMPLES
from aboveboard.model.sheet import Sheet

SLUG = "city-bikes"
TOM, ANNA, BEN = "Tom Reyes", "Anna Lind", "Ben Okafor"
LONG = "A written reason that is long enough to say why this is right."
NO_OTHER_FACTS = ("has_chatbot", "has_creators", "has_landing_page", "has_ai_content")
Rows = list[list[str]]


def staffed(folder: Path | None) -> House:
    """People, no campaign."""
    house = desk.open_house(folder) if folder else desk.open_house()
    desk.add_person(house, TOM, [Role.MARKETING_MANAGER], "Marketing")
    desk.add_person(house, ANNA, [Role.ETHICS_LEAD], "Ethics")
    desk.add_person(house, BEN, [Role.SECOND_APPROVER], "Legal")
    return house


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def put(house: House, *files: tuple[str, bytes], by: str = TOM, population: str | None = "DE") -> None:
    """Import files as this person."""
    draft = desk.read_files(house, [Upload(name, raw) for name, raw in files])
    assert all(receipt.outcome.stored for receipt in draft.receipts), draft.receipts
    desk.store_files(house, draft, population=population, by=by)


def changed(raw: bytes, change: Callable[[Rows], None], delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """A delivery file with some cells changed; row 0 is the header."""
    rows = list(csv.reader(io.StringIO(raw.decode(encoding), newline=""), delimiter=delimiter))
    change(rows)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue().encode(encoding)


def column(rows: Rows, name: str) -> int:
    return rows[0].index(name)


def scale(name: str, factor: float) -> Callable[[Rows], None]:
    """Multiply a column of whole numbers."""

    def change(rows: Rows) -> None:
        place = column(rows, name)
        for row in rows[1:]:
            row[place] = str(round(float(row[place]) * factor))

    return change


def answered(house: House, slug: str = SLUG, by: str = TOM) -> None:
    """Every question of the submitter answered in the clear."""
    desk.declare_all(house, slug, dict.fromkeys(NO_OTHER_FACTS, "no"), by)
    asked = [item for item in desk.sheet(house, slug, by).items if item.asks_submitter and item.answer is None]
    said = [Said(item.id, item.choices[0].value, LONG, "https://example.org/proof") for item in asked]
    desk.answer(house, slug, said, by)


def judged(house: House, slug: str = SLUG, by: str = ANNA, change: Sequence[str] = ()) -> Sheet:
    """Every open question judged; those in `change` need one."""
    open_items = [item for item in desk.sheet(house, slug, by).items if not item.settled]
    said = [Said(item.id, "needs_change" if item.id in change else "ok", LONG) for item in open_items]
    desk.judge(house, slug, said, by)
    return desk.sheet(house, slug, by)


def submitted(house: House, slug: str = SLUG) -> None:
    put(house, ("bikes.csv", sample("city_bikes_delivery.csv")), ("settings.csv", sample("city_bikes_settings.csv")))
    answered(house, slug)
    desk.submit(house, slug, TOM)


def approved(house: House, slug: str = SLUG) -> None:
    submitted(house, slug)
    judged(house, slug)
    desk.decide(house, slug, Event.APPROVE, ANNA)
