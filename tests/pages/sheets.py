"""The sign-off of the invented campaign in every state, as each person sees it, by the house's own rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from aboveboard.model import (
    Against,
    Answer,
    Blocking,
    CampaignState,
    Condition,
    ConditionCheck,
    Decision,
    Effect,
    Event,
    Finding,
    ItemVerdict,
    Kind,
    Outcome,
    Person,
    Role,
    Round,
    Severity,
    Signature,
    Standing,
    Tier,
)
from aboveboard.model.sheet import Choice, Sheet, SheetItem
from aboveboard.signoff import duties, transitions
from aboveboard.signoff.seal import meaning
from tests.pages.figures import CAMPAIGN, GENDERS, LEVELS
from tests.pages.invented import VERDICT, finding

NOBODY = Person("", "", ())
MARA = Person("mara", "Mara Lund", (Role.MARKETING_MANAGER,), "Marketing")
LENA = Person("lena", "Lena Voss", (Role.ETHICS_LEAD,), "Ethics")
PEOPLE = (LENA, MARA)
NOW = datetime(2026, 8, 3, 14, 2, 7, tzinfo=UTC)
SOON = datetime.now(UTC).date() + timedelta(days=20)
LONG_AGO = date(2026, 8, 1)
GENDER = finding("delivery.gender", GENDERS[0], Outcome.FLAGGED, Severity.DECISION, "Women are reached 0.62× as often")
DEPTH = finding("depth", LEVELS[1], Outcome.PASSED, None, "Targeting is not deep enough to single people out")
WAITS = replace(
    finding("isolation", LEVELS[1], Outcome.NOT_SUPPLIED, Severity.NOTE, "Messages by group: not yet delivered"),
    awaits_delivery=True,
    unlock="Add the delivery export once it runs.",
)
CHOICES = (
    Choice("no_claims", "No claims", Effect.CLEAR),
    Choice("all_evidenced", "All evidenced", Effect.PROOF),
    Choice("yes_with_conditions", "Yes, with a condition", Effect.CONDITION),
    Choice("unproven", "Unproven", Effect.STOP),
    Choice("not_applicable", "Does not apply", Effect.NOT_APPLICABLE),
)


def item(id_: str, question: str, *found: Finding, asks: bool = False, **more: object) -> SheetItem:
    made = SheetItem(
        id=id_,
        section="Exclusion and bias" if id_[0] == "X" else "Personalization and manipulation",
        question=question,
        case="In 2021 auditors found that two delivery-driver jobs were shown to different sexes.",
        source="Imana et al., WWW 2021",
        action="Widen the named limit, or give the reason.",
        shown="Delivery by group.",
        blocking=Blocking.CONDITIONAL,
        asks_submitter=asks,
        choices=CHOICES,
        findings=found,
        flagged=any(entry.outcome is Outcome.FLAGGED for entry in found),
        blocker=False,
        awaits_delivery=any(entry.awaits_delivery for entry in found),
        suggestion=None,
        evidence=f"evidence of {id_}",
    )
    return replace(made, **more)  # type: ignore[arg-type]


X3 = item("X3", "Is delivery even, or is the difference explained?", GENDER, suggestion=ItemVerdict.NEEDS_CHANGE)
M1 = item("M1", "Is depth proportionate to the benefit?", DEPTH, suggestion=ItemVerdict.OK)
M2 = item("M2", "Is every urgency claim true?", asks=True)
M4 = item("M4", "Is it recognisable as advertising?", asks=True, blocking=Blocking.HARD)
X7 = item("X7", "Who is shown which creative?", WAITS)
ITEMS = (X3, X7, M1, M2, M4)


def said(item_: SheetItem, kind: Kind, value: str, text: str = "", round_: int = 1, evidence: str = "") -> Answer:
    by = MARA if kind is Kind.ANSWER else LENA
    return Answer(
        CAMPAIGN.slug,
        round_,
        item_.id,
        1,
        kind,
        value,
        text,
        "",
        evidence or item_.evidence,
        by.id,
        by.name,
        by.roles[0],
        NOW,
        f"{kind}-{item_.id}-{round_}",
    )


def answered(item_: SheetItem, value: str = "no_claims", text: str = "") -> SheetItem:
    words = next(choice.words for choice in CHOICES if choice.value == value)
    return replace(item_, answer=said(item_, Kind.ANSWER, value, text), answer_words=words)


def judged(item_: SheetItem, value: ItemVerdict = ItemVerdict.OK, text: str = "") -> SheetItem:
    settled = value in (ItemVerdict.OK, ItemVerdict.OK_WITH_CONDITION, ItemVerdict.NOT_APPLICABLE)
    return replace(item_, verdict=said(item_, Kind.VERDICT, value, text), settled=settled)


def carried(item_: SheetItem) -> SheetItem:
    given = said(item_, Kind.VERDICT, ItemVerdict.OK)
    return replace(item_, verdict=given, before=given, carried=True, settled=True)


def reopened(
    item_: SheetItem, value: ItemVerdict = ItemVerdict.OK, evidence: str = "older", text: str = ""
) -> SheetItem:
    before = said(item_, Kind.VERDICT, value, text, evidence=evidence)
    return replace(item_, before=before, reopened=True, then_now=MOVED)


MOVED = ("settings: South · age: 18-65+ → 18-54", "outcome: delivery.gender: passed → flagged")


def decision(event: Event = Event.APPROVE, reason: str = "", conditions: tuple[Condition, ...] = ()) -> Decision:
    return Decision(
        event=event,
        by=LENA.id,
        by_name=LENA.name,
        by_role=Role.ETHICS_LEAD,
        team=LENA.team,
        at=NOW,
        meaning="I looked at the evidence.",
        reason=reason,
        fingerprint=CAMPAIGN.fingerprint,
        seal="5ea1" * 16,
        independent=False,
        client_id="c",
        dependence="local mode",
        expires_at=SOON,
        conditions=conditions,
        signatures=(Signature(LENA.id, LENA.name, Role.ETHICS_LEAD, LENA.team, NOW, CAMPAIGN.fingerprint, "c"),),
    )


def round_(number: int = 1, ended: Decision | None = None) -> Round:
    return Round(
        CAMPAIGN.slug,
        number,
        NOW,
        "aboveboard-baseline 2026.11",
        "cd" * 32,
        "ef" * 32,
        submitted_at=NOW,
        submitted_by=MARA.id,
        submitted_by_name=MARA.name,
        tier_reasons=("some checks could not run",),
        fingerprint=CAMPAIGN.fingerprint,
        decision=ended,
    )


def condition(id_: str = "r1-1", owner: str = "Mara Lund", due: date = SOON) -> Condition:
    return Condition(id_, "Import the delivery of the second month", owner, due, ConditionCheck.ATTEST)


CAUSES = {
    "stale": Against("stale", "Settings changed: South · age: 18-65+ → 18-54", ("X3", "M1")),
    "expired": Against("expired", "The approval ended on 2026-08-01"),
    "revoked": Against("revoked", "The approval was revoked: a complaint was upheld"),
}


def sheet(
    person: Person,
    state: CampaignState = CampaignState.DRAFT,
    items: tuple[SheetItem, ...] = ITEMS,
    against: str = "",
    rounds: tuple[Round, ...] = (),
    conditions: tuple[Condition, ...] = (),
    submit_problems: tuple[str, ...] = (),
    approve_problems: tuple[str, ...] = (),
    tier: Tier = Tier.MEDIUM,
    **more: object,
) -> Sheet:
    """`against` is a cause why an approval does not hold."""
    approved = state is CampaignState.APPROVED
    holds = approved and not against
    reasons = (CAUSES[against],) if against else ()
    part = duties.Part(MARA.id, {MARA.id: "submitted it"})
    possible = transitions.allowed(state, holds, against == "revoked")
    judging = state is CampaignState.IN_REVIEW or (approved and against == "stale")
    made = Sheet(
        campaign=replace(CAMPAIGN, state=state),
        fingerprint=CAMPAIGN.fingerprint,
        verdict=VERDICT,
        standing=Standing(state.value, holds, reasons, LENA.name if judging else ""),
        round=max((entry.number for entry in rounds), default=1),
        rounds=rounds,
        tier=tier,
        tier_reasons=("some checks could not run",),
        approvers_needed=2 if tier is Tier.HIGH else 1,
        signatures=(),
        items=items,
        not_applicable=(("E2", "Is exposure narrowing over time without a planned cause?"),),
        conditions=conditions,
        would_carry=(),
        declared={},
        before_launch=False,
        launch=None,
        expires=SOON,
        may={event: _refusal(state, event, person, part, tier) for event in possible},
        may_answer=_unknown(person) or ("" if person is not LENA else "Lena Voss judges."),
        may_judge=_unknown(person)
        or ("" if judging else "There is nothing to judge.")
        or duties.barred(person, part, tier),
        submit_problems=submit_problems,
        approve_problems=approve_problems,
        who_can_sign=(LENA.name,),
        meaning=meaning(CAMPAIGN.fingerprint, "ethics lead"),
        since=(),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def _unknown(person: Person) -> str:
    return "" if person.id else "Say who you are first."


def _refusal(state: CampaignState, event: Event, person: Person, part: duties.Part, tier: Tier) -> str:
    if not person.id:
        return _unknown(person)
    way = transitions.way(state, event)
    if not person.holds(*way.roles):
        return f"{person.name} is {person.role_words}; only others can {transitions.WORDS[event]}."
    signing = event in (Event.APPROVE, Event.REQUEST_CHANGES, Event.REJECT)
    return duties.barred(person, part, tier) if signing else ""
