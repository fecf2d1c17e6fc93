"""Which groups did all our campaigns miss? Groups × weeks: share of spend that could not, or did not, reach them.

Pure: it adds up the weekly lines that each campaign stored, and what delivery findings say about groups that were let
in and hardly reached. One unfair limit in one campaign is a detail; the same limit in all of them is a wall.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from aboveboard.measures.spend_out_of_reach import STATISTIC
from aboveboard.model import Finding, Measurement, Outcome, Row, Scope

Group = tuple[tuple[str, str], ...]
"""A segment's values, sorted by name: labels may be worded anew, this stays."""
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


@dataclass(frozen=True)
class Cell:
    """One group in one week and currency, over all campaigns."""

    group: str
    """In words."""
    segment: dict[str, str]
    week: str
    """Monday as ISO date; "" for spend without days."""
    currency: str
    spend: float
    """Of all campaigns that tell anything about the group in this week."""
    by_cause: dict[str, float]
    """Money out of reach: setting, protected, proxy (exclusions named so), delivery."""
    unknown: float
    """Money of ad sets whose settings are not in the files: it may or may not have reached the group."""
    campaigns: tuple[str, ...]
    """Those that leave the group out, the most money first."""

    @property
    def out_of_reach(self) -> float:
        """Money that certainly missed the group."""
        return sum(self.by_cause.values())

    @property
    def share(self) -> float | None:
        """Share of spend that certainly missed the group, 0–1; None without spend."""
        return min(1.0, self.out_of_reach / self.spend) if self.spend else None

    @property
    def share_high(self) -> float | None:
        """The same if everything unknown missed it too."""
        return min(1.0, (self.out_of_reach + self.unknown) / self.spend) if self.spend else None


def of_campaign(campaign: str, measurements: Iterable[Measurement], findings: Iterable[Finding]) -> CampaignSpend:
    """A campaign's stored figures and findings as its part of the portfolio; no rows when it has no spend in the data.

    A caller lists such campaigns beside the picture: they may have left anybody out.
    """
    rows = next((m.rows for m in measurements if m.statistic == STATISTIC), ())
    return CampaignSpend(campaign, rows, shortfalls(findings))


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

    def cell(self, group: Group) -> Cell:
        """The finished cell."""
        named = tuple(sorted(self.campaigns, key=lambda name: -self.campaigns[name]))
        week, currency = self.row.texts["week"], self.row.texts["currency"]
        return Cell(self.row.label, dict(group), week, currency, self.spend, dict(self.causes), self.unknown, named)


def cumulative(campaigns: Iterable[CampaignSpend]) -> tuple[Cell, ...]:
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


def over_time(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """One cell per group and currency over all weeks, `week` "": for "{group} was out of reach of {p} % of spend"."""
    merged: dict[tuple[str, Group], list[Cell]] = defaultdict(list)
    for cell in cells:
        merged[cell.currency, group_of(cell.segment)].append(cell)
    found = []
    for (currency, group), own in merged.items():
        causes: dict[str, float] = defaultdict(float)
        for cell in own:
            for cause, amount in cell.by_cause.items():
                causes[cause] += amount
        named = tuple(dict.fromkeys(name for cell in own for name in cell.campaigns))
        total, unsure = sum(cell.spend for cell in own), sum(cell.unknown for cell in own)
        found.append(Cell(own[0].group, dict(group), "", currency, total, dict(causes), unsure, named))
    return tuple(sorted(found, key=lambda cell: (cell.currency, -(cell.share or 0.0), cell.group)))
