"""Decoding: bytes to Email."""
