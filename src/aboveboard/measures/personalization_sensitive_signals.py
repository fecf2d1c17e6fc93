"""Which signals are sensitive? The highest tier among targeting values in use, with every value of tier 3 or more."""

import unicodedata

from aboveboard.measures import layers, reasons, sensitivity, targeting, weights
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.sensitivity import Sensitivity
from aboveboard.measures.weights import Weights
from aboveboard.model import Measurement, Row, Scope, Status
from aboveboard.model.numbers import percent

MEASURE = "personalization.sensitive_signals"
MAX_UNREAD = 0.2
LISTED_TIER = 3
LISTED = 300
METHOD = (
    "Highest tier (0 context to 4 special category or stand-in) among targeting values in use, included and excluded; "
    "words are matched whole, regardless of case, accents, hyphens and plural s, against lists in English, German, "
    "Spanish and French. No hit does not prove that a value is harmless."
)


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """One deciding figure for the campaign, with the values behind it."""
    read = targeting.read(evidence)
    found = sensitivity.of_clauses(evidence, read.clauses)
    if not read.clauses:
        return (reasons.not_supplied(MEASURE, "max_tier", evidence.campaign),)
    weighed = weights.read(evidence)
    worded = [entry for entry in found if entry.clause.dimension in sensitivity.WORDED]
    foreign = [entry for entry in worded if not entry.understood and not _latin(entry.clause.value)]
    known, every = weighed.impressions(read.units), weighed.total
    tier = max((entry.tier for entry in found), default=0)
    unread = len(foreign) / len(worded) if worded else 0.0
    enough = unread <= MAX_UNREAD or tier >= sensitivity.MINORS
    return (
        Measurement(
            measure=MEASURE,
            statistic="max_tier",
            campaign=evidence.campaign,
            scope=Scope.CAMPAIGN,
            status=Status.MEASURED if enough else Status.INSUFFICIENT,
            reason="" if enough else f"{percent(unread)} of the values are in a script without word lists.",
            value=float(tier) if enough else None,
            unit="tier",
            ci_method="read from the settings, no interval",
            n=float(len(found)),
            base="targeting values in use",
            coverage=known / every if known is not None and every else None,
            method=METHOD,
            columns=("targeting.dimension", "targeting.operator", "targeting.value"),
            sql=read.query.shown,
            rows=_rows(found, weighed),
            figures=_figures(found, worded),
            texts={"note": "" if worded else "No setting holds words; ages, places and languages were read."},
            decides=True,
        ),
    )


def _figures(found: tuple[Sensitivity, ...], worded: list[Sensitivity]) -> dict[str, float | None]:
    matched = sum(1 for entry in worded if entry.words)
    per_tier = {f"tier_{tier}": float(sum(entry.tier == tier for entry in found)) for tier in range(5)}
    return {**per_tier, "values": float(len(found)), "matched_share": matched / len(worded) if worded else None}


def _latin(text: str) -> bool:
    """Whether the letters of a value are Latin, which the word lists cover."""
    letters = [letter for letter in text if letter.isalpha()]
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)


def _rows(found: tuple[Sensitivity, ...], weighed: Weights) -> tuple[Row, ...]:
    """Values of tier 3 and more by tier, one row per ad set, with what they weigh."""
    listed = sorted(
        (entry for entry in found if entry.tier >= LISTED_TIER), key=lambda entry: (-entry.tier, entry.clause.value)
    )
    rows = [_row(entry, unit, weighed) for entry in listed for unit in entry.clause.units]
    return tuple(rows[:LISTED])


def _row(entry: Sensitivity, unit: str, weighed: Weights) -> Row:
    weight = weighed.of(unit)
    return Row(
        label=entry.clause.value,
        figures={
            "tier": float(entry.tier),
            "impressions": weight.impressions,
            **{f"spend {currency}".strip(): amount for currency, amount in weight.spend.items()},
        },
        texts={
            "value": entry.clause.value,
            "ad_set": unit,
            "category": entry.category,
            "words": ", ".join(entry.words),
            "reason": entry.reason,
            "operator": entry.clause.operator,
            "dimension": entry.clause.dimension,
            "column": entry.clause.raw_column,
            "layer": layers.kind_of(entry.clause) or "",
            "proxy": "stand-in" if entry.proxy else "",
        },
    )
