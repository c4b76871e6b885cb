"""Word lists, character models, and which language a text is in."""

from .characters import LANGUAGES, CharacterModel, load
from .identify import identify

__all__ = ["LANGUAGES", "CharacterModel", "identify", "load"]
