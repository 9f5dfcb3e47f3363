-- Version 2. Several processes train at once: each is a runner, and a run is held by one of them at a time.

create table runners (
    runner_id         integer primary key autoincrement,
    host              text not null,   -- the machine's name
    pid_space         text not null,   -- where the process id was given out; ids of two spaces say nothing of each other
    pid               integer not null,
    pid_started       text not null,   -- the process's start as its system tells it: a reused id has another
    started_at        text not null,
    heartbeat_seconds real not null,   -- how often the next two change while the runner lives
    heartbeats        integer not null default 0,
    heartbeat_at      text not null,   -- for people: no clock of another machine decides over a run
    ended_at          text             -- null while it lives, and for ever if it could not say so
);

-- Who holds a run, or held it last. The token rises with every claim, and what comes with an older one is refused.
alter table runs add column runner_id integer references runners (runner_id);
alter table runs add column token integer not null default 0;

create index running_runs on runs (runner_id) where status = 'running';
