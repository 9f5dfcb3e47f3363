-- Version 4. What is measured of a network beside its errors: its layers after each epoch, how soon it learns, what
-- it bears.

create table layer_stats (
    run_id              text not null,
    epoch               integer not null,
    position            integer not null,  -- among the layers with parameters, from 1
    layer               text not null,     -- C1, C3, C5, F6, output, and S2, S4 where they are trained
    units               integer not null,  -- maps, or units
    gradient_norm       real,              -- null here and below: the engine does not show it, or the layer has none
    weight_norm         real,
    update_norm         real,
    update_weight_ratio real,
    activation_mean     real,
    activation_sd       real,
    saturated_fraction  real,              -- 0 to 1
    dead_units          integer,
    primary key (run_id, epoch, position),
    foreign key (run_id, epoch) references epochs (run_id, epoch) on delete cascade
) without rowid;

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

-- The test error of a trained network when the test images are moved, bent or spoilt.
create table robustness (
    run_id         text not null references runs (run_id) on delete cascade,
    transform      text not null,     -- shift_x, scale, rotation, …
    amount         real not null,     -- in the transform's own unit
    images         integer not null,  -- the first so many test images
    test_error_pct real not null,
    primary key (run_id, transform, amount)
) without rowid;
