"""Log-linear regression of counts: batched fits, negative binomial by maximum likelihood, and honest covariances."""

from loftet.analysis.regression.covariance import (
    autoregressive_covariance,
    cluster_covariance,
    newey_west_covariance,
    robust_covariance,
)
from loftet.analysis.regression.log_linear import (
    LogLinearFit,
    fit_log_linear,
    information,
    moments,
    poisson_deviance,
    product,
    solved,
)
from loftet.analysis.regression.model import CountRegression, Family, Interval, count_regression

__all__ = [
    "CountRegression",
    "Family",
    "Interval",
    "LogLinearFit",
    "autoregressive_covariance",
    "cluster_covariance",
    "count_regression",
    "fit_log_linear",
    "information",
    "moments",
    "newey_west_covariance",
    "poisson_deviance",
    "product",
    "robust_covariance",
    "solved",
]
