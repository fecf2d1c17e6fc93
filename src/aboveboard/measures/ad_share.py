"""A share of ads with its interval, as if the ads were a sample of those that this team writes."""

from collections.abc import Mapping
from dataclasses import replace

from aboveboard.measures.evidence import Evidence
from aboveboard.measures.pressure_ads import Ads
from aboveboard.measures.ratios import wilson
from aboveboard.model import Measurement, Scope, Status


def filled(figure: Measurement, some: int, of: int) -> Measurement:
    """The figure with `some` of `of` ads as its value and Wilson bounds; without a value where there are none."""
    bounds = wilson(some, of) or (None, None)
    return replace(
        figure,
        value=some / of if of else None,
        ci_low=bounds[0],
        ci_high=bounds[1],
        ci_method="Wilson interval on ads",
        n=float(of),
    )


def labels(
    measure: str, evidence: Evidence, ads: Ads, method: str, reason: str, texts: Mapping[str, str]
) -> Measurement:
    """A figure `label_coverage` that nothing supplied yet; `reason` says what would."""
    return Measurement(
        measure=measure,
        statistic="label_coverage",
        campaign=evidence.campaign,
        scope=Scope.CAMPAIGN,
        status=Status.NOT_SUPPLIED,
        reason=reason,
        unit="share",
        method=method,
        sql=ads.sql,
        texts=dict(texts),
        decides=True,
    )


def covered(figure: Measurement, marked: int, of: int, base: str) -> Measurement:
    """The figure measured: `marked` of `of` ads carry the label."""
    return filled(replace(figure, status=Status.MEASURED, reason="", needs=(), base=base), marked, of)
