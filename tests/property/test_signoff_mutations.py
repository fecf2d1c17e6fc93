"""Real and invented exports, mutated: another form never breaks an approval, another meaning always does."""

import csv
import io
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aboveboard.desk import Answers, Upload, read_files, store_files
from aboveboard.desk.house import house_in_memory
from aboveboard.model import Snapshot
from aboveboard.model.layout import SAMPLES
from aboveboard.signoff.checklist import Item
from aboveboard.signoff.staleness import against
from aboveboard.store import snapshots

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"


@dataclass(frozen=True)
class File:
    """One export: where its header stands, what counts in it, and what a person decided about it."""

    path: Path
    impressions: str
    header: int = 0
    footer: int = 0
    answers: Answers = Answers()  # noqa: RUF009 - frozen
    label: str = ""
    """A column whose value says which group a row is about."""
    encoding: str = "utf-8-sig"


KAG = {"xyz_campaign_id": "campaign_id", "fb_campaign_id": "adset_id", "interest": "seg_topic", "Spent": "spend"}
FILES = {
    "invented": File(SAMPLES / "city_bikes_delivery.csv", "Impressions", label="Gender"),
    "meta by gender": File(REAL / "exports/meta_ads_manager/REAL_adset_by_gender.csv", "Impressions", label="Gender"),
    "meta by region": File(REAL / "exports/meta_ads_manager/REAL_adset_by_region.csv", "Impressions", label="Region"),
    "facebook ads": File(
        REAL / "real/kag_facebook_ads/KAG_conversion_data.csv",
        "Impressions",
        answers=Answers(KAG, "USD"),
        label="gender",
    ),
}


class Quoted(csv.excel):
    """Quotation marks round every cell."""

    quoting = csv.QUOTE_ALL


Table = list[list[str]]
FORMS = ("rows", "columns", "semicolon", "tab", "utf-16", "bare", "quoted", "line ends")
MEANINGS = ("more", "fewer", "gone", "another group")


def table(file: File) -> Table:
    return list(csv.reader(io.StringIO(file.path.read_text(encoding=file.encoding), newline="")))


def written(rows: Table, form: str = "") -> bytes:
    out = io.StringIO(newline="")
    delimiter = {"semicolon": ";", "tab": "\t", "utf-16": "\t"}.get(form, ",")
    dialect: type[csv.Dialect] = Quoted if form == "quoted" else csv.excel
    ends = "\r\n" if form == "line ends" else "\n"
    csv.writer(out, dialect, delimiter=delimiter, lineterminator=ends).writerows(rows)
    return out.getvalue().encode({"utf-16": "utf-16", "bare": "utf-8"}.get(form, "utf-8-sig"))


def reformed(rows: Table, form: str, seed: int) -> bytes:
    draw = random.Random(seed)
    head, body = rows[0], rows[1:]
    if form == "rows":
        draw.shuffle(body)
    if form == "columns":
        order = list(range(len(head)))
        draw.shuffle(order)
        head, body = [head[place] for place in order], [[row[place] for place in order] for row in body]
    return written([head, *body], form)


def remeant(rows: Table, file: File, meaning: str, seed: int) -> bytes:
    """Change rows that together hold more than a twentieth of the impressions."""
    place = rows[0].index(file.impressions)
    shown = [float(row[place] or 0) for row in rows[1:]]
    order = sorted(range(1, len(rows)), key=lambda line: -shown[line - 1])
    chosen: list[int] = []
    for line in random.Random(seed).sample(order, len(order)):
        if shown[line - 1] > 0:
            chosen.append(line)
        if sum(shown[line - 1] for line in chosen) > 0.06 * sum(shown):
            break
    body = [row[:] for row in rows]
    for line in chosen:
        if meaning in ("more", "fewer"):
            body[line][place] = str(round(shown[line - 1] * (2 if meaning == "more" else 0.4)))
        elif meaning == "another group":
            body[line][rows[0].index(file.label)] = "unknown"
    if meaning == "gone":
        body = [row for line, row in enumerate(body) if line not in chosen]
    return written(body)


def frozen(file: File, raw: bytes) -> Snapshot:
    """The file measured and judged in memory."""
    house = house_in_memory()
    try:
        draft = read_files(house, [Upload("file.csv", raw)], {"file.csv": file.answers})
        assert draft.receipts[0].outcome.stored, draft.receipts[0]
        store_files(house, draft, "Spring", "DE")
        with house.workspace.reading() as con:
            [found] = snapshots.latest(con, "spring")
        return found
    finally:
        house.workspace.close()


@cache
def signed(name: str) -> Snapshot:
    file = FILES[name]
    return frozen(file, written(table(file)))


@cache
def limits() -> Mapping[str, float]:
    return house_in_memory().policy.values


@cache
def checklist() -> tuple[Item, ...]:
    return house_in_memory().checklist.items


def present(name: str) -> None:
    if not FILES[name].path.exists():
        pytest.skip("needs the folder of sample exports beside the checkout")


def calm(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Each example measures a whole campaign, so there are few of them."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )


def keeps_its_approval(name: str, form: str, seed: int) -> None:
    now = frozen(FILES[name], reformed(table(FILES[name]), form, seed))
    assert against(signed(name), now, checklist(), limits()) == ()
    assert now.fingerprint == signed(name).fingerprint


def loses_its_approval(name: str, meaning: str, seed: int) -> None:
    now = frozen(FILES[name], remeant(table(FILES[name]), FILES[name], meaning, seed))
    reasons = against(signed(name), now, checklist(), limits())
    assert reasons
    assert any(reason.items for reason in reasons)


forms = given(form=st.sampled_from(FORMS), seed=st.integers(0, 10_000))
meanings = given(meaning=st.sampled_from(MEANINGS), seed=st.integers(0, 10_000))
real = pytest.mark.parametrize("name", sorted(set(FILES) - {"invented"}))


@calm(6)
@forms
def test_another_form_never_breaks_an_approval(form: str, seed: int) -> None:
    keeps_its_approval("invented", form, seed)


@calm(6)
@meanings
def test_another_meaning_always_breaks_an_approval(meaning: str, seed: int) -> None:
    loses_its_approval("invented", meaning, seed)


@pytest.mark.real_data
@real
@calm(2)
@forms
def test_another_form_of_a_real_file_never_breaks_an_approval(name: str, form: str, seed: int) -> None:
    present(name)
    keeps_its_approval(name, form, seed)


@pytest.mark.real_data
@real
@calm(2)
@meanings
def test_another_meaning_of_a_real_file_always_breaks_an_approval(name: str, meaning: str, seed: int) -> None:
    present(name)
    loses_its_approval(name, meaning, seed)
