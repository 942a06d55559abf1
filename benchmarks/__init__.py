"""Claims about speed and memory, measured: `make bench`."""
