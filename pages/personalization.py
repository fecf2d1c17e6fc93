"""How personal is the targeting, and is it justified?"""

from aboveboard.ui import depth_pressure, frequency_charts, personalization_charts, profile_tables, signal_charts
from aboveboard.ui.frame import frame
from aboveboard.ui.picking import picked

person = frame("personalization")
review = picked(person)
personalization_charts.depth(review)
profile_tables.profiles(review)
personalization_charts.audience(review)
signal_charts.signals(review)
depth_pressure.deep_and_pressing(review)
frequency_charts.saturation(review)
