/* limits.c - what this core could do at best: float multiply-adds, memory that streams through, random words.
 * Prints one line each, name and figure. Whatever cavi reaches is read beside these. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../sim/kernel.h"

/** Independent sums, as many as hide the latency of a multiply-add and still fit in registers. */
#ifdef __AVX512F__
#define SERIES 16
#else
#define SERIES 6
#endif

enum { ROUNDS = 100000, BLOCKS = 20000, MEBIBYTE = 1 << 20, REPEATS = 9 };

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/** Floating-point operations a second of independent multiply-adds, as many in flight as hide their latency. */
static double multiply_adds(float *sink)
{
    float x[SERIES][SIM_LANES];
    double before = cpu_seconds();
    for (int k = 0; k < SERIES; k++)
        LANES
            x[k][lane] = (float)(k + lane);
    for (int i = 0; i < ROUNDS; i++) {
#pragma GCC unroll 16
        for (int k = 0; k < SERIES; k++)
            LANES
                x[k][lane] = __builtin_fmaf(x[k][lane], 0.999f, 0.001f);
    }
    for (int k = 0; k < SERIES; k++)
        LANES
            sink[lane] += x[k][lane];
    return 2.0 * SERIES * SIM_LANES * ROUNDS / (cpu_seconds() - before);
}

/** Bytes read and written a second, when `bytes` of floats are updated in place again and again. */
static double streamed(float *memory, size_t bytes, size_t total)
{
    size_t count = bytes / sizeof *memory, times = total / bytes;
    double before = cpu_seconds();
    for (size_t t = 0; t < times; t++) {
#pragma omp simd
        for (size_t i = 0; i < count; i++)
            memory[i] = memory[i] * 0.999f + 0.001f;
    }
    return 2.0 * (double)(times * bytes) / (cpu_seconds() - before);
}

/** Seconds a 32-bit random word, drawn as kernels draw them. */
static double random_words(struct sim_pack *pack, uint32_t *sink)
{
    uint32_t sum[SIM_LANES] = { 0 };
    const uint32_t *restrict replicate = pack->replicate, *restrict world = pack->drawn;
    double before = cpu_seconds();
    for (int block = 0; block < BLOCKS; block++)
        LANES {
            threefry4x32_ctr_t words = chance_block(pack, replicate[lane], world[lane], 0, (uint32_t)block);
            sum[lane] ^= words.v[0] ^ words.v[1] ^ words.v[2] ^ words.v[3];
        }
    LANES
        sink[lane] ^= sum[lane];
    return (cpu_seconds() - before) / (4.0 * SIM_LANES * BLOCKS);
}

int main(void)
{
    static float sink[SIM_LANES];
    static uint32_t words[SIM_LANES], replicate[SIM_LANES], world[SIM_LANES];
    struct sim_pack pack = { .replicate = replicate, .drawn = world, .seed = { 7, 11 }, .month = 3 };
    float *memory = calloc(256, MEBIBYTE);
    double flops = 0, cached = 0, far = 0, word = 1;

    if (memory == NULL) {
        return 1;
    }
    for (int i = 0; i < REPEATS; i++) {
        replicate[i % SIM_LANES] += (uint32_t)i;
        flops = fmax(flops, multiply_adds(sink));
        cached = fmax(cached, streamed(memory, MEBIBYTE / 2, (size_t)2048 * MEBIBYTE));
        far = fmax(far, streamed(memory, (size_t)256 * MEBIBYTE, (size_t)512 * MEBIBYTE));
        word = fmin(word, random_words(&pack, words));
    }
    printf("float multiply-adds, GFLOP/s\t%.4g\nmemory in L2, GB/s\t%.4g\nmemory that streams, GB/s\t%.4g\n",
           flops / 1e9, cached / 1e9, far / 1e9);
    printf("random 32-bit word, ns\t%.4g\n", word * 1e9);
    free(memory);
    return sink[0] == 0.0f && words[0] == 1u; /* what was computed must seem to be wanted */
}
