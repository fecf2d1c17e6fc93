"""Values into the words and signs of the screen; texts of others made harmless."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from aboveboard.model import Finding, Outcome, Severity, Status, Totals, WrongInput, numbers

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&=])")
_BREAK = re.compile(
    r"(?<=://)|(?<=www)(?=\.)|(?=@)|(?<=:)(?=[\w+/-]+:)|(?:(?<=\s[<~>-])|(?<=^[<~>-]))(?=[->=]+(?:\s|$))", re.IGNORECASE
)
"""Where an invisible space keeps a bare address from turning into a link, and a word between colons (an icon or an
emoji of the framework) or an arrow made of signs from turning into a picture: escaping does not."""
_CURRENCY = {"EUR": "€", "USD": "$", "GBP": "£"}

OUTCOMES: dict[Outcome, tuple[str, str]] = {
    Outcome.PASSED: ("✓", "Passed"),
    Outcome.WATCH: ("△", "Watch"),
    Outcome.FLAGGED: ("◆", "Flagged"),
    Outcome.INSUFFICIENT: ("○", "Too little data"),
    Outcome.NOT_SUPPLIED: ("◌", "Not in the data"),
    Outcome.NOT_APPLICABLE: ("–", "Not applicable"),
}
"""Sign and word; never one without the other."""

NOT_DELIVERED = ("◌", "Not yet delivered")


def outcome(finding: Finding) -> tuple[str, str]:
    """Sign and word of a finding's outcome."""
    return NOT_DELIVERED if finding.awaits_delivery else OUTCOMES[finding.outcome]


SEVERITIES: dict[Severity, tuple[str, str]] = {
    Severity.BLOCKER: ("■", "Blocker"),
    Severity.DECISION: ("▲", "Decision"),
    Severity.NOTE: ("●", "Note"),
}

PLATFORMS = {
    "meta": "Meta",
    "google": "Google Ads",
    "tiktok": "TikTok",
    "linkedin": "LinkedIn",
    "snapchat": "Snapchat",
    "pinterest": "Pinterest",
    "x": "X",
    "microsoft": "Microsoft Advertising",
}

BADGES = {
    "upper_bound": "upper bound",
    "lower_bound": "lower bound",
    "estimated_people": "people estimated from impressions",
    "vs_population": "compared with the population",
    "frequency_assumed": "frequency assumed",
    "inferred_from_name": "read from ad set names",
    "derived_topics": "topics derived from the texts",
    "estimate_range": "the platform gives a range",
    "depends_on_unknown": "depends on people of unknown group",
    "gap_in_totals": "rows add up to less than the total",
    "weak": "weak evidence",
    "frequency_below_one": "reach is an estimate and exceeds impressions",
    "audience_exceeds_population": "the audience is larger than the population",
    "reach_exceeds_eligible": "more people reached than eligible",
    "interpolated": "an age band was counted by years",
    "spread_evenly": "spend spread evenly over its days",
    "no_interval": "no interval",
    "vs_account": "compared with the account's other campaigns",
    "by_ad": "every ad counts as its own message",
    "not_independent": "not independent",
}


def plain(text: str) -> str:
    """Text of others, shown as it is, wherever Markdown is read: texts, labels, radio options, tables.

    Not for st.text, st.code, st.dataframe, options of a select box, `alt` or files.
    """
    return _MARKS.sub(r"\\\1", _BREAK.sub("\u200b", text.replace("\n", " ")))


def badge_plain(text: str) -> str:
    """The same for st.badge, which escapes square brackets itself."""
    return plain(text).replace(r"\[", "[").replace(r"\]", "]")


def first_upper(text: str) -> str:
    """First letter upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def platform(key: str | None) -> str:
    """The platform's own name."""
    if not key:
        return "Platform unknown"
    return PLATFORMS.get(key, key.replace("_", " ").capitalize())


def count(number: float | None) -> str:
    """ "1,284"; a dash in words for what is not known."""
    return "not known" if number is None else f"{number:,.0f}"


def share(value: float | None) -> str:
    """A share 0–1 as "61 %"; one decimal below ten percent."""
    if value is None:
        return "not known"
    percent = round(value * 100, 9)
    if 99.5 <= percent < 100:
        return numbers.percent(value)
    return f"{percent:.1f} %" if 0 < abs(percent) < 10 else f"{percent:.0f} %"


def plural(number: int, one: str, many: str = "") -> str:
    """ "1 row", "2 rows"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def money(amounts: Mapping[str, float]) -> str:
    """ "€ 3,120" per currency, never added; empty when there is none."""
    return " and ".join(f"{_CURRENCY.get(code, code)} {amount:,.0f}".strip() for code, amount in amounts.items())


def price(amount: float | None, code: str) -> str:
    """ "€4.80", "CHF 4.80"; whole from a hundred on, as in the sentences."""
    if amount is None:
        return "not known"
    sign = _CURRENCY.get(code, f"{code} " if code else "")
    return f"{sign}{amount:,.0f}" if amount >= 100 else f"{sign}{amount:,.2f}"


def day(value: date) -> str:
    """ "28 July 2026"."""
    return f"{value.day} {value:%B %Y}"


def day_of(text: str) -> date | None:
    """The day a person typed; None for an empty field. Raises WrongInput for anything but an ISO date."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as error:
        raise WrongInput(f"“{text}” is no date", "Write year-month-day, for example 2026-12-31.") from error


def moment(value: datetime) -> str:
    """ "28 July 2026 14:02 UTC"."""
    return f"{day(value.date())} {value:%H:%M} UTC"


def span(first: date | None, last: date | None) -> str:
    """ "1–28 July 2026"; empty when the dates are not known."""
    if first is None or last is None:
        return ""
    end = day(last)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    start = f"{first.day} {first:%B}" if first.year == last.year else f"{first.day} {first:%B %Y}"
    return f"{start} – {end}"


def currencies(totals: Totals) -> str:
    """ "EUR" or "EUR, USD"; empty when no amounts were exported."""
    return ", ".join(code for code in totals.spend if code)


def badge_words(badge: str) -> str:
    """A badge of a measurement in plain words."""
    return BADGES.get(badge, badge.replace("_", " "))


_COLUMNS = {
    "audience_lo": "audience size, lower end",
    "audience_hi": "audience size, upper end",
    "eligible": "eligible people",
    "targeting.value": "value of the setting",
    "targeting.operator": "included or excluded",
    "targeting.and_group": "which settings must all hold",
}


def column(name: str) -> str:
    """A column of ours in plain words first: "age (seg_age)"."""
    bare = name.removeprefix("seg_").replace("targeting.", "setting: ").replace("creative.", "ad text: ")
    said = _COLUMNS.get(name, bare.replace("adset", "ad set").replace("_", " "))
    return said if said == name else f"{said} ({name})"


def status_words(status: Status) -> str:
    """What a figure can say before any limit is applied."""
    return "Measured" if status is Status.MEASURED else OUTCOMES[Outcome(status.value)][1]
