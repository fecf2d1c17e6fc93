"""Where the project's own content lies. Computed from this file's place; nothing is read here."""

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
DATA = PROJECT / "data"
PROFILES = DATA / "profiles"
POLICIES = DATA / "policies"
LEXICONS = DATA / "lexicons"
CHECKLISTS = DATA / "checklists"
SAMPLES = DATA / "samples"
POPULATION = DATA / "reference" / "population.csv"
WORKSPACE = DATA / "workspace"
PAGES = PROJECT / "pages"

ENVIRONMENT = "ABOVEBOARD_WORKSPACE"
"""Variable that names another workspace folder."""
RECORDS = "records"
"""Published records, inside the workspace folder."""


def workspace() -> Path:
    """The workspace folder of this process."""
    return Path(os.environ.get(ENVIRONMENT) or WORKSPACE)
