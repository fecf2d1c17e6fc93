"""What must I judge, and may I sign?"""

import streamlit as st

from aboveboard.ui import cached
from aboveboard.ui.frame import frame
from aboveboard.ui.picking import picked
from aboveboard.ui.signing.conditions import conditions
from aboveboard.ui.signing.deciding import decision_bar, in_the_way
from aboveboard.ui.signing.dialogs import open_confirm
from aboveboard.ui.signing.evidence import evidence
from aboveboard.ui.signing.facts import facts
from aboveboard.ui.signing.heading import heading
from aboveboard.ui.signing.question import question
from aboveboard.ui.signing.questions import questions, selected
from aboveboard.ui.signing.viewing import Side, view

person = frame("sign_off")
review = picked(person)
sheet = cached.sheet(review.campaign.slug, person.name)
seen = view(sheet, person)
heading(sheet, seen)
conditions(sheet, person, open_confirm)
facts(sheet, seen, person)
in_the_way(sheet, seen, Side.ANSWERING)
item = selected(sheet, seen)
if item is not None:
    left, right = st.columns(2, gap="medium")
    with left:
        question(sheet, seen, item, person)
        questions(sheet, seen, item, person)
        in_the_way(sheet, seen, Side.JUDGING)
    with right:
        evidence(review, item)
decision_bar(sheet, seen, person)
