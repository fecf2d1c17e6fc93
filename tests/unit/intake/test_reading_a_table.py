"""Bytes to rows: encodings, containers, quotes, totals, personal data, mappings."""

import pytest

from aboveboard.intake import Answers, Reading, read
from aboveboard.model import ImportOutcome, WrongInput
from aboveboard.model.canonical import SET_ASIDE, TABLES

REPORT = """Reporting starts,Reporting ends,Campaign name,Ad set name,Gender,Amount spent (EUR),Impressions
2026-09-01,2026-09-30,Autumn,Broad,female,10.50,2000
2026-09-01,2026-09-30,Autumn,Broad,male,20.00,3000
"""


def _read(text: str) -> Reading:
    return read("report.csv", text.encode())


def test_tables_have_exactly_the_canonical_columns() -> None:
    reading = _read(REPORT + "2026-09-01,2026-09-30,Autumn\n")
    assert reading.tables["delivery"].column_names == list(TABLES["delivery"])
    assert reading.set_aside is not None
    assert reading.set_aside.column_names == list(SET_ASIDE)


def test_every_row_knows_its_line_past_preamble_quoted_line_breaks_and_bad_rows() -> None:
    header = "Report of Acme\n\nCampaign name,Ad name,Amount spent (EUR),Impressions\n"
    text = header + '"Two\nlines",A,1,10\nshort,B\nC,D,1,20\n'
    reading = _read(text)
    assert reading.receipt.header_row == 3
    assert reading.tables["delivery"].column("source_row").to_pylist() == [4, 7]
    assert reading.set_aside is not None
    assert reading.set_aside.column("line").to_pylist() == [6]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_same_report_in_any_encoding_is_the_same_content(encoding: str) -> None:
    text = REPORT.replace("Autumn", "Frühjahr")
    assert read("a.csv", text.encode(encoding)).receipt.fingerprint == _read(text).receipt.fingerprint


@pytest.mark.parametrize(
    "raw", [b"", b"\xef\xbb\xbf", b"<html><body>", b'{"data": []}', b"PAR1xxxx", b"PK\x03\x04broken", b"\x1f\x8bbroken"]
)
def test_what_is_no_table_is_refused_with_a_way_out(raw: bytes) -> None:
    reading = read("a.csv", raw)
    assert reading.receipt.outcome is ImportOutcome.REFUSED
    assert reading.receipt.refusal.endswith(".")
    assert not reading.tables


def test_an_open_quotation_mark_costs_only_its_own_line() -> None:
    lines = REPORT.splitlines()
    lines.insert(2, '2026-09-01,2026-09-30,"Autumn,Broad,unknown,1.00,10')
    reading = _read("\n".join(lines))
    assert reading.receipt.rows_accepted == 2
    assert reading.set_aside is not None
    assert reading.set_aside.to_pylist()[0]["reason"] == "line 3: a quotation mark is not closed"


def test_inch_marks_inside_names_lose_no_row() -> None:
    text = 'Campaign name,Amount spent (EUR),Impressions\nScreen 5" wide,1,10\nScreen 6" wide,1,20\n'
    reading = _read(text)
    assert reading.receipt.rows_accepted == 2
    assert reading.tables["delivery"].column("campaign_name").to_pylist() == ['Screen 5" wide', 'Screen 6" wide']


def test_a_campaign_called_total_recall_is_no_total() -> None:
    text = REPORT + "2026-09-01,2026-09-30,Total Recall,Broad,male,1.00,7\nTotal,,,,,31.50,5007\n"
    receipt = _read(text).receipt
    assert (receipt.rows_accepted, receipt.rows_totals) == (3, 1)


def test_a_last_row_that_repeats_all_sums_is_a_total_without_the_word() -> None:
    text = (
        REPORT + "2026-09-01,2026-09-30,Autumn,Broad,unknown,5.00,500\n2026-09-01,2026-09-30,Everything,,,35.50,5500\n"
    )
    receipt = _read(text).receipt
    assert (receipt.rows_accepted, receipt.rows_totals) == (3, 1)
    assert receipt.sums["impressions"] == 5500


def test_a_row_that_is_set_aside_shows_no_personal_value() -> None:
    text = (
        "Campaign name,Full name,Amount spent (EUR),Impressions\nA,Jo Example,1,10\nA,Ann Example,1,-3\nA,Max Example\n"
    )
    reading = _read(text)
    assert reading.set_aside is not None
    shown = repr(reading.set_aside.to_pylist()) + repr(reading.receipt)
    assert "Example" not in shown
    assert reading.receipt.rows_quarantined == 2


def test_addresses_in_free_text_are_masked() -> None:
    row = _read("Campaign name,Amount spent (EUR),Remark\nA,1,ask jo@example.org or +49 40 1234 5678\n").tables[
        "delivery"
    ]
    assert row.column("extra").to_pylist() == ['{"Remark":"ask [hidden] or [hidden]"}']


def test_a_count_of_phone_calls_is_no_phone_number() -> None:
    receipt = _read("Campaign name,Amount spent (EUR),Phone calls\nA,1,12\n").receipt
    assert receipt.personal_data == ()


def test_unknown_headers_are_suggested_from_their_values_and_asked() -> None:
    receipt = _read("Kampagne X,Zielgruppe,Gesehen\nHerbst,18-24,10\nHerbst,25-34,20\n").receipt
    assert receipt.outcome is ImportOutcome.NEEDS_ANSWER
    band = next(column for column in receipt.columns if column.source == "Zielgruppe")
    assert band.canonical == "seg_age"
    assert band.confidence < 1
    assert band.reason == "2 values like “18-24”: an age band"
    assert receipt.questions[0].answer_with == "--map COLUMN=canonical"


def test_a_confirmed_mapping_recognises_the_next_file_with_the_same_header() -> None:
    text = "Kampagne X,Zielgruppe,Gesehen\nHerbst,18-24,10\n"
    mapping = {"kampagne x": "campaign_name", "Gesehen": "impressions"}
    first = read("a.csv", text.encode(), Answers(mapping=mapping)).receipt
    assert first.outcome.stored
    again = read("b.csv", text.encode(), presets={first.header_signature: mapping}).receipt
    assert again.outcome.stored
    assert again.sums == {"impressions": 10}


def test_a_wrong_mapping_names_the_closest_right_one() -> None:
    with pytest.raises(WrongInput) as unknown_column:
        read("a.csv", b"Kampagne X,Gesehen\nHerbst,10\n", Answers(mapping={"Gesehn": "impressions"}))
    assert "Gesehen" in unknown_column.value.hint
    with pytest.raises(WrongInput) as unknown_name:
        read("a.csv", b"Kampagne X,Gesehen\nHerbst,10\n", Answers(mapping={"Gesehen": "impresions"}))
    assert "impressions" in unknown_name.value.hint


def test_an_excluded_group_in_a_google_report_is_a_setting() -> None:
    text = (
        "Age report\nSeptember 1, 2026 - September 30, 2026\n"
        "Demographic status,Age,Campaign,Ad group,Clicks,Impr.,Currency code,Cost\n"
        "Enabled,18 - 24,Jobs,Group 1,5,100,EUR,1.00\nExcluded,65+,Jobs,Group 1,0,0,EUR,0.00\n"
    )
    reading = _read(text)
    settings = reading.tables["targeting"].to_pylist()
    assert [(row["dimension"], row["operator"], row["value"], row["adset_name"]) for row in settings] == [
        ("age", "exclude", "65+", "Group 1")
    ]
    assert reading.receipt.date_to is not None
    assert reading.receipt.date_to.isoformat() == "2026-09-30"


def test_footer_lines_are_neither_rows_nor_totals() -> None:
    text = REPORT + "\n©2026 Example Corporation. All rights reserved.\n"
    assert _read(text).receipt.rows_read == 2


def test_countries_are_told_by_name_or_code_and_namibia_is_not_missing() -> None:
    header = "Campaign name,Country,Amount spent (EUR)\n"
    rows = _read(header + "A,Deutschland,1\nA,NA,1\nA,united kingdom,1\nA,Atlantis,1\n").tables["delivery"]
    assert rows.column("seg_country").to_pylist() == ["DE", "NA", "GB", "Atlantis"]


@pytest.mark.parametrize("spend", ["Amount spent (EUR)", "Cost"])
def test_prefixes_of_ids_are_no_part_of_them(spend: str) -> None:
    head = f"Campaign ID,Campaign name,Ad set ID,Ad set name,Impressions,{spend},Currency\n"
    text = head + "cg:120219000000000901,Shoes,c:120219000000000911,Broad,10,1.00,EUR\n"
    reading = read("a.csv", text.encode(), Answers(confirmed=True))
    [row] = reading.tables["delivery"].to_pylist()
    assert (row["campaign_id"], row["adset_id"]) == ("120219000000000901", "120219000000000911")


def test_an_id_that_only_looks_prefixed_stays_whole() -> None:
    reading = read("a.csv", b"Campaign ID,Impressions\nde:spring,5\na:12,5\n", Answers(confirmed=True))
    assert reading.tables["delivery"].column("campaign_id").to_pylist() == ["de:spring", "a:12"]


def test_a_report_without_rows_is_still_told_by_its_platform() -> None:
    assert "It is a report of Meta, but there is only a header" in _read(REPORT.splitlines()[0] + "\n").receipt.refusal
    assert "There is only a header" in read("a.csv", b"Kampagne X,Gesehen\n").receipt.refusal
