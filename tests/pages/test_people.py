"""Who am I: chosen from a list or added, kept for the visit, and handed to the desk with everything that is done."""

from aboveboard.model import Person, Role
from aboveboard.ui.people import CHOSEN
from tests.pages.conftest import ROOT, Open
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import SLUG
from tests.pages.invented import review
from tests.pages.sheets import LENA, MARA
from tests.pages.test_add_data_page import button
from tests.pages.test_pages import said

SAMPLE = Person("sam", "Sam Sample", (Role.ETHICS_LEAD,), "Ethics", sample=True)


def test_nobody_is_chosen_at_first_and_samples_come_last(desk_of: FakeDesk, page: Open) -> None:
    desk_of.everybody = [LENA, MARA, SAMPLE]
    at = page("campaigns")
    box = next(box for box in at.selectbox if box.label == "Who are you?")
    assert box.value == ""
    assert box.options == [
        "Just looking",
        "Lena Voss · ethics lead",
        "Mara Lund · marketing manager",
        "Sam Sample · ethics lead · sample",
    ]


def test_the_choice_survives_a_page_change(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    at = page("campaigns")
    at = next(box for box in at.selectbox if box.label == "Who are you?").select(LENA.id).run()
    at.switch_page(str(ROOT / "pages/findings.py"))
    at = at.run()
    assert next(box.value for box in at.selectbox if box.label == "Who are you?") == LENA.id


def test_somebody_removed_meanwhile_is_nobody(desk_of: FakeDesk, page: Open) -> None:
    desk_of.everybody = [MARA]
    at = page("campaigns", by=SAMPLE.id)
    assert next(box.value for box in at.selectbox if box.label == "Who are you?") == ""
    assert not at.exception


def test_a_person_added_is_chosen(desk_of: FakeDesk, page: Open) -> None:
    at = page("campaigns")
    fields = {field.label: field for field in at.text_input}
    fields["Name"].input("Tom Reyes")
    fields["Team"].input("Brand")
    at.multiselect[0].select(Role.MARKETING_MANAGER)
    at = at.button[button(at, "Add this person")].click().run()
    assert desk_of.calls == [("add_person", Person("tom reyes", "Tom Reyes", (Role.MARKETING_MANAGER,), "Brand"), "")]
    assert at.session_state[CHOSEN] == "tom reyes"
    assert next(field.value for field in at.text_input if field.label == "Name") == ""


def test_what_the_desk_refuses_is_said_in_the_form_and_the_name_is_kept(desk_of: FakeDesk, page: Open) -> None:
    at = page("campaigns")
    next(field for field in at.text_input if field.label == "Name").input("Tom Reyes")
    at = at.button[button(at, "Add this person")].click().run()
    assert "Tom Reyes needs a role. Nobody takes part without one." in said(at)
    assert next(field.value for field in at.text_input if field.label == "Name") == "Tom Reyes"
    assert not at.exception


def test_what_a_person_changes_is_done_under_her_name(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    page("findings", MARA.id, campaign=SLUG).selectbox(key="_population").select("FR").run()
    assert ("set_population", SLUG, "FR", "Mara Lund") in desk_of.calls
    at = page("add_data", MARA.id).file_uploader[0].upload("ages.csv", b"a,b\n1,2\n").run()
    at.button[button(at, "Show findings")].click().run()
    assert ("store_files", None, "DE", "Mara Lund") in desk_of.calls


def test_a_name_with_markup_is_shown_as_it_is(desk_of: FakeDesk, page: Open) -> None:
    desk_of.everybody = [Person("x", "![x](http://evil.example/p.png)", (Role.VIEWER,))]
    at = page("campaigns", by="x")
    options = next(box.options for box in at.selectbox if box.label == "Who are you?")
    assert options[1].startswith("![x](http")  # a select box shows text as it is, the button reads Markdown
    (button,) = at.get("popover")
    assert button.proto.popover.label.startswith(r"You are: \!\[x\]")
