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
    """A column of codes or signs."""
    amounts: Field | None = None
    """Amounts that carry different currencies, each with its sign."""

    def sql(self) -> str:
        """SQL over `cells`; the fixed code is one of the listed currencies."""
        fixed = f"'{self.fixed}'" if self.fixed else "NULL"
        if self.column is not None:
            return f"coalesce(money.code, {_code(self.column)}, {fixed})"
        return f"coalesce(money.code, {fixed})" if self.amounts else fixed

    @property
    def join(self) -> str:
        """SQL that brings signs such as € to their codes."""
        if self.column is not None:
            return f"LEFT JOIN money ON money.sign = c{self.column.index}"
        return f"LEFT JOIN money ON money.sign = currency_sign(c{self.amounts.index})" if self.amounts else ""


def _code(column: Field) -> str:
    """SQL: the cell of a column of currencies, if it is a code."""
    return f"CASE WHEN regexp_full_match(c{column.index}, '[A-Za-z]{{3}}') THEN upper(c{column.index}) END"


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
    _known_signs(job)
    spend, column = job.field_of("spend") or job.field_of("spend_lo"), job.field_of("currency")
    if spend is None:
        return Money(None, column)
    named = spend.header.currency or (job.profile.currency if job.profile else None)
    if named is None and column is None:
        found = _from_amounts(job, spend, answer)
    else:
        found = Money(named or answer, column if spend.header.currency is None else None)
    if found.fixed is None and _unpriced(job, spend, found):
        job.questions.append(
            Question(
                "currency",
                f"{spend.source} has amounts, but the file does not say in which currency.",
                ("EUR", "USD", "GBP"),
                "--currency CUR",
            )
        )
    if spend.header.currency is not None:
        _tell_other_signs(job, spend, spend.header.currency)
    return found


def _known_signs(job: Job) -> None:
    """Table `money`: every sign and code with the one currency it stands for."""
    known = {code: code for code in job.words.currencies} | job.words.currency_signs
    rows = ", ".join("(?, ?)" for _ in known)
    job.con.execute(
        f"CREATE TEMP TABLE money AS SELECT * FROM (VALUES {rows}) AS listed(sign, code)",
        [text for pair in known.items() for text in pair],
    )


def _from_amounts(job: Job, spend: Field, answer: str | None) -> Money:
    """From the signs in the cells or the lines above; amounts in several currencies each keep their own."""
    signs, everywhere = _signs_in_cells(job, spend)
    if everywhere and len(signs) == 1:
        return Money(next(iter(signs)))
    return Money(_above(job) or answer, None, spend if signs else None)


def _tell_other_signs(job: Job, spend: Field, named: str) -> None:
    others = _signs_in_cells(job, spend)[0] - {named}
    if others:
        listed = " and ".join(sorted(others))
        job.tell("currency", f"{spend.source}: the header says {named}, some amounts say {listed}; read as {named}.")


def _above(job: Job) -> str | None:
    text = "\n".join(job.layout.preamble)
    for pattern in (r"\b(?:currency|währung|divisa|moneda|devise|valuta|moeda)\b\W*([A-Z]{3})\b", r"\(([A-Z]{3})\)"):
        for found in re.finditer(pattern, text, re.IGNORECASE if "currency" in pattern else 0):
            if found.group(1).upper() in job.words.currencies:
                return found.group(1).upper()
    return None


def _signs_in_cells(job: Job, spend: Field) -> tuple[set[str], bool]:
    """The currencies written in the amounts, and whether every amount carries one."""
    if spend.index in job.typed:
        return set(), False
    found = job.con.execute(
        f"""SELECT DISTINCT code FROM cells LEFT JOIN money ON sign = currency_sign(c{spend.index})
        WHERE regexp_matches(c{spend.index}, '\\d')"""
    ).fetchall()
    return {str(code) for (code,) in found if code is not None}, (None,) not in found


def _unpriced(job: Job, spend: Field, found: Money) -> bool:
    """Whether any amount would be left without a currency."""
    column = found.column
    no_code = f"coalesce(money.code, {_code(column)}) IS NULL" if column else "money.code IS NULL"
    amounts = f"c{spend.index} IS NOT NULL AND regexp_matches({job.text(spend)}, '\\d')"
    names = [f"c{field.index} IS NOT NULL" for field in job.fields_in(("campaign_name", "campaign_id", "adset_name"))]
    # A total row names no campaign and often no currency either.
    named = f"AND ({' OR '.join(names)})" if column and names else ""
    first = next(iter(job.stored))
    row = f"AND NOT coalesce(regexp_matches(lower({job.text(first)}), $total), false)" if column else ""
    priced = f"AND {no_code}" if found.join else ""
    statement = f"SELECT 1 FROM cells {found.join} WHERE {amounts} {priced} {named} {row} LIMIT 1"
    total = {"total": job.words.totals.certain} if column else {}
    return bool(job.con.execute(statement, total).fetchall())
