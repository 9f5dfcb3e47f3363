-- Version 3. What a comparison rests on besides the runs: what they are to each other, and what each image shows.

alter table experiments add column baseline text;       -- the variant that the others are compared with; null: all pairs

-- Both null for a variant as the spec has it.
alter table experiment_runs add column tuned_from text; -- the variant whose settings were tuned, which gave this one
alter table experiment_runs add column trial_of text;   -- the variant for which this run only tries a setting

create table test_labels (
    dataset_sha256 text primary key,
    labels         blob not null       -- one byte for each test image: its class
);

drop view run_summary;

-- Every run of every experiment, trials among them.
create view run_rows as
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
       r.weights_sha256, r.started_at, r.finished_at, m.tuned_from, m.trial_of,
       case when r.status = 'done' then last.validation_error_pct end as validation_error_pct, m.position
from experiment_runs m
join runs r on r.run_id = m.run_id
left join epochs last
       on last.run_id = r.run_id
      and last.epoch = (select max(e.epoch) from epochs e where e.run_id = r.run_id);

-- The runs that answer the question. What only tried a setting is no part of any comparison.
create view run_summary as
select run_id, experiment, variant, activation, c3, pooling, width, engine, device, dataset, dataset_sha256,
       train_images, seed, status, epochs, parameters, train_loss, test_loss, train_error_pct, test_error_pct, gap_pct,
       train_seconds, images_per_second, weights_sha256, started_at, finished_at
from run_rows where trial_of is null;

-- The trials. What they make of the test images is not shown: it must not choose anything.
create view trial_summary as
select run_id, experiment, trial_of, variant, dataset_sha256, train_images, seed, status, epochs, validation_error_pct,
       weights_sha256, started_at, finished_at
from run_rows where trial_of is not null;
