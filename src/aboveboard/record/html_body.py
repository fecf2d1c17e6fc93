"""The rest of a record: plain page, questions, settings, files, changes, ledger, gaps, how to check, limits."""

from collections.abc import Mapping, Sequence

from aboveboard.record.html_words import (
    EVENTS,
    Plain,
    bullets,
    capital,
    code,
    day,
    folded,
    key,
    line,
    moment,
    paragraph,
    percent,
    plural,
    sign,
    span,
    table,
    text,
    whole,
    words,
)

FOLD_ABOVE = 15
KINDS = {
    "format_only": "Same content in another file",
    "period_extended": "New days",
    "history_restated": "History restated",
    "first_delivery": "First delivery",
    "files": "Files",
    "settings": "Setting",
    "texts": "Ad text",
    "declared": "Statement",
    "claim": "Claim in an ad",
    "outcome": "Outcome",
    "figure": "Figure",
    "base": "Reference population",
    "policy": "Policy",
}


def plain_page(record: Plain) -> str:
    """What anybody may want to know, without terms of the trade."""
    said = record["plain"]
    rows = (
        ("What this is", paragraph(said["what"])),
        ("What data it uses", "".join(map(paragraph, said["data"]))),
        ("Who is left out", "".join(map(paragraph, said["left_out"]))),
        ("What a machine decides", paragraph(said["ai"])),
        ("Who decided", paragraph(said["who_decided"])),
        ("When it is checked again", paragraph(said["checked_again"])),
    )
    lines = "".join(f"<dt>{title}</dt><dd>{inside}</dd>\n" for title, inside in rows if inside)
    return f'<dl class="sentences">\n{lines}</dl>\n'


def questions(record: Plain) -> str:
    """Every question with the submitter's answer and the reviewer's verdict, section by section."""
    by_section: dict[str, list[Plain]] = {}
    for item in record["items"]:
        by_section.setdefault(str(item["section"]), []).append(item)
    parts = [_questions(by_section) if by_section else paragraph("No question was asked.", "quiet")]
    skipped = record["not_applicable"]
    if skipped:
        rows = [(text(item["id"]), text(item["question"])) for item in skipped]
        inside = table("Questions that were not asked", ("Id", "Question"), rows)
        parts.append(folded(f"Not asked, because they do not apply ({len(skipped)})", inside))
    return "".join(parts)


def _questions(by_section: Mapping[str, Sequence[Plain]]) -> str:
    """The question over the whole width, answer and verdict side by side below it; a heading keeps its first one."""
    bodies = []
    for name, items in by_section.items():
        heading = f'<tr><th scope="rowgroup" colspan="2"><h3>{text(name)}</h3></th></tr>\n'
        bodies += [f"<tbody>\n{'' if place else heading}{_item(item)}</tbody>\n" for place, item in enumerate(items)]
    top = '<thead><tr><th scope="col">Answer</th><th scope="col">Verdict</th></tr></thead>'
    return f'<table class="questions"><caption>Questions</caption>{top}\n{"".join(bodies)}</table>\n'


def _item(item: Plain) -> str:
    case = item["case"]
    flagged = sign(("◆", "a check is flagged"), "flagged") if item["flagged"] else ""
    hard = '<span class="quiet">(no approval without it)</span>' if item["blocking"] == "hard" else ""
    question = (
        f'<p><span class="key">{text(item["id"])}</span> {text(item["question"])} {hard}</p>'
        + (f"<p>{flagged}</p>" if flagged else "")
        + (f'<p class="quiet">Why: {text(case["case"])} {text(case["source"])}</p>' if case else "")
    )
    answer, verdict = _given(item["answer"], "No answer is recorded."), _verdict(item)
    return (
        f'<tr><th scope="rowgroup" colspan="2">{question}</th></tr>\n'
        f'<tr><td data-head="Answer">{answer}</td><td data-head="Verdict">{verdict}</td></tr>\n'
    )


def _given(answer: Plain | None, missing: str) -> str:
    if not answer:
        return f'<p class="quiet">{missing}</p>'
    parts = [f'<p class="key">{text(answer["words"])}</p>', paragraph(answer["text"])]
    parts += [paragraph(f"Proof: {answer['proof']}")] if answer["proof"] else []
    parts += [paragraph(f"{answer['owner']}, due {day(answer['due'])}")] if answer["due"] else []
    by = f"{answer['by_name']}, {words(answer['by_role'])}, {moment(answer['at'])}"
    return "".join([*parts, paragraph(by, "quiet")])


def _verdict(item: Plain) -> str:
    verdict = item["verdict"]
    said = _given(verdict, "Not judged.")
    if verdict and verdict["value"] == "needs_change":
        said += paragraph(f"What to change: {item['action']}")
    if verdict and verdict["carried"]:
        said += paragraph(f"↻ Carried from round {verdict['round']}: its evidence is identical.", "quiet")
    return said


def settings(record: Plain) -> str:
    """Targeting as it was signed, and what people stated."""
    evidence = record["evidence"]
    rows = [
        (text(entry["ad_set"]), text(words(entry["dimension"])), text(words(entry["operator"])), text(entry["value"]))
        for entry in evidence["settings"]
    ]
    stated = [(text(words(key)), text(value)) for key, value in sorted(evidence["declared"].items())]
    parts = [_maybe_folded("settings", table("Settings", ("Ad set", "Setting", "How", "Value"), rows), len(rows))]
    if not rows:
        parts = [paragraph("The settings are not in the data.", "quiet")]
    if stated:
        parts.append(f"<h3>Stated by people</h3>\n{table('Statements', ('What', 'Said'), stated)}")
    texts = [entry for entry in evidence["texts"] if any(entry.get(part) for part in ("headline", "body", "cta"))]
    if texts:
        lines = [
            (
                text(entry["ad"]),
                "".join(paragraph(entry.get(part)) for part in ("headline", "body", "description", "cta")),
            )
            for entry in texts
        ]
        parts.append(
            f"<h3>Ad texts</h3>\n{_maybe_folded('texts', table('Ad texts', ('Ad', 'Text'), lines), len(lines))}"
        )
    return "".join([*parts, _claims(evidence)])


def _claims(evidence: Plain) -> str:
    """What people said about claims in the ads: the proof, or why the words are no claim."""
    rows = [
        (
            text(f"“{claim['words']}”"),
            text("proven" if claim["said"] == "evidenced" else "no claim"),
            text(claim["text"]),
            text(f"{claim['by_name']}, {moment(claim['at'])}"),
        )
        for claim in evidence.get("claims", ())
    ]
    return (
        f"<h3>Claims in the ads</h3>\n{table('Claims', ('Words', 'Said', 'Proof or reason', 'By'), rows)}"
        if rows
        else ""
    )


def _maybe_folded(what: str, inside: str, count: int) -> str:
    return inside if count <= FOLD_ABOVE else folded(f"All {count} {what}", inside)


def files(record: Plain) -> str:
    """Which bytes the evidence was read from."""
    said = (
        "The hash of the content stays the same for another row order, encoding or quoting; that of the bytes does not."
    )
    inside = table("Files", ("File", "Rows", "sha256"), [_file(file) for file in record["files"]], "files")
    return inside + paragraph(said, "quiet")


def _file(file: Plain) -> tuple[str, str, str]:
    about = (file["grain"], span(file["date_from"], file["date_to"]), ", ".join(file["currencies"]))
    counts = f"{whole(file['rows_read'])} read = {whole(file['rows_accepted'])} accepted + "
    counts += f"{whole(file['rows_quarantined'])} set aside + {whole(file['rows_totals'])} totals"
    who = f"Imported {moment(file['imported_at'])}" + (f" by {file['imported_by']}" if file["imported_by"] else "")
    return (
        f'<p class="key">{text(file["name"])}</p>' + paragraph(" · ".join(filter(None, about)), "quiet"),
        paragraph(counts) + paragraph(f"{whole(file['size'])} bytes. {who}.", "quiet"),
        f"<p>Bytes {code(file['sha256'])}</p><p>Content {code(file['fingerprint'])}</p>",
    )


def changes(record: Plain) -> str:
    """Then and now, since the round before."""
    previous, found = record["previous"], record["changes"]
    if not previous:
        return paragraph("This is the first decision about the campaign.", "quiet")
    event = EVENTS.get(previous["event"], ("", words(previous["event"])))[1].lower()
    evidence = code(previous["fingerprint"], 8)
    since = f"<p>Round {text(previous['round'])} ended with: {text(event)}, on evidence {evidence}.</p>\n"
    if not found:
        return since + paragraph("Nothing changed in the evidence since then.")
    inside = table("Changes", ("What", "Where", "Then", "Now", "Moved by"), [_change(change) for change in found])
    return since + _maybe_folded("changes", inside, len(found))


def _change(change: Plain) -> tuple[str, str, str, str, str]:
    kind, subject = str(change["kind"]), str(change["subject"])
    said = [words(change[side]) if kind == "outcome" else change[side] for side in ("then", "now")]
    then, now = (text(value) or "–" for value in said)
    where = code(subject, 8) if kind == "files" else text(subject)
    return text(KINDS.get(kind, words(kind))), where, then, now, percent(change["share"]) or "–"


def ledger(record: Plain) -> str:
    """What happened to this campaign up to the decision."""
    part = record["ledger"]
    rows = [_entry(entry) for entry in part["slice"]]
    said = (
        f"{plural(len(rows), 'entry', 'entries')} about this campaign, of {whole(part['count'])} in the whole ledger. "
    )
    inside = table("Ledger", ("No.", "When", "Who", "What", "Hash"), rows, "ledger")
    return paragraph(f"{said}Each holds the hash of the one before.") + _maybe_folded("entries", inside, len(rows))


def _entry(entry: Plain) -> tuple[str, str, str, str, str]:
    action = capital(str(entry["action"]).replace(".", ": ").replace("_", " "))
    what = paragraph(f"{action} {entry['object']}".strip())
    return (
        text(entry["seq"]),
        text(moment(entry["at"])),
        text(entry["actor_name"]),
        what + paragraph(entry["reason"], "quiet"),
        code(entry["hash"], 8),
    )


def not_looked_at(record: Plain) -> str:
    """What nobody should think was checked."""
    return bullets(record["not_looked_at"]) or paragraph("Nothing was noted.", "quiet")


def verifying(record: Plain) -> str:
    """How to find out whether this is what was published."""
    slug, number = record["campaign"]["slug"], record["round"]
    how = (
        "It compares record.json and this page with the hashes noted in the ledger, recomputes the fingerprint, the "
        "hash under every question and the seal, and follows the ledger from its first entry. This page is "
        f"{slug}/round-{number}/record.html; it shows the record.json beside it and nothing else."
    )
    limit = (
        "It cannot find out that one person rewrote all of it together with every copy of the ledger's end. Keep such "
        "a copy, an anchor, where somebody else is in charge."
    )
    return (
        paragraph("Run this in the folder of the records. It needs Python and nothing else, and no network.")
        + f'<p class="change"><code>python verify.py --campaign {text(slug)}</code></p>\n'
        + paragraph(how)
        + paragraph(limit)
    )


def limits(record: Plain) -> str:
    """Every limit that was applied, with who set it."""
    known: dict[str, Plain] = {}
    for finding in record["evidence"]["findings"]:
        if finding["limit"]:
            known.setdefault(str(finding["limit"]["id"]), finding["limit"])
    rows = [_limit(limit) for _, limit in sorted(known.items())]
    return table("Limits", ("Limit", "Set by", "Where it comes from", "Checked"), rows) + _versions(record)


def _limit(limit: Plain) -> tuple[str, str, str, str]:
    return (
        f'<p class="key">{text(limit["words"] or limit["value"])}</p>{key(limit["id"])}',
        line(limit["origin"]),
        paragraph(limit["source"]) + paragraph(limit.get("reason"), "quiet"),
        line(day(limit["as_of"])),
    )


def _versions(record: Plain) -> str:
    policy, checklist, tier = record["policy"], record["checklist"], record["tier"]
    rows = (
        ("Policy", f"{text(policy['version'])} {code(policy['sha256'])}"),
        ("Checklist", f"{text(checklist['id'])} {text(checklist['version'])} {code(checklist['sha256'])}"),
        ("Tier", text(f"{tier['tier']}: {'; '.join(map(str, tier['reasons']))}")),
        ("Written by", f"Aboveboard {text(record['app_version'])}"),
    )
    lines = "".join(f"<dt>{name}</dt><dd>{value}</dd>\n" for name, value in rows)
    return f'<dl class="facts">\n{lines}</dl>\n'
