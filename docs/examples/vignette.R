# A first hour with the model from R: a question, its runs, what they say, and one picture.
# From the folder of the project: Rscript docs/examples/vignette.R [PICTURE.png]
source(Sys.getenv("CAVI_R", "analysis/cavi.R"))

# 1. What can be set? Unit, range and source of everything.
all <- parameters()
print(all[all$name %in% c("context.funding.council", "processes.meetings"), c("name", "value", "from", "to", "unit")], row.names = FALSE)

# 2. A question: council funding falls by 30 % in five years. Both arms meet the same luck, replicate by replicate.
study <- list(
  title = "A cut", months = 120,
  arms = list("as it is" = list(), cut = list(context.funding.council = list(path = list(c(0, 1), c(60, 0.7)))))
)
runs <- run(study, replicates = 100)
print(runs)

# 3. What differs, and how sure is it? The interval is over luck.
told <- compare(runs, outcome = c("synergy", "delay", "conflict"))
print(told[c("outcome", "mean_against", "mean", "difference", "low", "high")], digits = 3, row.names = FALSE)

# 4. How did it end, and what happened in one run?
print(with(runs$runs, table(regime, arm)))
print(head(events(runs, arm = "cut", replicate = 0L)[c("month", "sentence")], 5), row.names = FALSE)

# 5. A picture of the months.
picture <- commandArgs(trailingOnly = TRUE)
if (length(picture) > 0) {
  means <- with(runs$histories, tapply(synergy_by_month, list(month, arm), mean))
  png(picture[1], width = 1200, height = 800, res = 150)
  matplot(as.integer(rownames(means)), means, type = "l", lwd = 2, xlab = "Month", ylab = "Synergy (share of arisen need)", main = study$title)
  legend("bottomleft", colnames(means), lty = seq_len(ncol(means)), col = seq_len(ncol(means)), lwd = 2, bty = "n")
  invisible(dev.off())
}

# 6. What is wrong is said at once, all of it.
cat(conditionMessage(tryCatch(run(list(moths = 3), replicates = 0L), error = identity)), "\n")
