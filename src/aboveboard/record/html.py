"""A record as one HTML page that needs nothing else: no script, no network, no font, no picture from outside."""

from aboveboard.record import html_body as body
from aboveboard.record.html_findings import findings
from aboveboard.record.html_style import style
from aboveboard.record.html_top import heading, top
from aboveboard.record.html_words import EVENTS, Plain, capital, section, text, words

PARTS = (
    ("plain", "In plain words, for anyone", body.plain_page),
    ("questions", "Questions, answers and verdicts", body.questions),
    ("findings", "What the checks found", findings),
    ("settings", "Settings", body.settings),
    ("files", "Files", body.files),
    ("changes", "Changes since the round before", body.changes),
    ("ledger", "Ledger", body.ledger),
    ("not-looked-at", "What this review did not look at", body.not_looked_at),
    ("verify", "How to check this record", body.verifying),
    ("limits", "Limits and where they come from", body.limits),
)

LONGEST_NAME = 60
"""Of a campaign, on top of printed pages."""


def render(record: Plain) -> str:
    """The page, from record.json's content alone: the same content gives the same bytes."""
    campaign, mark = record["campaign"], str(record["fingerprint"])[:8]
    event = str(record["decision"]["event"])
    said = EVENTS.get(event, ("", capital(words(event))))[1]
    rest = f"round {record['round']} · {said} · evidence {mark}"
    title, running = f"{campaign['name']} · {rest}", f"{str(campaign['name'])[:LONGEST_NAME]} · {rest}"
    links = "".join(f'<a href="#{key}">{text(name)}</a>' for key, name, _ in PARTS)
    inside = "".join(section(key, name, part(record)) for key, name, part in PARTS)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{text(title)}</title>\n<style>{style(running)}</style>\n</head>\n<body>\n"
        f"{_watermark(campaign)}<header>\n{heading(record)}</header>\n<main>\n{top(record)}"
        f'<nav aria-label="Parts of this record">{links}</nav>\n{inside}</main>\n'
        f"<footer><p>Written by Aboveboard {text(record['app_version'])} from record.json; times are UTC. "
        "A screening of what the files can show, not legal advice.</p></footer>\n</body>\n</html>\n"
    )


def _watermark(campaign: Plain) -> str:
    if not campaign["sample"]:
        return ""
    return '<div class="mark" aria-hidden="true"><span>Sample data, invented</span></div>\n'
