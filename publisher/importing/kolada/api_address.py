"""Where Kolada's API answers."""

from typing import Final

ADDRESS: Final = "https://api.kolada.se/v3"
