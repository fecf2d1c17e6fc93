"""Meta's report is told by its own words; other tables that spend money are not taken for it."""

import pytest

from aboveboard.intake import read

UNRELATED = {
    "accounts": "Date,Vendor,Category,Amount spent (EUR),Status\n2026-01-02,Acme,Office,12.50,paid\n",
    "budget by month": "Month,Department,Budget,Amount spent,Results\n2026-01,HR,100,50,ok\n",
    "customers": "Customer ID,Age,Gender,Amount spent,Visits\n1,34,F,100.5,3\n2,45,M,10.5,1\n",
    "donations": "Campaign,Donor,Amount spent,Country\nSpring,A,10,DE\nAutumn,B,20,DE\n",
    "Spanish expenses": "Fecha,Proveedor,Importe gastado,Estado\n2026-01-02,Acme,12.50,pagado\n",
    "German bank": "Tag,Empfänger,Ausgegebener Betrag (EUR),Status\n2026-01-01,Laden,12.30,gebucht\n",
    "French events": "Événement,Portée,Montant dépensé,Statut\nSalon,local,1200,fini\n",
    "Polish expenses": "Dzień,Kategoria,Wydana kwota,Wyniki\n2026-01-01,Jedzenie,12,ok\n",
    "Dutch expenses": "Datum,Omschrijving,Besteed bedrag,Doel\n2026-01-01,Eten,12,lunch\n",
    "Korean expenses": "일,항목,지출 금액,결과\n2026-01-01,식비,12000,완료\n",
    "Portuguese projects": "Projeto,Valor gasto,Alcance,Status\nA,100,nacional,aberto\n",
    "films": "Title,Genre,Budget,Revenue\nA,Drama,100,200\n",
    "connector": "date_day,campaign_name,impressions,reach,spend,inline_link_clicks\n2026-01-01,A,10,9,1.5,2\n",
}


@pytest.mark.parametrize("table", UNRELATED)
def test_a_table_that_spends_is_not_metas_for_that(table: str) -> None:
    assert read("table.csv", UNRELATED[table].encode()).receipt.profile != "meta_performance"


@pytest.mark.parametrize(
    "text",
    [
        "Campaign name,Amount spent (EUR),Impressions\nA,1.00,100\n",
        "Reporting starts,Reporting ends,Campaign name,Impressions,Reach\n2026-09-01,2026-09-30,A,100,90\n",
        "Ad name,Reporting starts,Reporting ends,Link clicks,CTR (all)\nA,2026-09-01,2026-09-07,200,20\n",
        "Reporting starts,Reporting ends,Account name,Age,Gender,Amount spent (USD),Impressions\n"
        "2026-09-01,2026-09-30,Shop,18-24,female,1.00,100\n",
        "Weergavestatus,Besteed bedrag (EUR)\nactive,12.50\n",
        "Ad name,Amount spent (USD),Cost per results\nA,12.50,2.00\n",
    ],
)
def test_short_downloads_are_metas(text: str) -> None:
    receipt = read("table.csv", text.encode()).receipt
    assert receipt.profile == "meta_performance"
    assert receipt.outcome.stored
