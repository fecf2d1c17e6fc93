"""How far the word lists can be trusted: precision and recall on public texts, false alarms on ordinary ones.

Run: .venv/bin/python benchmarks/lexicons.py. The public halves lie in ../shared/data/real; without them only the
false alarms are printed. The ordinary texts are invented and part of the project (tests/data).

A word list is written, not trained, so folds cannot retrain it. Instead every entry or term whose hits all lie in the
fold at hand is taken out before that fold is scored: whatever was written for a single text counts as missed. That is
a lower bound of what to expect on unseen texts; the plain recall is the upper one.

Two more figures for the interests. "By terms that also find another text": leave one text out; a text counts when one
of its terms finds any other text of the list. "Second half by terms that find the first": the list is cut in two by a
fixed seed, and the second half is scored by terms that have a hit in the first. Both are low by construction: the list
names each feast, party or disease once or twice, so a kind whose members are all in the word list counts as missed
where the public list holds one of them. Neither figure can tell what came from general knowledge and what was read off
the list, which was open while the terms were written. What unseen interests would give lies between these figures and
the plain recall; only unseen interests can tell where.
"""

import csv
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from aboveboard.measures import cue_finder, wordlists
from aboveboard.measures.ratios import wilson
from aboveboard.measures.wordlists import Term

PROJECT = Path(__file__).resolve().parents[1]
REAL = PROJECT.parent / "shared" / "data" / "real"
DATA = PROJECT / "tests" / "data"
FOLDS, SEED = 5, 7
HALVES_SEED = 11
TIER = 3


def say(line: str) -> None:
    """One line of the result."""
    sys.stdout.write(f"{line}\n")


def share(count: int, of: int) -> str:
    """A share with its Wilson interval: "0.934 (537 of 575, 95 % interval 0.911 to 0.952)"."""
    low, high = wilson(count, of) or (0.0, 1.0)
    return f"{count / of if of else 0:.3f} ({count} of {of}, 95 % interval {low:.3f} to {high:.3f})"


def lines(name: str) -> list[str]:
    """The texts of one file of the project; comments are left out."""
    written = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in written if line.strip() and not line.startswith("#")]


def rows(path: Path, delimiter: str) -> list[dict[str, str]]:
    """A table of the public folder; empty when the folder is absent."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source, delimiter=delimiter))


def folds(count: int) -> list[set[int]]:
    """Positions 0 to count - 1 dealt out at random, always the same way."""
    order = list(range(count))
    random.Random(SEED).shuffle(order)
    return [set(order[number::FOLDS]) for number in range(FOLDS)]


def held_out(hits: Mapping[int, Sequence[str]], count: int) -> int:
    """Texts found by what also finds a text outside their fold."""
    where: dict[str, set[int]] = defaultdict(set)
    for at, names in hits.items():
        for name in names:
            where[name].add(at)
    return sum(any(not where[name] <= fold for name in hits.get(at, ())) for fold in folds(count) for at in fold)


def elsewhere(hits: Mapping[int, Sequence[str]]) -> int:
    """Texts of which one term also finds another text."""
    texts = Counter(name for names in hits.values() for name in set(names))
    return sum(any(texts[name] > 1 for name in names) for names in hits.values())


def second_half(hits: Mapping[int, Sequence[str]], count: int) -> tuple[int, int]:
    """How many texts of the second half are found by terms that find one of the first, and how many there are."""
    order = list(range(count))
    random.Random(HALVES_SEED).shuffle(order)
    first, second = order[: count // 2], order[count // 2 :]
    known = {name for at in first for name in hits.get(at, ())}
    return sum(not known.isdisjoint(hits.get(at, ())) for at in second), len(second)


def pressing(text: str) -> dict[str, str]:
    """Entry → family of every claim to be proven in a text."""
    return {cue.entry: cue.family for cue in cue_finder.find(text) if cue.presses}


def cues() -> None:
    """Shop-page texts with dark patterns, half of the public set."""
    table = rows(REAL / "ec_darkpattern" / "dataset_even_page_ids.tsv", "\t")
    if not table:
        say("ec_darkpattern: the folder of public texts is absent")
        return
    positive = [row for row in table if row["label"] == "1"]
    hits = {at: tuple(pressing(row["text"])) for at, row in enumerate(positive) if pressing(row["text"])}
    wrong = [row["text"].strip() for row in table if row["label"] == "0" and pressing(row["text"])]
    say(f"ec_darkpattern, {len(table)} texts")
    say(f"  precision  {share(len(hits), len(hits) + len(wrong))}")
    say(f"  recall     {share(len(hits), len(positive))}")
    say(f"  recall without what was written for one fold  {share(held_out(hits, len(positive)), len(positive))}")
    for kind, total in sorted(Counter(row["Pattern Category"] for row in positive).items()):
        found = sum(positive[at]["Pattern Category"] == kind for at in hits)
        say(f"    recall {kind:<14} {share(found, total)}")
    right: Counter[str] = Counter()
    all_hits: Counter[str] = Counter()
    for row in table:
        for family in set(pressing(row["text"]).values()):
            all_hits[family] += 1
            right[family] += row["label"] == "1"
    for family, total in sorted(all_hits.items()):
        say(f"    precision {family:<14} {share(right[family], total)}")
    for text in wrong:
        say(f"    false alarm: {text[:100]}")


def ordinary_ads() -> None:
    """Invented ads that press nobody."""
    texts = lines("ordinary_ads.txt")
    alarms = [(text, sorted(pressing(text))) for text in texts if pressing(text)]
    topics = sum(any(not cue.presses for cue in cue_finder.find(text)) for text in texts)
    say(f"ordinary ads: false alarms {share(len(alarms), len(texts))}; topics or formatting in {topics}")
    for text, entries in alarms:
        say(f"    false alarm: {text} {entries}")


def sensitive(texts: Sequence[str]) -> dict[int, tuple[Term, ...]]:
    """Entries of tier 3 and more in each text, by its position; the strongest first."""
    with duckdb.connect() as con:
        found = wordlists.sensitive_in(con, sorted(set(texts)))
    named = {at: [entry for entry in found.get(text, ()) if entry.tier >= TIER] for at, text in enumerate(texts)}
    return {at: tuple(sorted(entries, key=lambda entry: -entry.tier)) for at, entries in named.items() if entries}


def interests() -> None:
    """Ad interests that a platform removed as sensitive, half of the public list, and ordinary ones."""
    texts = [
        row["removed_interest"].strip()
        for row in rows(REAL / "markup_sensitive_interests" / "removed_interests_half.csv", ",")
    ]
    if texts:
        entries = sensitive(texts)
        hits = {at: tuple(entry.term for entry in found) for at, found in entries.items()}
        special = sum(found[0].tier > TIER for found in entries.values())
        say(f"removed interests, {len(texts)} texts")
        say(f"  recall with a category  {share(len(hits), len(texts))}")
        say(f"  of these tier 4         {share(special, len(texts))}")
        say(f"  recall without what was written for one fold  {share(held_out(hits, len(texts)), len(texts))}")
        say(f"  recall by terms that also find another text   {share(elsewhere(hits), len(texts))}")
        say(f"  second half by terms that find the first      {share(*second_half(hits, len(texts)))}")
        categories = Counter(found[0].category for found in entries.values())
        say("  " + ", ".join(f"{name} {count}" for name, count in categories.most_common()))
    else:
        say("removed interests: the folder of public texts is absent")
    plain = lines("ordinary_interests.txt")
    alarms = sensitive(plain)
    say(f"ordinary interests: false alarms {share(len(alarms), len(plain))}")
    for at, found in alarms.items():
        say(f"    false alarm: {plain[at]} {[entry.term for entry in found]}")


def main() -> None:
    """Print every figure."""
    cues()
    ordinary_ads()
    interests()


if __name__ == "__main__":
    main()
