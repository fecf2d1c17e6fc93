"""Small look-ups that screens and the command line need."""

import csv
import io
from collections.abc import Sequence

from aboveboard.desk.house import House
from aboveboard.desk.ledgering import log
from aboveboard.desk.publishing import DELETED, publish_all
from aboveboard.model import PastImport, Receipt, SettingChange
from aboveboard.model.canonical import CREATIVE, DELIVERY
from aboveboard.store import campaigns, imports, past

NOT_MAPPED = {"source_row", "level", "breakdown", "daily", "extra"}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def countries(house: House) -> tuple[tuple[str, str], ...]:
    """(code, name) of every country with a reference population, by name."""
    with house.workspace.reading() as con:
        return tuple(con.execute("SELECT DISTINCT country, name FROM population ORDER BY name").fetchall())


def canonical_names() -> tuple[tuple[str, str], ...]:
    """(canonical name, plain words) for the mapping screen."""
    names = [name for name in DELIVERY if name not in NOT_MAPPED]
    names += [f"creative_{name}" for name in ("headline", "body", "description", "cta", "url") if name in CREATIVE]
    return tuple((name, _words(name)) for name in names)


def _words(name: str) -> str:
    words = name.removeprefix("seg_").replace("_", " ").replace("adset", "ad set").replace(" id", " ID")
    return words[:1].upper() + words[1:]


def imports_of(house: House, slug: str) -> tuple[tuple[str, Receipt], ...]:
    """(import id, receipt) of the files that count for a campaign, oldest first."""
    with house.workspace.reading() as con:
        return tuple((stored.id, stored.receipt) for stored in imports.active(con, slug))


def history(house: House, campaign: str = "") -> tuple[PastImport, ...]:
    """Every import, the newest first: those of one campaign, or all that are no samples."""
    with house.workspace.reading() as con:
        return past.history(con, campaign)


def set_aside_rows(house: House, import_id: str) -> list[tuple[int, str, str, str]]:
    """(line, kind, reason, original text) of rows that were not imported."""
    with house.workspace.reading() as con:
        return imports.set_aside(con, import_id)


def delete_samples(house: House) -> None:
    """Remove the sample campaigns; they do not come back at the next start."""
    with house.workspace.writing() as con:
        for slug in campaigns.samples(con):
            log(con, DELETED, None, slug, reason="sample removed")
        campaigns.delete_samples(con)
        con.execute("INSERT OR REPLACE INTO setting VALUES ('samples', 'removed')")
    publish_all(house)


def neutral(cell: str) -> str:
    """A cell that a spreadsheet cannot take for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def change_list_csv(changes: Sequence[SettingChange]) -> str:
    """The change list for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["platform", "campaign", "ad set", "setting", "now", "to", "why"])
    for change in changes:
        cells = (change.platform, change.campaign, change.ad_set, change.setting, change.now, change.to, change.why)
        writer.writerow([neutral(cell) for cell in cells])
    return out.getvalue()
