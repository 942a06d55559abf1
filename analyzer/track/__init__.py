"""Whose mail it is: emails joined into applications."""
