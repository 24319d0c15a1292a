/* The ladder in C: the work of our engines and of settlement, each spell settled when it ends.

   Written for this model alone: whole days from 0, a Monday, hazards constant within bins, a talk
   every four weeks, the staircase. In A a life is lived to its end before the next; in B all are
   lived day by day, from buckets of those whose day it is. The same draws give the same spells,
   talks and kroner as ours, so this is the limit of what a compiler makes of the same work.
   `in_c.py` builds it and fills in the figures. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef int64_t whole;
typedef uint64_t word;

enum { STATES = 5, EXITS = 4, BINS = 12, STEPS = 4 };
enum { JOB = 0, OUT = 4, WEEK = 7 };
enum { STAY = 1, DESTINATION = 2 }; /* purposes of a draw */
enum { KEPT_WEEKS = 64 };           /* of job: no fewer than start the count anew */

static const whole NEVER = (whole)1 << 40;
static const double UNITS = 1099511627776.0; /* 2^40: whole units of hazard, so that sums are exact */

typedef struct {
    double total[STATES][BINS]; /* hazard a week of all exits together */
    double gain[STATES][BINS];  /* what a talk adds to it */
    double hazard[STATES][EXITS][BINS];
    double effect; /* factor on hazards after a talk */
    double kroner[STATES];
    double share[STEPS];
    whole step_ends[STEPS]; /* the last week of benefit of each step */
    whole to[STATES][EXITS], exits[STATES];
    whole bin_day[BINS + 1];
    whole days, talk_every, effect_days, reset_weeks, reset_window;
    whole slots; /* talks a day of the team in B */
} Ladder;

typedef struct {
    const whole *talk_day; /* [day] that day or the next working day; NEVER where none is left */
    whole *spells;         /* rows of citizen, state, start, end */
    whole *talks;          /* rows of citizen, due, held */
} Rows;

typedef struct {
    double kroner;
    whole spells, talks;
} Told;

typedef struct {
    whole state, start, ordinal;
    whole due, affected_until; /* a talk */
    whole at, bin, left;       /* to where it is lived, and the hazard left until it ends */
} Spell;

typedef struct { /* of one citizen: where the staircase stands */
    whole week;   /* of benefit, counted */
    whole latest; /* calendar week that was counted */
    whole jobs;   /* whole weeks of job since the count began */
    short job[KEPT_WEEKS];
} Count;

/* The SplitMix64 finaliser, as in `sim/base/chance.py`. */
static inline word mixed(word w) {
    w = (w ^ (w >> 30)) * 0xBF58476D1CE4E5B9u;
    w = (w ^ (w >> 27)) * 0x94D049BB133111EBu;
    return w ^ (w >> 31);
}

static inline double uniform(word key, word purpose, word occasion) {
    word w = mixed((key ^ (purpose << 32)) + occasion * 0x9E3779B97F4A7C15u);
    return ((double)(w >> 12) + 0.5) * 0x1p-52;
}

static inline whole least(whole one, whole other) { return one < other ? one : other; }

static inline whole units_a_day(double weekly) { return (whole)(weekly * (UNITS / WEEK) + 0.5); }

static inline Spell begun(const Ladder *m, word key, whole state, whole start, whole ordinal) {
    whole left = (whole)(-log(uniform(key, STAY, ordinal)) * UNITS) + 1;
    whole due = state == JOB || state == OUT ? NEVER : start + m->talk_every;
    return (Spell){state, start, ordinal, due, -NEVER, start, 0, left};
}

/* Live a spell through to a day; returns the day on which it ends before, or else NEVER. */
static inline whole lived(const Ladder *m, Spell *s, whole until) {
    while (s->at < until) {
        while (m->bin_day[s->bin + 1] <= s->at - s->start) s->bin++;
        whole end = least(s->start + m->bin_day[s->bin + 1], until);
        double weekly = m->total[s->state][s->bin];
        if (s->at < s->affected_until) {
            weekly += m->gain[s->state][s->bin];
            end = least(end, s->affected_until);
        }
        whole a_day = units_a_day(weekly);
        if (a_day * (end - s->at) >= s->left) return s->at + (s->left + a_day - 1) / a_day;
        s->left -= a_day * (end - s->at);
        s->at = end;
    }
    return NEVER;
}

/* A talk was held on a day: hazards rise from then on, and the next is due. */
static inline void talked(const Ladder *m, Spell *s, whole day) {
    s->affected_until = day + m->effect_days;
    s->due += m->talk_every;
    if (s->due <= day) s->due = day + 1;
}

/* The state a spell leads to, drawn by the hazards of its last day. */
static inline whole destination(const Ladder *m, const Spell *s, whole end, double draw) {
    whole bin = 0, chosen = 0;
    while (m->bin_day[bin + 1] <= end - 1 - s->start) bin++;
    int affected = end - 1 < s->affected_until;
    double left = draw * (m->total[s->state][bin] + (affected ? m->gain[s->state][bin] : 0));
    for (whole exit = 0; exit < m->exits[s->state]; exit++) {
        double weekly = m->hazard[s->state][exit][bin];
        if (affected) weekly *= m->effect;
        if (weekly <= 0) continue;
        chosen = exit;
        if (left < weekly) break;
        left -= weekly;
    }
    return m->to[s->state][chosen];
}

/* The municipality's kroner of a spell on benefit: a calendar week touched by benefit counts. */
static inline double paid(const Ladder *m, Count *count, whole state, whole start, whole end) {
    double share_days = 0;
    for (whole day = start; day < end;) {
        whole week = day / WEEK, step = 0;
        count->week += week > count->latest;
        while (count->week > m->step_ends[step]) step++;
        whole left = m->step_ends[step] - count->week;
        whole until = left < m->days ? least((week + 1 + left) * WEEK, end) : end;
        share_days += (until - day) * m->share[step];
        count->latest = (until - 1) / WEEK;
        count->week += count->latest - week;
        day = until;
    }
    return share_days * m->kroner[state] / WEEK;
}

/* Whole weeks of job: enough of them within the window start the count anew. */
static inline void worked(const Ladder *m, Count *count, whole start, whole end) {
    if (!count->week) return;
    for (whole week = (start + WEEK - 1) / WEEK; week < end / WEEK; week++) {
        count->job[count->jobs++ % KEPT_WEEKS] = (short)week;
        whole first = count->jobs - m->reset_weeks;
        if (first >= 0 && count->job[first % KEPT_WEEKS] > week - m->reset_window) {
            count->week = count->jobs = 0;
            return;
        }
    }
}

static inline void tell_talk(const Rows *rows, Told *told, whole citizen, whole due, whole held) {
    whole *row = rows->talks + 3 * told->talks++;
    row[0] = citizen, row[1] = due, row[2] = held;
}

/* Tell a spell and settle it. */
static inline void close_spell(const Ladder *m, const Rows *rows, Told *told, whole citizen,
                               const Spell *s, Count *count, whole end) {
    whole *row = rows->spells + 4 * told->spells++;
    row[0] = citizen, row[1] = s->state, row[2] = s->start, row[3] = end;
    if (s->state == JOB) worked(m, count, s->start, end);
    else told->kroner += paid(m, count, s->state, s->start, end);
}

/* The spell that follows one which ends on a day. */
static inline Spell next_spell(const Ladder *m, word key, const Spell *s, whole day) {
    whole state = destination(m, s, day, uniform(key, DESTINATION, s->ordinal));
    return begun(m, key, state, day, s->ordinal + 1);
}

/* A: one life from day 0 in a job; a talk is held on the first working day on which it is due. */
static inline void life(const Ladder *m, const Rows *rows, Told *told, whole citizen, word key) {
    Count count = {.week = 0, .latest = -1, .jobs = 0};
    Spell s = begun(m, key, JOB, 0, 0);
    while (s.state != OUT) {
        whole leaves, talk;
        for (;;) {
            talk = s.due < m->days ? rows->talk_day[s.due] : NEVER;
            leaves = lived(m, &s, least(talk, m->days));
            if (leaves < NEVER || talk >= m->days) break;
            tell_talk(rows, told, citizen, s.due, talk);
            talked(m, &s, talk);
        }
        close_spell(m, rows, told, citizen, &s, &count, least(leaves, m->days));
        if (leaves >= m->days) break;
        s = next_spell(m, key, &s, leaves);
    }
}

void live(const Ladder *m, const Rows *rows, whole citizens, const word *key, Told *told) {
    memset(told, 0, sizeof *told);
    for (whole citizen = 0; citizen < citizens; citizen++)
        life(m, rows, told, citizen, key[citizen]);
}

typedef struct { /* of one citizen in B */
    Spell spell;
    Count count;
    whole leaves;         /* when the spell ends unless a talk is held before */
    whole waits;          /* whether in the queue */
    whole before, behind; /* neighbours in the bucket of a day */
} Life;

typedef struct {
    whole citizen, due;
} Turn;

enum { NOBODY = -1 };

static void put(Life *lives, whole *bucket, whole citizen, whole day) {
    whole first = bucket[day];
    lives[citizen].before = NOBODY, lives[citizen].behind = first;
    if (first != NOBODY) lives[first].before = citizen;
    bucket[day] = citizen;
}

static void take(Life *lives, whole *bucket, whole citizen, whole day) {
    Life *l = lives + citizen;
    if (l->behind != NOBODY) lives[l->behind].before = l->before;
    if (l->before != NOBODY) lives[l->before].behind = l->behind;
    else bucket[day] = l->behind;
}

/* Put a citizen into the bucket of the day on which the spell ends or a talk falls due. */
static void plan(const Ladder *m, Life *lives, whole *bucket, whole citizen) {
    Life *l = lives + citizen;
    if (l->spell.state == OUT) return;
    Spell alone = l->spell;
    l->leaves = lived(m, &alone, m->days), l->waits = 0;
    whole day = least(l->leaves, l->spell.due);
    if (day < m->days) put(lives, bucket, citizen, day);
}

/* Hold as many talks as there are slots; whose spell has ended has left the queue.

   Returns the first turn that is still to come. */
static const Turn *served(const Ladder *m, const Rows *rows, Told *told, Life *lives,
                          whole *bucket, const Turn *turn, const Turn *last, whole day) {
    for (whole left = m->slots; left && turn < last; turn++) {
        Life *l = lives + turn->citizen;
        if (!l->waits || l->spell.due != turn->due) continue;
        if (l->leaves < m->days) take(lives, bucket, turn->citizen, l->leaves);
        lived(m, &l->spell, day);
        tell_talk(rows, told, turn->citizen, turn->due, day);
        talked(m, &l->spell, day);
        plan(m, lives, bucket, turn->citizen);
        left--;
    }
    return turn;
}

/* End the spells of a day, and mark whose talk falls due. */
static void wake(const Ladder *m, const Rows *rows, Told *told, const word *key, Life *lives,
                 whole *bucket, word *due, whole day) {
    for (whole citizen = bucket[day], behind; citizen != NOBODY; citizen = behind) {
        Life *l = lives + citizen;
        behind = l->behind;
        if (l->leaves == day) {
            close_spell(m, rows, told, citizen, &l->spell, &l->count, day);
            l->spell = next_spell(m, key[citizen], &l->spell, day);
            plan(m, lives, bucket, citizen);
        } else {
            due[citizen / 64] |= (word)1 << citizen % 64;
            l->waits = 1;
            if (l->leaves < m->days) put(lives, bucket, citizen, l->leaves);
        }
    }
}

/* B: all lives day by day; at the end of a working day the team holds talks in the order of due
   day and citizen. Rows come in the order of time. */
void live_in_turn(const Ladder *m, const Rows *rows, whole citizens, const word *key, Told *told) {
    Life *lives = malloc(citizens * sizeof *lives);
    Turn *queue = malloc((citizens * m->days / m->talk_every + 1) * sizeof *queue), *last = queue;
    whole *bucket = malloc(m->days * sizeof *bucket), words = (citizens + 63) / 64;
    word *due = calloc(words, sizeof *due);
    const Turn *turn = queue;
    memset(told, 0, sizeof *told);
    for (whole day = 0; day < m->days; day++) bucket[day] = NOBODY;
    for (whole citizen = 0; citizen < citizens; citizen++) {
        lives[citizen].count = (Count){.week = 0, .latest = -1, .jobs = 0};
        lives[citizen].spell = begun(m, key[citizen], JOB, 0, 0);
        plan(m, lives, bucket, citizen);
    }
    for (whole day = 0; day < m->days; day++) {
        wake(m, rows, told, key, lives, bucket, due, day);
        for (whole place = 0; place < words; place++)
            for (; due[place]; due[place] &= due[place] - 1)
                *last++ = (Turn){64 * place + __builtin_ctzll(due[place]), day};
        if (rows->talk_day[day] == day)
            turn = served(m, rows, told, lives, bucket, turn, last, day);
    }
    for (whole citizen = 0; citizen < citizens; citizen++)
        if (lives[citizen].spell.state != OUT)
            close_spell(m, rows, told, citizen, &lives[citizen].spell, &lives[citizen].count,
                        m->days);
    free(lives), free(queue), free(bucket), free(due);
}
