#!/usr/bin/env python3
"""The front door: `python build.py` checks everything and makes the site, the printed editions and the data."""

from publisher.command.main import main

if __name__ == "__main__":
    main(prog_name="build.py")
