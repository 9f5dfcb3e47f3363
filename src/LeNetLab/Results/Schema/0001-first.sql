-- Version 1. A run is known by the hash of what it is, so experiments share runs: experiment_runs says which.

create table experiments (
    name        text primary key,
    question    text not null,
    spec_yaml   text not null,
    command     text not null,         -- what asks for the same runs again, overrides included
    declared_at text not null          -- ISO 8601, UTC, as every time here; the latest declaration's
);

create table runs (
    run_id          text primary key,
    -- what it is
    activation      text not null,
    c3              text not null,
    pooling         text not null,
    width           text not null,     -- the preset: lenet5, lenet5-wide
    engine          text not null,
    engine_version  integer not null,
    device          text not null,
    vector_bits     integer not null,
    dataset         text not null,
    dataset_sha256  text not null,
    train_images    integer not null,
    seed            integer not null,
    parameters      integer not null,
    -- how it went
    status          text not null default 'pending'
                    check (status in ('pending', 'running', 'done', 'diverged', 'failed')),
    train_seconds     real,
    images_per_second real,
    weights_sha256  text,              -- of the flat little-endian float32 parameter vector
    error           text,
    started_at      text,
    finished_at     text,
    -- where it was trained, as of its latest start
    git_commit      text,
    git_dirty       integer,
    host            text,
    cpu             text,
    runtime         text,
    os              text,
    program_version text,
    sqlite_version  text
);

create table settings (
    run_id   text not null references runs (run_id) on delete cascade,
    path     text not null,
    value    text not null,
    position integer not null,
    primary key (run_id, path)
) without rowid;

create table experiment_runs (
    experiment text not null references experiments (name) on delete cascade,
    position   integer not null,       -- the order of the spec
    run_id     text not null references runs (run_id),
    variant    text not null,
    primary key (experiment, position),
    unique (experiment, run_id, variant)
) without rowid;

create index experiment_runs_by_run on experiment_runs (run_id);

create table epochs (
    run_id                 text not null references runs (run_id) on delete cascade,
    epoch                  integer not null,
    learning_rate          real,
    train_loss             real,
    train_error_online_pct real,
    train_error_pct        real,
    validation_error_pct   real,
    test_loss              real,
    test_error_pct         real,
    gap_pct                real,
    seconds                real,
    primary key (run_id, epoch)
) without rowid;

create table predictions (
    run_id      text primary key references runs (run_id) on delete cascade,
    predictions blob not null          -- one byte for each test image: the class that the final network gives it
);

-- Figures are of the last epoch, and only of runs that are done: an average never mixes in a half-trained network.
create view run_summary as
select r.run_id, m.experiment, m.variant, r.activation, r.c3, r.pooling, r.width, r.engine, r.device,
       r.dataset, r.dataset_sha256, r.train_images, r.seed, r.status,
       coalesce(last.epoch, 0) as epochs,
       r.parameters,
       case when r.status = 'done' then last.train_loss end as train_loss,
       case when r.status = 'done' then last.test_loss end as test_loss,
       case when r.status = 'done' then last.train_error_pct end as train_error_pct,
       case when r.status = 'done' then last.test_error_pct end as test_error_pct,
       case when r.status = 'done' then last.gap_pct end as gap_pct,
       case when r.status = 'done' then r.train_seconds end as train_seconds,
       case when r.status = 'done' then r.images_per_second end as images_per_second,
       r.weights_sha256, r.started_at, r.finished_at
from experiment_runs m
join runs r on r.run_id = m.run_id
left join epochs last
       on last.run_id = r.run_id
      and last.epoch = (select max(e.epoch) from epochs e where e.run_id = r.run_id);
