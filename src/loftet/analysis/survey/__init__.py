"""Surveys: from respondents drawn by a design to figures with honest limits."""

from loftet.analysis.many_tests import false_discovery, holm
from loftet.analysis.survey.answers import Reason
from loftet.analysis.survey.calibration import Margin, calibrate, post_stratify, rake
from loftet.analysis.survey.comparison import Difference, difference_in_means, difference_in_ranks, rank_test
from loftet.analysis.survey.design import Design, survey_design
from loftet.analysis.survey.estimates import Estimates
from loftet.analysis.survey.means import mean, means_by, share
from loftet.analysis.survey.models import Regression, WaldTest, regression
from loftet.analysis.survey.quantiles import quantile
from loftet.analysis.survey.rao_scott import Association, association
from loftet.analysis.survey.replicates import ReplicateEstimate, Replicates, bootstrap, jackknife, replicate
from loftet.analysis.survey.response import Nonresponse, nonresponse
from loftet.analysis.survey.spread import design_effect, mean_covariance, population_variance
from loftet.analysis.survey.totals import ratio, total
from loftet.analysis.survey.waves import Change, change

__all__ = [
    "Association",
    "Change",
    "Design",
    "Difference",
    "Estimates",
    "Margin",
    "Nonresponse",
    "Reason",
    "Regression",
    "ReplicateEstimate",
    "Replicates",
    "WaldTest",
    "association",
    "bootstrap",
    "calibrate",
    "change",
    "design_effect",
    "difference_in_means",
    "difference_in_ranks",
    "false_discovery",
    "holm",
    "jackknife",
    "mean",
    "mean_covariance",
    "means_by",
    "nonresponse",
    "population_variance",
    "post_stratify",
    "quantile",
    "rake",
    "rank_test",
    "ratio",
    "regression",
    "replicate",
    "share",
    "survey_design",
    "total",
]
