"""The launch gate: may this campaign go live today? Answered from published files alone, with or without the app."""

import difflib
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aboveboard.model import (
    Against,
    CampaignState,
    Condition,
    ConditionCheck,
    ConditionStatus,
    Standing,
    StandingFacts,
)
from aboveboard.record.files import is_slug
from aboveboard.record.gate_answer import EvidenceAnswer, GateAnswer, NextStep, Reason, first_exit, overall
from aboveboard.record.html_words import day, plural, words
from aboveboard.record.verify import FAILS, Damage, Records, opened, parsed
from aboveboard.signoff.standing import is_overdue, standing

__all__ = ["EvidenceAnswer", "GateAnswer", "NextStep", "Reason", "gate", "overall"]

PATIENCE = 0.3
"""Seconds after which files that do not fit are read once more: the app may have been writing them."""
_TASKS = {
    "draft": "submit it for review",
    "in_review": "judge the open questions and decide",
    "changes_requested": "make the requested changes and submit again",
    "rejected": "reopen it with another design",
    "withdrawn": "reopen it if it is wanted again",
}
_FIRST = {
    "stale": "approval is stale",
    "revoked": "approval was revoked",
    "condition_overdue": "a condition is overdue",
    "evidence_differs": "this evidence differs from what was approved",
}


def gate(
    folder: Path, slugs: Sequence[str] | None, on: date | None, evidence: EvidenceAnswer | None = None
) -> tuple[GateAnswer, ...]:
    """One answer per campaign, for all of them where `slugs` is None. `on` is the day to judge by, default today."""
    answers = _answers(folder, slugs, on, evidence)
    if any(answer.exit == 4 for answer in answers):
        time.sleep(PATIENCE)
        answers = _answers(folder, slugs, on, evidence)
    return answers


def _answers(
    folder: Path, slugs: Sequence[str] | None, on: date | None, evidence: EvidenceAnswer | None
) -> tuple[GateAnswer, ...]:
    records = Records(folder)
    known = [slug for slug in records.slugs() if is_slug(slug) and (folder / slug / "head.json").is_file()]
    wanted = known if slugs is None else slugs
    if not wanted:
        return (_error("all campaigns", "unknown_campaign", f"nothing is published in {folder}"),)
    return tuple(_answer(records, slug, on, evidence) if slug in known else _unknown(slug, known) for slug in wanted)


def _unknown(slug: str, known: Sequence[str]) -> GateAnswer:
    near = difflib.get_close_matches(slug, known, n=1)
    return _error(slug, "unknown_campaign", f"no campaign “{slug}”" + (f"; did you mean “{near[0]}”?" if near else ""))


def _error(slug: str, code: str, said: str) -> GateAnswer:
    step = NextStep("whoever runs the gate", "check the name and the folder; --all lists every campaign")
    if code == "unreadable":
        step = NextStep("whoever keeps the records", "start the app, which writes the head anew, or restore a copy")
    return GateAnswer(slug, reasons=(Reason(code, said),), next=(step,), first=said, checked_at=_now())


def _now() -> str:
    return datetime.now(UTC).replace(microsecond=0).isoformat()


def _answer(records: Records, slug: str, on: date | None, evidence: EvidenceAnswer | None) -> GateAnswer:
    name = f"{slug}/head.json"
    try:
        head = parsed(opened(records.folder / name, name), name, "aboveboard-head-1")
        facts = _facts(head)
        today = on or _today(str(head["time_zone"]))
        now = standing(facts, today)
        reasons = (*_broken(records, slug), *_against(head, now, today), *_compared(evidence))
        return _told(slug, head, facts, now, reasons, evidence, today)
    except Damage as damage:
        return _error(slug, "unreadable", str(damage))
    except ZoneInfoNotFoundError:
        return _error(slug, "unreadable", f"{name} names a time zone that this computer does not know; give the day")
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        return _error(slug, "unreadable", f"{name} cannot be read as a head ({type(error).__name__}: {error})")


def _today(zone: str) -> date:
    return datetime.now(UTC if zone == "UTC" else ZoneInfo(zone)).date()


def _facts(head: Mapping[str, Any]) -> StandingFacts:
    return StandingFacts(
        state=CampaignState(head["state"]).value,
        expires_at=date.fromisoformat(head["expires_at"]) if head["expires_at"] else None,
        conditions=tuple(_condition(entry) for entry in head["conditions"]),
        stale=tuple(Against(entry["code"], entry["text"], tuple(entry["items"])) for entry in head["stale"]),
        revoked=str(head["revoked"]),
        submitter=str(head["submitter"]),
        reviewers=tuple(map(str, head["reviewers"])),
        approved_by=tuple(map(str, head["approved_by"])),
    )


def _condition(entry: Mapping[str, Any]) -> Condition:
    return Condition(
        id=str(entry["id"]),
        text=str(entry["text"]),
        owner=str(entry["owner"]),
        due=date.fromisoformat(entry["due"]),
        check=ConditionCheck(entry["check"]),
        status=ConditionStatus(entry["status"]),
        item=str(entry["item"]),
    )


def _broken(records: Records, slug: str) -> list[Reason]:
    records.campaign(slug, newest_only=True)
    return [
        Reason("does_not_verify", step.text)
        for step in records.steps
        if step.mark == FAILS and step.about in ("", slug)
    ]


def _against(head: Mapping[str, Any], now: Standing, today: date) -> list[Reason]:
    """Causes that stand in the head, or that the calendar adds."""
    reasons = []
    if now.state != CampaignState.APPROVED.value:
        reasons.append(Reason("not_approved", _where(head, now)))
    for found in now.reasons:
        ends = found.code == "expired"
        then = str(head["expires_at"]) if ends else ""
        reasons.append(
            Reason(found.code, found.text, ", ".join(found.items), "", then, today.isoformat() if ends else "")
        )
    blockers = int(head["blockers"])
    if blockers:
        is_are = "is" if blockers == 1 else "are"
        reasons.append(Reason("blocker", f"{plural(blockers, 'blocker')} {is_are} open in the latest evidence"))
    return reasons + [
        Reason("unchecked", f"a required check could not run: {said}", finding=str(said)) for said in head["unchecked"]
    ]


def _where(head: Mapping[str, Any], now: Standing) -> str:
    round_ = f", round {head['round']}" if head["round"] and now.state != CampaignState.DRAFT.value else ""
    return words(now.state) + round_ + (f", with {now.ball}" if now.ball else "")


def _compared(evidence: EvidenceAnswer | None) -> list[Reason]:
    if evidence is None:
        return []
    return [
        *(Reason("blocker", f"blocker in this evidence: {said}", finding=said) for said in evidence.blockers),
        *(Reason("evidence_differs", found.text, ", ".join(found.items)) for found in evidence.against),
        *(Reason("cannot_tell", said) for said in evidence.cannot_tell),
    ]


def _told(
    slug: str,
    head: Mapping[str, Any],
    facts: StandingFacts,
    now: Standing,
    reasons: tuple[Reason, ...],
    evidence: EvidenceAnswer | None,
    today: date,
) -> GateAnswer:
    return GateAnswer(
        campaign=slug,
        state=now.state,
        round=int(head["round"]),
        mode=str(head["mode"]),
        approved_by=facts.approved_by,
        independent=head["independent"],
        expires_at=head["expires_at"],
        conditions=tuple(dict(entry) for entry in head["conditions"]),
        reasons=reasons,
        next=_next(facts, now, reasons, today),
        notes=evidence.notes if evidence else (),
        fingerprint=str(head["fingerprint"]),
        evidence_fingerprint=evidence.fingerprint if evidence else str(head["evidence_fingerprint"]),
        ledger={"count": head["ledger"]["count"], "hash": head["ledger"]["hash"]},
        checked_at=_now(),
        compared=evidence is not None and evidence.compared,
        sample=bool(head["campaign"]["sample"]),
        first=_first(reasons),
    )


def _first(reasons: Sequence[Reason]) -> str:
    """The cause that gives the exit code, in a few words."""
    code = first_exit(reason.exit for reason in reasons)
    lead = next((reason for reason in reasons if reason.exit == code), None)
    if lead is None:
        return ""
    if lead.code == "expired":
        return f"approval ended on {day(lead.then)}"
    if lead.code == "does_not_verify":
        return f"the published files do not verify: {lead.text}"
    return _FIRST.get(lead.code, lead.text)


def _next(facts: StandingFacts, now: Standing, reasons: Sequence[Reason], today: date) -> tuple[NextStep, ...]:
    """Who can do what about each cause, nobody asked twice for the same."""
    submitter = facts.submitter or "the marketing manager"
    signers = " or ".join(facts.approved_by or facts.reviewers) or "an ethics lead"
    steps: list[NextStep] = []
    named = (item.strip() for reason in reasons if reason.code == "stale" for item in reason.item.split(","))
    touched = ", ".join(dict.fromkeys(filter(None, named)))
    for reason in sorted(reasons, key=lambda reason: reason.code != "blocker"):  # mend first, submit then
        match reason.code:
            case "does_not_verify":
                steps.append(NextStep("whoever keeps the records", "run aboveboard verify and restore the files named"))
            case "not_approved":
                steps.append(NextStep(now.ball or submitter, _TASKS[now.state]))
            case "stale":
                about = f" ({touched})" if touched else ""
                steps.append(NextStep(signers, f"look at what changed{about} and approve again, or ask for changes"))
            case "expired":
                steps.append(NextStep(submitter, "submit it again"))
            case "revoked":
                steps.append(NextStep(submitter, "reopen the review once the cause is dealt with"))
            case "condition_overdue":
                late = [condition for condition in facts.conditions if is_overdue(condition, today)]
                steps += [NextStep(c.owner, f"meet “{c.text}”, then an approver confirms it") for c in late]
            case "blocker":
                steps.append(NextStep(submitter, "mend what blocks and import again"))
            case "unchecked":
                steps.append(NextStep(submitter, "add the file that answers it, or ask an approver to accept the gap"))
            case "evidence_differs":
                steps.append(NextStep(submitter, f"import these files, so that {signers} can look at what changed"))
            case "cannot_tell":
                steps.append(NextStep("whoever runs the gate", "give files that show it"))
    return tuple(dict.fromkeys(steps))
