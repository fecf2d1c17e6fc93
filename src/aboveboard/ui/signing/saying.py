"""Answers and verdicts: written to the store the moment they are complete. A choice that needs words waits for Save."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import streamlit as st

from aboveboard import desk
from aboveboard.desk import Said
from aboveboard.model import AboveboardError, Answer, Blocking, Effect, ItemVerdict, Person
from aboveboard.model.sheet import Sheet, SheetItem
from aboveboard.ui import words
from aboveboard.ui.clicks import click_id
from aboveboard.ui.signing.viewing import VERDICTS
from aboveboard.ui.words import plain

FIELDS = ("value", "text", "proof", "owner", "due")
AGAINST_FLAG = "The measurement says otherwise: write why it is still right."
_BESIDE = "_beside"


@dataclass(frozen=True)
class Form:
    """One choice with the words it may need."""

    key: str
    label: str
    options: Mapping[str, str]
    """Value → words."""
    hints: Mapping[str, str]
    """What a choice asks for; empty for those that are saved at once."""
    stored: Answer | None
    """What the store holds; nothing else is ever selected beforehand."""
    item: str
    save: Callable[[Said], None]
    final: bool = False
    """What is stored was said in this round on this evidence: saying the same again changes nothing."""
    proof: frozenset[str] = frozenset()
    condition: frozenset[str] = frozenset()
    wide: bool = False
    """Whether the choices stand side by side."""

    def name(self, field: str) -> str:
        """Widget key of one field."""
        return f"{self.key}_{field}"


def verdict_form(sheet: Sheet, item: SheetItem, person: Person) -> None:
    """OK · OK with condition · Needs change · Not applicable · Cannot tell."""
    hard = item.blocking is Blocking.HARD
    _draw(
        Form(
            key=_key("verdict", sheet, item, person),
            label="Your verdict",
            options={value: word for value, (_, word) in VERDICTS.items()},
            hints={
                ItemVerdict.OK: AGAINST_FLAG if item.flagged or item.blocker else "",
                ItemVerdict.OK_WITH_CONDITION: "Say what must be done, by whom and until when.",
                ItemVerdict.NEEDS_CHANGE: "Say what must change.",
                ItemVerdict.NOT_APPLICABLE: "Say why the question does not apply.",
                ItemVerdict.CANNOT_TELL: "Say what is missing; the question stays open."
                if hard
                else "Say which risk is accepted without knowing; a full reason settles the question.",
            },
            stored=item.verdict,
            item=item.id,
            save=lambda said: _judge(sheet, item, said, person),
            final=_is_final(sheet, item, item.verdict),
            condition=frozenset({ItemVerdict.OK_WITH_CONDITION}),
            wide=True,
        )
    )


def answer_form(sheet: Sheet, item: SheetItem, person: Person) -> None:
    """The answers that this question knows."""
    effects = {choice.value: choice.effect for choice in item.choices}
    _draw(
        Form(
            key=_key("answer", sheet, item, person),
            label="Your answer",
            options={choice.value: choice.words for choice in item.choices},
            hints={value: _hint(effect, item.flagged) for value, effect in effects.items()},
            stored=item.answer,
            item=item.id,
            save=lambda said: _answer(sheet, item, said, person),
            final=_is_final(sheet, item, item.answer),
            proof=frozenset(value for value, effect in effects.items() if effect is Effect.PROOF),
            condition=frozenset(value for value, effect in effects.items() if effect is Effect.CONDITION),
        )
    )


def _judge(sheet: Sheet, item: SheetItem, said: Said, person: Person) -> None:
    desk.judge(desk.house(), sheet.campaign.slug, replace(said, seen=item.evidence), person.name)


def _answer(sheet: Sheet, item: SheetItem, said: Said, person: Person) -> None:
    desk.answer(desk.house(), sheet.campaign.slug, replace(said, seen=item.evidence), person.name)


def _is_final(sheet: Sheet, item: SheetItem, given: Answer | None) -> bool:
    return given is not None and given.round == sheet.round and given.evidence == item.evidence


def _key(kind: str, sheet: Sheet, item: SheetItem, person: Person) -> str:
    return f"{kind}_{sheet.campaign.slug}_{item.id}_{person.id}"


def _hint(effect: Effect, flagged: bool) -> str:
    match effect:
        case Effect.CLEAR:
            return AGAINST_FLAG if flagged else ""
        case Effect.REASON:
            return "Write the reason in full; it is printed on the record."
        case Effect.PROOF:
            return "Give a link, or say where the proof is kept." + (f" {AGAINST_FLAG}" if flagged else "")
        case Effect.CONDITION:
            return "Say what will be done, by whom and until when."
        case Effect.NOT_APPLICABLE:
            return "Say why the question does not apply."
        case Effect.STOP | Effect.UNKNOWN:
            return ""


def _draw(form: Form) -> None:
    _seed(form)
    choose = st.segmented_control if form.wide else st.radio
    more = {} if form.wide else {"index": None}
    value = choose(  # type: ignore[operator]
        form.label,
        list(form.options),
        format_func=lambda option: form.options[option],
        key=form.name("value"),
        on_change=lambda: _chosen(form),
        persist_state="session",
        **more,
    )
    if value is not None:
        _words(form, value)
    _saved(form)


def _seed(form: Form) -> None:
    """Widgets show what the store holds; what is typed meanwhile stays until the store holds something newer."""
    state, mark = st.session_state, form.stored.client_id if form.stored else ""
    if form.name("value") in state and state.get(form.name("mark")) == mark:
        return
    state[form.name("mark")] = mark
    held = form.stored
    state[form.name("value")] = held.value if held and held.value in form.options else None
    state[form.name("text")] = held.text if held else ""
    state[form.name("proof")] = held.proof if held else ""
    state[form.name("owner")] = held.owner if held else ""
    state[form.name("due")] = held.due.isoformat() if held and held.due else ""


def _words(form: Form, value: str) -> None:
    hint = form.hints[value]
    if hint:
        st.caption(hint)
    st.text_area("Reason" if hint else "Comment", key=form.name("text"), height=90, persist_state="session")
    if value in form.proof:
        st.text_input("Proof: a link, or where it is kept", key=form.name("proof"), persist_state="session")
    if value in form.condition:
        owner, due = st.columns(2)
        owner.text_input("Owner", key=form.name("owner"), persist_state="session")
        due.text_input("Due, year-month-day", key=form.name("due"), placeholder="2026-12-31", persist_state="session")
    st.button("Save", key=form.name("save"), on_click=lambda: _save(form))


def _chosen(form: Form) -> None:
    """A choice that needs no words is saved at once; a choice taken back is none."""
    value = st.session_state[form.name("value")]
    _beside().pop(form.key, None)
    if value is None:
        st.session_state[form.name("value")] = form.stored.value if form.stored else None
    elif not form.hints[value]:
        _save(form)


def _save(form: Form) -> None:
    given = {field: st.session_state.get(form.name(field)) or "" for field in FIELDS}
    before = form.stored.client_id if form.stored else ""
    try:
        due = words.day_of(given["due"]) if given["value"] in form.condition else None
        owner = given["owner"] if given["value"] in form.condition else ""
        proof = given["proof"] if given["value"] in form.proof else ""
        click = click_id(form.key, before, given["value"], given["text"], proof, owner, due)
        said = Said(form.item, given["value"], given["text"], proof, owner, due, click)
        if not (form.final and form.stored is not None and _says_the_same(said, form.stored)):
            form.save(said)
    except AboveboardError as error:
        _beside()[form.key] = error
    else:
        _beside().pop(form.key, None)


def _says_the_same(said: Said, stored: Answer) -> bool:
    new = (said.value, said.text.strip(), said.proof.strip(), said.owner.strip(), said.due)
    return new == (stored.value, stored.text, stored.proof, stored.owner, stored.due)


def _beside() -> dict[str, AboveboardError]:
    """What could not be saved, by form: shown beside the question."""
    kept: dict[str, AboveboardError] = st.session_state.setdefault(_BESIDE, {})
    return kept


def _saved(form: Form) -> None:
    error = _beside().get(form.key)
    if error is not None:
        st.error(plain(f"{error.title}. {error.detail} {error.hint}".strip()))
    elif form.stored is not None:
        st.caption(f"Saved {form.stored.at:%H:%M:%S} UTC by {plain(form.stored.by_name)}")
