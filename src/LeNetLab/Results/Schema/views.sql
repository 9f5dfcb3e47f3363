-- The views of the newest version's tables. They are no data: a database whose views are others is given these.

-- Every run once. Figures are of the last epoch, and only of runs that are done: an average never mixes in a
-- half-trained network.
create view run_figures as
select r.run_id, r.activation, r.c3, r.pooling, r.width, r.engine, r.device,
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
       case when r.status = 'done' then last.validation_error_pct end as validation_error_pct
from runs r
left join epochs last
       on last.run_id = r.run_id
      and last.epoch = (select max(e.epoch) from epochs e where e.run_id = r.run_id);

-- Every run of every experiment, trials among them.
create view run_rows as
select v.run_id, m.experiment, m.variant, v.activation, v.c3, v.pooling, v.width, v.engine, v.device, v.dataset,
       v.dataset_sha256, v.train_images, v.seed, v.status, v.epochs, v.parameters, v.train_loss, v.test_loss,
       v.train_error_pct, v.test_error_pct, v.gap_pct, v.train_seconds, v.images_per_second, v.weights_sha256,
       v.started_at, v.finished_at, v.predict_seconds, m.tuned_from, m.trial_of, v.validation_error_pct, m.position
from experiment_runs m join run_figures v on v.run_id = m.run_id;

-- The runs that answer the question. What only tried a setting is no part of any comparison.
create view run_summary as
select v.run_id, v.experiment, v.variant, v.activation, v.c3, v.pooling, v.width, v.engine, v.device, v.dataset,
       v.dataset_sha256, v.train_images, v.seed, v.status, v.epochs, v.parameters, v.train_loss, v.test_loss,
       v.train_error_pct, v.test_error_pct, v.gap_pct, v.train_seconds, v.images_per_second, v.weights_sha256,
       v.started_at, v.finished_at, v.predict_seconds /* settings */
from run_rows v where v.trial_of is null;

-- The trials. What they make of the test images is not shown: it must not choose anything.
create view trial_summary as
select v.run_id, v.experiment, v.trial_of, v.variant, v.dataset_sha256, v.train_images, v.seed, v.status, v.epochs,
       v.validation_error_pct, v.weights_sha256, v.started_at, v.finished_at /* settings */
from run_rows v where v.trial_of is not null;

-- Every run once, also what no experiment asks for any longer: then with the last one that did, as far as that was
-- recorded. What only ever tried a setting shows nothing of the test images here either.
create view all_runs as
select v.run_id,
       (select group_concat(distinct o.experiment) from experiment_runs o where o.run_id = v.run_id) as experiments,
       f.experiment as former_experiment, coalesce(m.variant, f.variant) as variant,
       v.activation, v.c3, v.pooling, v.width, v.engine, v.device, v.dataset, v.dataset_sha256, v.train_images, v.seed,
       v.status, v.epochs, v.parameters, v.train_loss,
       case when coalesce(m.trial_of, f.trial_of) is null then v.test_loss end as test_loss,
       v.train_error_pct,
       case when coalesce(m.trial_of, f.trial_of) is null then v.test_error_pct end as test_error_pct,
       case when coalesce(m.trial_of, f.trial_of) is null then v.gap_pct end as gap_pct,
       v.train_seconds, v.images_per_second, v.weights_sha256, v.started_at, v.finished_at, v.predict_seconds /* settings */
from run_figures v
left join experiment_runs m
       on m.run_id = v.run_id
      and (m.experiment, m.position) = (select o.experiment, o.position from experiment_runs o where o.run_id = v.run_id
                                        order by o.trial_of is not null, o.experiment, o.position limit 1)
left join former_runs f
       on m.run_id is null and f.run_id = v.run_id
      and (f.experiment, f.variant) = (select o.experiment, o.variant from former_runs o where o.run_id = v.run_id
                                       order by o.left_at desc, o.experiment, o.variant limit 1);

-- The gradient of the first layer with parameters over that of the last before the output: how much of it arrives.
create view gradient_flow as
select bottom.run_id, bottom.epoch, bottom.layer as bottom_layer, top.layer as top_layer,
       bottom.gradient_norm as bottom_gradient_norm, top.gradient_norm as top_gradient_norm,
       bottom.gradient_norm / nullif(top.gradient_norm, 0) as bottom_over_top
from layer_stats bottom
join layer_stats top
  on top.run_id = bottom.run_id and top.epoch = bottom.epoch
 and top.position = (select max(l.position) from layer_stats l
                     where l.run_id = bottom.run_id and l.epoch = bottom.epoch and l.layer <> 'output')
where bottom.position = 1;

-- The first epoch after which so much of the test set was right; null where none was: censored at `epochs`, the last.
create view epochs_to_accuracy as
select r.run_id, r.status, count(e.epoch) as epochs,
       min(case when e.test_error_pct <= 10 then e.epoch end) as to_90_pct,
       min(case when e.test_error_pct <= 5 then e.epoch end) as to_95_pct,
       min(case when e.test_error_pct <= 2 then e.epoch end) as to_98_pct,
       min(case when e.test_error_pct <= 1 then e.epoch end) as to_99_pct
from runs r left join epochs e on e.run_id = r.run_id
where r.status in ('done', 'diverged')
group by r.run_id;
