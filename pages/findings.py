"""Is this campaign ready, and what must change?"""

import streamlit as st

from aboveboard.ui.cards import finding_cards
from aboveboard.ui.changes import change_list
from aboveboard.ui.folded import could_not_check, passed_and_rest
from aboveboard.ui.frame import frame
from aboveboard.ui.menu import link
from aboveboard.ui.picking import picked
from aboveboard.ui.verdict import asking, verdict_line

person = frame("findings")
review = picked(person)
verdict_line(review)
link("sign_off", "Go to sign-off →", campaign=review.campaign.slug)
cards, side = st.columns([7, 3], gap="medium")
with cards:
    finding_cards(review, asking(review))
    passed_and_rest(review)
with side:
    change_list(review)
    could_not_check(review)
