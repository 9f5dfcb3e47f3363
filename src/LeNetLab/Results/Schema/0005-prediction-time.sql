-- Version 5. How long predictions take, beside how long training does.

alter table runs add column predict_seconds real;   -- of all test images, in seconds of one core

drop view run_summary;
drop view trial_summary;
drop view run_rows;

-- Every run of every experiment, trials among them. Figures are of the last epoch, and only of runs that are done: an
-- average never mixes in a half-trained network.
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
       r.weights_sha256, r.started_at, r.finished_at,
       case when r.status = 'done' then r.predict_seconds end as predict_seconds,
       m.tuned_from, m.trial_of,
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
       train_seconds, images_per_second, weights_sha256, started_at, finished_at, predict_seconds
from run_rows where trial_of is null;

-- The trials. What they make of the test images is not shown: it must not choose anything.
create view trial_summary as
select run_id, experiment, trial_of, variant, dataset_sha256, train_images, seed, status, epochs, validation_error_pct,
       weights_sha256, started_at, finished_at
from run_rows where trial_of is not null;
