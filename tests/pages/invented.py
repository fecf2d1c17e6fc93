"""One invented campaign with every outcome, and a desk that serves it from memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from aboveboard.model import (
    Campaign,
    CampaignState,
    Cause,
    Driver,
    Enforcement,
    Finding,
    Limit,
    Measurement,
    Origin,
    Outcome,
    Place,
    Receipt,
    Row,
    Scope,
    SettingChange,
    Severity,
    Snapshot,
    Status,
    Totals,
    UnknownCampaign,
)
from aboveboard.model.outcomes import ImportOutcome
from aboveboard.model.receipt import Column, Grain, Notice, TotalsCheck
from aboveboard.model.review import CampaignLine, Review, Verdict

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


def finding(check: str, lead: Measurement, outcome: Outcome, severity: Severity | None, headline: str) -> Finding:
    topic = {"exclusions": "exclusions", "personalization": "personalization", "echo": "echo_chambers"}
    return Finding(
        check=check,
        measure=lead.measure,
        campaign=SLUG,
        topic=topic[lead.measure.split(".")[0]],
        outcome=outcome,
        severity=severity,
        enforcement=Enforcement.SHOULD,
        headline=headline,
        sentence="Ratio 0.62×, 95 % interval 0.57–0.67, n = 31,400 people reached.",
        measurement=lead,
        limit=FOUR_FIFTHS,
        disclaimer="A screening indicator, not a legal finding; not legal advice.",
    )


def missing(check: str, measure: str, outcome: Outcome) -> Finding:
    lead = Measurement(measure, "", SLUG, Scope.CAMPAIGN, Status(outcome.value), reason="No such column in the files.")
    made = finding(check, lead, outcome, Severity.NOTE, "Cost of reaching groups: not in the data")
    return replace(
        made,
        sentence="No such column in the files.",
        unlock="Add the ad set settings (Export ▸ Export ads).",
        limit=None,
    )


FINDINGS = (
    replace(
        finding("delivery.age", AGES[3], Outcome.FLAGGED, Severity.BLOCKER, "Nobody aged 45 or older is reached"),
        cause=Cause.YOUR_SETTING,
        cause_sentence="Your setting: ad set Prospecting (56 % of impressions) is set to Age 18–44.",
        changes=(CHANGE,),
        smallest_change="If that ad set delivered like the others, 0× would become 0.93× (arithmetic, not a forecast).",
        affected_spend={"EUR": 3120.0},
        places=(
            Place("Whole campaign", Outcome.PASSED, "People aged 25–34 0.93× as often", AGES[1]),
            Place("Whole campaign", Outcome.WATCH, "People aged 35–44 0.84× as often", AGES[2]),
            Place("Whole campaign", Outcome.FLAGGED, "People aged 55–64 0× as often", AGES[4]),
            Place("Whole campaign", Outcome.INSUFFICIENT, "40 people only", AGES[5]),
        ),
    ),
    replace(
        finding(
            "delivery.gender",
            GENDERS[0],
            Outcome.FLAGGED,
            Severity.DECISION,
            "Women are reached 0.62× as often as men",
        ),
        cause=Cause.THE_ALGORITHM,
        cause_sentence="The algorithm: your settings include them, so the difference arises in delivery.",
    ),
    finding("intersections", CELLS[2], Outcome.WATCH, Severity.NOTE, "Women aged 35–44 are reached 0.31× as often"),
    finding("implied", COVERAGE[2], Outcome.FLAGGED, Severity.DECISION, "People aged 45 or older cannot be reached"),
    finding("declared", DECLARED, Outcome.WATCH, Severity.NOTE, "Two ad sets exclude people: give a reason"),
    finding("depth", LEVELS[1], Outcome.PASSED, None, "Targeting is not deep enough to single people out"),
    finding("audience", AUDIENCES[1], Outcome.FLAGGED, Severity.DECISION, "Retargeting can reach as few as 900 people"),
    finding("sensitive", TIERS, Outcome.FLAGGED, Severity.DECISION, "The targeting uses a stand-in: Single parents"),
    finding("topics", TOPICS[0], Outcome.WATCH, Severity.NOTE, "Women get 1.9 of 4 messages in effect"),
    finding("isolation", ISOLATION, Outcome.WATCH, Severity.NOTE, "Groups by gender see partly different messages"),
    finding("concentration", CONCENTRATION, Outcome.PASSED, None, "“Forklift video” takes 61 % of impressions"),
    missing("cost", "exclusions.delivery", Outcome.NOT_SUPPLIED),
    missing("too little", "echo.isolation", Outcome.INSUFFICIENT),
    replace(missing("narrowing", "echo.isolation", Outcome.NOT_APPLICABLE), severity=None),
)
RECEIPT = Receipt(
    "ages.csv",
    84_211,
    "ab" * 32,
    ImportOutcome.ACCEPTED_WITH_NOTICE,
    "csv",
    profile="meta_ads_manager",
    platform="meta",
    confidence=0.98,
    content=("delivery",),
    rows_read=1284,
    rows_accepted=1281,
    rows_quarantined=2,
    rows_totals=1,
    date_from=date(2026, 7, 1),
    date_to=date(2026, 7, 28),
    currencies=("EUR",),
    grain=Grain("adset", ("age", "gender")),
    columns=(
        Column("Age", "seg_age", "delivery", 1.0, "12 values like 25-34", ("18-24", "25-34")),
        Column("Reach", "reach", "delivery"),
    ),
    warnings=(Notice("quarantine", "2 rows were set aside: the amount is no number.", (17, 40)),),
    totals=(TotalsCheck("impressions", 412_000, 412_000, 1286),),
    campaigns=("Warehouse jobs, spring",),
)
VERDICT = Verdict(
    "Not ready to submit: 1 blocker, 4 decisions and 4 notes. 2 checks passed · 2 could not be checked "
    "(1 too little data, 1 not in the data) · 1 not applicable.",
    1,
    4,
    4,
    2,
    1,
    1,
    1,
)


def review(campaign: Campaign = CAMPAIGN, findings: Sequence[Finding] = FINDINGS) -> Review:
    measurements = (*AGES, *GENDERS, *CELLS, *COVERAGE, DECLARED, *LEVELS, *AUDIENCES, TIERS, *TOPICS)
    snapshot = Snapshot(
        campaign,
        2,
        datetime(2026, 8, 1, 9, 30, tzinfo=UTC),
        "import",
        (RECEIPT,),
        (),
        (*measurements, ISOLATION, CONCENTRATION),
        tuple(findings),
        "1",
        "cd" * 32,
        "a1b2c3d4e5f6" + campaign.slug,
    )
    since = "Since your import of 14 July: 1 blocker more, 1 decision fewer."
    return Review(campaign, snapshot, VERDICT, since, (), 0.61, (CHANGE,))


@dataclass
class FakeDesk:
    """Answers with the names of the real desk; remembers what was asked of it."""

    reviews: dict[str, Review] = field(default_factory=dict)
    calls: list[tuple[object, ...]] = field(default_factory=list)

    def house(self) -> str:
        return "house"

    def campaigns(self, _: object) -> tuple[CampaignLine, ...]:
        return tuple(CampaignLine(entry.campaign, entry.verdict) for entry in self.reviews.values())

    def review(self, _: object, slug: str) -> Review:
        if slug not in self.reviews:
            raise UnknownCampaign(f"No campaign called {slug}", "It may have been removed.")
        return self.reviews[slug]

    def fingerprint(self, _: object, slug: str) -> str:
        return self.review(_, slug).snapshot.fingerprint + str(id(self.reviews[slug]))

    def countries(self, _: object) -> tuple[tuple[str, str], ...]:
        return (("DE", "Germany"), ("FR", "France"))

    def set_population(self, _: object, slug: str, country: str | None) -> None:
        self.calls.append(("set_population", slug, country))

    def delete_samples(self, _: object) -> None:
        self.reviews = {slug: entry for slug, entry in self.reviews.items() if not entry.campaign.sample}

    def change_list_csv(self, changes: Sequence[SettingChange]) -> str:
        return "\n".join(["platform,ad set,setting,now,to", *(change.text for change in changes)])

    def imports(self, _: object, slug: str) -> tuple[tuple[str, Receipt], ...]:
        return (("import-1", RECEIPT),) if slug in self.reviews else ()

    def set_aside_rows(self, _: object, import_id: str) -> tuple[tuple[int, str, str, str], ...]:
        return ((17, "quarantined", "Amount spent is no number", "Prospecting,<b>12</b>,=1+1"),)

    def canonical_names(self) -> tuple[tuple[str, str], ...]:
        return (("seg_age", "Age group"), ("reach", "Reach"), ("impressions", "Impressions"))
