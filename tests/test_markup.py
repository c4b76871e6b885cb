"""Markdown, HTML and plain text keep their own marks, through every stage."""

from __future__ import annotations

import pytest

import restore
from restore.document import Document
from restore.layout.markup import is_html, marks
from restore.reading.files import read_bytes

MARKDOWN = """\
---
title: The harbour
description: An account of the dredging of the
  inner basin
---

# The har-bour

The work was begun on the 4th of November and was broken off on the
19th of December, when the ice made it impossible to go on. It was
taken up again in the last week of January, and was ended in March
with the sum that had been voted by the committee in the year before.

The address is:␣␣
Harbour Street 12\\
Eastport, where the letters of the harbour master are kept until
somebody comes and asks for them by name.

* The first item is long enough to be wrapped by the editor, and so
  it goes on here.

```
wrapped = "dred-
ging", which is code and
keeps its lines
```

See [the account](https://example.org/the-dred-ging "of the basin").

[1]: https://example.org/a-very-long-
[account]: https://example.org/b
    "An account"
"""

HTML = """\
<html><head><script>
var name = "har-
bour";
</script></head>
<body class="a-
b">
<h1>The har-
bour</h1>
<p>The work was begun on the <em>4th of Novem-
ber</em> and was broken off on the 19th of Decem-
ber, when the ice made it impossible to go on.</p>
<pre>
the dred-
ging
</pre>
</body></html>
"""


def restored(text: str, path: str) -> str:
    document = read_bytes(text.replace("␣", " ").encode(), "d", path=path)
    return next(restore.restore_corpus([document], language="en")).text


def test_markdown_keeps_its_marks_and_its_prose_is_reflowed() -> None:
    text = restored(MARKDOWN, "a.md")
    assert "on the 19th of December, when the ice made it impossible to go on. It was taken up" in text
    assert "so it goes on here." in text
    assert "The address is:  \nHarbour Street 12\\\nEastport, where the letters" in text
    assert "are kept until somebody" in text
    assert text.split("\n# ")[0] == MARKDOWN.split("\n# ")[0]
    assert text[text.index("```") :] == MARKDOWN[MARKDOWN.index("```") :]


def test_html_keeps_tags_scripts_and_preformatted_text() -> None:
    text = restored(HTML, "a.html")
    assert text.split("<h1>")[0] == HTML.split("<h1>")[0]
    assert text[text.index("<pre>") :] == HTML[HTML.index("<pre>") :]
    assert "<h1>The harbour</h1>" in text
    assert "<em>4th of November</em>\nand was broken off on the 19th of December,\nwhen" in text


@pytest.mark.parametrize("text", ["if a<p and b>c", "a <- b; c <br> d", "<J. Marlow> wrote <p. 12>"])
def test_what_only_looks_like_html_is_plain_text(text: str) -> None:
    assert not is_html(Document("d", text))
    assert marks(Document("d", text)) == []


def test_plain_text_has_no_code_of_markdown() -> None:
    text = "The work was `pro-\nmised` and broken off.\n"
    assert restored(text, "a.txt") != text
    assert restored(text.replace("`", "```\n", 1).replace("`", "\n```", 1), "a.md").count("pro-\nmised") == 1
