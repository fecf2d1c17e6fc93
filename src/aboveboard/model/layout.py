"""Where the project's own content lies. Computed from this file's place; nothing is read here."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
DATA = PROJECT / "data"
PROFILES = DATA / "profiles"
POLICIES = DATA / "policies"
LEXICONS = DATA / "lexicons"
SAMPLES = DATA / "samples"
POPULATION = DATA / "reference" / "population.csv"
WORKSPACE = DATA / "workspace"
PAGES = PROJECT / "pages"
