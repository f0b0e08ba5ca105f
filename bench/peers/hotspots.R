# spdep, surveillance and spatstat at the work of bench/analysis/hotspots.py: prints the seconds of one size.
arguments <- commandArgs(TRUE); task <- arguments[1]; n <- as.integer(arguments[2])
set.seed(4)
side <- 20000 * sqrt(n / 20000); x <- runif(n, 0, side); y <- runif(n, 0, side)
took <- function(work) cat(sprintf("seconds %.4f\n", system.time(work)[["elapsed"]]))

if (task == "gi") {
  suppressPackageStartupMessages(library(spdep))
  z <- rpois(n, 3)
  took({
    neighbours <- include.self(knn2nb(knearneigh(cbind(x, y), 8)))
    localG_perm(z, nb2listw(neighbours, style = "B"), nsim = 999, iseed = 1)
  })
}
if (task == "knox") {
  suppressPackageStartupMessages(library(surveillance))
  t <- runif(n, 0, 365)
  # Of 999 shuffles 9 are run; the rest is added by what seven more of them took.
  run <- function(B) system.time(invisible(capture.output(
    knox(dist(t), dist(cbind(x, y)), 7, 150, simulate.p.value = TRUE, B = B))))[["elapsed"]]
  two <- run(2); nine <- run(9)
  cat(sprintf("seconds %.4f\n", nine + 990 * (nine - two) / 7))
}
if (task == "density") {
  suppressPackageStartupMessages(library(spatstat))
  points <- ppp(x, y, window = owin(c(0, side), c(0, side)))
  took(density(points, side / 60, dimyx = 512, se = FALSE))
}
