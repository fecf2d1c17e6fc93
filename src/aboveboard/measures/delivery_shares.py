"""Shares of delivery that need no base: what each known group received, and what reached people under 18."""

from dataclasses import dataclass, replace

import numpy as np

from aboveboard.measures import comparison
from aboveboard.measures import counts as counting
from aboveboard.measures.comparison import Limits
from aboveboard.measures.counts import Counts
from aboveboard.measures.cuts import Cut
from aboveboard.measures.groups import Attribute, Key, compared, known, label
from aboveboard.measures.ratios import Floats, wilson
from aboveboard.model import Measurement, Scope, Status

MEASURE = "exclusions.delivery"


@dataclass(frozen=True)
class Source:
    """Rows of one cut, gathered by one attribute."""

    attribute: Attribute
    counts: Counts
    cut: Cut
    campaign: str | None
    import_id: str | None
    """Set for figures over one whole import."""
    coverage: float | None
    limits: Limits

    @property
    def from_reach(self) -> bool:
        """Whether reach counts people here; else impressions stand for delivery."""
        return bool(counting.people(self.counts, self.limits["frequency.default"]).from_reach[0])

    @property
    def of(self) -> str:
        """What shares are taken of."""
        return "people reached" if self.from_reach else "impressions"

    def delivered(self, keys: tuple[Key, ...]) -> Floats:
        """What these groups received."""
        arranged = self.counts.columns(keys)
        values: Floats = np.nan_to_num((arranged.reach if self.from_reach else arranged.impressions)[0])
        return values

    def known_keys(self) -> tuple[Key, ...]:
        """Groups with a known value, minors included."""
        return tuple(key for key in self.counts.keys if known(key))

    def known_total(self) -> float:
        """What the groups with a known value received."""
        return float(self.delivered(self.known_keys()).sum())

    def holes(self) -> str:
        """Why shares cannot be taken, because cells are empty; empty text when they can."""
        return "" if self.from_reach else counting.holes(self.counts, 0, self.limits["coverage.max_unevaluable"])

    def people(self, keys: tuple[Key, ...]) -> float:
        """Effective observations in these groups."""
        if not keys:
            return 0.0
        return float(counting.people(self.counts.columns(keys), self.limits["frequency.default"]).x.sum())


def _figure(source: Source, statistic: str) -> Measurement:
    return Measurement(
        measure=MEASURE,
        statistic=statistic,
        campaign=source.campaign,
        import_id=source.import_id,
        scope=Scope.IMPORT if source.import_id else Scope.CAMPAIGN,
        status=Status.MEASURED,
        attribute=source.attribute.name,
        unit="share",
        ci_method="95 % Wilson interval on people",
        n=source.known_total(),
        n_effective=source.people(source.known_keys()),
        texts={"of": source.of},
        coverage=source.coverage,
        columns=(*source.attribute.columns, "reach" if source.from_reach else "impressions"),
        badges=counting.people(source.counts, source.limits["frequency.default"]).badges(0),
        sql=source.counts.query.shown,
    )


def _with_share(figure: Measurement, part: float, holes: str) -> Measurement:
    """The part as a share of what `figure` counts, with its interval."""
    if holes:
        return replace(figure, status=Status.INSUFFICIENT, reason=holes)
    total, people = figure.n or 0.0, figure.n_effective or 0.0
    if not total:
        reason = (
            f"Nothing was delivered to a group with a known {figure.attribute}: a later export may hold such delivery."
        )
        return replace(figure, status=Status.INSUFFICIENT, reason=reason)
    bounds = wilson(part / total * people, people)
    low, high = bounds if bounds else (None, None)
    return replace(figure, value=part / total, ci_low=low, ci_high=high)


def delivered(source: Source) -> tuple[Measurement, ...]:
    """Delivered share of every known adult group."""
    keys = compared(source.attribute, source.counts.keys)
    figure = _figure(source, "delivered_share")
    method = (
        f"The group's share of all {source.of} with a known {source.attribute.name}. Rows read: {source.cut.words}."
    )
    scope, holes = Scope.IMPORT if source.import_id else Scope.SEGMENT, source.holes()
    return tuple(
        _with_share(
            replace(figure, scope=scope, segment=source.attribute.segment(key), method=method), float(part), holes
        )
        for key, part in zip(keys, source.delivered(keys), strict=True)
    )


def minors(source: Source) -> Measurement:
    """What reached people under 18. They are never a missing group; whether they were reached is its own question."""
    young = comparison.minors(source.attribute, source.counts)
    part = float(source.delivered(young).sum())
    names = [label(source.attribute.segment(key)) for key in young]
    figure = replace(
        _figure(source, "minors_share"),
        figures={"impressions": float(np.nan_to_num(source.counts.columns(young).impressions).sum())},
        texts={"of": source.of, "groups": ", ".join(names)},
        method=f"Share of {source.of} with a known age that went to bands under 18. Rows read: {source.cut.words}.",
    )
    return _with_share(
        replace(figure, figures={**figure.figures, "people": source.people(young)}), part, source.holes()
    )
