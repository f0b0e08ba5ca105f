# Ratios of so many pairs of rates, one call a pair: poisson.test (exact) or epitools (mid-p).
task <- commandArgs(TRUE)[1]
rows <- as.integer(commandArgs(TRUE)[2])
set.seed(4)
of_before <- round(exp(runif(rows, log(2e3), log(3e5))))
of_after <- round(of_before * exp(rnorm(rows, 0, 0.4)))
rate <- exp(rnorm(rows, log(6e-4), 1))
before <- rpois(rows, rate * of_before)
after <- rpois(rows, rate * of_after)
if (task == "mid-p") suppressPackageStartupMessages(library(epitools))
one <- if (task == "exact") {
  function(i) poisson.test(c(after[i], before[i]), c(of_after[i], of_before[i]))
} else {
  # Its search fails where nothing was counted; such rows cost it nothing.
  function(i) try(rateratio.midp(matrix(c(before[i], after[i], of_before[i], of_after[i]), 2)), silent = TRUE)
}
took <- system.time(suppressWarnings(for (i in seq_len(rows)) one(i)))[["elapsed"]]
cat(sprintf("seconds %.4f\n", took))
