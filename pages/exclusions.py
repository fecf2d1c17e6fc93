"""Who is left out: by our setting or by the algorithm?"""

from aboveboard.ui import cost_charts, exclusion_charts, left_out, moves, pairing
from aboveboard.ui.frame import frame
from aboveboard.ui.picking import picked

person = frame("exclusions")
review = picked(person)
left_out.left_out(review)
moves.setting_or_algorithm(review)
pairing.beside_another(review)
exclusion_charts.crossed_groups(review)
cost_charts.cost(review)
exclusion_charts.limits(review)
exclusion_charts.on_purpose(review)
