# Mean with standard error of one question by a variable of so many levels, at 200 000 raked respondents in 290 strata.
suppressPackageStartupMessages(library(survey))
levels <- as.integer(commandArgs(TRUE)[2])
set.seed(1)
n <- 200000
strata <- 290
stratum <- sample(strata, n, TRUE)
drawn <- tabulate(stratum, strata)
population <- pmax(round(exp(rnorm(strata, 9, 0.8))), drawn)
people <- data.frame(
  stratum = stratum, weight = (population / drawn)[stratum], population = population[stratum],
  answer = rbinom(n, 1, 0.3), domain = factor(sample(levels, n, TRUE)),
  g1 = factor(sample(2, n, TRUE)), g2 = factor(sample(4, n, TRUE)), g3 = factor(sample(7, n, TRUE))
)
design <- svydesign(ids = ~1, strata = ~stratum, weights = ~weight, fpc = ~population, data = people)
whole <- sum(people$weight)
margin <- function(name) {
  k <- nlevels(people[[name]])
  found <- data.frame(factor(levels(people[[name]]), levels = levels(people[[name]])), Freq = whole / k)
  names(found)[1] <- name
  found
}
raked <- rake(design, list(~g1, ~g2, ~g3), lapply(c("g1", "g2", "g3"), margin), control = list(maxit = 50, epsilon = 1e-8))
took <- system.time(svyby(~answer, ~domain, raked, svymean))[["elapsed"]]
cat(sprintf("seconds %.4f\n", took))
