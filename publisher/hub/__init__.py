"""The hub: many publications as one site, each below its own address, with a common front.

    sources → bundles → builds, each a task of its own → places below the site → facts → front, data, search

A build is a task for Dask: on this machine, or on those of a cluster. Nothing of a publication is trusted.
"""
