/* assets.h - the parts of the page that `make` puts together: its beginning and end as HTML, and the model as
 * WebAssembly, packed by gzip. */
#ifndef SIM_LIVE_ASSETS_H
#define SIM_LIVE_ASSETS_H

#include <stdint.h>

extern const unsigned char sim_live_head[]; /* up to what depends on the study */
extern const unsigned char sim_live_tail[]; /* the code, and the end of the page */
extern const unsigned char sim_live_wasm[]; /* of 0 bytes where clang has no WebAssembly */
extern const uint64_t sim_live_head_size, sim_live_tail_size, sim_live_wasm_size;

#endif
