"""The command line: parse arguments, call the library once, write. The only part that prints or exits."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from extractor import __version__
from extractor.cli.check import check
from extractor.cli.compare import compare
from extractor.cli.console import EXIT_BROKEN, EXIT_FAILED, EXIT_USAGE, complain
from extractor.cli.evaluate import evaluate
from extractor.cli.parse import parse
from extractor.cli.show import labels, schema
from extractor.cli.subjects import subjects
from extractor.errors import ExtractorError, InstallationError, UsageError

_EPILOG = """\b
Exit codes: 0 all done · 1 some document failed, or violates a policy · 2 wrong usage · 3 the installation is broken.
Nothing is sent anywhere: documents are read on this machine, offline."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line and exits with its code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit code of the command line run with ``arguments`` (default: those of the process)."""
    try:
        return int(cli.main(args=arguments, prog_name="extractor", standalone_mode=False) or 0)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "extractor"
        complain(" ".join(error.format_message().split()), f"`{command} --help` shows how it is used.")
        return EXIT_USAGE
    except UsageError as error:
        complain(str(error), error.hint)
        return EXIT_USAGE
    except InstallationError as error:
        complain(str(error), error.hint)
        return EXIT_BROKEN
    except ExtractorError as error:
        complain(str(error), error.hint)
        return EXIT_FAILED
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted", "What was written so far is complete.")
        return EXIT_FAILED
    except BrokenPipeError:
        # The reader of our output went away (`| head`); nothing is left to say, and nobody to say it to.
        sys.stderr.close()
        return EXIT_FAILED


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, message="extractor %(version)s")
def cli() -> None:
    """Reads dataset license agreements and answers, with evidence, what they allow and ask."""


for _command in (parse, compare, check, subjects, evaluate, labels, schema):
    cli.add_command(_command)
