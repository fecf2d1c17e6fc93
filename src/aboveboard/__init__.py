"""Aboveboard: an ethics review of AI-driven social-media campaigns."""

__version__ = "0.1.0"
