"""`python -m restore` is the command `restore`."""

from .cli import main

main()
