"""A check with several places: the worst one speaks for the campaign, the others are listed behind it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from aboveboard.judgement import rules, words
from aboveboard.judgement.assembling import Case, absent, finding, not_judged
from aboveboard.judgement.rules import Judged, Rule
from aboveboard.model import Finding, Measurement, Outcome, Place, Status

OWN = "This is the campaign's own contribution, not anybody's whole feed."
MOST_PLACES = 60
Weight = Callable[[Measurement], float]
Headline = Callable[[Measurement, Judged], str]
Sentence = Callable[[Measurement], str]
Judgements = Sequence[tuple[Measurement, Judged]]


def _all_evaluated(case: Case, judged: Judgements) -> str:
    return ""


def worst_place(
    case: Case,
    rule: Rule,
    weight: Weight,
    headline: Headline,
    sentence: Sentence,
    surest: Sequence[str] = (),
    gap: Callable[[Case, Judgements], str] = _all_evaluated,
) -> Finding:
    """Of the places with the worst outcome the one with the surest reason speaks, then the one with most `weight`.

    `surest` lists reasons, the surest first. `gap` says why nothing may pass although what was judged does; empty
    where it may.
    """
    judged = rules.judged_all([m for m in case.measurements if m.decides], rule, case.policy.values)
    if not judged:
        return not_judged(case, Judged(Outcome.NOT_SUPPLIED), absent(case))
    outcome = rules.worst(j.outcome for _, j in judged)
    same = [pair for pair in judged if pair[1].outcome is outcome]
    lead, why = min(same, key=lambda pair: (_place_of(pair[1].reason, surest), -weight(pair[0])))
    if outcome not in rules.RANK:
        return not_judged(case, why, lead)
    if outcome is Outcome.PASSED and (missing := gap(case, judged)):
        unknown = replace(lead, status=Status.INSUFFICIENT, value=None)
        return not_judged(case, Judged(Outcome.INSUFFICIENT, missing), unknown)
    rest = sorted(
        (pair for pair in judged if pair[0] is not lead),
        key=lambda pair: (-rules.RANK.get(pair[1].outcome, 0), -weight(pair[0])),
    )
    made = finding(case, why, lead, headline(lead, why), sentence(lead))
    return replace(made, places=tuple(_place(m, j, headline, sentence) for m, j in rest[:MOST_PLACES]))


def _place_of(reason: str, surest: Sequence[str]) -> int:
    return surest.index(reason) if reason in surest else 0


def _place(m: Measurement, judged: Judged, headline: Headline, sentence: Sentence) -> Place:
    where = m.ad_set or (words.capital(words.group(m.segment)) if m.segment else "Whole campaign")
    return Place(
        label=where,
        outcome=judged.outcome,
        sentence=(m.reason or judged.reason) if m.value is None else sentence(m),
        measurement=replace(m, rows=(), drivers=(), sql=""),
        reason=judged.reason,
        headline="" if m.value is None else headline(m, judged),
    )
