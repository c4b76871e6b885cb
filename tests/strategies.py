"""Random texts and random edits, for the laws."""

from __future__ import annotations

from hypothesis import strategies as st

from restore.edits import Cert, Edit, internal

# Letters, line ends of every kind, marks that join clusters, lost characters, characters beyond 16 bits.
ALPHABET = "ab \n\r\t-.é\u0301\u200d\u3042\U0001f468\U0001f469\u1112\u1161\x03\x0c\x85\u2028\ufffd"

texts = st.text(alphabet=ALPHABET, max_size=40)


@st.composite
def proposals(draw: st.DrawFn, text: str, certs: tuple[Cert, ...] = tuple(Cert)) -> list[Edit]:
    """Edits that fit `text`, overlapping and contradicting each other as they please."""
    places = st.integers(0, len(text))
    found = []
    for _ in range(draw(st.integers(0, 8))):
        start, end = sorted((draw(places), draw(places)))
        end = min(end, start + 6)
        found.append(
            Edit(start, end, text[start:end], draw(st.text(ALPHABET, max_size=4)), f"law/{len(found)}",
                 draw(st.sampled_from(certs)), internal("a law"))
        )
    return found
