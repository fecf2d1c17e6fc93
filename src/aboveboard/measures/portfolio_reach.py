"""Which groups did all our campaigns miss? Groups × weeks: share of spend that could not, or did not, reach them.

Pure: it adds up the weekly lines that each campaign stored, and what delivery findings say about groups that were let
in and hardly reached. One unfair limit in one campaign is a detail; the same limit in all of them is a wall.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from aboveboard.measures.spend_out_of_reach import STATISTIC
from aboveboard.model import Finding, Measurement, Outcome, Row, Scope
from aboveboard.model.portfolio import GroupSpend

Group = tuple[tuple[str, str], ...]
"""A segment's values, sorted by name: labels may be worded anew, this stays."""
EXCLUDED = "excluded"
"""Name in the segment of a group that an exclusion names."""
DELIVERY = "delivery"
"""Cause of money that was free to reach a group and did not."""


@dataclass(frozen=True)
class CampaignSpend:
    """What one campaign adds to the portfolio."""

    campaign: str
    rows: Sequence[Row]
    """Rows of its figure `spend_out_of_reach`."""
    shortfall: dict[Group, float] = field(default_factory=dict)
    """Groups with flagged delivery, and how far they stay below the best-reached group: 1 − ratio."""


def of_campaign(campaign: str, measurements: Iterable[Measurement], findings: Iterable[Finding]) -> CampaignSpend:
    """A campaign's stored figures and findings as its part of the portfolio; no rows when it has no spend in the data.

    A caller lists such campaigns beside the picture: they may have left anybody out.
    """
    rows = next((m.rows for m in measurements if m.statistic == STATISTIC), ())
    return CampaignSpend(campaign, rows, shortfalls(findings))


def completed(campaigns: Sequence[CampaignSpend]) -> tuple[CampaignSpend, ...]:
    """The same with a line for every exclusion that any campaign names, so that shares are of all spend.

    Campaigns tell of named groups only where they exclude them; where one does not, its money was free to reach them,
    except that of ad sets whose settings are not in the files.
    """
    named = {row.label: row for campaign in campaigns for row in campaign.rows if EXCLUDED in row.segment}
    return tuple(_complete(campaign, named) for campaign in campaigns)


def _complete(campaign: CampaignSpend, named: dict[str, Row]) -> CampaignSpend:
    weeks: dict[tuple[str, str], Row] = {}
    for row in campaign.rows:
        key = row.texts["week"], row.texts["currency"]
        if key not in weeks or (row.figures["unknown"] or 0.0) < (weeks[key].figures["unknown"] or 0.0):
            weeks[key] = row
    told = {(row.label, row.texts["week"], row.texts["currency"]) for row in campaign.rows if EXCLUDED in row.segment}
    free = [
        replace(line, figures={**row.figures, "out_of_reach": 0.0}, texts={**row.texts, "cause": line.texts["cause"]})
        for label, line in named.items()
        for key, row in weeks.items()
        if (label, *key) not in told
    ]
    return replace(campaign, rows=(*campaign.rows, *free))


def group_of(segment: dict[str, str]) -> Group:
    """The segment as a key."""
    return tuple(sorted(segment.items()))


def shortfalls(findings: Iterable[Finding]) -> dict[Group, float]:
    """Groups that delivery of a whole campaign is flagged for, with 1 − ratio; the lowest ratio of several counts."""
    found: dict[Group, float] = {}
    for finding in findings:
        if finding.measure != "exclusions.delivery":
            continue
        places = [(place.measurement, place.outcome) for place in finding.places]
        for m, outcome in [(finding.measurement, finding.outcome), *places]:
            whole = outcome is Outcome.FLAGGED and m.scope is Scope.SEGMENT and m.statistic == "impact_ratio"
            if whole and m.segment and m.value is not None and m.value < 1:
                group = group_of(m.segment)
                found[group] = max(found.get(group, 0.0), 1 - m.value)
    return found


@dataclass
class _Sums:
    """What adds up in one cell."""

    row: Row
    spend: float = 0.0
    unknown: float = 0.0
    causes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    campaigns: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def cell(self, group: Group) -> GroupSpend:
        """The finished cell."""
        week, currency = self.row.texts["week"], self.row.texts["currency"]
        causes = dict(self.causes)
        return GroupSpend(
            self.row.label, dict(group), week, currency, self.spend, causes, self.unknown, dict(self.campaigns)
        )


def cumulative(campaigns: Iterable[CampaignSpend]) -> tuple[GroupSpend, ...]:
    """Every group, week and currency, sorted by currency, week and share, the least reached first.

    Money a setting keeps from a group is counted under that setting and cannot be missed once more by delivery: of the
    rest, the shortfall's part counts as delivery. Currencies are never added.
    """
    sums: dict[tuple[str, str, Group], _Sums] = {}
    for campaign in campaigns:
        for row in campaign.rows:
            group = group_of(row.segment)
            own = sums.setdefault((row.texts["currency"], row.texts["week"], group), _Sums(row))
            total, out, unsure = (row.figures.get(name) or 0.0 for name in ("spend", "out_of_reach", "unknown"))
            missed = (total - out - unsure) * campaign.shortfall.get(group, 0.0)
            own.spend += total
            own.unknown += unsure
            for cause, amount in ((row.texts["cause"], out), (DELIVERY, missed)):
                if amount > 0:
                    own.causes[cause] += amount
                    own.campaigns[campaign.campaign] += amount
    cells = [own.cell(group) for (_, _, group), own in sums.items()]
    return tuple(sorted(cells, key=lambda cell: (cell.currency, cell.week, -(cell.share or 0.0), cell.group)))


def over_time(cells: Iterable[GroupSpend]) -> tuple[GroupSpend, ...]:
    """One cell per group and currency over all weeks, `week` "": for "{group} was out of reach of {p} % of spend"."""
    merged: dict[tuple[str, Group], list[GroupSpend]] = defaultdict(list)
    for cell in cells:
        merged[cell.currency, group_of(cell.segment)].append(cell)
    found = []
    for (currency, group), own in merged.items():
        causes, named = _added(cell.by_cause for cell in own), _added(cell.by_campaign for cell in own)
        total, unsure = sum(cell.spend for cell in own), sum(cell.unknown for cell in own)
        found.append(GroupSpend(own[0].group, dict(group), "", currency, total, causes, unsure, named))
    return tuple(sorted(found, key=lambda cell: (cell.currency, -(cell.share or 0.0), cell.group)))


def _added(amounts: Iterable[dict[str, float]]) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for each in amounts:
        for name, amount in each.items():
            total[name] += amount
    return dict(total)
