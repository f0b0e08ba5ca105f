# The last week, or each of the last 52, of so many weekly series of ten years.
suppressPackageStartupMessages(library(surveillance))
task <- commandArgs(TRUE)[1]
series <- as.integer(commandArgs(TRUE)[2])
set.seed(2)
weeks <- 520
level <- exp(runif(series, log(0.2), log(20)))
counts <- sapply(level, function(m) rnbinom(weeks, mu = m * exp(0.3 * sin(2 * pi * seq_len(weeks) / 52)), size = 8))
given <- sts(observed = counts, start = c(2015, 1), frequency = 52)
judged <- if (task == "week") weeks else seq(weeks - 51, weeks)
control <- list(
  range = judged, b = 5, w = 3, noPeriods = 10, weightsThreshold = 2.58, pastWeeksNotIncluded = 26,
  pThresholdTrend = 1, thresholdMethod = "nbPlugin", glmWarnings = FALSE
)
took <- system.time(suppressWarnings(farringtonFlexible(given, control)))[["elapsed"]]
cat(sprintf("seconds %.4f\n", took))
