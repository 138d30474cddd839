"""How sure a number is: intervals and comparisons that resample whole clusters.

Questions over one document stand or fall together, so intervals that treat them as independent are
too narrow; a cluster is what is drawn. Values come by case id, as `scorers.counted` gives them.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2_000
MIN_CLUSTERS = 30  # fewer: Student's t over clusters, whose resamples are too few to trust
_Z = 1.959964  # 97.5 % point of the normal distribution
_Z_POWER = 0.841621  # its 80 % point

Values = Mapping[str, float]
Clusters = Mapping[str, str]


class Interval(NamedTuple):
    """A mean with its 95 % interval; None where one cluster says nothing of it."""

    value: float
    low: float | None
    high: float | None
    n: int
    clusters: int


class Difference(NamedTuple):
    """Mean of A minus mean of B over the same cases, its 95 % interval and two-sided p; without ends
    where clusters that all differ alike do not show how they vary."""

    value: float | None
    low: float | None
    high: float | None
    p: float
    n: int
    clusters: int


class McNemar(NamedTuple):
    """Cases that only A and only B got right, and the exact two-sided p that it is chance."""

    only_a: int
    only_b: int
    p: float


def mean_interval(values: Values, clusters: Clusters, *, share: bool = True) -> Interval | None:
    """The mean over cases and its interval by clusters, within 0 to 1 for a share and not below 0
    for anything else, as seconds; None without cases.

    Percentiles of 2,000 cluster bootstraps; under 30 clusters mean ± t(clusters - 1) · SE with the
    cluster-robust SE. A share that is 0 or 1 in every case gets Wilson's interval over the clusters:
    there resampling would claim certainty.
    """
    if not values:
        return None
    sums, sizes = _by_cluster(values, clusters)
    n, groups = int(sizes.sum()), len(sums)
    mean = float(sums.sum() / n)
    if groups < 2:
        return Interval(mean, None, None, n, groups)
    if share and mean in (0.0, 1.0):
        low, high = _binomial(round(mean * groups), groups).proportion_ci(method="wilson")
    elif groups < MIN_CLUSTERS:
        half = float(_t(groups).ppf(0.975)) * _standard_error(sums, sizes)
        low, high = max(0.0, mean - half), mean + half
        high = min(1.0, high) if share else high
    else:
        low, high = _percentiles(_resampled(sums, sizes))
    return Interval(mean, low, high, n, groups)


def paired_difference(
    a: Values, b: Values, clusters: Clusters, *, share: bool = True
) -> Difference:
    """A minus B over the cases that both runs count, resampling clusters with all their pairs.

    Interval as in `mean_interval`; p from the same distribution: twice the smaller share of
    resampled differences on either side of none, ties split, or Student's t under 30 clusters.
    """
    pairs = {case: a[case] - b[case] for case in a if case in b}
    if not pairs:
        return Difference(None, None, None, 1.0, 0, 0)
    sums, sizes = _by_cluster(pairs, clusters)
    n, groups = int(sizes.sum()), len(sums)
    mean = float(sums.sum() / n)
    if not any(pairs.values()):
        return Difference(0.0, 0.0, 0.0, 1.0, n, groups)
    if groups < 2:
        return Difference(mean, None, None, 1.0, n, groups)
    if groups < MIN_CLUSTERS:
        error = _standard_error(sums, sizes)
        if error < 1e-12:  # all one way: as likely as so many coins
            return Difference(mean, None, None, 2 * 0.5**groups, n, groups)
        half = float(_t(groups).ppf(0.975)) * error
        low, high = mean - half, mean + half
        if share:
            low, high = max(-1.0, low), min(1.0, high)
        return Difference(mean, low, high, 2 * float(_t(groups).sf(abs(mean / error))), n, groups)
    drawn = _resampled(sums, sizes)
    low, high = _percentiles(drawn)
    below = (np.sum(drawn < 0) + np.sum(drawn == 0) / 2 + 1) / (len(drawn) + 2)
    return Difference(mean, low, high, float(min(1.0, 2 * min(below, 1 - below))), n, groups)


def mcnemar(a: Values, b: Values) -> McNemar:
    """McNemar's exact test for binary outcomes of the same cases: under chance, the discordant
    pairs fall either way with probability 1/2 (binomial, two-sided)."""
    only_a = sum(a[case] > b[case] for case in a if case in b)
    only_b = sum(a[case] < b[case] for case in a if case in b)
    discordant = only_a + only_b
    p = float(_binomial(only_a, discordant).pvalue) if discordant else 1.0
    return McNemar(only_a, only_b, p)


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """p values adjusted for the family they are tested in (Holm 1979), by name.

    The i-th smallest of m is multiplied by m - i + 1, and never falls below the one before.
    """
    adjusted: dict[str, float] = {}
    floor = 0.0
    for i, (name, p) in enumerate(sorted(p_values.items(), key=lambda item: item[1])):
        floor = max(floor, min(1.0, p * (len(p_values) - i)))
        adjusted[name] = floor
    return {name: adjusted[name] for name in p_values}


def design_effect(values: Values, clusters: Clusters) -> float:
    """Variance of the mean with clusters over that without (Kish 1965); 1 where it cannot be told."""
    data = np.array(list(values.values()), dtype=float)
    if len(data) < 2 or data.min() == data.max():
        return 1.0
    sums, sizes = _by_cluster(values, clusters)
    if len(sums) < 2:
        return 1.0
    return float(_standard_error(sums, sizes) ** 2 / (data.var(ddof=1) / len(data)))


def smallest_detectable(n: int, discordance: float, deff: float = 1.0) -> float | None:
    """The paired change of a share that a test at 5 % finds with 80 % power:
    (z.975 + z.80) · sqrt(discordance · design effect / n); None for no cases.

    `discordance` is the share of cases that the two runs judge otherwise.
    """
    return (_Z + _Z_POWER) * math.sqrt(discordance * max(deff, 0.0) / n) if n else None


def _by_cluster(
    values: Values, clusters: Clusters
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sum and number of values in each cluster, clusters in the order of their names.

    A case that `clusters` does not name is its own cluster.
    """
    names = [clusters.get(case, f"\0{case}") for case in values]
    _, places = np.unique(np.array(names, dtype=object), return_inverse=True)
    sums = np.bincount(places, np.fromiter(values.values(), dtype=float))
    return sums.astype(np.float64), np.bincount(places).astype(np.float64)


def _resampled(sums: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    groups = len(sums)
    # How often each cluster is drawn is all that the mean needs: two matrix products.
    counts = np.random.default_rng(0).multinomial(
        groups, np.full(groups, 1 / groups), size=RESAMPLES
    )
    means: NDArray[np.float64] = (counts @ sums) / (counts @ sizes)
    return means


def _standard_error(sums: NDArray[np.float64], sizes: NDArray[np.float64]) -> float:
    """Cluster-robust standard error of the mean: sqrt(G / (G - 1) · Σ (residual sums)²) / n."""
    groups, n = len(sums), sizes.sum()
    residuals = sums - sizes * (sums.sum() / n)
    return float(np.sqrt(groups / (groups - 1) * np.sum(residuals**2)) / n)


def _percentiles(means: Iterable[float]) -> tuple[float, float]:
    low, high = np.percentile(np.asarray(means), (2.5, 97.5))
    return float(low), float(high)


def _t(groups: int) -> Any:
    # Imported here and below: a second of the service's start.
    from scipy.stats import t  # type: ignore[import-untyped]

    return t(groups - 1)


def _binomial(successes: int, n: int) -> Any:
    """SciPy's exact test of a share of one half, and its intervals of the share."""
    from scipy.stats import binomtest

    return binomtest(successes, n)
