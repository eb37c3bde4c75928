"""The auditable record of what many Arabic outlets report."""

__version__ = "0.1.0"
