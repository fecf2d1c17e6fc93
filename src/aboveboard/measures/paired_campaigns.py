"""A campaign held against its twin: same targeting, budget and dates, another creative. Whom did each reach?

What differs besides the creative is listed: a difference in delivery can be put down to the creative, or to what the
platform made of it, only as far as the rest is equal.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from aboveboard.measures import counts as counting
from aboveboard.measures import cuts, paired, targeting
from aboveboard.measures.counts import Counts, People
from aboveboard.measures.cuts import Cut
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.groups import GENDER, Attribute, Key, compared, known
from aboveboard.measures.query import Query
from aboveboard.measures.ratios import holm
from aboveboard.model import Measurement, Scope, Status
from aboveboard.model.numbers import percent

MEASURE = "exclusions.delivery"
STATISTIC = "pair_difference"
METHOD = (
    "Share of the group among the people reached whose group is known, in the campaign less in its twin; pooled "
    "two-proportion z, Holm-adjusted where there are more than two groups. Each share has its own 99 % Wilson "
    "interval; that two such intervals overlap is no test."
)


@dataclass(frozen=True)
class _Side:
    """One campaign of the pair."""

    evidence: Evidence
    cut: Cut
    counts: Counts
    people: People

    def of(self, key: Key) -> float:
        """People of one group."""
        return float(self.people.x[0, self.counts.keys.index(key)]) if key in self.counts.keys else 0.0

    @property
    def unknown(self) -> float:
        """Share of people whose group is not known, 0–1."""
        every = float(self.people.x[0].sum())
        return sum(self.of(key) for key in self.counts.keys if not known(key)) / every if every else 0.0


def measure(first: Evidence, second: Evidence, attribute: Attribute = GENDER) -> tuple[Measurement, ...]:
    """One figure per group: share in `first` less share in `second`. At best watched, so it never decides alone.

    A single figure with the reason where a side has no such breakdown, too few people or too many unknown ones.
    """
    sides = [side for evidence in (first, second) if (side := _read(evidence, attribute)) is not None]
    figure = _figure(first, second, attribute)
    if len(sides) < 2:
        reason = f"Both campaigns need a delivery report broken down by {attribute.name}."
        return (replace(figure, status=Status.NOT_SUPPLIED, reason=reason, needs=(*attribute.columns, "impressions")),)
    mine, theirs = sides
    keys = compared(attribute, [*mine.counts.keys, *theirs.counts.keys])
    if why := _why_not(mine, theirs, keys, attribute):
        return (replace(figure, status=Status.INSUFFICIENT, reason=why),)
    found = list(_groups(_filled(figure, mine, theirs), mine, theirs, keys, attribute))
    tested = [at for at, group in enumerate(found) if group.p is not None]
    p = [found[at].p or 0.0 for at in tested]
    # Of two groups the second is the mirror of the first: one test, not two.
    for at, adjusted in zip(tested, holm(p) if len(keys) > 2 and p else p, strict=True):
        found[at] = replace(found[at], p_adjusted=float(adjusted), family_size=len(tested) if len(keys) > 2 else 1)
    return tuple(found)


def _read(evidence: Evidence, attribute: Attribute) -> _Side | None:
    cut = cuts.pick(evidence.cuts, attribute.segments)
    if cut is None:
        return None
    read = counting.gather(evidence.reader, attribute, cuts.rows_of([cut]), by_unit=False, daily=cut.daily)
    return _Side(evidence, cut, read, counting.people(read, evidence.limits["frequency.default"]))


def _figure(first: Evidence, second: Evidence, attribute: Attribute) -> Measurement:
    return Measurement(
        measure=MEASURE,
        statistic=STATISTIC,
        campaign=first.campaign,
        scope=Scope.CAMPAIGN,
        status=Status.MEASURED,
        attribute=attribute.name,
        unit="share",
        base=f"the campaign {second.campaign}",
        method=METHOD,
        badges=("weak",),
        texts={"twin": second.campaign, "differs": "; ".join(differences(first, second))},
    )


def _filled(figure: Measurement, mine: _Side, theirs: _Side) -> Measurement:
    """With rows, columns and badges of both sides."""
    badges = {badge for side in (mine, theirs) for badge in side.people.badges(0)}
    return replace(
        figure,
        columns=(*(f"seg_{name}" for name in mine.cut.breakdown), "impressions", "reach", "frequency"),
        sql=f"{mine.counts.query.shown};\n{theirs.counts.query.shown}",
        method=f"{METHOD} Rows read: {mine.cut.words}, and {theirs.cut.words} of the twin.",
        badges=tuple(dict.fromkeys(("weak", *sorted(badges)))),
    )


def _why_not(mine: _Side, theirs: _Side, keys: tuple[Key, ...], attribute: Attribute) -> str:
    """Why the pair says nothing; empty if it does."""
    most = mine.evidence.limits["unknown.max_share"]
    for side in (mine, theirs):
        if not side.people.countable[0] or not sum(side.of(key) for key in keys):
            return f"The people that {side.evidence.campaign} reached by {attribute.name} cannot be counted."
        if side.unknown > most:
            return f"{attribute.name.capitalize()} is unknown for {percent(side.unknown)} of {side.evidence.campaign}."
    return ""


def _groups(
    figure: Measurement, mine: _Side, theirs: _Side, keys: tuple[Key, ...], attribute: Attribute
) -> Iterator[Measurement]:
    n, other_n = (sum(side.of(key) for key in keys) for side in (mine, theirs))
    least = mine.evidence.limits["ratio.min_expected"]
    for key in keys:
        pair = paired.compare(mine.of(key), n, theirs.of(key), other_n)
        every = n + other_n
        group = replace(figure, scope=Scope.SEGMENT, segment=attribute.segment(key), n=every, n_effective=every)
        if pair is None or pair.min_expected < least:
            expected = pair.min_expected if pair else 0.0
            reason = f"Only {expected:.1f} people of this group expected in the smaller campaign; {least:g} are needed."
            yield replace(group, status=Status.INSUFFICIENT, reason=reason)
            continue
        yield paired.filled(group, pair, n, other_n)


def differences(first: Evidence, second: Evidence) -> tuple[str, ...]:
    """What is not alike besides the creative, in words; what a file does not tell counts as not known to be alike."""
    found = []
    mine, theirs = targeting.read(first).clauses, targeting.read(second).clauses
    if not mine or not theirs:
        found.append("the settings of both are not in the data")
    elif {_said(clause) for clause in mine} != {_said(clause) for clause in theirs}:
        found.append("the settings differ")
    spent, other_spent = _totals(first), _totals(second)
    if not spent[0] or not other_spent[0]:
        found.append("the spend of both is not in the data")
    elif paired.spend_differs(spent[0], other_spent[0]):
        found.append("the spend differs by more than a tenth")
    if None in (*spent[1], *other_spent[1]):
        found.append("the days of both are not in the data")
    elif spent[1] != other_spent[1]:
        found.append("the days differ")
    return tuple(found)


def _said(clause: targeting.Clause) -> tuple[str, str, str]:
    return clause.dimension, clause.operator, clause.value.casefold()


def _totals(evidence: Evidence) -> tuple[dict[str, float], tuple[object, object]]:
    """Spend per currency from the coarsest rows, and first and last day."""
    cut = cuts.pick(evidence.cuts)
    if cut is None:
        return {}, (None, None)
    scope = cuts.rows_of([cut])
    query = Query(
        f"""SELECT coalesce(currency, '') AS currency, sum(spend)::DOUBLE AS spend,
  min(coalesce(date, period_start, flight_start)) AS first, max(coalesce(date, period_end, flight_end)) AS last
FROM delivery WHERE {scope.condition} GROUP BY currency ORDER BY currency""",
        scope.values,
    )
    rows = evidence.reader.rows(query)
    firsts, lasts = ([row[name] for row in rows if row[name] is not None] for name in ("first", "last"))
    return (
        {row["currency"]: row["spend"] for row in rows if row["spend"] is not None},
        (min(firsts, default=None), max(lasts, default=None)),
    )
