"""The currency of amounts: from the header, a column, the lines above, or a person; never guessed."""

import difflib
import re
from dataclasses import dataclass

from aboveboard.intake.job import Job
from aboveboard.intake.mapping import Field
from aboveboard.intake.profiles import Dictionary
from aboveboard.model import Question, WrongInput


@dataclass(frozen=True)
class Money:
    """Where each row's currency comes from."""

    fixed: str | None = None
    column: Field | None = None

    def sql(self) -> str:
        """SQL over `cells`; the fixed code is one of the listed currencies."""
        fixed = f"'{self.fixed}'" if self.fixed else "NULL"
        return f"coalesce(money.code, upper(c{self.column.index}), {fixed})" if self.column else fixed

    @property
    def join(self) -> str:
        """SQL that brings signs such as € to their codes."""
        return f"LEFT JOIN money ON money.sign = c{self.column.index}" if self.column else ""


def check_code(code: str | None, words: Dictionary) -> str | None:
    """An answered currency in capitals; WrongInput with the closest code when there is no such currency."""
    if code is None:
        return None
    upper = code.strip().upper()
    if upper in words.currencies:
        return upper
    close = difflib.get_close_matches(upper, words.currencies, n=1, cutoff=0.0)
    raise WrongInput(f"No currency “{code}”", "An ISO code of three letters is expected.", f"For example {close[0]}.")


def decide(job: Job, answer: str | None) -> Money:
    """Settle the currency, or ask when there are amounts without one."""
    signs = job.words.currency_signs
    rows = ", ".join("(?, ?)" for _ in signs)
    job.con.execute(
        f"CREATE TEMP TABLE money AS SELECT * FROM (VALUES {rows}) AS listed(sign, code)",
        [text for pair in signs.items() for text in pair],
    )
    spend, column = job.field_of("spend") or job.field_of("spend_lo"), job.field_of("currency")
    if spend is None:
        return Money(None, column)
    fixed = spend.header.currency or (job.profile.currency if job.profile else None)
    fixed = fixed or (None if column else _above(job) or _sign_in_cells(job, spend)) or answer
    found = Money(fixed, column if spend.header.currency is None else None)
    if fixed is None and _unpriced(job, spend, column):
        job.questions.append(
            Question(
                "currency",
                f"{spend.source} has amounts, but the file does not say in which currency.",
                ("EUR", "USD", "GBP"),
                "--currency CUR",
            )
        )
    return found


def _above(job: Job) -> str | None:
    text = "\n".join(job.layout.preamble)
    for pattern in (r"\b(?:currency|währung|divisa|moneda|devise|valuta|moeda)\b\W*([A-Z]{3})\b", r"\(([A-Z]{3})\)"):
        for found in re.finditer(pattern, text, re.IGNORECASE if "currency" in pattern else 0):
            if found.group(1).upper() in job.words.currencies:
                return found.group(1).upper()
    return None


def _sign_in_cells(job: Job, spend: Field) -> str | None:
    """The currency, where every amount carries the same sign or code."""
    if spend.index in job.typed:
        return None
    text = f"c{spend.index}"
    found = job.con.execute(
        f"""SELECT DISTINCT coalesce(nullif(regexp_extract({text}, '[€£₹₩₺₽]'), ''),
        nullif(regexp_extract({text}, '^([A-Z]{{3}})\\b|\\b([A-Z]{{3}})$'), ''))
        FROM cells WHERE {text} IS NOT NULL LIMIT 2"""
    ).fetchall()
    if len(found) != 1 or found[0][0] is None:
        return None
    sign = str(found[0][0])
    return job.words.currency_signs.get(sign) or (sign if sign in job.words.currencies else None)


def _unpriced(job: Job, spend: Field, column: Field | None) -> bool:
    """Whether any amount would be left without a currency."""
    no_code = f"c{column.index} IS NULL" if column else "true"
    amounts = f"c{spend.index} IS NOT NULL AND regexp_matches({job.text(spend)}, '\\d')"
    names = [f"c{field.index} IS NOT NULL" for field in job.fields_in(("campaign_name", "campaign_id", "adset_name"))]
    # A total row names no campaign and often no currency either.
    named = f"AND ({' OR '.join(names)})" if column and names else ""
    statement = f"SELECT 1 FROM cells WHERE {amounts} AND {no_code} {named} LIMIT 1"
    return bool(job.con.execute(statement).fetchall())
