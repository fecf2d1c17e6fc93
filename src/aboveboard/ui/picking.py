"""Which campaign a page is about: the address decides, and the strip and second row say so."""

from collections.abc import Mapping

import streamlit as st

from aboveboard import desk
from aboveboard.desk import archive
from aboveboard.model import Campaign, Person, UnknownCampaign
from aboveboard.model.review import Review
from aboveboard.model.sheet import Sheet
from aboveboard.ui import cached, menu, states, words
from aboveboard.ui.empty import empty_state
from aboveboard.ui.frame import keeping_trouble
from aboveboard.ui.words import badge_plain, plain

NO_POPULATION = ""


def picked(person: Person) -> Review:
    """The review of the campaign in the address, with its head drawn; stops the page when there is none."""
    names = archive.names(desk.house())
    if not names:
        st.title("No campaign yet", anchor=False)
        empty_state(
            "There is nothing to show here yet",
            "This page is about one campaign, and the workspace holds none.",
            "Add the file your ad platform gave you.",
            ("add_data", "Add data"),
        )
        st.stop()
    slug = _slug(names)
    review = cached.review(slug)
    _head(review, names, person)
    menu.second_row(slug)
    return review


def _slug(names: Mapping[str, str]) -> str:
    """URL first, then this visit, then the first campaign; the URL always shows the answer."""
    known = list(names)
    asked = st.query_params.get("campaign") or None
    if asked is not None and asked not in known:
        raise UnknownCampaign(
            f"No campaign called {asked}",
            "It may have been renamed or removed.",
            "Open Campaigns and choose one from the list.",
        )
    kept = st.session_state.get("_campaign")
    slug = asked or (kept if kept in known else known[0])
    st.session_state["_campaign"] = slug  # plain session keys survive page changes, widget keys do not
    if asked != slug:
        st.query_params["campaign"] = slug  # menu clicks drop the parameter: put it back
    return slug


def _head(review: Review, names: Mapping[str, str], person: Person) -> None:
    title, choices = st.columns([5, 4], vertical_alignment="bottom")
    with title:
        st.title(plain(review.campaign.name), anchor=False)
    with choices, st.container(horizontal=True, gap="small", key="choices"):
        _campaign_choice(review.campaign, names)
        _population_choice(review.campaign, person)
    _strip(review, cached.sheet(review.campaign.slug, person.name))


def _campaign_choice(campaign: Campaign, known: Mapping[str, str]) -> None:
    given = list(known.values())
    twice = {name for name in given if given.count(name) > 1}
    names = {slug: f"{name} ({slug})" if name in twice else name for slug, name in known.items()}
    st.session_state["_pick"] = campaign.slug

    def changed() -> None:
        st.session_state["_campaign"] = st.query_params["campaign"] = st.session_state["_pick"]

    st.selectbox("Campaign", list(names), format_func=lambda slug: names[slug], key="_pick", on_change=changed)


def _population_choice(campaign: Campaign, person: Person) -> None:
    countries = {NO_POPULATION: "No country chosen", **dict(desk.countries(desk.house()))}
    chosen_before = campaign.population or NO_POPULATION
    st.session_state["_population"] = chosen_before if chosen_before in countries else NO_POPULATION

    def changed() -> None:
        chosen = st.session_state["_population"] or None
        keeping_trouble(lambda: desk.set_population(desk.house(), campaign.slug, chosen, person.name))

    st.selectbox(
        "Compared with the adults of",
        list(countries),
        format_func=lambda code: countries[code],
        key="_population",
        on_change=changed,
        help="The share of each group among the adults of this country, where the files give no eligible people.",
    )


def _strip(review: Review, sheet: Sheet) -> None:
    campaign = review.campaign
    state = states.label(sheet.standing, states.open_ones(sheet.conditions))
    totals = campaign.totals
    dates = words.span(totals.date_from, totals.date_to)
    parts = [words.platform(campaign.platform), dates, words.currencies(totals)]
    with st.container(horizontal=True, gap="small", key="strip"):
        st.badge(state, color=states.colour(sheet.standing))
        st.badge(badge_plain(campaign.name), color="gray")
        st.badge(badge_plain(" · ".join(part for part in parts if part)), color="gray")
        if campaign.sample:
            st.badge("Sample data, invented", color="orange")
        st.badge(f"Evidence {review.snapshot.fingerprint[:8]}", color="gray", help=_evidence_words(review))


def _evidence_words(review: Review) -> str:
    snapshot = review.snapshot
    files = words.plural(len(snapshot.receipts), "file")
    return (
        f"The fingerprint of {files}, settings, figures and limits as of {snapshot.taken_at:%d %B %Y %H:%M} UTC. "
        "It changes when any of them does."
    )
