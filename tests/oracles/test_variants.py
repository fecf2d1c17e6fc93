"""Oracle O-32: how many texts dynamic creative can make of the parts it is given."""

from aboveboard.measures import variants
from tests.unit.measures.made import CAMPAIGN, workspace
from tests.unit.measures.wiring import read


def test_o_32_three_headlines_four_images_and_two_buttons() -> None:
    con = workspace()
    for headline, image, button in (
        ("one", "a", "Buy"),
        ("two", "b", "Look"),
        ("three", "c", "Buy"),
        ("one", "d", "Look"),
    ):
        con.execute(
            "INSERT INTO creative (import_id, campaign, unit, ad_name, headline, asset_url, cta) "
            "VALUES ('c1', ?, 'Broad', 'Ad', ?, ?, ?)",
            [CAMPAIGN, headline, image, button],
        )
    found, _ = variants.read(read(con))
    assert (found["Broad"].potential, found["Broad"].written) == (24, 4)
