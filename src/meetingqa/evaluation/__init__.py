"""Measures the product on data sets; no product module imports it."""
