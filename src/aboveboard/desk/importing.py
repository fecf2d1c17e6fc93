"""Files that were read are stored, measured and judged in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import duckdb
import pyarrow as pa

from aboveboard.desk.drafts import Draft, is_identical
from aboveboard.desk.drifting import follow
from aboveboard.desk.house import House
from aboveboard.desk.ledgering import log
from aboveboard.desk.naming import Filed, Known, apart, file_under, title_of
from aboveboard.desk.people import find
from aboveboard.desk.publishing import publish
from aboveboard.desk.reviewing import take_snapshot
from aboveboard.intake import Answers, Reading
from aboveboard.intake.progress import SILENT, Progress, used_by
from aboveboard.intake.progress import Step as Stage
from aboveboard.judgement import reconciled
from aboveboard.measures import measure_import
from aboveboard.model import Notice, OverlapChoice, Person, Receipt, WrongInput
from aboveboard.store import campaigns, imports, presets, snapshots
from aboveboard.store.replacing import Replaced, replace_overlapping

Step = Callable[[str], None]
MOST_RECONCILED = 20
"""Campaigns of one file whose files are held against each other on the receipt; findings say it for every one."""


@dataclass(frozen=True)
class Stored:
    """What an import left in the workspace."""

    campaigns: tuple[str, ...]
    """Slugs of the campaigns that were touched."""
    receipts: tuple[Receipt, ...]
    slugs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Slugs by file name."""
    holding: tuple[str, ...] = ()
    """Slugs of the campaigns that held the content of a file already, so that nothing of it was stored again."""


def store_files(
    house: House,
    draft: Draft,
    campaign: str | None = None,
    population: str | None = None,
    step: Step | None = None,
    sample: bool = False,
    by: str = "",
    progress: Progress = SILENT,
    choices: Mapping[str, OverlapChoice] | None = None,
) -> Stored:
    """Store what was read, all files or none, then measure and judge every campaign they touch.

    A file that was refused or waits for an answer is left out and keeps its receipt. `by` is the person who brings the
    files: whoever brings evidence does not sign on it. `choices` says, by file name, what happens to the days that a
    file shares with an earlier one; by default these days are replaced.
    """
    tell = step or (lambda _: None)
    touched: dict[str, None] = {}
    by_file: dict[str, tuple[str, ...]] = {}
    holding: dict[str, None] = {}
    receipts: list[Receipt] = []
    new_imports: list[str] = []
    with house.workspace.writing() as con, used_by(progress, con):
        person = find(con, by) if by else None
        for reading in draft.readings:
            receipt = reading.receipt
            if receipt.outcome.stored and not is_identical(receipt):
                tell(f"Storing {receipt.file_name}")
                progress(Stage.STORING, rows=receipt.rows_read)
                reading = _with_answers(reading, draft.given.get(receipt.file_name))
                import_id, receipt, slugs, partly = _store_one(
                    con, reading, campaign, sample, person, (choices or {}).get(receipt.file_name, OverlapChoice.DAYS)
                )
                new_imports += [import_id, *partly]
                touched |= dict.fromkeys(slugs)
                by_file[receipt.file_name] = tuple(slugs)
                _save_preset(con, receipt, draft.given.get(receipt.file_name))
            elif receipt.outcome.stored:
                holding |= dict.fromkeys(imports.holding(con, receipt.fingerprint))
            receipts.append(receipt)
        for slug in touched:
            campaigns.link_units(con, slug)
        _choose_population(con, list(touched), population, draft.countries)
        names = {slug: name for slug, name, _ in campaigns.known_names(con)}
        for number, slug in enumerate(touched, 1):
            progress(Stage.MEASURING)
            tell(f"Measuring {names[slug]}" + (f" ({number} of {len(touched)})" if len(touched) > 1 else ""))
            follow(con, house, take_snapshot(con, house.policy, slug, "import"), person)
        for import_id in new_imports:
            measure_whole_import(con, house, import_id, population)
        progress(Stage.MEASURING)  # the last moment to call it off: from here on it is stored
    publish(house, *touched)
    return Stored(tuple(touched), tuple(receipts), by_file, tuple(holding))


def measure_whole_import(con: duckdb.DuckDBPyConnection, house: House, import_id: str, population: str | None) -> None:
    """Figures over all campaigns of one file together."""
    found = measure_import(con, import_id, population, house.policy.values)
    snapshots.save_import_measurements(con, import_id, found)


def _with_answers(reading: Reading, given: Answers | None) -> Reading:
    """Keep what was decided about the file, so that a later comparison reads it the same way."""
    said = {"currency": given.currency, "dates": given.dates, "member": given.member} if given else {}
    answered = {name: value for name, value in said.items() if value}
    return replace(reading, receipt=replace(reading.receipt, answered=answered)) if answered else reading


def _store_one(
    con: duckdb.DuckDBPyConnection,
    reading: Reading,
    chosen: str | None,
    sample: bool,
    by: Person | None,
    choice: OverlapChoice,
) -> tuple[str, Receipt, list[str], list[str]]:
    """Id, receipt and slugs of the new import, and ids of earlier ones that lost some of their rows to it."""
    receipt, known = reading.receipt, known_campaigns(con)
    filed = file_under(reading.pairs, chosen, title_of(receipt.file_name), known)
    if choice is OverlapChoice.APART:
        filed = apart(filed, title_of(receipt.file_name), known)
    _create_missing(con, filed, receipt.platform, sample)
    slugs = list(dict.fromkeys(entry.slug for entry in filed))
    receipt = replace(receipt, campaigns=tuple(slugs))
    import_id = imports.insert(con, receipt, reading.incoming(), reading.set_aside, arrow(filed), by.id if by else "")
    for slug in slugs:
        log(con, "import.stored", by, slug, subject=receipt.file_name, before=receipt.sha256, after=receipt.fingerprint)
    profile = receipt.profile or "generic"
    replaced = [old for slug in slugs for old in replace_overlapping(con, import_id, slug, profile, choice)]
    notices = [*_replacements(replaced), *_reconciled(con, receipt.file_name, slugs)]
    if notices:
        receipt = replace(receipt, warnings=(*receipt.warnings, *notices))
        imports.amend_receipt(con, import_id, receipt)
    return import_id, receipt, slugs, list({old.import_id: None for old in replaced if not old.wholly})


def _replacements(replaced: Sequence[Replaced]) -> list[Notice]:
    """Which earlier rows are gone, in words."""
    whole = dict.fromkeys(old.file_name for old in replaced if old.wholly)
    some = dict.fromkeys(old.file_name for old in replaced if not old.wholly)
    said = []
    if whole:
        names = ", ".join(whole)
        said.append(Notice("replaced", f"Same report and overlapping dates: these rows replace those of {names}."))
    if some:
        names = ", ".join(some)
        said.append(
            Notice("replaced", f"These rows replace the days that {names} has too; its other days still count.")
        )
    return said


def _reconciled(con: duckdb.DuckDBPyConnection, file_name: str, slugs: Sequence[str]) -> list[Notice]:
    """How far this file and the campaign's other files agree; in a file of many campaigns only where they do not."""
    notices = []
    for campaign in filter(None, (campaigns.load(con, slug) for slug in slugs[:MOST_RECONCILED])):
        for entry, line in zip(campaign.reconciliations, reconciled(campaign), strict=False):
            concerns = file_name in (entry.file_name, campaign.totals.source)
            if concerns and (len(slugs) == 1 or entry.share != 1):
                name = "" if len(slugs) == 1 else f"{campaign.name}: "
                notices.append(Notice("reconciled", f"{name}{line}"))
    return notices


def known_campaigns(con: duckdb.DuckDBPyConnection) -> list[Known]:
    ids: dict[str, set[str]] = {}
    for campaign_id, slug in campaigns.known_ids(con):
        ids.setdefault(slug, set()).add(campaign_id)
    return [
        Known(slug, name, platform, frozenset(ids.get(slug, ()))) for slug, name, platform in campaigns.known_names(con)
    ]


def _create_missing(con: duckdb.DuckDBPyConnection, filed: Sequence[Filed], platform: str | None, sample: bool) -> None:
    existing = set(campaigns.slugs(con))
    for entry in filed:
        if entry.slug not in existing:
            campaigns.create(con, entry.slug, entry.name, platform, sample)
            existing.add(entry.slug)


def arrow(filed: Sequence[Filed]) -> pa.Table:
    text = pa.string()
    return pa.table(
        {
            "campaign_id": pa.array([entry.campaign_id for entry in filed], text),
            "campaign_name": pa.array([entry.campaign_name for entry in filed], text),
            "slug": pa.array([entry.slug for entry in filed], text),
        }
    )


def _save_preset(con: duckdb.DuckDBPyConnection, receipt: Receipt, given: Answers | None) -> None:
    """A mapping that a person confirmed recognises the next file with the same header."""
    if receipt.profile != "generic" or given is None or not (given.mapping or given.confirmed):
        return
    mapping = {column.source: column.canonical or "" for column in receipt.columns if column.role != "personal"}
    presets.save(con, receipt.header_signature, receipt.file_name, mapping)


def _choose_population(
    con: duckdb.DuckDBPyConnection, slugs: Sequence[str], chosen: str | None, named: Sequence[str]
) -> None:
    """The chosen country; else the only one that the settings name; else what the campaign had before."""
    if chosen is not None:
        check_country(con, chosen)
    country = chosen or (named[0] if len(named) == 1 and is_country(con, named[0]) else None)
    if country is not None:
        for slug in slugs:
            campaigns.set_population(con, slug, country)


def is_country(con: duckdb.DuckDBPyConnection, code: str) -> bool:
    """Whether the reference table holds this country."""
    return bool(con.execute("SELECT 1 FROM population WHERE country = ? LIMIT 1", [code]).fetchall())


def check_country(con: duckdb.DuckDBPyConnection, code: str) -> None:
    """Raise WrongInput for a country without a reference population."""
    if not is_country(con, code):
        raise WrongInput(
            f"No reference population for “{code}”",
            "The table holds two-letter country codes such as DE, CH or US.",
            "Choose another country, or leave it out to compare with the account's other campaigns.",
        )
