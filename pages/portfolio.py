"""Which groups did all our campaigns miss?"""

from aboveboard.ui import portfolio_charts, portfolio_filters
from aboveboard.ui.frame import frame

person = frame("portfolio")
shown = portfolio_filters.chosen()
portfolio_filters.what_counts(shown)
part = portfolio_filters.currency(shown)
if part is not None:
    portfolio_charts.missed(shown, part)
    portfolio_charts.everywhere(shown, part)
    portfolio_charts.excluded(shown, part)
portfolio_charts.ranking(shown)
