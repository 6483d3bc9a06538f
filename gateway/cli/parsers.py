"""What the commands' parsers share: a description, examples, and the function that runs."""

import argparse
from collections.abc import Callable, Sequence

type Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 (argparse names it nowhere else)


def command(
    commands: Commands, name: str, text: str, examples: Sequence[str], run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    """Add a command with its examples and return its parser."""
    epilog = "examples:\n" + "".join(f"  {example}\n" for example in examples)
    parser = commands.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser
