"""The shipped model of names, loaded once."""

from analyzer.shipped import shipped_names
from analyzer.track.namefile import load

NAMER = load(shipped_names())
