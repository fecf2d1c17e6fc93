"""Money that could not reach a group: weekly spend of ad sets whose settings or exclusions leave the group out.

One line per group, week and currency, stored with the campaign's other figures, so that a portfolio adds lines up and
never has to open the data again. What settings nobody supplied may hide is a column of its own.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from aboveboard.measures import exclusions_declared, spend_weeks, targeting
from aboveboard.measures.bands import ADULT_BANDS
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.groups import AGE, GENDER, GENDERS, Attribute, Key, band_text, label
from aboveboard.measures.spend_weeks import SpendWeeks
from aboveboard.model import Measurement, Row, Scope, Status

MEASURE = "exclusions.delivery"
"""Not exclusions.implied: new spend would otherwise reopen the question about settings, which did not move."""
STATISTIC = "spend_out_of_reach"
BY_CLASS = ("protected", "proxy")
"""Classes of declared exclusions that leave people out; own customers, legal ages and placements do not count."""
METHOD = (
    "Weekly spend of each ad set times the share of the group that its age and gender settings keep out, and all of "
    "its spend for a group named in an exclusion; divided by all spend of the week in the same currency."
)


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """One figure: the group that most of the money could not reach, with every group and week in its rows.

    Empty without spend in the files. Without settings the rows are there and say "unknown", so that a portfolio does
    not take what nobody supplied for reach.
    """
    spent = spend_weeks.read(evidence)
    if spent is None:
        return ()
    rows = tuple(sorted(_rows(evidence, spent), key=lambda row: (row.texts["currency"], row.texts["week"], row.label)))
    currency = max({key[2] for key in spent.amounts}, key=lambda name: _all(spent, name))
    total = _all(spent, currency)
    figure = Measurement(
        measure=MEASURE,
        statistic=STATISTIC,
        campaign=evidence.campaign,
        scope=Scope.CAMPAIGN,
        status=Status.MEASURED,
        unit="share",
        ci_method="read from the settings, no interval",
        n=total,
        base=f"all spend of the campaign in {currency or 'its currency'}",
        coverage=evidence.coverage(spent.cut),
        method=METHOD + (" Windows longer than a week are spread evenly over their days." if spent.spread else ""),
        columns=("spend", "currency", "date" if spent.cut.daily else "period_start", "targeting"),
        badges=("spread_evenly",) if spent.spread else (),
        sql=spent.query.shown,
        rows=rows,
        texts={"currency": currency},
    )
    if not any(unit in evidence.settings.by_unit for unit, _, _ in spent.amounts):
        reason = "The settings of the ad sets that spent money are not in the files: add the ad set settings."
        return (replace(figure, status=Status.NOT_SUPPLIED, reason=reason, needs=("targeting",)),)
    worst = max(_totals(rows, currency).items(), key=lambda pair: pair[1])
    return (replace(figure, value=worst[1] / total, texts={"group": worst[0], "currency": currency}),)


def _all(spent: SpendWeeks, currency: str) -> float:
    return sum(amount for (_, _, own), amount in spent.amounts.items() if own == currency)


def _totals(rows: tuple[Row, ...], currency: str) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for row in rows:
        if row.texts["currency"] == currency:
            found[row.label] += row.figures["out_of_reach"] or 0.0
    return found


def _groups() -> Iterator[tuple[Attribute, Key]]:
    for gender in GENDERS:
        yield GENDER, (gender,)
    for band in ADULT_BANDS:
        yield AGE, (band_text(band),)


def _rows(evidence: Evidence, spent: SpendWeeks) -> Iterator[Row]:
    for attribute, key in _groups():
        out = {unit: evidence.settings.of(unit).coverage(attribute, key) for unit, _, _ in spent.amounts}
        shares = {unit: None if covered is None else 1 - covered for unit, covered in out.items()}
        yield from _weekly(spent, label(attribute.segment(key)), attribute.segment(key), "setting", shares)
    read = targeting.read(evidence).whole
    for value, cause, units in _excluded(evidence):
        shares = {unit: float(unit in units) if unit in units or unit in read else None for unit, _, _ in spent.amounts}
        yield from _weekly(spent, value, {"excluded": value}, cause, shares)


def _excluded(evidence: Evidence) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Named groups that ad sets exclude, by the class of the exclusion."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for figure in exclusions_declared.measure(evidence):
        if figure.texts.get("class") in BY_CLASS:
            for row in figure.rows:
                found[row.texts["value"], row.texts["class"]].add(row.texts["ad_set"])
    for (value, cause), units in found.items():
        yield value, cause, frozenset(units)


def _weekly(
    spent: SpendWeeks, group: str, segment: dict[str, str], cause: str, out: dict[str | None, float | None]
) -> Iterator[Row]:
    """Lines of one group. spend: of the week; out_of_reach: that could not reach the group; unknown: of ad sets whose
    settings are not in the files."""
    lines: dict[tuple[str, str], dict[str, float | None]] = {}
    for (unit, week, currency), amount in spent.amounts.items():
        line = lines.setdefault((week, currency), {"spend": 0.0, "out_of_reach": 0.0, "unknown": 0.0})
        share = out[unit]
        line["spend"] = (line["spend"] or 0.0) + amount
        name = "unknown" if share is None else "out_of_reach"
        line[name] = (line[name] or 0.0) + amount * (1.0 if share is None else share)
    for (week, currency), figures in lines.items():
        yield Row(
            label=group, segment=segment, figures=figures, texts={"week": week, "currency": currency, "cause": cause}
        )
