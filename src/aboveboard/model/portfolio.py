"""What all campaigns together do: money that could not, or did not, reach a group, by week and currency."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from aboveboard.model.errors import WrongInput
from aboveboard.model.measurement import Measurement


@dataclass(frozen=True)
class Period:
    """Days from first to last, both in; None = no end on that side."""

    first: date | None = None
    last: date | None = None

    @classmethod
    def of_quarter(cls, name: str) -> "Period":
        """ "2026-Q2". Raises WrongInput for anything else."""
        year, _, number = name.partition("-Q")
        if not (re.fullmatch(r"(?:19|20|21)\d\d", year, re.ASCII) and number in {"1", "2", "3", "4"}):
            raise WrongInput(f"“{name}” is no quarter", "Write year and quarter, for example 2026-Q2.")
        month = 3 * int(number) - 2
        start = date(int(year), month, 1)
        following = date(start.year + month // 10, (month + 2) % 12 + 1, 1)
        return cls(start, following - timedelta(days=1))

    def holds_week(self, monday: str) -> bool:
        """Whether the week's Monday lies inside, so that quarters share no week; one without days ("") only in all."""
        if self.first is None and self.last is None:
            return True
        return bool(monday) and self.overlaps(date.fromisoformat(monday), date.fromisoformat(monday))

    def overlaps(self, start: date | None, end: date | None) -> bool:
        """Whether any day of the span lies inside; days that are not known may."""
        early = end is not None and self.first is not None and end < self.first
        late = start is not None and self.last is not None and start > self.last
        return not early and not late


@dataclass(frozen=True)
class GroupSpend:
    """One group in one week (or a whole period) and currency, over all campaigns."""

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
    by_campaign: dict[str, float]
    """The same money by the slug of the campaign that left the group out."""

    @property
    def campaigns(self) -> tuple[str, ...]:
        """Those that leave the group out, the most money first."""
        return tuple(sorted(self.by_campaign, key=lambda slug: (-self.by_campaign[slug], slug)))

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

    @property
    def unknown_share(self) -> float | None:
        """Share of spend whose settings are not in the files; None without spend."""
        return min(1.0, self.unknown / self.spend) if self.spend else None


@dataclass(frozen=True)
class Comparison:
    """One group's delivery in one campaign against the best-reached group, placed among all campaigns' comparisons."""

    campaign: str
    """Slug."""
    attribute: str
    group: str
    """In words."""
    ratio: float
    p: float
    """Of this pair, uncorrected."""
    p_portfolio: float
    """Adjusted after Benjamini and Hochberg over all comparisons of the portfolio: for the order, not for a verdict."""


@dataclass(frozen=True)
class CurrencyPart:
    """The portfolio in one currency; amounts of two currencies are never added."""

    currency: str
    """Code; empty where the files name none."""
    spend: float
    campaigns: tuple[str, ...]
    """Slugs of those that spent in this currency and period."""
    weeks: tuple[str, ...]
    """Mondays as ISO dates without a gap, "" last for spend without days."""
    cells: tuple[GroupSpend, ...]
    """Every group and week."""
    groups: tuple[GroupSpend, ...]
    """Groups of gender and age over the period, the least reached first."""
    excluded: tuple[GroupSpend, ...]
    """Groups named in exclusions over the period, the one with the most spend first."""
    everywhere: tuple[GroupSpend, ...]
    """Groups and exclusions that every one of these campaigns leaves out, in whole or in part."""
    sentence: str
    everywhere_sentence: str
    excluded_sentence: str


@dataclass(frozen=True)
class Portfolio:
    """All campaigns of a period side by side."""

    period: Period
    names: Mapping[str, str]
    """Slug → name of every campaign that counts."""
    samples: bool
    """Whether these are the invented ones: samples and real campaigns are never mixed."""
    samples_left_out: int
    without_spend: tuple[str, ...]
    """Slugs of campaigns whose spend is not in the data: they may have left anybody out."""
    outside: tuple[str, ...]
    """Slugs of campaigns without spend in the period."""
    quarters: tuple[str, ...]
    """That hold any spend, the newest first."""
    parts: tuple[CurrencyPart, ...]
    """One per currency, the one with the most campaigns first."""
    ranking: tuple[Comparison, ...]
    computed: tuple[Measurement, ...]
    """How each campaign's money was read: its figure without the rows."""
