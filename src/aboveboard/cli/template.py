"""The answer file: a template with every question and its evidence as comments, and the filled-in file read back."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from aboveboard.desk import Said
from aboveboard.model import ItemVerdict, WrongInput
from aboveboard.model.sheet import Sheet, SheetItem

FACTS = {
    "launch": "first day of delivery, for example 2026-12-01",
    "has_chatbot": "does a bot answer comments or messages? yes or no",
    "has_creators": "do paid, gifted or virtual creators take part? yes or no",
    "has_landing_page": "does the ad lead to a page where people consent, buy or sign up? yes or no",
    "has_ai_content": "is any ad made or altered with AI? yes or no",
}
FIELDS = ("text", "proof", "owner", "due")
ANSWER, VERDICT = "answer", "verdict"


def template(sheet: Sheet, reviewer: bool) -> str:
    """YAML to fill in; nothing is chosen beforehand."""
    return "\n".join(_lines(sheet, reviewer)) + "\n"


def _lines(sheet: Sheet, reviewer: bool) -> Iterator[str]:
    kind = VERDICT if reviewer else ANSWER
    yield f"# Sign-off of {_safe(sheet.campaign.name)}, round {sheet.round}, evidence {sheet.fingerprint[:8]}."
    yield f"# Fill in, then: aboveboard answer {sheet.campaign.slug} --file THIS_FILE --as NAME"
    yield "# What stays empty is left as it is."
    yield f"campaign: {sheet.campaign.slug}"
    if not reviewer:
        yield "facts:"
        for name, words in FACTS.items():
            yield f"  {name}: {json.dumps(sheet.declared.get(name, ''))}  # {words}"
    yield "items:"
    for item in sheet.items:
        if reviewer or item.asks_submitter:
            yield from _item(item, kind, reviewer)


def _item(item: SheetItem, kind: str, reviewer: bool) -> Iterator[str]:
    yield f"  {item.id}:"
    yield f"    # {_safe(item.question)}"
    for finding in item.findings:
        yield f"    # evidence: {_safe(finding.headline)}"
    if reviewer and item.answer is not None:
        yield f"    # the submitter says: {_safe(f'{item.answer_words}. {item.answer.text}'.strip())}"
    if item.carried and item.verdict is not None:
        yield f"    # carried: {item.verdict.value} by {_safe(item.verdict.by_name)}, evidence identical"
    if item.reopened:
        yield "    # reopened: the evidence moved since the last verdict"
    if item.flagged:
        yield "    # a check is flagged: an answer against it needs a written reason"
    if reviewer:
        yield f"    # verdicts: {' | '.join(value.value for value in ItemVerdict)}"
    else:
        yield f"    # answers: {' | '.join(f'{c.value} ({c.effect.value})' for c in item.choices)}"
    yield f'    {kind}: ""'
    for name in FIELDS:
        yield f'    {name}: ""'


def _safe(text: str) -> str:
    """One line, so that text from files cannot end a comment."""
    return " ".join(text.split())


def read(path: Path, slug: str) -> tuple[dict[str, str], list[Said], list[Said]]:
    """(facts, answers, verdicts) of a filled-in file. Raises WrongInput naming what cannot be used."""
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # "no" stays a word, never false
    except OSError as error:
        raise WrongInput(f"{path.name} cannot be opened", error.strerror or str(error)) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise WrongInput(f"{path.name} is not valid YAML", str(error), "Start again from the template.") from error
    if not isinstance(found, dict) or not isinstance(found.get("items", {}), dict | str):
        raise WrongInput(f"{path.name} is no answer file", "It needs a part called items.", "Start from the template.")
    if found.get("campaign", slug) != slug:
        raise WrongInput(f"{path.name} is about {found['campaign']}", f"The command names {slug}.")
    facts, items = found.get("facts") or {}, found.get("items") or {}
    if unknown := set(facts) - set(FACTS):
        raise WrongInput(f"{path.name}: there is no fact {', '.join(sorted(unknown))}", f"Facts: {', '.join(FACTS)}.")
    given = [(name, _entry(path, name, entry)) for name, entry in items.items()]
    return (
        {name: str(value) for name, value in facts.items() if value},
        [_said(path, name, entry, ANSWER) for name, entry in given if entry.get(ANSWER)],
        [_said(path, name, entry, VERDICT) for name, entry in given if entry.get(VERDICT)],
    )


def _entry(path: Path, name: str, entry: Any) -> Mapping[str, str]:
    if isinstance(entry, str):
        return {ANSWER: entry} if entry else {}
    known = {ANSWER, VERDICT, *FIELDS}
    if not isinstance(entry, dict) or set(entry) - known:
        unknown = ", ".join(sorted(set(entry) - known)) if isinstance(entry, dict) else str(entry)
        raise WrongInput(f"{path.name}: {name} holds {unknown}", f"Known: {', '.join(sorted(known))}.")
    return entry


def _said(path: Path, name: str, entry: Mapping[str, str], kind: str) -> Said:
    due = entry.get("due") or ""
    try:
        day = date.fromisoformat(due) if due else None
    except ValueError as error:
        raise WrongInput(f"{path.name}: {name} is due on “{due}”", "Write year-month-day: 2026-12-01.") from error
    return Said(name, entry[kind], entry.get("text") or "", entry.get("proof") or "", entry.get("owner") or "", day)
