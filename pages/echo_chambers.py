"""Does each group see only one message?"""

from aboveboard.ui import echo_charts, echo_weeks
from aboveboard.ui.frame import frame
from aboveboard.ui.picking import picked

person = frame("echo_chambers")
review = picked(person)
echo_charts.own_contribution()
echo_charts.isolation(review)
echo_charts.messages_per_group(review)
echo_weeks.narrowing(review, person)
echo_charts.concentration(review)
echo_charts.ties()
