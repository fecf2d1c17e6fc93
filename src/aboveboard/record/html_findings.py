"""The findings of a record: every check is listed, whatever it found."""

from collections.abc import Sequence

from aboveboard.charts.ratio_svg import ratio_svg
from aboveboard.charts.ratios import Dot, segment_label
from aboveboard.model import Outcome
from aboveboard.record.html_style import PAINT
from aboveboard.record.html_words import (
    OUTCOMES,
    SEVERITIES,
    Plain,
    capital,
    day,
    folded,
    key,
    money,
    number,
    paragraph,
    plural,
    sign,
    table,
    text,
    whole,
    words,
)

RATIO = "impact_ratio"
UNCHECKED = ("insufficient", "not_supplied")
MOST_PLACES = 24


def findings(record: Plain) -> str:
    """Flagged and watched as cards, the others as lines: passed, not applicable, could not be checked."""
    evidence = record["evidence"]
    found = evidence["findings"]
    parts = []
    for outcomes, title in (
        (("flagged",), "Flagged"),
        (("watch",), "To watch"),
        (("passed",), "Passed"),
        (UNCHECKED, "Could not be checked"),
        (("not_applicable",), "Not applicable"),
    ):
        own = [finding for finding in found if finding["outcome"] in outcomes]
        parts.append(f"<h3>{title} ({len(own)})</h3>\n")
        if not own:
            parts.append(paragraph("None.", "quiet"))
        elif outcomes[0] in ("flagged", "watch"):
            parts += [_card(finding, evidence["measurements"]) for finding in own]
        else:
            parts.append(_lines(title, own))
    return "".join(parts)


def _card(finding: Plain, measurements: Sequence[Plain]) -> str:
    outcome = str(finding["outcome"])
    severity = finding["severity"]
    left = sign(SEVERITIES[severity], severity) if severity in SEVERITIES else sign(OUTCOMES[outcome], outcome)
    right = [words(finding["topic"]), OUTCOMES[outcome][1].lower(), *_affected(finding)]
    rows = _groups(finding, measurements)
    drawn = _drawing(finding, rows)
    return (
        f'<article class="box finding {outcome}{" drawn" if drawn else ""}">\n'
        f'<p class="kind">{left} <span class="quiet">{text(capital(" · ".join(right)))}</span></p>\n'
        f'<h4 class="headline">{text(finding["headline"])}</h4>\n<div class="said">{_said(finding)}</div>\n{drawn}'
        f'<div class="rest">{_changes(finding)}{_limit(finding)}{_places(finding)}{_twin(rows)}</div>\n</article>\n'
    )


def _affected(finding: Plain) -> list[str]:
    if finding["affected_spend"]:
        return [f"{money(finding['affected_spend'])} of spend affected"]
    count = whole(finding["affected_impressions"])
    return [f"{count} impressions affected"] if count else []


def _said(finding: Plain) -> str:
    cause = str(finding["cause"] or "")
    rest = str(finding["cause_sentence"] or "").removeprefix(f"{capital(cause)}:").strip()
    told = f"<p><strong>{text(capital(cause or 'cause'))}:</strong> {text(rest)}</p>\n" if rest else ""
    return paragraph(finding["sentence"]) + told


def _changes(finding: Plain) -> str:
    rows = dict.fromkeys(
        f"<strong>{text(change['ad_set'])}</strong> · {text(change['setting'])} "
        f"<code>{text(change['now'])} → {text(change['to'])}</code>"
        for change in finding["changes"]
    )
    lines = "".join(f'<p class="change">{row}</p>\n' for row in rows)
    smallest = finding["smallest_change"]
    return lines + (f"<p><strong>Smallest change:</strong> {text(smallest)}</p>\n" if smallest else "")


def _limit(finding: Plain) -> str:
    said = " ".join(filter(None, [limit_words(finding), finding["disclaimer"]]))
    return f'<p class="quiet">{key(finding["check"])} {text(said)}</p>\n'


def limit_words(finding: Plain) -> str:
    """The limit with who set it: "Limit: flagged below 0.80 · convention · checked 1 Nov 2026."."""
    limit = finding["limit"]
    if not limit:
        return ""
    said = limit["words"] or f"{limit['value']} {limit['unit']}"
    return f"Limit: {said} · {limit['origin']} · checked {day(limit['as_of'])}."


def _places(finding: Plain) -> str:
    places = finding["places"]
    if not places:
        return ""
    shown = [
        (text(place["label"]), sign(OUTCOMES[place["outcome"]], place["outcome"]), text(place["sentence"]))
        for place in places[:MOST_PLACES]
    ]
    left = len(places) - MOST_PLACES
    more = paragraph(f"{plural(left, 'more place')} in record.json.", "quiet") if left > 0 else ""
    inside = table("Where this was checked", ("Where", "Outcome", "Figure"), shown) + more
    return folded(f"Where else ({len(places)})", inside)


def _groups(finding: Plain, measurements: Sequence[Plain]) -> list[Plain]:
    """The figures of all groups beside the deciding one, lowest first; none where it is no ratio between groups."""
    lead = finding["measurement"]
    if lead["statistic"] != RATIO:
        return []
    same = [
        entry
        for entry in measurements
        if entry["measure"] == finding["measure"]
        and entry["statistic"] == RATIO
        and entry["ad_set"] == lead["ad_set"]
        and _crossed(entry) == _crossed(lead)
        and number(entry["value"]) is not None
    ]
    return sorted(same, key=lambda entry: (number(entry["value"]) or 0.0, str(entry["segment"])))


def _crossed(entry: Plain) -> list[str]:
    """Which attributes tell the groups apart: age, or age and gender."""
    return sorted(entry["segment"] or ())


def _drawing(finding: Plain, rows: Sequence[Plain]) -> str:
    dots = [_dot(row, finding) for row in rows]
    if not dots:
        return ""
    spoken = "; ".join(f"{dot.label} {dot.value:.2f}" for dot in dots)
    drawn = ratio_svg(dots, PAINT).replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    label = text(f"Ratio of each group to the best-reached group: {spoken}.")
    return f'<figure role="img" aria-label="{label}">{drawn}</figure>\n'


def _dot(row: Plain, finding: Plain) -> Dot:
    is_lead = row["segment"] == finding["measurement"]["segment"]
    outcome = Outcome(finding["outcome"]) if is_lead else None
    if row["status"] == Outcome.INSUFFICIENT.value:
        outcome = Outcome.INSUFFICIENT
    label = segment_label(row["segment"] or {}) or str(row["statistic"])
    return Dot(label, number(row["value"]) or 0.0, number(row["ci_low"]), number(row["ci_high"]), None, outcome)


def _twin(rows: Sequence[Plain]) -> str:
    """The same figures as a table, with interval and n."""
    if not rows:
        return ""
    lines = []
    for row in rows:
        low, high = number(row["ci_low"]), number(row["ci_high"])
        interval = "–" if low is None or high is None else f"{low:.2f}–{high:.2f}"
        label = segment_label(row["segment"] or {}) or str(row["statistic"])
        lines.append(
            (text(label), f"{number(row['value']):.2f}", interval, whole(row.get("n_effective") or row["n"]) or "–")
        )
    heads = ("Group", "Ratio", "95 % interval", "n, people compared")
    base = rows[0]["base"]
    return folded(
        "The same figures as a table", table("Figures", heads, lines) + paragraph(base and f"Base: {base}.", "quiet")
    )


def _lines(title: str, own: Sequence[Plain]) -> str:
    rows = []
    for finding in own:
        outcome = str(finding["outcome"])
        unlock = finding["unlock"] if finding["unlock"] not in str(finding["sentence"]) else ""
        severity = finding["severity"]
        asks = f"<p>{sign(SEVERITIES[severity], severity)}</p>" if severity in ("blocker", "decision") else ""
        about = paragraph(finding["sentence"]) + paragraph(unlock) + paragraph(limit_words(finding), "quiet")
        left = f"<p>{sign(OUTCOMES[outcome], outcome)}</p>{asks}{key(finding['check'])}"
        rows.append((left, f'<p class="key">{text(finding["headline"])}</p>{about}'))
    return table(title, ("Check", "What it said"), rows, "checks")
