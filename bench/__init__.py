"""Benchmarks on an embedded server with generated documents: `python -m bench`, or `make bench`.

Machines differ and are noisy, so every figure is a ratio of two measurements that are taken in turn, several times.
"""
