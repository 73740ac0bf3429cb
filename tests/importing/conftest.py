"""Which tests of importing are collected."""

from os import environ

collect_ignore = [] if "STRATEGY_SCAN" in environ else ["test_scan_of_a_strategy.py"]
