-- Version 7. Where runs belonged that no experiment asks for any longer, which runs went on from a shorter one's end, and
-- what is odd about datasets.
-- Views are no part of a version from here on: views.sql has them all.

create table former_runs (
    experiment text not null,          -- which once asked for the run; it may be gone itself
    run_id     text not null references runs (run_id) on delete cascade,
    variant    text not null,          -- what it called the run
    tuned_from text,
    trial_of   text,
    left_at    text not null,          -- when a spec without the run was declared
    primary key (run_id, experiment, variant)
) without rowid;

-- Not a reference: the shorter run may be removed later. Both null for a run that began itself.
alter table runs add column continued_from text;       -- its id; the two differ in their number of epochs alone
alter table runs add column continued_after integer;   -- its epochs, which are the first of this run's

create table dataset_notices (
    dataset_sha256 text not null,
    position       integer not null,   -- from 0, in the order in which they are read
    notice         text not null,      -- a sentence: "All 400 test labels are 0."
    primary key (dataset_sha256, position)
) without rowid;
