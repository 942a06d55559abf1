"""What became of the search: numbers, charts, page."""
