"""mapper: map health services, compare them with each other and with guidance, and draw their logic models."""

__version__ = "0.1.0"
