"""Figures of one invented campaign: every page finds something to draw."""

from dataclasses import replace
from datetime import date

from aboveboard.model import (
    Campaign,
    CampaignState,
    Driver,
    Limit,
    Measurement,
    Origin,
    Row,
    Scope,
    SettingChange,
    Status,
    Totals,
)

SLUG = "warehouse-jobs"
CHANGE = SettingChange("meta", "Warehouse jobs, spring", "Prospecting", "Age", "18–44", "18–65+", "Nobody aged 45+")
CAMPAIGN = Campaign(
    SLUG,
    "Warehouse jobs, spring",
    "meta",
    CampaignState.DRAFT,
    population="DE",
    totals=Totals(412_000, {"EUR": 5120.0}, 9_100, date(2026, 7, 1), date(2026, 7, 28), "ages.csv"),
    fingerprint="a1b2c3d4e5f6",
)
FOUR_FIFTHS = Limit(
    "ratio.four_fifths",
    0.8,
    "ratio",
    Origin.CONVENTION,
    "29 CFR 1607.4 D, borrowed from employment selection",
    "2026-11-01",
    words="flagged below 0.80 when statistically clear",
)


def ratio(
    segment: dict[str, str], value: float | None, n: float, low: float = 0.0, high: float = 0.0, attribute: str = "age"
) -> Measurement:
    status = Status.MEASURED if value is not None and n > 100 else Status.INSUFFICIENT
    return Measurement(
        "exclusions.delivery",
        "impact_ratio",
        SLUG,
        Scope.SEGMENT,
        status,
        segment=segment,
        attribute=attribute,
        value=value,
        unit="ratio",
        ci_low=low,
        ci_high=high,
        n=n,
        n_effective=n,
        base="the adults of Germany",
        figures={"base_share": 0.2, "delivered_share": 0.2 * (value or 0.0)},
        columns=("reach", "seg_age"),
        badges=("vs_population",),
        method="Reach by group over people by group, all pairs, Holm",
        sql="SELECT seg_age, sum(impressions) FROM delivery GROUP BY seg_age",
        decides=True,
        p_adjusted=0.00001,
        family_size=6,
    )


AGES = (
    ratio({"age": "18-24"}, 1.0, 9_000, 1.0, 1.0),
    ratio({"age": "25-34"}, 0.93, 8_100, 0.9, 0.97),
    ratio({"age": "35-44"}, 0.84, 7_000, 0.8, 0.88),
    ratio({"age": "45-54"}, 0.0, 4_000, 0.0, 0.004),
    ratio({"age": "55-64"}, 0.0, 4_000, 0.0, 0.004),
    ratio({"age": "65+"}, 0.41, 40, 0.1, 1.4),
)
GENDERS = (
    ratio({"gender": "female"}, 0.62, 31_400, 0.57, 0.67, "gender"),
    ratio({"gender": "male"}, 1.0, 40_000, 1.0, 1.0, "gender"),
)
CELLS = tuple(
    replace(
        ratio({"age": age, "gender": gender}, value, 900, value * 0.8, value * 1.2, "age × gender"),
        measure="exclusions.intersections",
    )
    for gender, age, value in (
        ("female", "18-24", 0.9),
        ("female", "25-34", 0.6),
        ("female", "35-44", 0.31),
        ("male", "18-24", 1.0),
        ("male", "25-34", 0.97),
        ("male", "35-44", 1.2),
    )
)


def plain_figure(measure: str, statistic: str, value: float, **more: object) -> Measurement:
    made = Measurement(measure, statistic, SLUG, Scope.CAMPAIGN, Status.MEASURED, value=value, n=20_000, decides=True)
    return replace(made, **more)  # type: ignore[arg-type]


COVERAGE = tuple(
    plain_figure(
        "exclusions.implied",
        "coverage",
        value,
        segment={"age": age},
        unit="share",
        figures={"people_out": out},
        rows=(Row(f"people aged {age}", {"age": age}, {"coverage": value, "people_out": out}, {"ad_set": ""}),),
        drivers=(Driver("Prospecting", setting="age", now="18–44", to="18–65+", shuts_out=True),),
    )
    for age, value, out in (("18-24", 1.0, 0.0), ("35-44", 1.0, 0.0), ("45-54", 0.0, 10.9e6), ("65+", 0.0, 18.7e6))
)
DECLARED = plain_figure(
    "exclusions.declared",
    "clauses",
    2,
    texts={"class": "protected"},
    rows=(
        Row("Prospecting", texts={"ad_set": "Prospecting", "value": "Parents", "class": "proxy"}),
        Row("Retargeting", texts={"ad_set": "Retargeting", "value": "Customers", "class": "own_audience"}),
    ),
)
LEVELS = tuple(
    plain_figure(
        "personalization.depth",
        "signal_level",
        level,
        scope=Scope.AD_SET,
        ad_set=name,
        unit="level",
        figures={"spend": spend, "spend_share": part},
    )
    for name, level, spend, part in (("Prospecting", 3, 3120.0, 0.61), ("Retargeting", 5, 2000.0, 0.39))
)
AUDIENCES = tuple(
    plain_figure(
        "personalization.audience_size",
        "audience",
        low,
        scope=Scope.AD_SET,
        ad_set=name,
        unit="people",
        figures={"audience_lo": low, "audience_hi": high},
    )
    for name, low, high in (("Prospecting", 120_000.0, 180_000.0), ("Retargeting", 900.0, None))
)
TIERS = plain_figure(
    "personalization.sensitive_signals",
    "tier",
    4,
    unit="tier",
    rows=(
        Row("Single parents", figures={"tier": 4}, texts={"ad_set": "Prospecting", "value": "Single parents"}),
        Row("Age", figures={"tier": 2}, texts={"ad_set": "Prospecting", "value": "18–44"}),
    ),
)
TOPICS = tuple(
    plain_figure(
        "echo.effective_topics",
        "d1_share",
        value,
        segment={"gender": gender},
        attribute="gender",
        unit="share",
        ci_low=value - 0.05,
        ci_high=value + 0.05,
        figures={"d1": value * 4, "k": 4},
    )
    for gender, value in (("female", 0.48), ("male", 0.81))
)
ISOLATION = plain_figure(
    "echo.isolation",
    "isolation",
    0.12,
    attribute="gender",
    unit="ratio",
    ci_low=0.10,
    ci_high=0.14,
    figures={"expected_by_chance": 0.004},
    rows=tuple(
        Row(message, {"gender": gender}, {"impressions": 100 * part, "share": part})
        for gender, message, part in (
            ("female", "Team", 0.8),
            ("female", "Forklift video", 0.2),
            ("male", "Team", 0.3),
            ("male", "Forklift video", 0.7),
        )
    ),
)
SPEND = plain_figure(
    "personalization.depth",
    "level5_spend_share",
    0.39,
    unit="share",
    figures={**{f"level_{place}": 0.0 for place in range(6)}, "level_3": 0.61, "level_5": 0.39},
)
CONCENTRATION = plain_figure(
    "echo.concentration",
    "hhi_normalised",
    0.35,
    ci_low=0.33,
    ci_high=0.37,
    texts={"top_topic": "Forklift video"},
    figures={"top_share": 0.61, "hhi": 0.45, "d2": 2.2, "k": 4},
    rows=tuple(
        Row(name, figures={"impressions": seen, "share": seen / 412_000})
        for name, seen in (
            ("Forklift video", 251_320.0),
            ("Team", 82_400.0),
            ("Pay", 41_200.0),
            ("Night shift", 37_080.0),
        )
    ),
)
