"""Pure functions that measure one answer, ranking or summary; each names its formula and source."""
