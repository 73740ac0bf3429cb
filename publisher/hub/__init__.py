"""The hub: many publications as one site, each at its own address, with a common front.

    sources → bundles → builds, each a task of its own → places below the site → facts → front, data, search

A build is a Dask task: on this machine, or on a cluster. Publications are not trusted.
"""
