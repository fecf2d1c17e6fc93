"""What waits for the person who looks: reviews to sign, the soonest launch first, and campaigns that came back."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import streamlit as st

from aboveboard.model import APPROVERS, CampaignState, Person
from aboveboard.model.review import CampaignLine
from aboveboard.ui import menu, states, words
from aboveboard.ui.words import plain


def waiting_for(lines: Sequence[CampaignLine], person: Person) -> None:
    """First section of the start page for everybody who was named; nothing for a visitor."""
    if not person.id:
        return
    if person.holds(*APPROVERS):
        _to_sign([line for line in lines if needs_reviewer(line)])
    _with(person, [line for line in lines if not needs_reviewer(line)])


def needs_reviewer(line: CampaignLine) -> bool:
    """In review, or approved on evidence that moved."""
    standing = line.standing
    if standing is None:
        return False
    if standing.state == CampaignState.IN_REVIEW.value:
        return True
    codes = {reason.code for reason in standing.reasons}
    return "stale" in codes and not codes & {"revoked", "expired"}


def ordered(lines: Sequence[CampaignLine]) -> list[CampaignLine]:
    """Launch soonest, then the stricter tier, then who has waited longest."""
    never = datetime.max.replace(tzinfo=UTC)
    return sorted(
        lines, key=lambda each: (each.launch or date.max, states.URGENT[each.tier], each.submitted_at or never)
    )


def _to_sign(lines: Sequence[CampaignLine]) -> None:
    own = ordered([line for line in lines if not line.barred])
    barred = ordered([line for line in lines if line.barred])
    st.header(f"Waiting for you ({len(own)})", anchor=False)
    if not own:
        st.markdown("Nothing waits for your signature.")
    for line in own:
        _card(line)
    if barred:
        with st.expander(f"In review, not for you to sign ({len(barred)})", type="compact"):
            for line in barred:
                st.markdown(f"**{plain(line.campaign.name)}**  \n{plain(line.barred)}")


def _card(line: CampaignLine) -> None:
    campaign = line.campaign
    state, colour = states.of_line(line)
    with st.container(border=True, key=f"wait_{campaign.slug}"):
        left, right = st.columns([4, 1], vertical_alignment="center")
        with left:
            st.subheader(plain(campaign.name), anchor=False)
            st.markdown(plain(" · ".join(_facts(line))))
            if line.submitted_by:
                since = f", waiting since {words.day(line.submitted_at)}" if line.submitted_at else ""
                st.caption(plain(f"Submitted by {line.submitted_by}{since}"))
            for reason in line.standing.reasons if line.standing else ():
                st.caption(plain(f"≠ {reason.text}"))
        with right:
            st.badge(state, color=colour)
            menu.link("sign_off", "Go to sign-off →", campaign=campaign.slug)


def _facts(line: CampaignLine) -> list[str]:
    asked = f"{line.open_items} of {words.plural(line.all_items, 'question')} open"
    return [launch_words(line.launch, datetime.now(UTC).date()), states.TIERS[line.tier], asked]


def launch_words(launch: date | None, today: date) -> str:
    """ "Launch 6 December 2026, in 12 days"."""
    if launch is None:
        return "No launch date stated"
    days = (launch - today).days
    if days < 0:
        return f"Launched {words.day(launch)}"
    return f"Launch {words.day(launch)}, " + ("today" if days == 0 else f"in {words.plural(days, 'day')}")


def _with(person: Person, lines: Sequence[CampaignLine]) -> None:
    """Campaigns whose next step is this person's."""
    own = [line for line in lines if line.standing is not None and line.standing.ball == person.name]
    if not own:
        return
    st.header(f"With you ({len(own)})", anchor=False)
    for line in own:
        state, _ = states.of_line(line)
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"with_{line.campaign.slug}"):
            st.markdown(f"**{plain(line.campaign.name)}** · {plain(state)}", width="content")
            menu.link("sign_off", "Go to sign-off →", campaign=line.campaign.slug)
