"""The command line: parses, calls `app`, shows. Exit codes: 0 fine, 1 a check failed, 2 the user's error."""

import sys


def main() -> None:
    """Run the command line; errors that a user can cause become one sentence and exit code 2."""
    from footpath.cli.commands import app
    from footpath.cli.show import show_error
    from footpath.errors import FootpathError

    try:
        app()
    except FootpathError as error:
        show_error(error)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
