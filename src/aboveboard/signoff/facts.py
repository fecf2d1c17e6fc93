"""What is true of a campaign, as far as its evidence shows: decides which questions apply and how strict the route is.

A fact is true, false, or unknown (None); an unknown fact asks the question.
"""

from collections.abc import Mapping
from datetime import date

from aboveboard.model import Operator, Outcome, Setting, Snapshot

Facts = Mapping[str, bool | None]
OWN_DATA = ("audience",)
PERSONAL = ("audience", "detailed", "professional", "income", "parental")
DECLARED = ("has_chatbot", "has_creators", "has_landing_page", "has_ai_content")
"""Asked of a person, because no export carries them."""
LAUNCH = "launch"
_LOOKALIKE = ("lookalike", "similar audience", "lal ")
_WEEKS = 6
_YES, _NO = "yes", "no"


def facts(snapshot: Snapshot) -> dict[str, bool | None]:
    """Every fact a checklist may ask for."""
    settings = snapshot.settings
    known = bool(settings)
    return {
        "uses_personal_data": _any(settings, PERSONAL) if known else None,
        "has_exclusions": _has_exclusions(snapshot) if known else None,
        "has_lookalike_or_expansion": _expands(settings) if known else None,
        "has_multiple_creatives": _several_creatives(snapshot),
        "has_time_series": _has_weeks(snapshot),
        "has_opportunity_category": bool(opportunity(snapshot)),
        **{name: _declared(snapshot.declared.get(name)) for name in ("has_chatbot", "has_creators")},
        "has_landing_page": _landing(snapshot),
        "has_ai_content": _declared(snapshot.declared.get("has_ai_content")),
    }


def opportunity(snapshot: Snapshot) -> str:
    """Jobs, housing, credit …, as recognised from the declaration or the words of the ad; empty if none was."""
    return next((m.texts["opportunity"] for m in snapshot.measurements if m.texts.get("opportunity")), "")


def is_before_launch(snapshot: Snapshot) -> bool:
    """Whether no file of the campaign holds any delivery."""
    return not snapshot.cells and snapshot.campaign.totals.impressions is None


def launch_day(snapshot: Snapshot) -> date | None:
    """The declared first day; None where nobody said."""
    said = snapshot.declared.get(LAUNCH)
    return date.fromisoformat(said) if said else None


def _any(settings: tuple[Setting, ...], dimensions: tuple[str, ...]) -> bool:
    used = (Operator.INCLUDE, Operator.EXCLUDE, Operator.SUGGEST)
    return any(setting.dimension in dimensions and setting.operator in used for setting in settings)


def _has_exclusions(snapshot: Snapshot) -> bool:
    declared = any(setting.operator is Operator.EXCLUDE for setting in snapshot.settings)
    shut = any(
        finding.measure == "exclusions.implied" and finding.outcome in (Outcome.FLAGGED, Outcome.WATCH)
        for finding in snapshot.findings
    )
    return declared or shut


def _expands(settings: tuple[Setting, ...]) -> bool:
    return any(
        setting.dimension == "automation"
        or setting.operator is Operator.SUGGEST
        or (setting.dimension in OWN_DATA and any(word in setting.value.lower() for word in _LOOKALIKE))
        for setting in settings
    )


def _several_creatives(snapshot: Snapshot) -> bool | None:
    offered = [
        entry.figures.get("k")
        for entry in snapshot.measurements
        if entry.measure == "echo.concentration" and entry.figures.get("k") is not None
    ]
    seen = max((int(number or 0) for number in offered), default=0)
    texts = len({(text.headline, text.body, text.asset_url) for text in snapshot.texts})
    return max(seen, texts) > 1 if seen or texts else None


def _has_weeks(snapshot: Snapshot) -> bool:
    weeks = {
        cell.date_from.isocalendar()[:2] for cell in snapshot.cells if cell.date_from and cell.grain.endswith("|daily")
    }
    return len(weeks) >= _WEEKS


def _declared(said: str | None) -> bool | None:
    return {_YES: True, _NO: False}.get(said or "")


def _landing(snapshot: Snapshot) -> bool | None:
    if any(text.url for text in snapshot.texts):
        return True
    return _declared(snapshot.declared.get("has_landing_page"))
