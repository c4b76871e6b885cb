"""What the shape of a text tells: rows, page numbers, repeated lines, whether a sentence goes on."""
