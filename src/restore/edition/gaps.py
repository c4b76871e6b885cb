"""The last layer: what is still lost is printed as a gap a reader can see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

import regex

from ..document import LOST, Document
from ..edits import Cert, Edit, Stage, internal
from ..errors import RestoreError

Style = Literal["leiden", "replacement", "markdown"]

STYLES: tuple[str, ...] = get_args(Style)

_RUN = regex.compile(LOST + r"\p{M}*(?:" + LOST + r"\p{M}*)*+")
"""Lost characters in a row, with the accents that were received over them."""


def render(style: str = "leiden") -> Stage:
    """The stage `write`: each run of lost characters as a gap, one point a character (rule `gap/lost`).

    `leiden` prints `[....]`, as epigraphers and papyrologists do (Leiden conventions, 1931); `markdown` the same
    with the brackets escaped, so that they cannot become a link; `replacement` leaves U+FFFD and only remarks
    on it. An accent whose letter is lost stays over its point. Raises `RestoreError` for another style.

    >>> [edit.after for edit in render()(Document("d", "after \\ufffd\\ufffd\\ufffd\\ufffd; the"))]
    ['[....]']
    """
    if style not in STYLES:
        raise RestoreError(f"there is no gap style {style!r}; the styles are: {', '.join(STYLES)}")
    opening, closing = {"leiden": ("[", "]"), "markdown": (r"\[", r"\]")}.get(style, ("", ""))

    def stage(document: Document) -> Iterator[Edit]:
        if LOST not in document.text:
            return
        for run in _RUN.finditer(document.text):
            lost = run.group().count(LOST)
            after = opening + run.group().replace(LOST, ".") + closing if opening else run.group()
            note = f"{lost} characters are lost" if lost > 1 else "one character is lost"
            note += ": nothing that is sure enough shows what stood here"
            yield Edit(run.start(), run.end(), run.group(), after, "gap/lost", Cert.HIGH, internal(note))

    return stage
