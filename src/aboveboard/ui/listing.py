"""The campaigns of the workspace: what each asks for, and where to go."""

from collections.abc import Sequence

import streamlit as st

from aboveboard import desk
from aboveboard.model.review import CampaignLine
from aboveboard.ui import menu, states, words
from aboveboard.ui.frame import keeping_trouble
from aboveboard.ui.verdict import tally
from aboveboard.ui.words import plain


def drop_invitation(lines: Sequence[CampaignLine]) -> None:
    """The way in: one sentence and one link."""
    first = "" if lines else "No campaign yet. "
    with st.container(border=True, key="invitation"):
        st.markdown(
            f"**{first}Add the file your ad platform gave you**  \n"
            "A report or a settings export from Meta, Google, TikTok, LinkedIn, Snapchat, Pinterest – or any CSV or "
            "XLSX table. It stays on this computer."
        )
        menu.link("add_data", "Add data →")


def campaign_table(lines: Sequence[CampaignLine]) -> None:
    """One card per campaign: name, what it is, what it asks for."""
    own = [line for line in lines if not line.campaign.sample]
    samples = [line for line in lines if line.campaign.sample]
    if own:
        st.header(words.plural(len(own), "campaign").capitalize(), anchor=False)
        for line in own:
            _card(line)
    if samples:
        st.header(f"{words.plural(len(samples), 'sample campaign')}, invented", anchor=False)
        for line in samples:
            _card(line)


def _card(line: CampaignLine) -> None:
    campaign = line.campaign
    totals = campaign.totals
    about = [
        words.platform(campaign.platform),
        words.span(totals.date_from, totals.date_to),
        words.money(totals.spend),
        f"{'at least ' if totals.empty else ''}{words.count(totals.impressions)} impressions"
        if totals.impressions is not None
        else "not yet delivered",
    ]
    with st.container(border=True, key=f"campaign_{campaign.slug}"):
        left, right = st.columns([4, 1], vertical_alignment="center")
        with left:
            st.subheader(plain(campaign.name), anchor=False)
            st.caption(plain(" · ".join(part for part in about if part)))
            st.markdown(plain(tally(line.verdict)) if line.verdict else "Nothing was measured yet.")
        with right:
            state, colour = states.of_line(line)
            st.badge(state, color=colour)
            menu.link("findings", "Open findings →", campaign=campaign.slug)
            menu.link("sign_off", "Go to sign-off →", campaign=campaign.slug)


def samples_note(lines: Sequence[CampaignLine]) -> None:
    """Samples are labelled as such and leave with one button."""
    samples = [line for line in lines if line.campaign.sample]
    if not samples:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="samples_note"):
        st.caption("The samples are invented campaigns with planted faults, to look around with.", width="content")
        st.button("Remove the samples", on_click=lambda: keeping_trouble(_remove))


def _remove() -> None:
    desk.delete_samples(desk.house())
