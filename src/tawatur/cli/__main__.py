"""The command, as ``python -m tawatur.cli``."""

from tawatur.cli.main import main

if __name__ == "__main__":
    main()
