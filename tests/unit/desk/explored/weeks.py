"""An invented weekly table as an agency would send it: two lines of introduction, semicolons, decimal commas."""

from collections.abc import Iterator

from aboveboard.desk.exploring import Opened, open_file

HEAD = "Acme Wochenbericht;;;;;\nerstellt am Montag;;;;;\nTag;Aktion;Altersgruppe;Kosten EUR;Einblendungen;Personen\n"
GROUPS = ("18-24", "25-34", "35-44", "45-54")
CAMPAIGNS = ("Herbstjacken", "Winterstiefel")


def lines(week: int = 30) -> Iterator[str]:
    """Seven days, two campaigns, four groups; the oldest group of the boots is one view a day."""
    for day in range(1, 8):
        for place, campaign in enumerate(CAMPAIGNS):
            for number, group in enumerate(GROUPS):
                views = 1 if place == 1 and number == 3 else 1_000 * (number + 1) + 10 * day + week
                cost = f"{day + number},5{week % 10}"
                yield f"{day + 7 * (week - 30):02d}.07.2026;{campaign};{group};{cost};{views:,};{max(1, views // 3):,}"


def weekly(week: int = 30, encoding: str = "utf-8") -> bytes:
    """The whole file, with a total and one line that does not fit."""
    body = "\n".join(lines(week)).replace(",5", "§5").replace(",", ".").replace("§5", ",5")
    return f"{HEAD}{body}\nGesamt;;;420,00;93.000;\nkaputte Zeile;x\n".encode(encoding)


def opened(raw: bytes | None = None, name: str = "weekly.csv") -> Opened:
    return open_file(name, weekly() if raw is None else raw)
