"""Sentences and outcomes for pressure: which words push without proof, and whom they meet."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from aboveboard.judgement import pressure_rules, rules, words
from aboveboard.judgement.assembling import Case, absent, finding, not_judged
from aboveboard.judgement.rules import Judged
from aboveboard.model import Cause, Finding, Measurement, Outcome, Place, Row, SettingChange

FAMILIES = {
    "urgency": "time pressure",
    "scarcity": "short supply",
    "social_proof": "what others do",
    "confirmshaming": "a shaming refusal",
    "fear_loss": "fear of loss",
    "authority": "borrowed authority",
    "hidden_cost": "hidden cost",
}
QUOTED = 3
LISTED = 40
OUTCOMES = {"disproved": Outcome.FLAGGED, "clock_slack": Outcome.WATCH, "no_daily_rows": Outcome.WATCH}
SETTLED = ("evidenced", "dismissed")
"""Standings that a person gave: with proof, or no claim at all."""
UNPROVEN = ("open", "no_daily_rows", "clock_slack", "disproved")
SLACK_LIMIT = "urgency.slack_days"
SPEND = "spend"
"""A row's figure of this name, with the currency behind it, is what the ad cost."""
PROVE = "Attach the evidence to each claim (stock, last day, source), or take the words out."
STOP = "Take the words out, or stop the ad on the day that they name."
BY_DAY = "Export by day to settle this."


def cues(case: Case) -> Finding:
    """Disproved claims first, then the share of impressions (or of ads) that carries unproven ones."""
    figures = case.measurements
    judged = pressure_rules.cues(figures, case.policy.values)
    share, claims = pressure_rules.share_of(figures), pressure_rules.claims_of(figures)
    lead = share or claims or absent(case)
    if judged.outcome not in rules.RANK:
        return not_judged(case, judged, lead)
    rows = unproven(claims.rows) if claims is not None else ()
    if judged.reason == "disproved" and claims is not None:
        return _disproved(case, judged, claims)
    made = finding(
        case, judged, lead, _headline(judged, lead, rows, claims.figures if claims else {}), _sentence(lead, figures)
    )
    # The share carries no rows; the claims behind it are the evidence that the page lists.
    made = replace(made, measurement=replace(lead, rows=claims.rows if claims else ()), places=_places(rows, claims))
    if judged.outcome is Outcome.PASSED:
        return made
    return replace(
        made,
        cause=Cause.YOUR_SETTING,
        cause_sentence="Your setting: the words stand in the ads named here.",
        smallest_change=BY_DAY if judged.reason == "no_daily_rows" else PROVE,
        affected_impressions=_whole(share.figures.get("impressions_pressing")) if share else None,
        affected_spend=_spend(lead),
    )


def _disproved(case: Case, judged: Judged, claims: Measurement) -> Finding:
    """A claim that run dates contradict blocks: a false limited time is always unfair."""
    wrong = [row for row in claims.rows if row.texts["status"] == "disproved"]
    number = int(claims.value or 0)
    ran = f"{words.count(number, 'claim')} ran on after the end that {'it names' if number == 1 else 'they name'}"
    made = finding(case, judged, claims, f"{ran}: {_quoted(wrong)}", _ran_on(wrong), strict=True)
    return replace(
        made,
        limit=case.policy.limit(SLACK_LIMIT),
        cause=Cause.YOUR_SETTING,
        cause_sentence="Your setting: the wording; the dates of delivery contradict it.",
        smallest_change=STOP,
        changes=tuple(dict.fromkeys(_change(case, row) for row in wrong)),
        affected_impressions=_whole(_once(wrong, "impressions")),
        affected_spend=_once_spent(wrong),
        places=_places(claims.rows, claims),
    )


def _quoted(rows: Sequence[Row]) -> str:
    said = list(dict.fromkeys(f"“{row.texts['words']}”" for row in rows))
    more = f" and {words.count(len(said) - QUOTED, 'more wording')}" if len(said) > QUOTED else ""
    return words.join(said[:QUOTED]) + more if not more else ", ".join(said[:QUOTED]) + more


def _ran_on(rows: Sequence[Row]) -> str:
    listed = [f"{row.label}: {_dates(row)}" for row in rows[:QUOTED]]
    more = f"; and {words.count(len(rows) - QUOTED, 'more ad')}" if len(rows) > QUOTED else ""
    return f"{'; '.join(listed)}{more}. Dates are those of the ad account. A false limited time is always unfair (law)."


def _dates(row: Row) -> str:
    """ "“Ends 30 June” (2026-06-30), delivered 2026-06-20 to 2026-07-02"."""
    ends = f" ({row.texts['ends']})" if row.texts.get("ends") else ""
    first, last = row.texts.get("first_date", ""), row.texts.get("last_date", "")
    days = f"delivered {first}" if first == last else f"delivered {first} to {last}"
    return f"“{row.texts['words']}”{ends}, {days if first else 'not delivered'}"


def unproven(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Claims that nobody has proven or dismissed."""
    return tuple(row for row in rows if row.texts["status"] not in SETTLED)


def _headline(judged: Judged, lead: Measurement, rows: Sequence[Row], figures: Mapping[str, float | None]) -> str:
    ads = int(lead.figures.get("ads") or lead.n or 0)
    settled = {name: int(figures.get(name) or 0) for name in SETTLED}
    if judged.outcome is Outcome.PASSED and not rows and any(settled.values()):
        proven, dismissed = settled["evidenced"], settled["dismissed"]
        return f"Every claim found was looked at: {proven} with proof, {dismissed} dismissed"
    if judged.outcome is Outcome.PASSED and not rows:
        return f"No pressure wording found by the word lists{_in_ads(lead, ads)}"
    if judged.reason in OUTCOMES:
        doubtful = [row for row in rows if row.texts["status"] == judged.reason]
        verb = "may have run on" if judged.reason == "no_daily_rows" else "ran on, within the days of tolerance,"
        return f"{_quoted(doubtful)} {verb} after the end named"
    if lead.value is None or lead.statistic not in pressure_rules.SHARES:
        unproven_claims = sum(int(figures.get(name) or 0) for name in UNPROVEN)
        return f"{words.count(unproven_claims, 'claim')} still to be proven: {_quoted(rows)}"
    of = "impressions carry" if lead.statistic == "impressions_share" else "ads carry"
    few = "Only " if judged.outcome is Outcome.PASSED else ""
    return f"{few}{words.percent(lead.value)} of {of} a claim that nobody has proven yet: {_quoted(rows)}"


def _in_ads(lead: Measurement, ads: int) -> str:
    """Never a claim about the whole campaign: as far as ads were read."""
    return f" in {words.count(ads, 'ad')}" if lead.statistic == "ads_share" and ads else " in the ads that were read"


def _sentence(lead: Measurement, figures: Sequence[Measurement]) -> str:
    by_family = sorted(
        (m for m in figures if m.statistic == "family_share" and m.value), key=lambda m: -(m.figures.get("ads") or 0)
    )
    kinds = [
        f"{FAMILIES.get(m.texts['family'], m.texts['family'])} in {words.count(int(m.figures.get('ads') or 0), 'ad')}"
        for m in by_family
    ]
    ads = next((m for m in figures if m.statistic == "ads_share" and m.value is not None), None)
    parts = [f"{words.capital(words.join(kinds))}."] if kinds else []
    if ads is not None:
        n = int(ads.n or 0)
        parts.append(
            f"{words.percent(ads.value or 0)} of {words.count(n, 'ad')}, 95 % interval "
            f"{words.percent(ads.ci_low or 0)} to {words.percent(ads.ci_high or 0)}."
        )
    if lead.coverage is not None and lead.coverage < 1:
        parts.append(f"{words.percent(1 - lead.coverage)} of impressions could not be read.")
    parts.append("A claim is lawful if it is true; wording outside the lists, in images or in irony is not found.")
    return " ".join(parts)


def _places(rows: Sequence[Row], claims: Measurement | None) -> tuple[Place, ...]:
    """One line per ad and wording that run dates can speak about."""
    if claims is None:
        return ()
    bare = replace(claims, rows=(), drivers=(), sql="")
    lines = {
        (row.label, row.texts["words"]): Place(
            row.label, OUTCOMES[row.texts["status"]], f"{_dates(row)}.", bare, row.texts["status"]
        )
        for row in rows
        if row.texts["status"] in OUTCOMES
    }
    return tuple(lines.values())[:LISTED]


def _change(case: Case, row: Row) -> SettingChange:
    field = {"headline": "Headline", "body": "Primary text", "description": "Description", "cta": "Button"}
    return SettingChange(
        case.campaign.platform or "",
        case.campaign.name,
        row.texts.get("ad_set") or row.label,
        f"{row.label} ▸ {field.get(row.texts['field'], row.texts['field'])}",
        f"“{row.texts['words']}”",
        "the true last day, or no deadline",
        "The ad ran on after the end that the words name.",
    )


def _once(rows: Sequence[Row], figure: str) -> float | None:
    """A figure summed over ads, each once, however many claims it makes."""
    by_ad = {(row.label, row.texts.get("ad_set", "")): row.figures.get(figure) for row in rows}
    known = [value for value in by_ad.values() if value is not None]
    return sum(known) if known else None


def _once_spent(rows: Sequence[Row]) -> dict[str, float]:
    """The amounts spent on ads, each ad once, per currency."""
    names = dict.fromkeys(name for row in rows for name in row.figures if name.startswith(SPEND))
    amounts = {name.removeprefix(SPEND).strip(): _once(rows, name) for name in names}
    return {currency: amount for currency, amount in amounts.items() if amount is not None}


def _spend(m: Measurement) -> dict[str, float]:
    """Of the ad sets behind a figure, per currency."""
    total: dict[str, float] = defaultdict(float)
    for driver in m.drivers:
        for currency, amount in driver.spend.items():
            total[currency] += amount
    return dict(total)


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def vulnerable(case: Case) -> Finding:
    """Pressure that meets people in a vulnerable situation."""
    lead = next((m for m in case.measurements if m.decides), None)
    if lead is None:
        return not_judged(case, Judged(Outcome.NOT_SUPPLIED), absent(case))
    judged = pressure_rules.vulnerable(lead, case.policy.values)
    if judged.outcome not in rules.RANK:
        return not_judged(case, judged, lead)
    hit = [row for row in lead.rows if row.texts.get("cell") == "pressed_vulnerable"]
    blind = [row for row in lead.rows if row.texts.get("cell") == "unknown" and row.figures.get("vulnerable")]
    made = finding(case, judged, lead, _who(judged, lead, hit, blind), _table(lead, hit or blind))
    if judged.outcome is Outcome.PASSED:
        return made
    return replace(
        made,
        cause=Cause.YOUR_SETTING,
        cause_sentence="Your setting: audience and wording meet in the ad sets named here.",
        smallest_change="Take the pressure out of these texts, or take these people out of the audience.",
        affected_impressions=_whole(_once(hit, "impressions")) if hit else None,
        affected_spend=_spend(lead),
    )


def _who(judged: Judged, lead: Measurement, hit: Sequence[Row], blind: Sequence[Row]) -> str:
    if judged.outcome is Outcome.PASSED:
        return "No ad set with pressure wording addresses people in a vulnerable situation, as far as could be read"
    if judged.outcome is Outcome.WATCH:
        return f"Texts that meet people in a vulnerable situation cannot be read: {_named(blind)}"
    number = int(lead.value or 0)
    press = "presses" if number == 1 else "press"
    return f"{words.count(number, 'ad set')} {press} people in a vulnerable situation: {_named(hit)}"


def _named(rows: Sequence[Row]) -> str:
    listed = [row.label for row in rows[:QUOTED]]
    more = f" and {len(rows) - QUOTED} more" if len(rows) > QUOTED else ""
    return ", ".join(listed) + more if more else words.join(listed)


def _table(lead: Measurement, rows: Sequence[Row]) -> str:
    why = [f"{row.label}: {row.texts.get('why', '')} {_words(row)}".strip() for row in rows[:QUOTED]]
    cells = {name: int(lead.figures.get(name) or 0) for name in ("pressed_other", "calm_vulnerable", "unknown")}
    rest = (
        f"Besides, {words.count(cells['pressed_other'], 'ad set')} with pressure wording and no such audience found, "
        f"{cells['calm_vulnerable']} with such an audience and no pressure wording, {cells['unknown']} not known."
    )
    return " ".join([*why, rest])


def _words(row: Row) -> str:
    return f"It says {row.texts['words']}." if row.texts.get("words") else ""


RULES: Mapping[str, Callable[[Case], Finding]] = {"pressure_cues": cues, "pressure_vulnerable": vulnerable}
"""For `judging`, by rule."""
