"""Charts as values: what is drawn of a plan's targets and of a result's parts, in the words of the site's language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from publisher.language import Language
from publisher.link.progress import TargetYear, every_year
from publisher.link.publication import Publication
from publisher.link.shares import counted, wholes
from publisher.model.register import Direction, Indicator, Unit
