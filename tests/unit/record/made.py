"""An invented folder of records, written as the server writes it: the same hashes, the same order, the same files."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from aboveboard.model import (
    Campaign,
    CampaignState,
    Cause,
    Condition,
    ConditionCheck,
    Decision,
    Enforcement,
    Entry,
    Event,
    Finding,
    Limit,
    Measurement,
    Operator,
    Origin,
    Outcome,
    Place,
    Role,
    Scope,
    Setting,
    SettingChange,
    Severity,
    Signature,
    Snapshot,
    Status,
)
from aboveboard.model.plain import plain
from aboveboard.record import files
from aboveboard.record.html import render
from aboveboard.signoff.canonical import fingerprint, readable
from aboveboard.signoff.evidence import evidence, item_hash, marks
from aboveboard.signoff.ledger import GENESIS, sealed
from aboveboard.signoff.seal import meaning, seal

SLUG = "spring-sale"
START = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
EXPIRES = date(2026, 9, 12)
DUE = date(2026, 8, 15)
LIMIT = Limit(
    "ratio.flag_below", 0.8, "ratio", Origin.CONVENTION, "four-fifths rule, borrowed", "2026-07-01", "Widely known.",
    "flagged below 0.80 when statistically clear",
)  # fmt: skip
CONDITION = Condition("r2-1", "Delivery export by day 3", "Tom Reyes", DUE, ConditionCheck.ATTEST, item="X3")


def ratio(age: str, value: float) -> Measurement:
    return Measurement(
        "exclusions.delivery",
        "impact_ratio",
        SLUG,
        Scope.SEGMENT,
        Status.MEASURED,
        {"age": age},
        attribute="age",
        value=value,
        unit="ratio",
        ci_low=value * 0.94,
        ci_high=value * 1.06,
        n=12_900.0,
        base="population of Germany, 18 and older",
        sql="SELECT 1",
    )


def finding(check: str, outcome: Outcome, headline: str, severity: Severity | None = None, **other: Any) -> Finding:
    lead = Measurement("disclosure.ai", "share", SLUG, Scope.CAMPAIGN, Status(_status(outcome)))
    made = Finding(
        check=check,
        measure="exclusions.delivery",
        campaign=SLUG,
        topic="exclusions",
        outcome=outcome,
        severity=severity,
        enforcement=Enforcement.SHOULD,
        headline=headline,
        sentence="Ratio 0.62×, 95 % interval 0.57–0.67, n = 31,400 people.",
        measurement=lead,
        limit=LIMIT,
        disclaimer="A screening indicator, not a legal finding.",
    )
    return replace(made, **other)


def _status(outcome: Outcome) -> str:
    unmeasured = (Outcome.INSUFFICIENT, Outcome.NOT_SUPPLIED, Outcome.NOT_APPLICABLE)
    return outcome.value if outcome in unmeasured else Status.MEASURED.value


def snapshot(age: str = "18–44", name: str = "Spring sale") -> Snapshot:
    ratios = (ratio("18-24", 1.0), ratio("25-44", 0.93), ratio("45-64", 0.62), ratio("65+", 0.41))
    change = SettingChange("Meta", name, "Prospecting", "Age", age, "18–65+", "It leaves out older people.")
    found = (
        finding(
            "exclusions.delivery.age", Outcome.FLAGGED, "People aged 65 or older are reached 0.41× as often as 18–24",
            Severity.DECISION, measurement=ratios[3], cause=Cause.YOUR_SETTING, changes=(change,),
            cause_sentence=f"Your setting: ad set Prospecting ends at age {age[-2:]}.",
            affected_spend={"EUR": 3120.4}, smallest_change="Lift the cap: 0.41× would become 0.93×.",
            places=(Place("Prospecting", Outcome.FLAGGED, "0.39× (0.36–0.42)", ratios[3]),),
        ),
        finding("exclusions.delivery.gender", Outcome.WATCH, "Women are reached 0.86× as often as men", Severity.NOTE),
        finding("exclusions.minors", Outcome.PASSED, "No impressions to people under 18 appear in the data"),
        finding(
            "disclosure.ai", Outcome.NOT_SUPPLIED, "AI labels: not in the data", Severity.NOTE,
            measure="disclosure.ai", topic="pressure", unlock="Add the ad-level report.", limit=None,
        ),
        finding("echo.narrowing", Outcome.NOT_APPLICABLE, "Narrowing: one creative only", measure="echo.narrowing"),
    )  # fmt: skip
    made = Snapshot(
        campaign=Campaign(SLUG, name, "meta", CampaignState.IN_REVIEW, population="DE"),
        number=1,
        taken_at=START,
        reason="import",
        receipts=(),
        settings=(Setting("Prospecting", "age", Operator.INCLUDE, age, "Age Min/Age Max"),),
        measurements=ratios,
        findings=found,
        policy_version="2026.11",
        policy_sha256="a" * 64,
        fingerprint="",
        declared={"has_chatbot": "no"},
    )
    return replace(made, fingerprint=fingerprint(evidence(made)))


def item(
    key: str, shot: Snapshot, depends_on: Sequence[str], inputs: Sequence[str], text: str, **other: Any
) -> dict[str, Any]:
    mark = item_hash(depends_on, inputs, marks(shot))
    given = {"by": "tom reyes", "at": plain(START), "evidence": mark, "owner": "", "due": None, "proof": ""}
    answer = {
        "value": "yes",
        "words": "Yes",
        "text": text,
        "by_name": "Tom Reyes",
        "by_role": "marketing_manager",
        **given,
    }
    verdict = {"value": "ok", "words": "OK", "text": "", "by_name": "Anna Lind", "by_role": "ethics_lead", **given}
    return {
        "id": key,
        "version": 1,
        "section": "Exclusion and bias",
        "question": "Is delivery even, or is the difference explained?",
        "blocking": "conditional",
        "action": "Lift the cap or give the reason.",
        "case": {"case": "In 2021 auditors found two job ads shown to different sexes.", "source": "Imana et al. 2021"},
        "depends_on": list(depends_on),
        "inputs": list(inputs),
        "evidence": mark,
        "suggestion": None,
        "flagged": key == "X3",
        "findings": ["exclusions.delivery.age"],
        "answer": answer,
        "verdict": {**verdict, "round": 1, "carried": key == "P1"},
        **other,
    }


class Office:
    """Writes a folder of records step by step."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.entries: list[Entry] = []
        self.heads: dict[str, dict[str, Any]] = {}

    def log(self, action: str, slug: str = SLUG, subject: str = "", reason: str = "", **other: Any) -> Entry:
        own = [entry for entry in self.entries if entry.campaign == slug]
        entry = sealed(
            Entry(
                seq=len(self.entries) + 1,
                campaign_seq=len(own) + 1,
                at=plain(START + timedelta(minutes=len(self.entries))),
                actor="anna lind",
                actor_name="Anna Lind",
                actor_role="ethics_lead",
                action=action,
                campaign=slug,
                round=int(other.get("round", 0)),
                object=subject,
                before_sha256=str(other.get("before", "")),
                after_sha256=str(other.get("after", "")),
                fingerprint="",
                reason=reason,
                client_id=f"click-{len(self.entries)}",
                app_version="0.1.0",
                prev=self.entries[-1].hash if self.entries else GENESIS,
                campaign_prev=own[-1].hash if own else GENESIS,
            )
        )
        self.entries.append(entry)
        return entry

    def ledger(self, slug: str = SLUG) -> dict[str, Any]:
        own = [entry for entry in self.entries if entry.campaign == slug]
        return {
            "count": len(self.entries),
            "hash": self.entries[-1].hash if self.entries else GENESIS,
            "campaign_count": len(own),
            "campaign_hash": own[-1].hash if own else GENESIS,
        }

    def decide(
        self, number: int, event: Event, shot: Snapshot, conditions: Sequence[Condition] = (), **other: Any
    ) -> dict[str, Any]:
        """Log, seal and write one decision; returns the record."""
        signature = Signature(
            "anna lind", "Anna Lind", Role.ETHICS_LEAD, "Ethics", START, shot.fingerprint, f"c{number}"
        )
        approve = event is Event.APPROVE
        decision = Decision(
            event=event,
            by="anna lind",
            by_name="Anna Lind",
            by_role=Role.ETHICS_LEAD,
            team="Ethics",
            at=START + timedelta(hours=number),
            meaning=meaning(shot.fingerprint, "ethics lead") if approve else "",
            reason="" if approve else "Explain the age cap.",
            fingerprint=shot.fingerprint,
            seal="",
            independent=False,
            client_id=f"c{number}",
            dependence="local mode: names are taken on trust, nobody's identity is proven",
            expires_at=EXPIRES if approve else None,
            conditions=tuple(conditions),
            overrides=("X3 was accepted although a check is flagged. Reason: the offer is for students.",)
            if approve
            else (),
            signatures=(signature,) if approve else (),
        )
        self.log(f"decision.{event.value}", round=number, reason=decision.reason)
        own = [entry for entry in self.entries if entry.campaign == SLUG]
        record = {**_content(number, shot, decision), "ledger": {**self.ledger(), "slice": plain(own)}, **other}
        record = dict[str, Any](json.loads(readable(record)))
        record["decision"]["seal"] = seal(record)
        self.write(record)
        return record

    def write(self, record: Mapping[str, Any]) -> None:
        number = record["round"]
        text, page = readable(record).encode(), render(record).encode()
        files.write_once(files.record_json(self.folder, SLUG, number), text)
        files.write_once(files.record_html(self.folder, SLUG, number), page)
        before, after = hashlib.sha256(page).hexdigest(), hashlib.sha256(text).hexdigest()
        self.log("record.published", subject=f"round-{number}/record.json", before=before, after=after, round=number)

    def head(self, record: Mapping[str, Any] | None, state: str, slug: str = SLUG, **other: Any) -> None:
        """Publish ledger, head and index as they are now."""
        decision = record["decision"] if record else {}
        approved = decision.get("event") == "approve"
        number = record["round"] if record else 0
        published = [entry for entry in self.entries if entry.campaign == slug and entry.action == "record.published"]
        head = {
            "schema": "aboveboard-head-1",
            "campaign": {"slug": slug, "name": "Spring sale", "platform": "meta", "sample": False},
            "mode": "enforce",
            "time_zone": "UTC",
            "state": state,
            "round": number,
            "event": decision.get("event"),
            "decided_at": decision.get("at"),
            "approved_by": [entry["by_name"] for entry in decision.get("signatures", ())],
            "independent": decision.get("independent"),
            "expires_at": decision.get("expires_at") if approved else None,
            "conditions": decision.get("conditions", []),
            "stale": [],
            "revoked": decision.get("reason", "") if decision.get("event") == "revoke" else "",
            "submitter": "Tom Reyes",
            "reviewers": ["Anna Lind"],
            "blockers": 0,
            "unchecked": [],
            "fingerprint": decision.get("fingerprint", ""),
            "evidence_fingerprint": decision.get("fingerprint", "f" * 64),
            "record": f"round-{number}/record.json" if record else None,
            "record_sha256": published[-1].after_sha256 if record else "",
            "html_sha256": published[-1].before_sha256 if record else "",
            "seal": decision.get("seal", ""),
            "ledger": self.ledger(slug),
            "published_at": plain(START),
            "app_version": "0.1.0",
            **other,
        }
        self.heads[slug] = head
        files.append_ledger(self.folder, self.entries)
        files.replace_head(self.folder, slug, head)
        files.write_index(self.folder, self.entries)


def _content(number: int, shot: Snapshot, decision: Decision) -> dict[str, Any]:
    campaign = shot.campaign
    file = {
        "name": "spring.csv", "size": 5120, "sha256": hashlib.sha256(b"spring").hexdigest(), "fingerprint": "b" * 64,
        "profile": "meta_ads_manager", "rows_read": 104, "rows_accepted": 100, "rows_quarantined": 3, "rows_totals": 1,
        "date_from": "2026-07-01", "date_to": "2026-07-28", "currencies": ["EUR"], "grain": "ad set × age × gender",
        "header_signature": "c" * 64, "mapping": {"Age": "seg_age"}, "imported_at": plain(START),
        "imported_by": "Tom Reyes",
    }  # fmt: skip
    return {
        "schema": "aboveboard-record-1",
        "campaign": {**evidence(shot)["campaign"], "sample": campaign.sample},
        "round": number,
        "short": False,
        "evidence": evidence(shot),
        "fingerprint": shot.fingerprint,
        "marks": marks(shot),
        "files": [file],
        "tier": {"tier": "medium", "reasons": ["people are excluded"]},
        "items": [
            item("P1", shot, ("disclosure.ai",), ("audience",), "Consent is recorded in the CRM."),
            item("X3", shot, ("exclusions.delivery",), ("targeting",), "The offer is for students; see the brief."),
        ],
        "not_applicable": [{"id": "T2", "question": "Does the bot say that it is one?"}],
        "verdict": {"sentence": "1 decision, 1 note and no blockers. 1 check passed · 1 could not be checked."},
        "decision": {**plain(decision), "seal": ""},
        "submitted": {"by_name": "Tom Reyes", "at": plain(START)},
        "sentences": {
            "who": "Approved with 1 condition by Anna Lind (ethics lead, Ethics) until 12 September 2026.",
            "on_what": f"1 file, 100 rows, 5 checks of which 3 could be judged; evidence {shot.fingerprint[:8]}.",
            "changed": "Since round 1 the age cap of one ad set was lifted.",
        },
        "previous": {"round": 1, "fingerprint": "d" * 64, "event": "request_changes"} if number > 1 else None,
        "changes": [
            {"kind": "settings", "subject": "Prospecting · age", "then": "18–44", "now": "18–54", "share": None},
            {"kind": "history_restated", "subject": "spend by ad set", "then": None, "now": None, "share": "0.034"},
        ],
        "aliases": [["120", campaign.name]],
        "plain": {
            "what": "Spring sale is an advertising campaign on Meta.", "data": ["The settings use: age."],
            "left_out": ["People aged 65 or older see it less often."], "ai": "The platform chooses who sees it.",
            "who_decided": "Anna Lind, ethics lead.", "checked_again": "By 12 September 2026.",
        },
        "not_looked_at": ["Pictures and sound."],
        "checklist": {"id": "aboveboard-baseline", "version": "2026.11", "sha256": "e" * 64},
        "policy": {"version": "2026.11", "sha256": "a" * 64},
        "time_zone": "UTC",
        "app_version": "0.1.0",
    }  # fmt: skip


def approved(folder: Path, name: str = "Spring sale") -> Office:
    """Changes requested, then approved with one condition; another campaign is a draft beside it."""
    office = Office(folder)
    for action in ("campaign.created", "import.stored", "decision.submit"):
        office.log(action)
    office.log("campaign.created", "winter-coats")
    first = office.decide(1, Event.REQUEST_CHANGES, snapshot(name=name))
    office.head(first, "changes_requested")
    office.head(None, "draft", "winter-coats")
    for action in ("import.stored", "answer.given", "decision.submit", "verdict.given"):
        office.log(action)
    office.head(office.decide(2, Event.APPROVE, snapshot("18–54", name), [CONDITION]), "approved")
    return office
