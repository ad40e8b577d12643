# Open the results of a cavi study in R and draw synergy by arm over the months.
#
#   Rscript read_results.R OUT [PICTURE.png]
#
# Needs rhdf5 (Debian: r-bioc-rhdf5). In your own script: source("read_results.R"); study <- read_study("out").
#   study$runs                    data frame: one row a run, with scenario, point, replicate, parameters, outcomes
#   study$histories$trust         matrix [run, month] of a history, whatever its name in the file
#   study$entities$forum_life     matrix [run, entity] of an outcome of entities, NA where a run has no such entity;
#                                 its columns are named, and a choice is a number: study$words$forum_fate names them, from 0
#   study$units["delay"]          unit of a variable
#   study$repeats                 what intervals are over: "replicate", or "world" where points are drawn worlds
#   tidy_runs(study)              a row a completed run: arm (a factor in the order of the study), settings, outcomes, states in words
#   tidy_histories(study)         a row a run and month: arm, point, replicate, month, date (a Date), history, value
#   tidy_entities(study, "forum") a row a run and forum that is there, with its outcomes, states in words
#   answers(study)$effects        the tables of `cavi compare` as data frames: levels, effects, regimes, ...
#   answers(study, "--history", "synergy")$levels    month by month: mean, low, high of each arm
# Snapshots and events of single runs, where the study keeps them, are plain vectors in groups of their own:
#   events <- as.data.frame(h5read("out/results.h5", "events", read.attributes = FALSE)[c("run", "month", "entity_name")])
#   seats <- h5read("out/results.h5", "snapshots/seat_conflict"); h5read("out/results.h5", "snapshots/seat_count")
# A kind of event or an act is a number; h5readAttributes(file, "events/kind")$flag_meanings names them, from 0.
# Histories are read into memory as a whole; name those that you want: read_study("out", histories = "trust").

suppressPackageStartupMessages(library(rhdf5))

# Stop with one sentence and exit code 2, as the other readers do.
unusable <- function(...) {
  stop(structure(class = c("unusable", "error", "condition"), list(message = paste0(...), call = NULL)))
}

# Is the file as long as its seal says? R does not compare the checksum, and cannot see whether numbers are kept in
# another file: of a file that somebody else gave you, ask `cavi status --verify FILE` first.
is_whole <- function(file) {
  size <- file.size(file)
  if (size < 96) return(FALSE)
  at <- file(file, "rb")
  on.exit(close(at))
  seek(at, size - 96)
  magic <- readBin(at, "raw", 16)
  said <- readBin(at, "integer", 2, size = 4, endian = "little")
  identical(magic[1:14], charToRaw("cavi results 1")) && (said[1] %% 2^32) + said[2] * 2^32 == size - 96
}

locate <- function(path) {
  file <- if (dir.exists(path)) file.path(path, "results.h5") else path
  if (!file.exists(file)) unusable(file, " does not exist: let `cavi run` or `cavi collect` finish it")
  if (!H5Fis_hdf5(file)) unusable(file, " is damaged or not an HDF5 file")
  if (!is_whole(file)) unusable(file, " is cut short, or another program changed it: `cavi run` of its study makes it again")
  if (any(h5ls(file, all = TRUE)$ltype != "H5L_TYPE_HARD")) unusable(file, " is not of cavi: a link in it leads to another place")
  file
}

# Named list of the attributes of each variable of the file. rhdf5 warns that it cannot read references between
# variables (DIMENSION_LIST), which are not needed here.
describe <- function(file, names) {
  suppressWarnings(sapply(names, function(name) h5readAttributes(file, name), simplify = FALSE))
}

role <- function(about, wanted) names(Filter(function(one) identical(as.character(one$role), wanted), about))

read_study <- function(path, histories = NULL) {
  file <- locate(path)
  schema <- as.character(h5readAttributes(file, "/")$schema)
  if (length(schema) == 0 || !grepl("^cavi results [0-9]+$", schema)) unusable(file, " was not written by cavi")
  if (schema != "cavi results 1") unusable(file, " has a layout newer than the one known here: ", schema)
  listed <- h5ls(file, recursive = FALSE)
  about <- describe(file, listed$name[listed$otype == "H5I_DATASET"])
  columns <- c("scenario", "point", "replicate", "status", role(about, "parameter"), role(about, "outcome"))
  runs <- as.data.frame(sapply(columns, function(name) as.vector(h5read(file, name)), simplify = FALSE))
  runs$status <- as.integer(runs$status)
  kept <- role(about, "history")
  plain <- sub("_by_month$", "", kept)
  lacking <- setdiff(histories, plain)
  if (length(lacking) > 0) {
    unusable("no history ", paste(lacking, collapse = " or "), " in the results (there: ", toString(plain), ")")
  }
  wanted <- if (is.null(histories)) seq_along(kept) else match(histories, plain)
  # HDF5 counts its dimensions the other way round than R does.
  series <- lapply(kept[wanted], function(name) t(h5read(file, name)))
  of <- role(about, "outcome of an entity")
  scales <- role(about, "dimension")
  entities <- sapply(of, function(name) {
    kind <- scales[startsWith(name, paste0(scales, "_"))]
    values <- t(h5read(file, name))
    values[is.nan(values)] <- NA
    colnames(values) <- as.vector(h5read(file, kind[which.max(nchar(kind))]))
    values
  }, simplify = FALSE)
  named <- Filter(function(one) !is.null(one$flag_meanings), about)
  words <- lapply(named, function(one) strsplit(as.character(one$flag_meanings), " ")[[1]])
  h5closeAll()
  repeats <- as.character(h5readAttributes(file, "/")$repeats)
  list(file = file, title = as.character(h5readAttributes(file, "/")$title), runs = runs,
       start = as.character(h5readAttributes(file, "/")$start),
       repeats = if (identical(repeats, "worlds")) "world" else "replicate",
       histories = setNames(series, plain[wanted]), entities = entities, words = words,
       units = sapply(about, function(one) if (is.null(one$units)) "" else as.character(one$units)))
}

# Numbers of a named state as a factor of its words; other numbers as they are.
in_words <- function(study, name, values) {
  words <- study$words[[name]]
  if (is.null(words)) values else factor(words[values + 1], levels = words)
}

keys_of <- function(study, rows) {
  arms <- factor(study$runs$scenario[rows], levels = unique(study$runs$scenario))
  data.frame(arm = arms, point = study$runs$point[rows], replicate = study$runs$replicate[rows])
}

tidy_runs <- function(study) {
  done <- which(study$runs$status == 1)
  own <- setdiff(names(study$runs), c("scenario", "point", "replicate", "status"))
  columns <- sapply(own, function(name) in_words(study, name, study$runs[[name]][done]), simplify = FALSE)
  names(columns) <- gsub("__", ".", own, fixed = TRUE)
  data.frame(keys_of(study, done), columns, check.names = FALSE)
}

# The first days of the months; NA in a study without a calendar.
month_dates <- function(study, months) {
  if (length(study$start) == 0) return(rep(as.Date(NA), months))
  seq(as.Date(paste0(study$start, "-01")), by = "month", length.out = months)
}

tidy_histories <- function(study, names = NULL) {
  chosen <- if (is.null(names)) names(study$histories) else names
  lacking <- setdiff(chosen, names(study$histories))
  if (length(lacking) > 0) unusable("no history ", paste(lacking, collapse = " or "), " was read (there: ", toString(names(study$histories)), ")")
  done <- which(study$runs$status == 1)
  do.call(rbind, lapply(chosen, function(name) {
    values <- study$histories[[name]][done, , drop = FALSE]
    months <- ncol(values)
    data.frame(keys_of(study, rep(done, each = months)), month = rep(seq_len(months) - 1, length(done)),
               date = rep(month_dates(study, months), length(done)), history = name, value = as.vector(t(values)))
  }))
}

tidy_entities <- function(study, kind) {
  own <- grep(paste0("^", kind, "_"), names(study$entities), value = TRUE)
  if (length(own) == 0) unusable("the results have no outcomes of a ", kind)
  done <- which(study$runs$status == 1)
  entities <- colnames(study$entities[[own[1]]])
  columns <- sapply(own, function(name) as.vector(t(study$entities[[name]][done, , drop = FALSE])), simplify = FALSE)
  there <- rowSums(!is.na(do.call(cbind, columns))) > 0
  columns <- sapply(own, function(name) in_words(study, name, columns[[name]]), simplify = FALSE)
  names(columns) <- sub(paste0("^", kind, "_"), "", own)
  data.frame(keys_of(study, rep(done, each = length(entities))), entity = rep(entities, length(done)), columns)[there, ]
}

# Rows of the completed runs of an arm.
rows_of <- function(study, arm) which(study$runs$scenario == arm & study$runs$status == 1)

# The program that computes intervals: what CAVI names, else the one on the PATH.
program <- function() {
  found <- Sys.getenv("CAVI", Sys.which("cavi"))
  if (!nzchar(found)) unusable("the program cavi, which computes intervals, is not found: put it on the PATH, or name it in CAVI")
  found
}

# What `cavi compare` tells of a study, with options of that command: a named list of data frames, those that have rows.
answers <- function(study, ...) {
  folder <- tempfile("answers")
  dir.create(folder)
  on.exit(unlink(folder, recursive = TRUE))
  table <- file.path(folder, "effects.csv")
  words <- c("compare", study$file, "--csv", table, ...)
  said <- suppressWarnings(system2(program(), shQuote(words), stdout = TRUE, stderr = TRUE))
  if (!is.null(attr(said, "status"))) unusable(paste(sub("^error: ", "", grep("^error: ", said, value = TRUE)), collapse = "; "))
  files <- list.files(folder)
  names(files) <- sub("^effects_?", "", sub(".csv$", "", files))
  names(files)[names(files) == ""] <- "effects"
  lapply(files, function(name) read.csv(file.path(folder, name), check.names = FALSE, na.strings = ""))
}

draw_advantage <- function(study) {
  arms <- unique(study$runs$scenario)
  par(mar = c(4.2, 4.5, 5.5, 1))
  levels <- answers(study, "--history", "synergy")$levels
  bands <- lapply(arms, function(arm) levels[levels$arm == arm, ])
  plot(range(levels$month), range(levels[c("mean", "low", "high")], 0, na.rm = TRUE), type = "n", xlab = "Month",
       ylab = sprintf("Synergy (%s)", study$units["synergy"]))
  title(study$title, line = 4)
  abline(h = 0, col = "grey70")
  for (i in seq_along(arms)) {
    matlines(bands[[i]]$month, bands[[i]][c("mean", "low", "high")], lty = c(i, 3, 3), lwd = c(2, 1, 1), col = i)
  }
  n <- sapply(bands, function(band) max(band$n))
  legend("bottomleft", sprintf("%s (n = %d)", arms, n), inset = c(0, 1.07), xpd = TRUE, horiz = length(arms) < 4,
         lty = seq_along(arms), lwd = 2, col = seq_along(arms), bty = "n")
  mtext(sprintf("Dotted: 95 %% interval of the mean over %ss (n)", study$repeats), side = 3, line = 0.2, cex = 0.8, adj = 0)
}

if (sys.nframe() == 0) {
  arguments <- commandArgs(trailingOnly = TRUE)
  tryCatch({
    if (length(arguments) < 1) unusable("usage: Rscript read_results.R OUT [PICTURE.png]")
    study <- read_study(arguments[1], "synergy")
    beside <- if (dir.exists(arguments[1])) arguments[1] else dirname(arguments[1])
    picture <- if (length(arguments) > 1) arguments[2] else file.path(beside, "advantage_r.png")
    png(picture, width = 1400, height = 900, res = 160)
    draw_advantage(study)
    invisible(dev.off())
    cat(picture, "\n", sep = "")
  }, unusable = function(problem) {
    cat("read_results.R: ", conditionMessage(problem), "\n", sep = "", file = stderr())
    quit(status = 2)
  })
}
