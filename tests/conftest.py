"""Fixtures shared by all tests: the optional folder of real files, and a workspace of one's own."""

from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real and hand-made exports beside the checkout; tests that need them are skipped where they are absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"needs the folder of sample exports at {SHARED_DATA.name}/ beside the checkout")
    return SHARED_DATA
