"""The Public Suffix List that comes with tldextract, made ready once; the network is never asked."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tldextract


@cache
def extractor() -> "tldextract.TLDExtract":
    """Parts a host into its suffix, the registered name and the rest."""
    import tldextract  # brings a library of the web, which takes 0.2 s

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
