"""Which words push, at whom, and what is not disclosed?"""

from aboveboard.ui import claims, menu, pressure_charts
from aboveboard.ui.frame import frame
from aboveboard.ui.picking import picked

person = frame("pressure")
review = picked(person)
pressure_charts.families(review)
claims.claims(review, person)
pressure_charts.vulnerable(review)
pressure_charts.ai_labels(review)
pressure_charts.paid_labels(review)
pressure_charts.topics(review)
menu.link("explore", "Read a text before there is a file →")
