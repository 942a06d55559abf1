"""Decoding: bytes to Email."""

#: Raised whenever the same bytes give another Email; stored emails of an older version are parsed again.
PARSER_VERSION = 3
