"""What may be done with each column of any table: whether it counts people, adds up, and in which currency it is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from aboveboard.intake.headers import distinct, speaks_of_money
from aboveboard.intake.job import Job
from aboveboard.intake.kinds import Decided
from aboveboard.intake.numbers import COUNTS
from aboveboard.model.exploring import ExploredColumn, Kind

_OVERLAP = frozenset({"reach", "eligible", "audience_lo", "audience_hi"})
_PEOPLE = COUNTS | {"results"}
_PEOPLE_WORDS = re.compile(
    r"\b(people|persons?|users?|visitors?|customers?|members?|households?|followers?|viewers?|reach|audience|"
    r"impressions?|views|clicks|leads|conversions|purchases|installs|"
    r"personen|nutzer|besucher|kunden|haushalte|reichweite|zielgruppe|impressionen|einblendungen|aufrufe|ansichten|klicks|"
    r"käufe|installationen|ergebnisse|results|"
    r"personas|usuarios|alcance|impresiones|clics|personnes|utilisateurs|portée|impressions|"
    r"persone|utenti|copertura|impressioni|clic|pessoas|usuários|impressões|cliques)\b"
)
_OVERLAP_WORDS = re.compile(
    r"\b(reach|unique|audience|people|persons?|users?|visitors?|households?|reichweite|personen|nutzer|zielgruppe|"
    r"besucher|haushalte|alcance|personas|usuarios|portée|personnes|utilisateurs|copertura|persone|utenti|pessoas)\b"
)
_RATIO_WORDS = re.compile(
    r"\b(rate|ratio|share|average|avg|mean|median|index|score|percent|frequency|per|cpm|cpc|cpa|ctr|roas|"
    r"quote|anteil|durchschnitt|schnitt|frequenz|häufigkeit|prozent|pro|je|tasa|promedio|media|frecuencia|taux|moyenne|"
    r"fréquence|tasso|frequenza|taxa|média|frequência)\b|%"
)
_SIGN = "'[€$£¥₹₩₺₽]|^[A-Z]{3}|[A-Z]{3}$'"
_CODE = "[A-Z]{3}"
_MOST_LOOKED = 200
OVERLAPS = "It counts people, and one person may stand in several rows: a sum would count that person twice."
RATIO = "It is a ratio or an average, and ratios do not add up to a number that means anything."


def described(
    job: Job, columns: Sequence[Decided], taken: Sequence[str]
) -> tuple[tuple[ExploredColumn, ...], list[str]]:
    """Every column with what may be done with it, and the SQL of its cells in the same order.

    A column whose own cells name several currencies gets a second one beside it that holds the currency; `taken` are
    the names of all columns of the file.
    """
    named = _currency_column(job, columns)
    found: list[ExploredColumn] = []
    cells: list[str] = []
    signed = _signed(job, columns)
    spare = distinct([*taken, *(f"{column.field.source} currency" for column in signed)])[len(taken) :]
    own = {column.field.index: name for column, name in zip(signed, spare, strict=True)}
    for column in columns:
        currency = own.get(column.field.index, named if _is_money(column) else "")
        found.append(_one(job, column, column.field.source, currency))
        cells.append(column.sql)
    for column in signed:
        found.append(ExploredColumn(own[column.field.index], Kind.TEXT))
        cells.append(f"nullif(regexp_extract(c{column.field.index}, {_SIGN}), '')")
    return tuple(found), cells


def meant(column: ExploredColumn, canonical: str | None) -> ExploredColumn:
    """The column after somebody said what it is: what may be done with it follows from that, not from its name."""
    if column.kind is not Kind.NUMBER or not canonical:
        return column
    ratio, overlaps = canonical == "frequency", canonical in _OVERLAP
    return replace(
        column,
        canonical=canonical,
        people=canonical in _PEOPLE,
        not_added=RATIO if ratio else OVERLAPS if overlaps else "",
    )


def _one(job: Job, column: Decided, name: str, currency: str) -> ExploredColumn:
    field = column.field
    if column.kind is not Kind.NUMBER:
        return ExploredColumn(name, column.kind, field.canonical, unread=column.unread)
    people = field.canonical in _PEOPLE or counts_people(field.header.name)
    ratio = _is_ratio(job, column)
    return ExploredColumn(
        name,
        column.kind,
        field.canonical,
        whole=column.whole,
        people=people and not ratio,
        not_added=RATIO if ratio else OVERLAPS if _overlaps(column) else "",
        currency="" if ratio and not currency else currency,
        unread=column.unread,
    )


def counts_people(name: str) -> bool:
    """Whether a column's name in lower case announces people or what they did."""
    return bool(_PEOPLE_WORDS.search(name))


def _overlaps(column: Decided) -> bool:
    known = column.field.canonical
    return known in _OVERLAP if known else bool(_OVERLAP_WORDS.search(column.field.header.name))


def _is_ratio(job: Job, column: Decided) -> bool:
    field = column.field
    if field.canonical is not None and field.canonical != "frequency":
        return False
    name = field.header.name
    if field.canonical == "frequency" or re.search(job.words.derived, name) or _RATIO_WORDS.search(name):
        return True
    if column.style is not None and column.style.plain:
        return False
    signs = f"SELECT count_if(contains(c{field.index}, '%')) * 2 > count(c{field.index}) FROM base"
    return bool(job.con.execute(signs).fetchall()[0][0])


def _is_money(column: Decided) -> bool:
    field = column.field
    return column.kind is Kind.NUMBER and (
        field.canonical == "spend" or field.header.currency is not None or speaks_of_money(field.header.name)
    )


def _currency_column(job: Job, columns: Sequence[Decided]) -> str:
    """Name of the column whose cells are all codes of currencies, more than one of them."""
    texts = [column.field for column in columns if column.kind is Kind.TEXT][:_MOST_LOOKED]
    if not texts:
        return ""
    checks = ", ".join(f"coalesce(bool_and(regexp_full_match(upper(c{field.index}), $code)), false)" for field in texts)
    row = job.con.execute(f"SELECT {checks} FROM base", {"code": _CODE}).fetchall()[0]
    for field, short in zip(texts, row, strict=True):
        if not short:
            continue
        values = job.con.execute(
            f"SELECT DISTINCT upper(c{field.index}) FROM base WHERE c{field.index} IS NOT NULL LIMIT 200"
        ).fetchall()
        if len(values) > 1 and all(value in job.words.currencies for (value,) in values):
            return field.source
    return ""


def _signed(job: Job, columns: Sequence[Decided]) -> list[Decided]:
    """Number columns whose cells carry signs or codes of more than one currency."""
    found = []
    for column in columns:
        if column.kind is Kind.NUMBER and column.style is not None and not column.style.plain:
            signs = f"SELECT count(DISTINCT nullif(regexp_extract(c{column.field.index}, {_SIGN}), '')) FROM base"
            if int(job.con.execute(signs).fetchall()[0][0]) > 1:
                found.append(column)
    return found
