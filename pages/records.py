"""Who approved what, on which evidence, and what changed since?"""

import streamlit as st

from aboveboard.ui import cached
from aboveboard.ui.frame import frame
from aboveboard.ui.picking import picked
from aboveboard.ui.recording import summary
from aboveboard.ui.recording.frozen import frozen
from aboveboard.ui.recording.rounds import picked_round
from aboveboard.ui.recording.then_now import then_now
from aboveboard.ui.recording.timeline import timeline

person = frame("records")
review = picked(person)
sheet = cached.sheet(review.campaign.slug, person.name)
made = picked_round(sheet)
if made is not None:
    record = summary.published(sheet, made)
    moved = cached.moved(review.campaign.slug, made.number)
    summary.three_sentences(sheet, made, record, moved)
    summary.files(sheet, made, record)
    seen, compared, happened = st.tabs(
        ["What the reviewer saw", "Then and now", "Timeline"], key="tab", bind="query-params"
    )
    if record is not None:
        with seen:
            frozen(record, made)
        with compared:
            then_now(record, review, moved)
    with happened:
        timeline(review.campaign.slug)
