"""Outcome rules for pressure wording and for whom it meets, and why each is watched.

A cue is a claim to be proven, not a violation: what flags is a claim that run dates disprove, or a large share of
unproven ones. Origin of the first: a false limited time is always unfair (Directive 2005/29/EC, Annex I no. 7).
"""

from collections.abc import Callable, Mapping, Sequence

from aboveboard.judgement import words
from aboveboard.judgement.rules import PASSED, Judged, Limits, unmeasured
from aboveboard.model import Measurement, Outcome

SHARES = ("impressions_share", "ads_share")


def share_of(figures: Sequence[Measurement]) -> Measurement | None:
    """The share that decides: of impressions once something was delivered, else of ads."""
    by_name = {m.statistic: m for m in figures if m.statistic in SHARES and m.decides}
    return next((by_name[name] for name in SHARES if name in by_name), None)


def claims_of(figures: Sequence[Measurement]) -> Measurement | None:
    """The claim table."""
    return next((m for m in figures if m.statistic == "claims"), None)


def cues(figures: Sequence[Measurement], limits: Limits) -> Judged:
    """Flagged: a disproved claim, or a share above cues.flag. Passed: at most cues.watch and no claim in doubt."""
    share, claims = share_of(figures), claims_of(figures)
    lead = share or claims
    if lead is None:
        return Judged(Outcome.NOT_SUPPLIED)
    if claims is not None and claims.value:
        return Judged(Outcome.FLAGGED, "disproved")
    if (early := unmeasured(lead)) or lead.value is None:
        return early or Judged(Outcome.INSUFFICIENT, lead.reason)
    if lead is share and lead.value > limits["cues.flag"]:
        return Judged(Outcome.FLAGGED)
    for status in ("clock_slack", "no_daily_rows"):
        if claims is not None and claims.figures.get(status):
            return Judged(Outcome.WATCH, status)
    if lead is share and lead.value > limits["cues.watch"]:
        return Judged(Outcome.WATCH, "near_limit")
    return PASSED


def vulnerable(m: Measurement, limits: Limits) -> Judged:
    """Flagged: any ad set that presses a vulnerable audience. Watched: such an audience, and a text nobody can read."""
    if (early := unmeasured(m)) or m.value is None:
        return early or Judged(Outcome.INSUFFICIENT, m.reason)
    if m.value > limits["vulnerable.ad_sets"]:
        return Judged(Outcome.FLAGGED)
    return Judged(Outcome.WATCH, "text_unreadable") if m.figures.get("text_unreadable") else PASSED


def _cues(m: Measurement, reason: str, limits: Limits) -> str:
    if reason == "clock_slack":
        return "a claim ran on for the days of tolerance after the end that it names"
    if reason == "no_daily_rows":
        return "a claim names an end, and a row that adds several days up cannot show whether the ad ran on"
    return f"more than {words.percent(limits['cues.watch'])} carry a claim that nobody has proven yet"


BECAUSE: Mapping[str, Callable[[Measurement, str, Limits], str]] = {
    "pressure_cues": _cues,
    "pressure_vulnerable": lambda m, reason, limits: "texts that meet a vulnerable audience cannot be read",
}
"""For `watching`, by rule."""
SHORT = {
    "clock_slack": "ran on within the tolerance",
    "no_daily_rows": "needs an export by day",
    "text_unreadable": "text cannot be read",
}
"""For one line among many."""
WATCH_LIMITS = {"pressure_cues": "cues.watch"}
"""The limit a watch of this rule is about, where it is not the one of the check."""
