"""The first screen of a record: who, on what, changed since; what was accepted nevertheless; who signed."""

from aboveboard.record.html_words import (
    EVENTS,
    Plain,
    bullets,
    capital,
    code,
    day,
    line,
    moment,
    paragraph,
    platform,
    plural,
    sign,
    table,
    text,
    words,
)


def top(record: Plain) -> str:
    """Everything a reader must see before anything else, in this order."""
    return "".join(
        (
            _not_independent(record["decision"]),
            _sentences(record),
            f'<p class="verdict">{text(record["verdict"]["sentence"])}</p>\n',
            _overrides(record["decision"]),
            _conditions(record["decision"]),
            _signature(record),
        )
    )


def heading(record: Plain) -> str:
    """Name of the campaign, the decision, and what tells this record from others."""
    campaign, decision = record["campaign"], record["decision"]
    event = str(decision["event"])
    until = f" until {day(decision['expires_at'])}" if decision["expires_at"] and event == "approve" else ""
    pair = EVENTS.get(event, ("●", capital(words(event))))
    kind = "short round" if record["short"] else "round"
    chips = [
        f'<li class="main">{sign((pair[0], pair[1] + until), event)}</li>',
        f"<li>{text(platform(campaign['platform']))}</li>",
        f"<li>{text(capital(words(record['tier']['tier'])))} tier</li>",
        f"<li>Evidence {code(record['fingerprint'], 8)}</li>",
    ]
    ribbon = '<p class="ribbon">Sample data, invented</p>\n' if campaign["sample"] else ""
    return (
        f'{ribbon}<p class="kicker">Aboveboard · record of {kind} {text(record["round"])}</p>\n'
        f'<h1>{text(campaign["name"])}</h1>\n<ul class="chips">{"".join(chips)}</ul>\n'
    )


def _not_independent(decision: Plain) -> str:
    if decision["independent"]:
        return ""
    why = capital(str(decision.get("dependence") or "nobody made sure that the signer did not prepare this round"))
    return f'<p class="box warn">Not independent. {text(why)}.</p>\n'


def _sentences(record: Plain) -> str:
    said = record["sentences"]
    rows = (("Who", said["who"]), ("On what", said["on_what"]), ("Changed since", said["changed"]))
    lines = "".join(f"<dt>{title}</dt><dd>{text(sentence)}</dd>\n" for title, sentence in rows)
    return f'<dl class="sentences">\n{lines}</dl>\n'


def _overrides(decision: Plain) -> str:
    found = decision["overrides"]
    if not found:
        return _none(decision, "Nothing was accepted against a flagged check.")
    title = f"Accepted although flagged ({len(found)})"
    return f'<div class="box override"><h2>{title}</h2>\n{bullets(found)}</div>\n'


def _conditions(decision: Plain) -> str:
    found = decision["conditions"]
    if not found:
        return _none(decision, "No conditions.")
    heads = ("Condition", "Owner", "Due", "Met when", "When this was signed")
    inside = table("Conditions", heads, [_condition(condition) for condition in found])
    return f'<div class="box"><h2>{plural(len(found), "condition")}</h2>\n{inside}</div>\n'


def _none(decision: Plain, said: str) -> str:
    """What an approval does without is said; for other decisions it is no question."""
    return paragraph(said, "quiet") if decision["event"] == "approve" else ""


def _condition(condition: Plain) -> tuple[str, str, str, str, str]:
    item = f' <span class="quiet">({text(condition["item"])})</span>' if condition["item"] else ""
    return (
        text(condition["text"]) + item,
        text(condition["owner"]),
        f"<strong>{line(day(condition['due']))}</strong>",
        "the next delivery export" if condition["check"] == "delivery" else "an approver confirms it",
        _status(condition),
    )


def _status(condition: Plain) -> str:
    if condition["status"] != "met":
        return text(words(condition["status"]))
    return text(f"met {day(condition['met_at'])}, {condition['met_by']}")


def _signature(record: Plain) -> str:
    decision, ledger = record["decision"], record["ledger"]
    signed = decision["signatures"] or [decision]
    rows = [
        (
            text(entry["by_name"]),
            text(words(entry["by_role"])),
            text(entry["team"] or "no team"),
            text(moment(entry["at"])),
        )
        for entry in signed
    ]
    signing = decision["event"] == "approve"
    reason = f"<p><strong>Reason:</strong> {text(decision['reason'])}</p>\n" if decision["reason"] else ""
    meaning = f'<blockquote class="meaning">{text(decision["meaning"])}</blockquote>\n' if decision["meaning"] else ""
    submitted = record["submitted"]
    facts = (
        ("Submitted", text(f"{submitted['by_name']}, {moment(submitted['at'])}") if submitted["by_name"] else "–"),
        ("Evidence", code(decision["fingerprint"])),
        ("Seal", code(decision["seal"])),
        ("Ledger", f"{text(ledger['count'])} entries, the newest {code(ledger['hash'])}"),
    )
    block = "".join(f"<dt>{title}</dt><dd>{value}</dd>\n" for title, value in facts)
    return (
        f'<div class="box strong"><h2>{"Signed" if signing else "Decided"}</h2>\n'
        f"{table('Signatures', ('Name', 'Role', 'Team', 'When'), rows)}{reason}{meaning}"
        f'<dl class="facts">\n{block}</dl></div>\n'
    )
