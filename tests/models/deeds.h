/* deeds.h - one forum of the tiny area with people of unround numbers, and a deed of its leader. */
#ifndef DEEDS_H
#define DEEDS_H

#include "tiny.h"

/* Seats of forum A: the leader 0, members 1, 2 and 4; seat 3 is empty. The act is aimed at 1 unless said otherwise. */
static inline void people_are(void)
{
    static const struct {
        real position, commitment, openness, frustration, conflict, influence, hope, mandate, salience, resistance,
            held;
    } seat[5] = {
        { 0.7f, 0.6f, 0.8f, 0.1f, 0.1f, 2, 0.8f, 0.9f, 0.7f, 0, 0 },
        { 0.2f, 0.35f, 0.3f, 0.5f, 0.25f, 0.7f, 0.6f, 0.45f, 0.5f, 0.6f, 0 },
        { 0.4f, 0.5f, 0.5f, 0.3f, 0.05f, 1.2f, 0.5f, 0.6f, 0.4f, 0.25f, 0 },
        { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
        { 0.55f, 0.2f, 0.1f, 0.2f, 0.4f, 0.5f, 0.3f, 0.2f, 0.3f, 0, 0.7f },
    };
    for (int s = 0; s < 5; s++) {
        IT(filled, s) = s == 3 ? 0 : 1;
        IT(position, s) = seat[s].position;
        IT(commitment, s) = seat[s].commitment;
        IT(openness, s) = seat[s].openness;
        IT(frustration, s) = seat[s].frustration;
        IT(conflict, s) = seat[s].conflict;
        IT(influence, s) = seat[s].influence;
        IT(hope, s) = seat[s].hope;
        IT(mandate, s) = seat[s].mandate;
        IT(salience, s) = seat[s].salience;
        IT(resistance, stance_of(t->w, s, 0)) = seat[s].resistance;
        IT(held, stance_of(t->w, s, 0)) = seat[s].held;
        IT(closed, s) = s == 4;
        IT(listed, s) = IT(belongs, s) = IT(sent, s) = s != 3;
        IT(contacts, s) = 3;
        IT(came, s) = s != 3;
    }
}

enum {
    TRUST_1_IN_0 = 5,
    TRUST_2_IN_0 = 10,
    TRUST_4_IN_0 = 20,
    TRUST_0_IN_1 = 1,
    TRUST_2_IN_1 = 11,
    TRUST_4_IN_1 = 21,
    TIE_0_TO_1 = 1 /* where contact is kept */
};

static inline void trust_is(void)
{
    for (int tie = 0; tie < 25; tie++) {
        IT(trust, tie) = 0;
        IT(since, tie) = 1;
    }
    IT(trust, TRUST_1_IN_0) = 0.3f;
    IT(trust, TRUST_2_IN_0) = 0.6f;
    IT(trust, TRUST_4_IN_0) = 0.8f;
    IT(trust, TRUST_0_IN_1) = 0.5f;
    IT(trust, TRUST_2_IN_1) = 0.2f;
    IT(trust, TRUST_4_IN_1) = 0.9f;
    IT(since, TIE_0_TO_1) = 0;
    IT(trust_received, 0) = 1.7f;
    IT(trust_received, 1) = 1.6f;
    IT(trust_received, 2) = 0.4f;
    IT(trust_received, 4) = 0.9f;
}

/** Issue 0 is on the table, issue 1 agreed, slot 2 empty. */
static inline void issues_are(void)
{
    for (int k = 0; k < 2; k++) {
        IT(stage, k) = (real)(k + 1);
        IT(place, k) = 0.3f;
        IT(extent, k) = 1.2f;
        IT(scarce, k) = 1;
        IT(needs_first, k) = RESOURCE_care;
        IT(needs_second, k) = RESOURCE_learning;
        IT(needs_third, k) = RESOURCE_safety;
    }
    IT(progress, 0) = 0.25f;
    IT(progress, 1) = 0.4f;
}

static inline void forum_is(void)
{
    static const real interest[8] = { 0.6f, 0.3f, 0.5f, 0.45f, 0.2f, 0.5f, 0.5f, 0.5f };
    for (int o = 0; o < 8; o++)
        IT(interest, o) = interest[o];
    IT(common, FORUM_A) = 0.45f;
    IT(purpose, FORUM_A) = 0.5f;
    IT(language, FORUM_A) = 0.3f;
    IT(formality, FORUM_A) = 0.5f;
    IT(trust_mean, FORUM_A) = 0.4f;
    IT(commitment_mean, FORUM_A) = 0.4125f;
    IT(practice, FORUM_A) = 0.45f;
    IT(members, FORUM_A) = 4;
    IT(rung, FORUM_A) = 1;
    IT(items, FORUM_A) = 0;
    for (int s = 0; s < t->w->seats; s++) {
        IT(skill_facilitative, s) = IT(skill_directive, s) = 0.5f;
        IT(energy, s) = 0.8f;
        IT(unease, s) = 0.25f;
        IT(loyalty, s) = 0.3f;
        IT(tenacity, s) = 0.25f;
        IT(cause, s) = 0.32f;
    }
}

/** The tiny area with these people, and a deed of the leader of forum A that is not done yet. */
static inline struct deed begins(int act)
{
    tiny_init(MIX_mixed, 0);
    people_are();
    trust_is();
    issues_are();
    forum_is();
    tiny_remember();
    return (struct deed){ .pack = &t->pack,
                          .now = t->now,
                          .w = t->w,
                          .p = t->p,
                          .f = FORUM_A,
                          .obstacle = (int)act_row[act].obstacle,
                          .act = act,
                          .target = 1,
                          .aim = 0.9f,
                          .strength = 0.4f };
}

#endif
