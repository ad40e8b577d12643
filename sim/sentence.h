/* sentence.h - an event in words, as `story` and the page of `live` tell it. */
#ifndef SIM_SENTENCE_H
#define SIM_SENTENCE_H

#include "model.h"

enum { SIM_SENTENCE_SIZE = 640 };

/** The sentence of an event, into `text` of `size` bytes. */
void sim_happening_sentence(const struct sim_model *model, const void *world, const struct sim_happening *event,
                            char *text, size_t size);

#endif
