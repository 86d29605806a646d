"""What stops the program, as opposed to what is wrong with a file."""


class MapperError(Exception):
    """The program cannot go on. Its text is one sentence for the person who ran the command."""


class UsageError(MapperError):
    """The command was asked for something that it does not offer."""
