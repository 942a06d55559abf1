"""An invented half-year of job search, as a mailbox: what `make demo` runs on, and the picture in the README."""
