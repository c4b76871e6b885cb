"""The measures of the table, each a function that returns what it found."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from restore.document import LOST, Document, Span
from restore.edits import Cert
from restore.restoration import Restoration
from restore.witnesses import WITNESSES, Overlap, align, find_overlaps, parallels
from restore.witnesses.tokens import token_pairs, tokens

from . import made, rivals

NOISE = (0.0, 0.05, 0.10)


def shared(a: str, b: str) -> list[Overlap]:
    """The passages two texts share, without those repeated in one."""
    found = find_overlaps([Document("a", a), Document("b", b)])
    return [overlap for overlap in found if overlap.a != overlap.b]


def _letters(found: Iterable[Overlap], *wanted: str) -> int:
    return sum(overlap.a_span.end - overlap.a_span.start for overlap in found if overlap.relation in wanted)


def translations_merged(noise: float, rng: random.Random) -> tuple[int, int]:
    """Independent translations, chapter against chapter and book against book: how many pairs were compared, and
    how many have a passage called copy or edition, so that one may be a witness for the other."""
    pairs = [(one[x], one[y]) for one in made.livy() for x, y in combinations(sorted(one), 2)]
    books = {name: "\n\n".join(c[name] for c in made.livy() if name in c) for name in made.livy()[0]}
    pairs += [(books[x], books[y]) for x, y in combinations(sorted(books), 2)]
    wrong = 0
    for one, other in pairs:
        found = shared(made.noisy(one, noise, rng), made.noisy(other, noise, rng))
        wrong += any(overlap.relation in WITNESSES for overlap in found)
    return len(pairs), wrong


def versions(noise: float, rng: random.Random) -> dict[str, list[float]]:
    """For each relation between versions of Luke, the share of each pair's text called copy or edition."""
    texts = {
        name: made.noisy("\n".join(made.luke(name)), noise, rng)
        for name in sorted({name for row in made.relations() for name in row[:2]})
    }
    shares: dict[str, list[float]] = {}
    for a, b, relation in made.relations():
        found = shared(texts[a], texts[b])
        shares.setdefault(relation, []).append(_letters(found, "copy", "edition") / len(texts[a]))
    return shares


class Called(NamedTuple):
    """Letters of the passages found, none of them a formula: shares called `related`, and called copy or edition."""

    related: float
    close: float


def revised_called(share: float, rng: random.Random) -> Called:
    """What a text of 20,000 letters is called beside itself written anew with a share of other words."""
    found: list[Overlap] = []
    for text in (made.edition("f1831"), "\n".join(chapter["foster1929"] for chapter in made.livy())):
        for at in (0, 40_000, 80_000):
            part = text[at : at + 20_000]
            found += shared(part, made.revised(part, share, rng))
    return _called(found)


def translations_called() -> Called:
    """What independent translations of one book, whole and chapter by chapter, are called."""
    names = sorted(made.livy()[0])
    texts = [{name: "\n\n".join(c[name] for c in made.livy() if name in c) for name in names}, *made.livy()]
    return _called([o for text in texts for x, y in combinations(sorted(text), 2) for o in shared(text[x], text[y])])


def _called(found: list[Overlap]) -> Called:
    every = max(1, _letters(found, "copy", "edition", "related", "translation"))
    return Called(_letters(found, "related") / every, _letters(found, "copy", "edition") / every)


class Found(NamedTuple):
    """Shares of excerpts found: by us, by MinHash (None: not installed), by word n-grams."""

    here: float
    minhash: float | None
    ngrams: float


def excerpts_found(words: int, noise: float, count: int, rng: random.Random) -> Found:
    """Excerpts in unrelated texts: found when a passage that is no formula covers half of each, on both sides."""
    ours = near = reuse = 0
    able = True
    for a, b, one, other in made.excerpts(words, noise, count, rng):
        at_a, at_b = Span(a.find(one), a.find(one) + len(one)), Span(b.find(other), b.find(other) + len(other))
        ours += any(
            _covers(overlap.a_span, at_a) and _covers(overlap.b_span, at_b)
            for overlap in shared(a, b) if overlap.relation != "formula"
        )  # fmt: skip
        duplicate = rivals.minhash(a, b)
        able = able and duplicate is not None
        near += bool(duplicate)
        reuse += rivals.ngrams(a, b)
    return Found(ours / count, near / count if able else None, reuse / count)


def _covers(span: Span, wanted: Span) -> bool:
    return min(span.end, wanted.end) - max(span.start, wanted.start) >= 0.5 * (wanted.end - wanted.start)


def renamed_found(noise: float, count: int, rng: random.Random) -> tuple[int, int]:
    """Chapters with Chinese names in two romanisations: how many are called copy or edition throughout, of how many."""
    right = 0
    chapters = [chapter["foster1929"] for chapter in made.livy()][:count]
    for chapter in chapters:
        one, other = (made.noisy(text, noise, rng) for text in made.renamed(chapter, rng))
        right += _letters(shared(one, other), "copy", "edition") >= 0.9 * len(one)
    return len(chapters), right


def planted_found(size: int, count: int, rng: random.Random) -> float:
    """Share of 80-word passages found that stand twice in a large borrowing corpus, in two of its documents, each time
    with noise of 10 % of its own."""
    words = "\n".join(chapter["roberts1912"] for chapter in made.livy()).split()
    hosts = [text.split("\n\n") for text in made.borrowing(size)]
    planted = []
    for number in range(count):
        at = number * (len(words) - 80) // count
        passage = " ".join(words[at : at + 80])
        sides = [(host, made.noisy(passage, 0.1, rng)) for host in rng.sample(range(len(hosts)), 2)]
        for host, text in sides:
            hosts[host].insert(rng.randrange(len(hosts[host])), text)
        planted.append(sides)
    documents = [Document(f"{at:04}", "\n\n".join(parts)) for at, parts in enumerate(hosts)]
    found: dict[tuple[str, str], list[Overlap]] = {}
    for overlap in find_overlaps(documents):
        found.setdefault((overlap.a, overlap.b), []).append(overlap)
    right = 0
    for sides in planted:
        (a, one), (b, other) = ((documents[host], text) for host, text in sorted(sides))
        at_a, at_b = (Span(d.text.find(t), d.text.find(t) + len(t)) for d, t in ((a, one), (b, other)))
        right += any(
            _covers(overlap.a_span, at_a) and _covers(overlap.b_span, at_b) for overlap in found.get((a.id, b.id), ())
        )
    return right / count


def false_passages(noise: float, rng: random.Random) -> tuple[int, list[str]]:
    """Paragraphs of unrelated works, all against all: pairs compared, and passages found that are no formula."""
    works: dict[str, list[str]] = {
        "livy": _parted(" ".join(chapter["foster1929"] for chapter in made.livy()), 700),
        "luke": _parted(" ".join(made.luke("OEB")), 700),
        "novel": _parted(made.edition("f1831"), 700),
        "laws": _parted(made.laws(), 700),
    }
    documents = [
        Document(f"{name}-{at:04}", made.noisy(text, noise, rng))
        for name, texts in works.items() for at, text in enumerate(texts)
    ]  # fmt: skip
    sizes = Counter(document.id[:4] for document in documents)
    pairs = sum(sizes[a] * sizes[b] for a, b in combinations(sorted(sizes), 2))
    return pairs, [
        f"{overlap.relation} {overlap.a} {overlap.b}" for overlap in find_overlaps(documents)
        if overlap.a[:4] != overlap.b[:4] and overlap.relation != "formula"
    ]  # fmt: skip


def _parted(text: str, size: int) -> list[str]:
    words = text.split()
    return [" ".join(words[at : at + size // 6]) for at in range(0, len(words), size // 6)]


def alignment_f1(one: str, other: str) -> float:
    """F1 of token pairs in the segments where two editions differ: those found over the whole text against those
    that alignment inside each given segment finds. Only pairs of the same or like tokens are compared; which of
    two unlike ones stands against which is anyone's choice."""
    gold: set[tuple[int, int]] = set()
    differing: set[int] = set()
    parts: tuple[list[str], list[str]] = ([], [])
    at = [0, 0]
    for reading in made.novel():
        if not reading.get(one) or not reading.get(other):
            pieces = [reading.get(name, "").strip() for name in (one, other)]
        else:
            pieces = [reading[name].strip() for name in (one, other)]
        left, right = (tokens(piece) for piece in pieces)
        if pieces[0] != pieces[1]:
            differing.update(range(at[0], at[0] + len(left)))
            gold.update(
                (at[0] + i, at[1] + j) for i, j in token_pairs(left, right)
                if i is not None and j is not None and left[i].form == right[j].form
            )  # fmt: skip
        for side, piece, found in zip((0, 1), pieces, (left, right), strict=True):
            if piece:
                parts[side].append(piece)
            at[side] += len(found)
    a, b = (Document(name, " ".join(texts)) for name, texts in zip("ab", parts, strict=True))
    places = [{token.start: index for index, token in enumerate(tokens(text.text))} for text in (a, b)]
    found = {
        (places[0][pair.a.start], places[1][pair.b.start])
        for overlap in find_overlaps([a, b]) if overlap.a != overlap.b
        for pair in align(a, b, overlap)
        if pair.a and pair.b and pair.a.form == pair.b.form
        and pair.a.start in places[0] and pair.b.start in places[1] and places[0][pair.a.start] in differing
    }  # fmt: skip
    right_pairs = len(gold & found)
    return 2 * right_pairs / (len(gold) + len(found))


class Recovery(NamedTuple):
    """Of the characters lost: shares restored right and left for review, and how many were restored wrongly."""

    lost: int
    right: float
    review: float
    wrong: int


def recovery(base: str, witness: str, share: float, longest: int, rng: random.Random) -> Recovery:
    """Characters of one edition deleted, another given as witness."""
    truth = made.edition(base)
    damaged = Document("a", made.lossy(truth, share, longest, rng))
    other = Document("b", made.edition(witness))
    drafts = [Restoration(damaged), Restoration(other)]
    offers = parallels(drafts[0], drafts, list(find_overlaps([damaged, other])), "en")
    count: Counter[str] = Counter()
    for offer in offers:
        for place, char in enumerate(offer.text, offer.start):
            if damaged.text[place] == LOST:
                kind = "review" if offer.cert < Cert.HIGH else "right" if char == truth[place] else "wrong"
                count[kind] += 1
    lost = damaged.text.count(LOST)
    return Recovery(lost, count["right"] / lost, count["review"] / lost, count["wrong"])


def seeds_covered() -> dict[str, float]:
    """Share of the lines that two seeds share which overlaps cover, in the real documents after decoding."""
    from restore.pipeline import Corpus
    from restore.reading import read

    corpus = Corpus([read(path) for path in sorted((made.ROOT / "seeds").glob("*.txt"))])
    drafts = {draft.id[:3]: draft for draft in corpus.drafts}
    covered: dict[str, float] = {}
    for first, last, other in ((1930, 2239, "000"), (1075, 1141, "002")):
        text = drafts["003"].text
        starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]
        wanted = {at for at in range(starts[first - 1], starts[last]) if not text[at].isspace()}
        spans = (o.b_span for o in corpus.overlaps if o.a[:3] == other and o.b[:3] == "003" and o.relation in WITNESSES)
        inside = wanted.intersection(*[set().union(*(range(*span) for span in spans))])
        covered[f"lines {first}-{last} of 003 against {other}"] = len(inside) / len(wanted)
    return covered


