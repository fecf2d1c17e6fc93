"""What was excluded on purpose: one figure per class of exclusion, counted in ad sets, with every clause."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from aboveboard.measures import opportunity, reasons, targeting, weights, wordlists
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.exclusion_classes import class_of
from aboveboard.measures.targeting import Clause, Targeting
from aboveboard.measures.weights import Weights
from aboveboard.measures.wordlists import Term
from aboveboard.model import Measurement, Row, Scope, Status

MEASURE = "exclusions.declared"
LISTED = 300
PARTLY = "The files name some settings and no exclusion, but not all settings of an ad set: add the settings export."
METHOD = (
    "Exclusion clauses of ad sets in use, spelling variants merged, by class: setting, column and word list decide. "
    "Counts are ad sets per class; classes are never added up."
)


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """One figure per class that occurs; a single zero when settings were read and hold no exclusion."""
    read = targeting.read(evidence)
    if not read.clauses:
        return (reasons.not_supplied(MEASURE, "clauses", evidence.campaign),)
    weighed = weights.read(evidence)
    figure = _figure(evidence, read, weighed)
    classes: dict[str, list[tuple[Clause, tuple[Term, ...]]]] = defaultdict(list)
    excluded = [clause for clause in read.clauses if clause.operator == "exclude" and clause.narrows]
    terms = matched(evidence, excluded)
    legal_age = bool(opportunity.legal_age_words(evidence.con, evidence.campaign))
    for clause in excluded:
        hits = terms.get(clause.value, ())
        classes[class_of(clause, hits, legal_age)].append((clause, hits))
    if not classes and not read.whole:
        return (reasons.not_supplied(MEASURE, "clauses", evidence.campaign, PARTLY),)
    if not classes:
        figure = replace(figure, n=float(len(read.whole)), coverage=_coverage(read.whole, weighed))
        return (replace(figure, value=0.0, figures={"clauses": 0.0}, texts={"class": ""}),)
    return tuple(_of_class(figure, name, classes[name], weighed) for name in sorted(classes))


def matched(evidence: Evidence, clauses: list[Clause]) -> dict[str, tuple[Term, ...]]:
    """Sensitive terms that stand in each clause's value."""
    return wordlists.sensitive_in(evidence.con, sorted({clause.value for clause in clauses}))


def _figure(evidence: Evidence, read: Targeting, weighed: Weights) -> Measurement:
    return Measurement(
        measure=MEASURE,
        statistic="clauses",
        campaign=evidence.campaign,
        scope=Scope.CAMPAIGN,
        status=Status.MEASURED,
        unit="ad sets",
        ci_method="read from the settings, no interval",
        n=float(len(read.units)),
        base="ad sets whose settings were supplied",
        coverage=_coverage(read.units, weighed),
        method=METHOD,
        columns=("targeting.dimension", "targeting.operator", "targeting.value"),
        sql=read.query.shown,
        decides=True,
    )


def _coverage(units: Sequence[str], weighed: Weights) -> float | None:
    known, every = weighed.impressions(units), weighed.total
    return known / every if known is not None and every else None


def _of_class(
    figure: Measurement, name: str, clauses: list[tuple[Clause, tuple[Term, ...]]], weighed: Weights
) -> Measurement:
    units = sorted({unit for clause, _ in clauses for unit in clause.units})
    spend = weighed.spend(units)
    rows = [_row(clause, unit, name, hits, weighed) for clause, hits in clauses for unit in clause.units]
    return replace(
        figure,
        value=float(len(units)),
        figures={
            "clauses": float(len(clauses)),
            "impressions": weighed.impressions(units),
            **{f"spend {currency}".strip(): amount for currency, amount in spend.items()},
        },
        texts={"class": name},
        rows=tuple(rows[:LISTED]),
    )


def _row(clause: Clause, unit: str, name: str, hits: tuple[Term, ...], weighed: Weights) -> Row:
    weight = weighed.of(unit)
    return Row(
        label=clause.value,
        figures={
            "impressions": weight.impressions,
            **{f"spend {currency}".strip(): amount for currency, amount in weight.spend.items()},
        },
        texts={
            "ad_set": unit,
            "value": clause.value,
            "class": name,
            "dimension": clause.dimension,
            "column": clause.raw_column,
            "words": ", ".join(dict.fromkeys(term.term for term in hits)),
        },
    )
