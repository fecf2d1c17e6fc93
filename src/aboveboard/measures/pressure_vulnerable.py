"""Who is under pressure? Ad sets by pressure wording (yes or no) and vulnerable audience (yes or no)."""

from collections import defaultdict
from dataclasses import dataclass

from aboveboard.measures import opportunity, pressure_ads, pressure_claims, sensitivity, targeting, weights
from aboveboard.measures.bands import ADULT
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.pressure_ads import Ads
from aboveboard.measures.pressure_claims import Read
from aboveboard.measures.settings import AdSetLimits
from aboveboard.measures.targeting import Targeting
from aboveboard.measures.weights import Weights
from aboveboard.model import Driver, Measurement, Row, Scope, Status

MEASURE = "pressure.vulnerable"
OLD = 65
MONEY_FIELDS = frozenset({"credit and financial products", "insurance"})
NEEDS_TEXT, NEEDS_TARGETING = ("headline", "body"), ("targeting",)
CELLS = ("pressed_vulnerable", "pressed_other", "calm_vulnerable", "calm_other", "unknown")
QUOTED = 3
METHOD = (
    "Ad sets counted in a table of two by two. Pressure: at least one claim of the word lists in the ad set's texts. "
    "Vulnerable: a special-category signal or a stand-in for one among the included values, people under 18 possible, "
    "people from 65 on for financial products, or a text about a hardship. An ad set counts in the first cell when it "
    "delivered or spent something; before anything was delivered, when it is in use."
)
COLUMNS = ("headline", "body", "description", "cta", "targeting.dimension", "targeting.operator", "targeting.value")


@dataclass(frozen=True)
class Case:
    """One ad set with both answers; None where the files do not say."""

    unit: str
    pressed: bool | None
    vulnerable: bool | None
    reasons: tuple[str, ...]
    words: tuple[str, ...]
    impressions: float | None
    spend: dict[str, float]

    @property
    def delivered(self) -> bool:
        """Whether something was shown or paid for; an amount of 0 is neither."""
        return bool(self.impressions or any(self.spend.values()))

    @property
    def cell(self) -> str:
        """Which cell of the table; "unknown" when either answer is missing."""
        if self.pressed is None or self.vulnerable is None:
            return "unknown"
        return f"{'pressed' if self.pressed else 'calm'}_{'vulnerable' if self.vulnerable else 'other'}"


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """Number of ad sets that press a vulnerable audience (statistic `ad_sets_pressed`), with the whole table.

    figures: the four cells and `unknown` in ad sets, each also as `<cell> impressions`; `text_unreadable` counts
    vulnerable ad sets whose text cannot be read. Origin: UCPD Article 5(3), AI Act Article 5(1)(b), DSA Article 28(2).
    """
    read, ads = targeting.read(evidence), pressure_ads.read(evidence)
    if not ads.written:
        return (_not_supplied(evidence, NEEDS_TEXT, "the texts of the ads: add the ad-level report or paste them."),)
    if not read.clauses:
        return (_not_supplied(evidence, NEEDS_TARGETING, "the ad set settings: add the bulk file."),)
    cases = _cases(evidence, read, ads)
    return (_figure(evidence, cases, f"{ads.sql};\n\n{read.query.shown}"),)


def _not_supplied(evidence: Evidence, needs: tuple[str, ...], words: str) -> Measurement:
    return Measurement(
        measure=MEASURE,
        statistic="ad_sets_pressed",
        campaign=evidence.campaign,
        scope=Scope.CAMPAIGN,
        status=Status.NOT_SUPPLIED,
        reason=f"Not in the data: {words}",
        needs=needs,
        decides=True,
    )


def _cases(evidence: Evidence, read: Targeting, ads: Ads) -> tuple[Case, ...]:
    texts: dict[str, list[Read]] = defaultdict(list)
    for one in pressure_claims.of_campaign(evidence, ads):
        texts[one.ad.ad_set].append(one)
    weighed = weights.read(evidence)
    signals = _signals(evidence, read)
    money = opportunity.recognise(evidence.con, evidence.campaign).category in MONEY_FIELDS
    # A text that names no ad set speaks for all of them.
    everywhere = texts.pop("", [])
    units = sorted({*read.units, *texts, *weighed.by_unit})
    return tuple(
        _case(unit, [*texts[unit], *everywhere], signals[unit], evidence.settings.of(unit), money, read, weighed)
        for unit in units
    )


def _case(
    unit: str,
    texts: list[Read],
    signals: list[str],
    limits: AdSetLimits,
    money: bool,
    read: Targeting,
    weighed: Weights,
) -> Case:
    # Proven or not, the words press; only what is no claim at all does not.
    pressing = [claim for one in texts for claim in one.claims if claim.cue.presses and claim.status != "dismissed"]
    hardship = [claim for one in texts for claim in one.claims if claim.cue.family == "vulnerability"]
    readable = bool(texts) and all(one.readable for one in texts)
    reasons = [*signals, *_ages(limits, money), *(f"The text speaks of “{claim.cue.words}”." for claim in hardship)]
    known = unit in read.units or bool(reasons)
    weight = weighed.of(unit)
    return Case(
        unit,
        True if pressing else False if readable else None,
        bool(reasons) if known else None,
        tuple(dict.fromkeys(reasons)),
        tuple(dict.fromkeys(claim.cue.words for claim in pressing)),
        weight.impressions,
        weight.spend,
    )


def _signals(evidence: Evidence, read: Targeting) -> dict[str, list[str]]:
    """Special-category values that an ad set addresses. Excluding people by one does not put them under pressure."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in sensitivity.of_clauses(evidence, read.clauses):
        if entry.tier >= sensitivity.MINORS and entry.clause.operator == "include":
            for unit in entry.clause.units:
                found[unit].append(f"Addresses “{entry.clause.value}” ({entry.category.replace('_', ' ')}).")
    return found


def _ages(limits: AdSetLimits, money: bool) -> list[str]:
    """An ad set without an age setting says nothing; one that lets everyone in reaches from 13 on."""
    if not limits.ages:
        return []
    lowest = min(band.low for band in limits.ages)
    if lowest < ADULT:
        return [f"People under {ADULT} can be reached (from age {lowest})."]
    return [f"Addresses people from {lowest} on with a financial product."] if money and lowest >= OLD else []


def _figure(evidence: Evidence, cases: tuple[Case, ...], sql: str) -> Measurement:
    cells = {cell: [case for case in cases if case.cell == cell] for cell in CELLS}
    delivered = any(case.delivered for case in cases)
    active = [case for case in cells["pressed_vulnerable"] if case.delivered or not delivered]
    blind = [case for case in cells["unknown"] if case.vulnerable]
    # A text that does not press harms nobody, whoever sees it; only the other ad sets leave the question open.
    silent = [case for case in cells["unknown"] if case.vulnerable is None and case.pressed is not False]
    enough = bool(active or blind) or not _too_much_unknown(evidence, cases, silent)
    total = sum(case.impressions or 0.0 for case in cases)
    return Measurement(
        measure=MEASURE,
        statistic="ad_sets_pressed",
        campaign=evidence.campaign,
        scope=Scope.CAMPAIGN,
        status=Status.MEASURED if enough else Status.INSUFFICIENT,
        reason="" if enough else _why(silent, cases),
        value=float(len(active)) if enough else None,
        unit="count",
        ci_method="read from texts and settings, no interval",
        n=float(len(cases)),
        base="ad sets of the campaign",
        coverage=sum(case.impressions or 0.0 for case in cases if case.cell != "unknown") / total if total else None,
        method=METHOD,
        columns=COLUMNS,
        sql=sql,
        figures={
            **{cell: float(len(held)) for cell, held in cells.items()},
            **{f"{cell} impressions": _impressions(held) for cell, held in cells.items()},
            "text_unreadable": float(len(blind)),
        },
        texts={"delivered": "yes" if delivered else "not yet"},
        rows=tuple(_row(case) for case in sorted(cases, key=_worst_first)),
        drivers=tuple(Driver(case.unit, _whole(case.impressions), spend=case.spend) for case in active),
        decides=True,
    )


def _too_much_unknown(evidence: Evidence, cases: tuple[Case, ...], silent: list[Case]) -> bool:
    """Whether ad sets whose audience is unknown hold too much for a table without hits to be called empty."""
    total = sum(case.impressions or 0.0 for case in cases)
    share = sum(case.impressions or 0.0 for case in silent) / total if total else len(silent) / len(cases)
    return share > evidence.limits["coverage.max_unevaluable"]


def _why(silent: list[Case], cases: tuple[Case, ...]) -> str:
    named = ", ".join(case.unit for case in silent[:QUOTED])
    return f"The settings of {len(silent)} of {len(cases)} ad sets are not in the data ({named}): add them."


def _impressions(cases: list[Case]) -> float | None:
    known = [case.impressions for case in cases if case.impressions is not None]
    return sum(known) if known else None


def _whole(count: float | None) -> int | None:
    return None if count is None else int(count)


def _worst_first(case: Case) -> tuple[int, float, str]:
    return CELLS.index(case.cell), -(case.impressions or 0.0), case.unit


def _row(case: Case) -> Row:
    return Row(
        label=case.unit,
        figures={
            "pressed": None if case.pressed is None else float(case.pressed),
            "vulnerable": None if case.vulnerable is None else float(case.vulnerable),
            "impressions": case.impressions,
            **{f"spend {currency}".strip(): amount for currency, amount in case.spend.items()},
        },
        texts={
            "ad_set": case.unit,
            "cell": case.cell,
            "why": " ".join(case.reasons),
            "words": ", ".join(f"“{words}”" for words in case.words[:QUOTED]),
        },
    )
