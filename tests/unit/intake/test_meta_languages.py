"""Invented Meta exports in the languages of Ads Manager: figures, money, dates, groups, level and totals are right."""

from dataclasses import dataclass
from datetime import date

import pytest

from aboveboard.intake import Reading, read
from aboveboard.intake.profiles import dictionary, profiles

SPENT = {"female": 10.5, "male": 20.25, "unknown": 3.25}
SEEN = {"female": 12000, "male": 20412, "unknown": 800}


@dataclass(frozen=True)
class Tongue:
    """How one language names the columns and words of an export."""

    window: tuple[str, str]
    campaign: str
    adset: str
    ad: str
    age: str
    gender: str
    delivery: str
    results: str
    indicator: str
    reach: str
    impressions: str
    frequency: str
    spend: str
    link_clicks: str
    clicks: str
    ends: str
    ongoing: str
    genders: tuple[str, str, str]
    total: str
    attribution: str = "Attribution setting"
    cpm: str = "CPM (cost per 1,000 impressions)"


TONGUES = {
    "English": Tongue(
        ("Reporting starts", "Reporting ends"), "Campaign name", "Ad set name", "Ad name", "Age", "Gender",
        "Ad delivery", "Results", "Result indicator", "Reach", "Impressions", "Frequency", "Amount spent",
        "Link clicks", "Clicks (all)", "Ends", "Ongoing", ("female", "male", "unknown"), "Results from 3 ads",
    ),
    "English of 2020": Tongue(
        ("Reporting Starts", "Reporting Ends"), "Campaign Name", "Ad Set Name", "Ad Name", "Age", "Gender",
        "Delivery Status", "Results", "Result Type", "Reach", "Impressions", "Frequency", "Amount Spent",
        "Link Clicks", "Clicks (All)", "Ends", "Ongoing", ("female", "male", "unknown"), "Total of 3 results",
    ),
    "Spanish": Tongue(
        ("Inicio del informe", "Fin del informe"), "Nombre de la campaña", "Nombre del conjunto de anuncios",
        "Nombre del anuncio", "Edad", "Sexo", "Entrega del anuncio", "Resultados", "Indicador de resultado", "Alcance",
        "Impresiones", "Frecuencia", "Importe gastado", "Clics en el enlace", "Clics (todos)", "Finalización",
        "En curso", ("Mujer", "Hombre", "Desconocido"), "Resultados de 3 anuncios", "Configuración de atribución",
        "CPM (costo por mil impresiones)",
    ),
    "Portuguese of Brazil": Tongue(
        ("Início dos relatórios", "Encerramento dos relatórios"), "Nome da campanha", "Nome do conjunto de anúncios",
        "Nome do anúncio", "Idade", "Gênero", "Veiculação do anúncio", "Resultados", "Indicador de resultados",
        "Alcance", "Impressões", "Frequência", "Valor usado", "Cliques no link", "Cliques (todos)", "Término",
        "Em andamento", ("Feminino", "Masculino", "Desconhecido"), "Total de 3 resultados",
        "Configuração de atribuição", "CPM (custo por 1.000 impressões)",
    ),
    "Portuguese of Portugal": Tongue(
        ("Início dos relatórios", "Fim dos relatórios"), "Nome da campanha", "Nome do conjunto de anúncios",
        "Nome do anúncio", "Idade", "Género", "Veiculação do anúncio", "Resultados", "Indicador de resultado",
        "Alcance", "Impressões", "Frequência", "Montante gasto", "Cliques na ligação", "Cliques (todos)", "Fim",
        "Em curso", ("Mulheres", "Homens", "Desconhecido"), "Resultados de 3 anúncios",
    ),
    "German": Tongue(
        ("Berichtsstart", "Berichtsende"), "Name der Kampagne", "Name der Anzeigengruppe", "Name der Anzeige", "Alter",
        "Geschlecht", "Auslieferung der Anzeige", "Ergebnisse", "Indikator für Ergebnisse", "Reichweite",
        "Impressionen", "Frequenz", "Ausgegebener Betrag", "Link-Klicks", "Klicks (alle)", "Endet", "Laufend",
        ("weiblich", "männlich", "Unbekannt"), "Ergebnisse aus 3 Anzeigen", "Attributionseinstellung",
        "CPM (Kosten pro 1.000 Impressionen)",
    ),
    "French": Tongue(
        ("Début des rapports", "Fin des rapports"), "Nom de la campagne", "Nom de l’ensemble de publicités",
        "Nom de la publicité", "Âge", "Sexe", "Diffusion de la publicité", "Résultats", "Indicateur de résultats",
        "Couverture", "Impressions", "Répétition", "Montant dépensé", "Clics sur un lien", "Clics (tous)", "Fin",
        "En cours", ("Femmes", "Hommes", "Inconnu"), "Résultats de 3 publicités", "Paramètre d’attribution",
        "CPM (Coût pour 1\u202f000\u202fimpressions)",
    ),
    "Italian": Tongue(
        ("Inizio dei report", "Fine dei report"), "Nome della campagna", "Nome del gruppo di inserzioni",
        "Nome dell'inserzione", "Età", "Genere", "Pubblicazione dell'inserzione", "Risultati",
        "Indicatore di risultato", "Copertura", "Impression", "Frequenza", "Importo speso", "Clic sul link",
        "Clic (tutti)", "Fine", "In corso", ("Donne", "Uomini", "Sconosciuto"), "Risultati da 3 inserzioni",
        "Impostazione di attribuzione", "CPM (costo per 1.000 impression)",
    ),
    "Dutch": Tongue(
        ("Start rapportage", "Einde rapportage"), "Campagnenaam", "Naam advertentieset", "Naam advertentie",
        "Leeftijd", "Geslacht", "Weergavestatus", "Resultaten", "Resultaatindicator", "Bereik", "Weergaven",
        "Frequentie", "Besteed bedrag", "Klikken op links", "Klikken (alle)", "Eindigt op", "Doorlopend",
        ("vrouw", "man", "onbekend"), "Resultaten van 3 advertenties", "Toeschrijvingsinstelling",
        "CPM (kosten per 1000 weergaven)",
    ),
    "Polish": Tongue(
        ("Początek raportowania", "Koniec raportowania"), "Nazwa kampanii", "Nazwa zestawu reklam", "Nazwa reklamy",
        "Wiek", "Płeć", "Emisja reklamy", "Wyniki", "Wskaźnik wyników", "Zasięg", "Wyświetlenia", "Częstotliwość",
        "Wydana kwota", "Kliknięcia linku", "Kliknięcia (wszystkie)", "Koniec", "W toku",
        ("kobieta", "mężczyzna", "nieznana"), "Wyniki z 3 reklam", "Ustawienie atrybucji",
        "CPM (koszt 1000 wyświetleń)",
    ),
    "Korean": Tongue(
        ("보고 시작", "보고 종료"), "캠페인 이름", "광고 세트 이름", "광고 이름", "연령", "성별", 
        "광고 게재", "결과", "결과 표시 도구", "도달", "노출", "빈도", "지출 금액", "링크 클릭", "클릭(전체)", "종료",
        "진행 중", ("여성", "남성", "알 수 없음"), "광고 3개의 결과",
    ),
    "Japanese": Tongue(
        ("レポート開始日", "レポート終了日"), "キャンペーン名", "広告セット名", "広告名", "年齢", "性別",
        "広告配信", "結果", "結果インジケーター", "リーチ", "インプレッション", "フリークエンシー", "消化金額",
        "リンクのクリック", "クリック(すべて)", "終了日", "継続中",
        ("女性", "男性", "不明"), "広告3件の結果",
    ),
}  # fmt: skip


def _export(tongue: Tongue, delimiter: str = ",", comma: bool = False, total: str = "") -> bytes:
    """An export by age and gender of one ad, summary row first as Meta writes it."""
    header = [
        *tongue.window, tongue.campaign, tongue.adset, tongue.ad, tongue.age, tongue.gender, tongue.delivery,
        tongue.attribution, tongue.results, tongue.indicator, tongue.reach, tongue.impressions, tongue.frequency,
        f"{tongue.spend} (EUR)", f"{tongue.cpm} (EUR)", tongue.link_clicks, tongue.clicks, tongue.ends,
    ]  # fmt: skip

    def number(value: float) -> str:
        text = f"{value:g}"
        return text.replace(".", ",") if comma else text

    def row(names: list[str], seen: int, spent: float, reach: int, clicks: int) -> list[str]:
        figures = [str(clicks), "actions:link_click", str(reach), str(seen), number(1.2), number(spent)]
        return [
            "2026-09-01",
            "2026-09-30",
            *names,
            "7-day click",
            *figures,
            number(0.875),
            str(clicks),
            str(clicks * 2),
        ]

    rows = [row([total, "", "", "", "", ""], sum(SEEN.values()), sum(SPENT.values()), 20000, 60)]
    for word, (gender, seen), clicks in zip(tongue.genders, SEEN.items(), (10, 30, 20), strict=True):
        rows.append(
            row(["Herbst", "Menschen 18–65", "Anzeige 1", "18-24", word, "active"], seen, SPENT[gender], seen, clicks)
        )
    lines = [header, *([*cells, tongue.ongoing if at else ""] for at, cells in enumerate(rows))]
    quoted = (delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in cells) for cells in lines)
    return ("\ufeff" + "\n".join(quoted) + "\n").encode()


def _holds(reading: Reading) -> None:
    receipt = reading.receipt
    assert receipt.outcome.stored, (receipt.refusal, receipt.questions)
    assert receipt.profile == "meta_performance"
    assert (receipt.rows_read, receipt.rows_accepted, receipt.rows_totals) == (4, 3, 1)
    assert receipt.sums["impressions"] == sum(SEEN.values())
    assert receipt.sums["spend EUR"] == pytest.approx(sum(SPENT.values()))
    assert (receipt.sums["link_clicks"], receipt.sums["clicks"]) == (60, 120)
    assert (receipt.date_from, receipt.date_to) == (date(2026, 9, 1), date(2026, 9, 30))
    assert receipt.grain is not None
    assert (receipt.grain.level, receipt.grain.breakdown, receipt.grain.daily) == ("ad", ("age", "gender"), False)
    rows = reading.tables["delivery"].to_pylist()
    assert {row["seg_gender"]: row["impressions"] for row in rows} == SEEN
    assert {row["seg_age"] for row in rows} == {"18-24"}
    assert {row["result_type"] for row in rows} == {"actions:link_click"}
    assert {row["status"] for row in rows} == {"active"}
    assert {(row["campaign_name"], row["adset_name"], row["ad_name"]) for row in rows} == {
        ("Herbst", "Menschen 18–65", "Anzeige 1")
    }
    assert {row["reach"] for row in rows} == set(SEEN.values())
    assert {row["flight_end"] for row in rows} == {None}


@pytest.mark.parametrize("language", TONGUES)
def test_an_export_by_age_and_gender_is_read_right_in_every_language(language: str) -> None:
    _holds(read("export.csv", _export(TONGUES[language])))


@pytest.mark.parametrize(
    "language", ["Spanish", "German", "French", "Italian", "Dutch", "Portuguese of Brazil", "Polish"]
)
def test_the_same_saved_again_by_a_spreadsheet_with_commas_as_decimals(language: str) -> None:
    _holds(read("export.csv", _export(TONGUES[language], ";", comma=True)))


@pytest.mark.parametrize("language", TONGUES)
def test_a_summary_row_with_the_words_of_the_language_is_a_total(language: str) -> None:
    tongue = TONGUES[language]
    _holds(read("export.csv", _export(tongue, total=tongue.total)))


@pytest.mark.parametrize("language", TONGUES)
def test_a_total_in_words_that_does_not_add_up_is_left_out_and_told(language: str) -> None:
    tongue = TONGUES[language]
    text = f"{tongue.campaign},{tongue.adset},{tongue.spend} (EUR),{tongue.impressions}\n"
    text += f"Herbst,A,1.50,100\nHerbst,B,2.50,200\n{tongue.total},,9.00,999\n"
    receipt = read("export.csv", text.encode()).receipt
    assert receipt.profile == "meta_performance"
    assert (receipt.rows_accepted, receipt.rows_totals) == (2, 1)
    assert receipt.sums["impressions"] == 300
    assert any("The total in line 4 says 999" in notice.message for notice in receipt.warnings)


BREAKDOWNS = {
    "age": "Age|Edad|Idade|Alter|Âge|Età|Leeftijd|Wiek|연령|年齢",
    "gender": "Gender|Sexo|Género|Gênero|Geschlecht|Sexe|Genre|Genere|Geslacht|Płeć|성별|性別",
    "country": "Country|País|Land|Pays|Paese|Kraj|국가|国",
    "region": "Region|Región|Região|Région|Regione|Regio|지역|地域",
    "dma": "DMA region|Región DMA|Région DMA",
    "platform": "Platform|Plataforma|Plattform|Plateforme|Piattaforma|Platforma|플랫폼|プラットフォーム",
    "placement": "Placement|Ubicación|Posicionamento|Platzierung|Posizionamento|Plaatsing|노출 위치|配置",
    "device": "Device platform|Impression device|Plataforma del dispositivo|Plataforma do dispositivo|Geräteplattform"
    "|Plateforme de l’appareil|デバイスプラットフォーム",
    "hour": "Time of day (viewer's time zone)|Time of day (ad account time zone)",
    "media": "Media type|Tipo de mídia",
}


@pytest.mark.parametrize(("group", "headers"), BREAKDOWNS.items())
def test_every_breakdown_is_a_group_of_its_own(group: str, headers: str) -> None:
    for header in headers.split("|"):
        text = f"Reporting starts,Reporting ends,Campaign name,{header},Impressions,Amount spent (EUR)\n"
        text += "2026-09-01,2026-09-30,A,x,10,1.00\n2026-09-01,2026-09-30,A,y,20,2.00\n"
        receipt = read("export.csv", text.encode()).receipt
        assert receipt.profile == "meta_performance", header
        assert receipt.grain is not None
        assert receipt.grain.breakdown == (group,), header


def test_no_header_stands_for_two_columns() -> None:
    words = dictionary()
    seen: dict[str, str] = {}
    for name, headers in words.synonyms.items():
        for header in headers:
            assert seen.setdefault(header, name) == name, header
            assert header == header.lower().strip()


def test_a_profile_and_the_dictionary_never_name_one_header_differently_for_meta() -> None:
    profile = next(profile for profile in profiles() if profile.id == "meta_performance")
    canonical = dictionary().canonical
    for header, name in profile.columns.items():
        assert name is None or canonical.get(header, name) == name, header
