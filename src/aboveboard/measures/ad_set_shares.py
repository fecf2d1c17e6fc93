"""What each ad set's delivery is made of, and whether two ad sets of one campaign reached different people.

Shares need no base: they say whom an ad set reached, not whom it left out. The two ad sets whose shares of a group lie
furthest apart are tested against each other; the p is multiplied by the number of pairs they were picked from.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from aboveboard.measures import counts as counting
from aboveboard.measures import paired, targeting
from aboveboard.measures.campaign_comparison import Read
from aboveboard.measures.comparison import Limits
from aboveboard.measures.counts import Counts, People
from aboveboard.measures.drivers import spend_by_ad_set
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.families import Bools
from aboveboard.measures.groups import Attribute, Key, compared, known
from aboveboard.measures.ratio_rows import TOO_FEW, number
from aboveboard.measures.ratios import Floats, wilson
from aboveboard.model import Measurement, Row, Scope, Status
from aboveboard.model.numbers import percent

STATISTIC = "ad_set_difference"
LISTED = 200
"""Ad sets listed under one group, the largest first."""
METHOD = (
    "Share of the group among the people of an ad set whose group is known; the two ad sets whose shares lie furthest "
    "apart, pooled two-proportion z, p times the number of pairs of ad sets (and groups) they were picked from. Each "
    "share has its own 99 % Wilson interval; that two such intervals overlap is no test."
)


@dataclass(frozen=True)
class AdSetShares:
    """Arrays of shape (ad sets, groups): people, and impressions, of groups with a known value."""

    attribute: Attribute
    counts: Counts
    keys: tuple[Key, ...]
    people: People
    x: Floats
    impressions: Floats
    unknown: Floats
    """Per ad set: share of people whose group is not known."""

    @property
    def total(self) -> Floats:
        """People of a known group per ad set."""
        summed: Floats = self.x.sum(axis=1)
        return summed

    def share(self) -> Floats:
        """Of the people whose group is known; NaN where nobody was reached."""
        return _share(self.x)

    def share_of_impressions(self) -> Floats:
        """Of the impressions whose group is known."""
        return _share(self.impressions)

    def known_enough(self, most: float) -> Bools:
        """Ad sets whose people can be counted and are mostly of a known group."""
        enough: Bools = self.people.countable & (self.unknown <= most) & (self.total > 0)
        return enough


def _share(values: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = values / values.sum(axis=1, keepdims=True)
    return found


def read(counts: Counts, attribute: Attribute, default_frequency: float) -> AdSetShares:
    """Shares of every ad set; groups under 18 count as known but are not listed."""
    people = counting.people(counts, default_frequency)
    is_known = np.array([known(key) for key in counts.keys], dtype=bool)
    keys = tuple(key for key in counts.keys if known(key))
    every = people.x.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        unknown = np.where(every > 0, people.x[:, ~is_known].sum(axis=1) / every, 0.0)
    return AdSetShares(
        attribute,
        counts,
        keys,
        people,
        people.x[:, is_known],
        counts.impressions[:, is_known],
        unknown,
    )


def listed(
    figures: Iterable[Measurement], counts: Counts | None, attribute: Attribute, limits: Limits
) -> tuple[Measurement, ...]:
    """Each group's share in the campaign, with its share in every ad set as rows."""
    if counts is None:
        return tuple(figures)
    shares = read(counts, attribute, limits["frequency.default"])
    by_segment = {str(attribute.segment(key)): key for key in shares.keys}
    return tuple(
        replace(figure, rows=rows(shares, by_segment[str(figure.segment)], limits["cell.min_people"]))
        if str(figure.segment) in by_segment
        else figure
        for figure in figures
    )


def rows(shares: AdSetShares, key: Key, fewest: float) -> tuple[Row, ...]:
    """The group's share in every ad set, the largest ad set first. Fewer than `fewest` people are marked."""
    at, order = shares.keys.index(key), np.argsort(-shares.total, kind="stable")[:LISTED]
    of_people, of_impressions = shares.share()[:, at], shares.share_of_impressions()[:, at]
    found = []
    for row in (int(place) for place in order):
        n, count = float(shares.total[row]), float(shares.x[row, at])
        bounds = wilson(count, n) if shares.people.countable[row] else None
        usable = shares.people.countable[row]
        found.append(
            Row(
                label=shares.counts.units[row] or "",
                segment=shares.attribute.segment(key),
                figures={
                    "share": number(of_people[row]) if usable else None,
                    "ci_low": bounds[0] if bounds else None,
                    "ci_high": bounds[1] if bounds else None,
                    "share_of_impressions": number(of_impressions[row]),
                    "count": count if usable else None,
                    "people": n if usable else None,
                    "impressions": number(shares.impressions[row, at]),
                    "unknown_share": float(shares.unknown[row]),
                },
                texts={"suppressed": TOO_FEW} if 0 < count < fewest else {},
            )
        )
    return tuple(found)


def difference(evidence: Evidence, read_from: Read, measure: str, attribute: Attribute) -> tuple[Measurement, ...]:
    """The two ad sets that differ most, tested; empty with fewer than two ad sets that can be counted."""
    counts = read_from.by_ad_set
    if counts is None or len(counts.units) < 2:
        return ()
    shares = read(counts, attribute, evidence.limits["frequency.default"])
    groups = [shares.keys.index(key) for key in compared(attribute, shares.keys)]
    usable = np.flatnonzero(shares.known_enough(evidence.limits["unknown.max_share"]))
    picked = _furthest(shares, usable, groups, evidence.limits["ratio.min_expected"])
    if picked is None:
        return ()
    first, second, at = picked
    pairs = len(usable) * (len(usable) - 1) // 2 * (1 if len(groups) == 2 else len(groups))
    return (_figure(evidence, read_from, measure, shares, (first, second, at), pairs),)


def _furthest(
    shares: AdSetShares, usable: np.ndarray[tuple[int], np.dtype[np.int64]], groups: list[int], least: float
) -> tuple[int, int, int] | None:
    """Ad set with the highest share, ad set with the lowest, and the group whose shares differ most."""
    found: list[tuple[float, int, int, int]] = []
    share, total = shares.share(), shares.total
    pooled = _share(shares.x[usable].sum(axis=0, keepdims=True))[0] if len(usable) else np.zeros(len(shares.keys))
    for at in groups:
        large = [int(row) for row in usable if total[row] * min(pooled[at], 1 - pooled[at]) >= least]
        if len(large) >= 2:
            high, low = max(large, key=lambda row: share[row, at]), min(large, key=lambda row: share[row, at])
            found.append((round(float(share[high, at] - share[low, at]), 9), -at, high, low))
    if not found or max(found)[0] <= 0:
        return None
    _, group, high, low = max(found)
    return high, low, -group


def _figure(
    evidence: Evidence,
    read_from: Read,
    measure: str,
    shares: AdSetShares,
    picked: tuple[int, int, int],
    pairs: int,
) -> Measurement:
    first, second, at = picked
    key = shares.keys[at]
    n, m = (float(shares.total[row]) for row in (first, second))
    pair = paired.compare(float(shares.x[first, at]), n, float(shares.x[second, at]), m)
    names = tuple(shares.counts.units[row] or "" for row in (first, second))
    figure = Measurement(
        measure=measure,
        statistic=STATISTIC,
        campaign=evidence.campaign,
        scope=Scope.AD_SET,
        ad_set=names[0],
        status=Status.MEASURED,
        attribute=shares.attribute.name,
        segment=shares.attribute.segment(key),
        unit="share",
        base=f"ad set {names[1]} of the same campaign",
        method=METHOD,
        columns=(*shares.attribute.columns, "reach" if shares.people.from_reach[first] else "impressions"),
        badges=tuple(sorted({badge for row in (first, second) for badge in shares.people.badges(row)})),
        sql=shares.counts.query.shown,
        texts={"twin": names[1], "differs": "; ".join(_differences(evidence, read_from, names))},
        rows=rows(shares, key, evidence.limits["cell.min_people"]),
        n=n + m,
        n_effective=n + m,
    )
    if pair is None:
        return replace(figure, status=Status.INSUFFICIENT, reason="Nobody was reached by one of the two ad sets.")
    tested = paired.filled(figure, pair, n, m)
    return replace(tested, p_adjusted=min(1.0, pair.p * pairs), family_size=pairs)


def _differences(evidence: Evidence, read_from: Read, names: tuple[str, ...]) -> tuple[str, ...]:
    """What is not alike besides the creative, in words; what the files do not tell counts as not known to be alike."""
    found = []
    clauses = targeting.read(evidence).clauses
    said = [
        {(clause.dimension, clause.operator, clause.value.casefold()) for clause in clauses if name in clause.units}
        for name in names
    ]
    if not all(said):
        found.append("the settings of both are not in the data")
    elif said[0] != said[1]:
        found.append("their settings differ")
    cut = read_from.ad_set_cut
    spent = [spend_by_ad_set(evidence.reader, cut).get(name, {}) for name in names] if cut else [{}, {}]
    if not all(spent):
        found.append("the spend of both is not in the data")
    elif paired.spend_differs(spent[0], spent[1]):
        found.append(f"their spend differs by more than {percent(paired.ALIKE_SPEND)}")
    return tuple(found)
