"""The URL of Kolada's API."""

from typing import Final

ADDRESS: Final = "https://api.kolada.se/v3"
