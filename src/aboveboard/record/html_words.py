"""Values of a record as harmless HTML: text, days, numbers, tables. Every string of a record passes through `text`."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

Plain = Mapping[str, Any]
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TURNS = {ord(c): "\ufffd" for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
"""Marks that turn the direction of what follows: they could make a name read as something else."""
PLATFORMS = {"tiktok": "TikTok", "linkedin": "LinkedIn", "x": "X", "google": "Google Ads"}
OUTCOMES = {
    "flagged": ("◆", "Flagged"),
    "watch": ("△", "Watch"),
    "passed": ("✓", "Passed"),
    "insufficient": ("○", "Too little data"),
    "not_supplied": ("◌", "Not in the data"),
    "not_applicable": ("–", "Not applicable"),
}
SEVERITIES = {"blocker": ("■", "Blocker"), "decision": ("▲", "Decision"), "note": ("●", "Note")}
EVENTS = {
    "approve": ("✓", "Approved"),
    "request_changes": ("↩", "Changes requested"),
    "reject": ("✕", "Rejected"),
    "revoke": ("⊘", "Approval revoked"),
}


def text(value: Any) -> str:
    """Anything as text that is text and nothing else; empty for None."""
    if value is None:
        return ""
    kept = "".join(c if c >= " " or c in "\n\t" else "\ufffd" for c in str(value).translate(TURNS))
    return escape(kept.encode("utf-8", "replace").decode("utf-8"))


def day(value: str | None) -> str:
    """ISO date as "12 Sep 2026"; what is no date stays as it is."""
    parts = str(value or "")[:10].split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return str(value or "")
    return f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]} {parts[0]}"


def moment(value: str | None) -> str:
    """ISO moment in UTC as "3 Aug 2026, 10:41 UTC"."""
    said = str(value or "")
    return f"{day(said)}, {said[11:16]} UTC" if len(said) > 15 else day(said)


def span(first: str | None, last: str | None) -> str:
    """Two ISO dates as "1 Jul 2026 – 28 Jul 2026"; empty when neither is known."""
    return " – ".join(dict.fromkeys(day(value) for value in (first, last) if value))


def number(value: Any) -> float | None:
    """Numbers of a record are text; None for what is none."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def whole(value: Any) -> str:
    """ "12,345"; empty for what is no number."""
    found = number(value)
    return "" if found is None else f"{found:,.0f}"


def percent(value: Any) -> str:
    """A share 0–1 as "2.4 %"; empty for what is no number."""
    found = number(value)
    return "" if found is None else f"{found * 100:.1f} %"


def money(amounts: Plain) -> str:
    """One amount per currency, never added."""
    return " and ".join(f"{code or 'currency unknown'} {whole(amount)}" for code, amount in sorted(amounts.items()))


def words(value: Any) -> str:
    """A key in plain words: "ethics_lead" as "ethics lead"."""
    return str(value or "").replace("_", " ")


def capital(said: str) -> str:
    """First letter upper case, the rest untouched."""
    return said[:1].upper() + said[1:]


def platform(key: str | None) -> str:
    """The platform's own name."""
    return PLATFORMS.get(key or "", capital(words(key))) or "Platform unknown"


def sign(pair: tuple[str, str], kind: str = "") -> str:
    """Shape and word together, never one without the other."""
    return f'<span class="sign {kind}"><span aria-hidden="true">{pair[0]}</span> {text(pair[1])}</span>'


def code(mark: str | None, length: int = 64) -> str:
    """A hash or a part of one, set so that it can be compared by eye."""
    return f"<code>{text(str(mark or '')[:length])}</code>" if mark else "–"


def key(name: str) -> str:
    """The id of a check or limit, which may break after its dots."""
    return f'<code class="id">{text(name).replace(".", ".<wbr>")}</code>'


def line(said: Any) -> str:
    """A few words that stay on one line."""
    return f'<span class="line">{text(said)}</span>'


def paragraph(said: Any, kind: str = "") -> str:
    """One paragraph; nothing for empty text. Line breaks stay."""
    if not said:
        return ""
    attribute = f' class="{kind}"' if kind else ""
    return f"<p{attribute}>{text(said)}</p>\n"


def bullets(said: Iterable[Any]) -> str:
    """A list; nothing when it is empty."""
    lines = "".join(f"<li>{text(line)}</li>\n" for line in said)
    return f"<ul>\n{lines}</ul>\n" if lines else ""


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> str:
    """A real table; cells are HTML already. The first cell names its row; narrow screens stack the cells."""
    top = "".join(f'<th scope="col">{text(head)}</th>' for head in heads)
    body = ""
    for first, *rest in rows:
        cells = "".join(f'<td data-head="{text(head)}">{cell}</td>' for head, cell in zip(heads[1:], rest, strict=True))
        body += f'<tr><th scope="row">{first}</th>{cells}</tr>\n'
    hidden = f"<caption>{text(caption)}</caption>"
    return f'<table class="{kind}">{hidden}<thead><tr>{top}</tr></thead>\n<tbody>\n{body}</tbody></table>\n'


def folded(summary: str, inside: str) -> str:
    """Long detail behind one line; the style sheet opens it in print."""
    return f"<details><summary>{text(summary)}</summary>\n{inside}</details>\n"


def section(key: str, title: str, inside: str) -> str:
    """A part of the page with its heading and the place that links point to."""
    return f'<section id="{key}" aria-labelledby="{key}-h">\n<h2 id="{key}-h">{text(title)}</h2>\n{inside}</section>\n'


def plural(count: int, one: str, many: str = "") -> str:
    """ "1 file", "2 files"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
