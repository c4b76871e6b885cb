"""Reading the proofs: does the record turn the source into the text and back, and do quotations stand where it says?

The same questions are asked before anything is written and again by `verify`, which has only the outputs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..document import Document
from ..edits import Quote, apply, invert
from ..errors import IntegrityError
from ..restoration import Restoration
from .record import Record, rebuilt, records


def check(
    document: Document, text: str, stages: Sequence[str], found: Sequence[Record], known: Restoration | None = None
) -> Iterator[str]:
    """What is wrong with the record of one document, as sentences; nothing when all is well.

    The differences must turn the source into the text and back; built again layer by layer from the edits on
    record, the history must end in the text. It must be the one `known` or, for who has only the outputs, tell
    of every difference exactly what is on record.
    """
    name, source = document.id, document.text
    edits = [record.edit for record in found if record.is_applied]
    try:
        if apply(source, edits) != text:
            yield f"{name}: the apparatus applied to the source does not give the text"
        if apply(text, invert(edits)) != source:
            yield f"{name}: the apparatus undone does not give the source"
        again = rebuilt(document, stages, found)
    except IntegrityError as error:
        yield f"{name}: the apparatus does not fit the source: {error}"
        return
    if again.text != text:
        yield f"{name}: the steps on record, stage by stage, do not lead to the text"
        return
    if known is not None:
        if [layer.edits for layer in again.layers] != [layer.edits for layer in known.layers]:
            yield f"{name}: the edits on record are not those that were made"
        return
    replays = records(again)
    if len(replays) != len(found):
        yield f"{name}: {len(found)} entries are on record, and their steps make {len(replays)}"
    for record, replayed in zip(found, replays, strict=False):
        if record != replayed:
            yield f"{name}: {record.id} at {record.source.start} is not what its steps lead to"
            return


def check_quotes(name: str, found: Iterable[Record], sources: Mapping[str, str]) -> Iterator[tuple[Quote, str]]:
    """Quotations that do not stand at their recorded place of the recorded source, and what is wrong."""
    for record in found:
        for quote in record.quotes:
            source = sources.get(quote.id)
            if source is None:
                yield quote, f"{name}: {record.id} quotes {quote.id}, which is not among the sources"
            elif not (0 <= quote.start <= quote.end and source[quote.start : quote.end] == quote.text):
                there = source[max(0, quote.start) : quote.end][:80]
                yield quote, (
                    f"{name}: {record.id} ({record.stage}, {record.rule}) quotes {quote.text[:80]!r} from "
                    f"{quote.id} at {quote.start}, where {there!r} stands"
                )
