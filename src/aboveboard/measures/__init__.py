"""One module per measure: SQL for the set work, scipy and statsmodels for the statistics on the small result."""

from aboveboard.measures.suite import measure_campaign, measure_import, measure_stated

__all__ = ["measure_campaign", "measure_import", "measure_stated"]
