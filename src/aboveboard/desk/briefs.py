"""A text read without a file: nothing is stored, nothing is judged."""

from aboveboard.judgement import words
from aboveboard.measures.cue_brief import Brief, Mark, read_brief

__all__ = ["Brief", "Mark", "brief_words", "read_brief"]


def brief_words(brief: Brief) -> str:
    """The answer in one sentence: how many words press, are sensitive, and what is not disclosed."""
    if not brief.text.strip():
        return "There is no text yet."
    pressing, sensitive = len(brief.of("pressure")), len(brief.of("sensitive"))
    topics = len(brief.of("topic"))
    parts = [
        f"{words.count(pressing, 'wording presses', 'wordings press')} and would have to be proven" if pressing else "",
        words.count(sensitive, "term is sensitive", "terms are sensitive") if sensitive else "",
        words.count(topics, "word speaks of a hardship", "words speak of a hardship") if topics else "",
    ]
    found = [part for part in parts if part]
    if found:
        return f"{words.capital('; '.join(found))}."
    if not brief.languages.covered:
        return "No word list covers the language of this text, so nothing can be said about it."
    return "The word lists find no pressure wording and no sensitive term in this text."
