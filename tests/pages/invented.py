"""Findings of one invented campaign, one of each outcome, and its review."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from aboveboard.model import (
    Campaign,
    Cause,
    Enforcement,
    Finding,
    Measurement,
    Outcome,
    Place,
    Receipt,
    Scope,
    Severity,
    Snapshot,
    Status,
)
from aboveboard.model.outcomes import ImportOutcome
from aboveboard.model.receipt import Column, Grain, Notice, TotalsCheck
from aboveboard.model.review import Review, Verdict
from tests.pages.figures import (
    AGES,
    AUDIENCES,
    CAMPAIGN,
    CELLS,
    CHANGE,
    CONCENTRATION,
    COVERAGE,
    DECLARED,
    FOUR_FIFTHS,
    GENDERS,
    ISOLATION,
    LEVELS,
    SLUG,
    SPEND,
    TIERS,
    TOPICS,
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
    measurements = (*AGES, *GENDERS, *CELLS, *COVERAGE, DECLARED, *LEVELS, *AUDIENCES, TIERS, *TOPICS, SPEND)
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
