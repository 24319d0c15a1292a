/* Ladder A in C: the work of our engine and of settlement, in one loop for each citizen.

   Written for this model alone: whole days from 0, a Monday, hazards constant within bins, a talk
   on every fourth week's working day, the staircase. The same draws give the same spells, talks
   and kroner as ours, so this is the limit of what a compiler makes of the same work. `in_c.py`
   builds it and fills in the figures. */

#include <math.h>
#include <stdint.h>

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

typedef struct { /* of one citizen: where the staircase stands */
    whole week;   /* of benefit, counted */
    whole latest; /* calendar week that was counted */
    whole jobs;   /* whole weeks of job since the count began */
    whole job[KEPT_WEEKS];
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

/* The day on which hazard has used up what is left, or NEVER if not by `until`.

   `at`, `bin` and `left` are where the spell stands, and are moved on. */
static inline whole exit_day(const Ladder *m, whole state, whole start, whole affected_until,
                             whole until, whole *at, whole *bin, whole *left) {
    while (*at < until) {
        while (m->bin_day[*bin + 1] <= *at - start) ++*bin;
        whole end = least(start + m->bin_day[*bin + 1], until);
        double weekly = m->total[state][*bin];
        if (*at < affected_until) {
            weekly += m->gain[state][*bin];
            end = least(end, affected_until);
        }
        whole a_day = units_a_day(weekly);
        if (a_day * (end - *at) >= *left) return *at + (*left + a_day - 1) / a_day;
        *left -= a_day * (end - *at);
        *at = end;
    }
    return NEVER;
}

/* The state a spell leads to, drawn by the hazards of its last day. */
static inline whole destination(const Ladder *m, whole state, whole start, whole end,
                                whole affected_until, double draw) {
    whole bin = 0, chosen = 0;
    while (m->bin_day[bin + 1] <= end - 1 - start) bin++;
    int affected = end - 1 < affected_until;
    double left = draw * (m->total[state][bin] + (affected ? m->gain[state][bin] : 0));
    for (whole exit = 0; exit < m->exits[state]; exit++) {
        double weekly = m->hazard[state][exit][bin];
        if (affected) weekly *= m->effect;
        if (weekly <= 0) continue;
        chosen = exit;
        if (left < weekly) break;
        left -= weekly;
    }
    return m->to[state][chosen];
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
        count->job[count->jobs++ % KEPT_WEEKS] = week;
        whole first = count->jobs - m->reset_weeks;
        if (first >= 0 && count->job[first % KEPT_WEEKS] > week - m->reset_window) {
            count->week = count->jobs = 0;
            return;
        }
    }
}

static inline void tell_spell(const Rows *rows, Told *told, whole citizen, whole state, whole start,
                              whole end) {
    whole *row = rows->spells + 4 * told->spells++;
    row[0] = citizen, row[1] = state, row[2] = start, row[3] = end;
}

static inline void tell_talk(const Rows *rows, Told *told, whole citizen, whole due, whole held) {
    whole *row = rows->talks + 3 * told->talks++;
    row[0] = citizen, row[1] = due, row[2] = held;
}

/* One life from day 0 in a job, settled spell by spell; returns its kroner. */
static inline double life(const Ladder *m, const Rows *rows, Told *told, whole citizen, word key) {
    Count count = {.week = 0, .latest = -1, .jobs = 0};
    double kroner = 0;
    for (whole state = JOB, start = 0, ordinal = 0; state != OUT && start < m->days; ordinal++) {
        whole at = start, bin = 0, due = NEVER, talk = NEVER, affected_until = -NEVER;
        whole left = (whole)(-log(uniform(key, STAY, ordinal)) * UNITS) + 1, leaves;
        if (state != JOB) due = start + m->talk_every;
        for (;;) {
            talk = due < m->days ? rows->talk_day[due] : NEVER;
            leaves = exit_day(m, state, start, affected_until, least(talk, m->days), &at, &bin,
                              &left);
            if (leaves < NEVER || talk >= m->days) break;
            tell_talk(rows, told, citizen, due, talk);
            affected_until = talk + m->effect_days;
            due += m->talk_every;
            if (due < talk + 1) due = talk + 1;
        }
        whole end = least(leaves, m->days);
        tell_spell(rows, told, citizen, state, start, end);
        if (state == JOB) worked(m, &count, start, end);
        else kroner += paid(m, &count, state, start, end);
        if (leaves >= m->days) break;
        double draw = uniform(key, DESTINATION, ordinal);
        state = destination(m, state, start, end, affected_until, draw);
        start = end;
    }
    return kroner;
}

void live(const Ladder *m, const Rows *rows, whole citizens, const word *key, Told *told) {
    told->kroner = told->spells = told->talks = 0;
    for (whole citizen = 0; citizen < citizens; citizen++)
        told->kroner += life(m, rows, told, citizen, key[citizen]);
}
