"""Bytes and files to documents: decoded, otherwise untouched, and exactly reversible."""

from .decoding import Decoded, decode
from .files import MEDIA_TYPES, Survey, read, read_bytes, survey, walk

__all__ = ["MEDIA_TYPES", "Decoded", "Survey", "decode", "read", "read_bytes", "survey", "walk"]
