# The model from R, in memory, through the package `cavi` of Python (Debian: r-cran-reticulate).
#
#   source("analysis/cavi.R")
#   runs <- run(list(months = 60, arms = list("as it is" = list(), cut = list(context.funding.council = 0.7))), replicates = 100)
#   aggregate(synergy ~ arm, runs$runs, mean)      # a row a run: arm, point, replicate, settings, outcomes
#   runs$histories                                 # a row a run and month
#   compare(runs, outcome = "synergy")             # what `cavi compare` tells
#   discover(runs, "synergy > 0")                  # of drawn worlds: under which conditions
#   match_worlds("plausible.yaml")$worlds          # drawn worlds that look like real cases (`match` is R's own)
#   claims("claim.yaml", quick = TRUE)             # what a study claims, tried
#   parameters()                                   # name, unit, range, role, meaning
#
# A study is a path, or a list as a study file has it: an empty list() is a map without keys, c(0.5, 1) a list of numbers.
# Whatever is wrong stops with every cause, in the words of the command line.

cavi_home <- local({
  file <- NULL
  for (frame in sys.frames()) if (!is.null(frame$ofile)) file <- frame$ofile
  home <- if (is.null(file)) "analysis" else dirname(file)
  beside <- c(home, Sys.glob(file.path(home, "../../lib/python3*/dist-packages"))) # in the sources, or below PREFIX
  normalizePath(c(beside[file.exists(file.path(beside, "cavi"))], home)[1])
})

the_cavi <- local({
  module <- NULL
  function() {
    if (is.null(module)) {
      reticulate::use_python(Sys.getenv("RETICULATE_PYTHON", "/usr/bin/python3"), required = TRUE)
      module <<- reticulate::import_from_path("cavi", cavi_home, convert = FALSE)
    }
    module
  }
})

# The frame of pandas that `what` makes, as one of R; an error of the library as one of R.
as_frame <- function(python) {
  frame <- reticulate::py_to_r(python)
  attr(frame, "pandas.index") <- NULL
  frame
}

with_causes <- function(what) {
  tryCatch(what, error = function(problem) { # of which class it is depends on the version of reticulate
    stop(sub("^([A-Za-z_]+[.])*(Error|NoMemory|Stopped): ", "", trimws(conditionMessage(problem))), call. = FALSE)
  })
}

# Named lists are maps, in depth; an empty list is an empty map.
as_map <- function(value) {
  if (!is.list(value) || is.data.frame(value)) return(value)
  if (length(value) == 0) return(reticulate::dict())
  if (is.null(names(value))) return(lapply(value, as_map))
  do.call(reticulate::dict, lapply(value, as_map))
}

run <- function(study = NULL, ...) {
  with_causes({
    runs <- do.call(the_cavi()$run, c(list(as_map(study)), lapply(list(...), as_map)))
    tidy <- function(over) as_frame(the_cavi()$tidy(runs, over))
    structure(list(python = runs, runs = tidy("run"), histories = tidy("month")), class = "cavi_runs")
  })
}

# A frame, or a list of frames by name where `table` is NULL.
as_tables <- function(python, table) {
  if (is.null(table)) lapply(reticulate::py_to_r(python), function(frame) as_frame(reticulate::r_to_py(frame))) else as_frame(python)
}

compare <- function(runs, table = "effects", ...) with_causes(as_tables(the_cavi()$compare(runs$python, table, ...), table))
discover <- function(runs, when, table = "boxes", ...) with_causes(as_tables(the_cavi()$discover(runs$python, when, table, ...), table))
sensitivity <- function(runs, table = NULL, ...) with_causes(as_tables(the_cavi()$sensitivity(runs$python, table, ...), table))
match_worlds <- function(study, table = NULL, ...) {
  with_causes(as_tables(do.call(the_cavi()$match, c(list(as_map(study)), table = table, lapply(list(...), as_map))), table))
}
claims <- function(studies, table = "claims", ...) {
  with_causes(as_tables(do.call(the_cavi()$claims, c(list(as_map(studies)), list(table = table), lapply(list(...), as_map))), table))
}
events <- function(runs, ...) with_causes(as_frame(the_cavi()$events(runs$python, ...)))
parameters <- function() as_frame(the_cavi()$model$parameters$fillna("")$reset_index())
outcomes <- function() as_frame(the_cavi()$model$outcomes$fillna("")$reset_index())
print.cavi_runs <- function(x, ...) cat(nrow(x$runs), "runs:", toString(head(names(x$runs), 12)), "...\n")
