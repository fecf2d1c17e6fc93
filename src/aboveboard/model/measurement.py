"""A measured fact: a number with its interval, its base and how it was computed. It judges nothing."""

from dataclasses import dataclass, field

from aboveboard.model.outcomes import Scope, Status


@dataclass(frozen=True)
class Row:
    """One line of the table twin behind a figure."""

    label: str
    """Group, ad set, topic or setting in words."""
    segment: dict[str, str] = field(default_factory=dict)
    figures: dict[str, float | None] = field(default_factory=dict)
    """Named numbers; the names are listed in the measure's card. None = not known, never 0 as a stand-in."""
    texts: dict[str, str] = field(default_factory=dict)
    """Named words: class of an exclusion, setting value, reason."""
    status: Status = Status.MEASURED


@dataclass(frozen=True)
class Driver:
    """An ad set (or its setting) that pulls a figure, with what it weighs."""

    ad_set: str
    impressions: int | None = None
    impressions_share: float | None = None
    """Of the scope's impressions, 0–1."""
    spend: dict[str, float] = field(default_factory=dict)
    """Per currency."""
    group_count: float | None = None
    """People (or people-equivalents) of the group this ad set reached."""
    group_ratio: float | None = None
    """Reach-rate ratio of the group inside this ad set."""
    setting: str | None = None
    """Dimension of the setting that shuts the group out or names it: age, gender, geo, …"""
    now: str | None = None
    """The setting's value in the platform's words, e.g. "18–44"."""
    to: str | None = None
    """The value that would lift it, e.g. "18–65+"."""
    shuts_out: bool | None = None
    """True: the setting excludes the group. False: it includes all of it. None: settings unknown."""


@dataclass(frozen=True)
class Measurement:
    """One figure. Measures with several figures give one each, told apart by `statistic`."""

    measure: str
    statistic: str
    campaign: str | None
    """Slug; None for a figure over one whole import."""
    scope: Scope
    status: Status
    segment: dict[str, str] | None = None
    """For example {"gender": "female"}; None when the figure is not about one group."""
    ad_set: str | None = None
    import_id: str | None = None
    attribute: str | None = None
    """The attribute (or cross, "age × gender") whose groups are compared."""
    value: float | None = None
    """None unless measured; never 0 as a stand-in."""
    unit: str = ""
    """ratio | share | HHI 0–1 | topics | bits | people | layers | count | tier | level."""
    ci_low: float | None = None
    ci_high: float | None = None
    ci_method: str = ""
    n: float | None = None
    """Observations behind the value: people reached, or impressions where no reach is exported."""
    n_effective: float | None = None
    """n divided by frequency: one person shown five times is one person."""
    base: str = ""
    """What it is compared with, in words."""
    p: float | None = None
    p_adjusted: float | None = None
    family_size: int | None = None
    min_expected: float | None = None
    reason: str = ""
    """Why insufficient, not supplied or not applicable, and what would settle it."""
    needs: tuple[str, ...] = ()
    """Canonical columns or file kinds that would answer it."""
    coverage: float | None = None
    """Share of the scope's impressions behind the figure, 0–1."""
    method: str = ""
    formula_version: str = "1"
    columns: tuple[str, ...] = ()
    """Canonical columns read."""
    badges: tuple[str, ...] = ()
    sql: str = ""
    """The statement that gathered the counts, shown and copied on request."""
    decides: bool = False
    """Whether the outcome rule of the measure looks at this figure."""
    rows: tuple[Row, ...] = ()
    drivers: tuple[Driver, ...] = ()
    figures: dict[str, float | None] = field(default_factory=dict)
    """Further named numbers the sentence needs (reference rate, ratio elsewhere, needed n …)."""
    texts: dict[str, str] = field(default_factory=dict)
    """Further named words (reference group, worst topic …)."""
