"""Ratios of rates in Python: plain vectors of scipy.stats, or statsmodels a pair at a time."""

import sys
import warnings
from time import perf_counter

import numpy as np
from scipy.stats import beta, binom
from statsmodels.stats.rates import test_poisson_2indep as poisson_test

task, rows = sys.argv[1], int(sys.argv[2])
warnings.filterwarnings("ignore")
rng = np.random.default_rng(4)
of_before = np.round(np.exp(rng.uniform(np.log(2e3), np.log(3e5), rows)))
of_after = np.round(of_before * np.exp(rng.normal(0, 0.4, rows)))
rate = np.exp(rng.normal(np.log(6e-4), 1, rows))
before, after = rng.poisson(rate * of_before), rng.poisson(rate * of_after)


def vectors() -> None:
    """Central and mid-p values and exact limits of all rows at once."""
    total, share = before + after, of_after / (of_after + of_before)
    lower, higher = binom.cdf(after, total, share), binom.sf(after - 1, total, share)
    np.minimum(1, 2 * np.minimum(lower, higher))
    mid = lower - binom.pmf(after, total, share) / 2
    2 * np.minimum(mid, 1 - mid)
    low, high = beta.ppf(0.025, after, before + 1), beta.ppf(0.975, after + 1, before)
    low / (1 - low) * of_before / of_after, high / (1 - high) * of_before / of_after


def pairs() -> None:
    for b, n, a, m in zip(before, of_before, after, of_after, strict=True):
        if a + b:
            poisson_test(int(a), m, int(b), n, method="exact-cond")


start = perf_counter()
vectors() if task == "vectors" else pairs()
print(f"seconds {perf_counter() - start:.4f}")
