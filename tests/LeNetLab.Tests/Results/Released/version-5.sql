-- A database of schema version 5, as it was when that version was in use: runs in every state, one of a tuned variant,
-- one a trial, labels, layers, altered test images and times of prediction. Never edited.
PRAGMA application_id = 1280193868;
PRAGMA user_version = 5;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE epochs (
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
INSERT INTO "epochs" VALUES('86340666c91a71f7',1,0.02,2.10132129748258211776e+00,86.0,71.6,80.0,2.10228186012640616553e+00,75.0,3.40000000000000568434e+00,0.0775421);
INSERT INTO "epochs" VALUES('86340666c91a71f7',2,0.01,1.99295015454764379292e+00,53.6,43.2,50.0,1.97724874951330642502e+00,40.0,-3.20000000000000284217e+00,0.0191213);
INSERT INTO "epochs" VALUES('8a49076d4106a5a0',1,0.02,1.5730654590580126495e+00,49.6,17.2,22.0,1.67144516064172732328e+00,20.0,2.80000000000000071054e+00,0.0168311);
INSERT INTO "epochs" VALUES('8a49076d4106a5a0',2,0.01,0.921966946589562,14.8,12.8,14.0,1.01511497684517904005e+00,5.0,-7.80000000000000071054e+00,0.017912);
INSERT INTO "epochs" VALUES('9a6f3b912be1e088',1,0.02,2.10069290779179107531e+00,74.0,41.2,40.0,2.12626312267567119107e+00,55.0,1.37999999999999971582e+01,0.0171519);
INSERT INTO "epochs" VALUES('9a6f3b912be1e088',2,0.01,2.00507982662645378724e+00,47.2,45.6,48.0,2.015583639561740803e+00,50.0,4.39999999999999857891e+00,0.017909);
INSERT INTO "epochs" VALUES('9f15bff4f0319c5e',1,0.02,1.46958402157588752245e+00,68.0,43.2,46.0,1.4993119713648985769e+00,55.0,1.17999999999999971578e+01,0.0701545);
INSERT INTO "epochs" VALUES('9f15bff4f0319c5e',2,0.01,9.0802752122789065492e-01,28.0,18.4,22.0,9.0541977438733278749e-01,15.0,-3.39999999999999857891e+00,0.0173259);
INSERT INTO "epochs" VALUES('da6a62de4c36678e',1,0.02,2.79140779871595157146e+00,9.03333333333333285929e+01,87.0,NULL,2.7704353841369093736e+00,85.0,-2.0,0.0623125);
INSERT INTO "epochs" VALUES('da6a62de4c36678e',2,1.99999876629970360641e-02,2.36968757362817106226e+00,8.86666666666666714036e+01,9.16666666666666714053e+01,NULL,2.49875753407080924972e+00,95.0,3.33333333333332859638e+00,0.0143082);
INSERT INTO "epochs" VALUES('da6a62de4c36678e',3,1.99999506520185839353e-02,2.37738071550941665321e+00,8.73333333333333285998e+01,9.03333333333333285929e+01,NULL,2.37941456339336676606e+00,90.0,-3.33333333333328596381e-01,0.0113905);
CREATE TABLE experiment_runs (
    experiment text not null references experiments (name) on delete cascade,
    position   integer not null,       -- the order of the spec
    run_id     text not null references runs (run_id),
    variant    text not null, tuned_from text, trial_of text,
    primary key (experiment, position),
    unique (experiment, run_id, variant)
) without rowid;
INSERT INTO "experiment_runs" VALUES('again',0,'86340666c91a71f7','base',NULL,NULL);
INSERT INTO "experiment_runs" VALUES('again',1,'9a6f3b912be1e088','base',NULL,NULL);
INSERT INTO "experiment_runs" VALUES('long',0,'da6a62de4c36678e','base',NULL,NULL);
INSERT INTO "experiment_runs" VALUES('long',1,'ae30a848dbf3a246','base',NULL,NULL);
INSERT INTO "experiment_runs" VALUES('long',2,'9f15bff4f0319c5e','relu, tuned','relu',NULL);
INSERT INTO "experiment_runs" VALUES('long',3,'86340666c91a71f7','relu, rate 0.02',NULL,'relu');
INSERT INTO "experiment_runs" VALUES('tiny',0,'7d399bd2cc073723','base',NULL,NULL);
CREATE TABLE experiments (
    name        text primary key,
    question    text not null,
    spec_yaml   text not null,
    command     text not null,         -- what asks for the same runs again, overrides included
    declared_at text not null          -- ISO 8601, UTC, as every time here; the latest declaration's
, baseline text);
INSERT INTO "experiments" VALUES('tiny','Does the whole way work?','name: tiny
question: Does the whole way work?
dataset: ./digits
seeds: 2
base:
  model: {preset: lenet5, activation: tanh, c3: partial, pooling: subsampling}
  training: {epochs: 2, batch_size: 32, learning_rate: 0.02, validation_images: 50}
grid:
  model.activation: [tanh, relu]
','make run EXP=tiny SET="seeds=1 training.learning_rate=100 model.activation=leaky_relu"','2026-11-21T09:25:16.957Z','model.activation=tanh');
INSERT INTO "experiments" VALUES('again','Does the whole way work?','name: again
question: Does the whole way work?
dataset: ./digits
seeds: 2
base:
  model: {preset: lenet5, activation: tanh, c3: partial, pooling: subsampling}
  training: {epochs: 2, batch_size: 32, learning_rate: 0.02, validation_images: 50}
grid:
  model.activation: [tanh, relu]
','make run EXP=again SET="seeds=2 model.activation=tanh"','2026-11-21T09:25:17.810Z',NULL);
INSERT INTO "experiments" VALUES('long','What if it is killed?','name: long
question: What if it is killed?
dataset: ./digits
seeds: 2
base:
  model: {preset: lenet5, activation: sigmoid}
  training: {epochs: 2000, batch_size: 32, learning_rate: 0.02}
','make run EXP=long','2026-11-21T09:25:18.374Z',NULL);
CREATE TABLE layer_stats (
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
INSERT INTO "layer_stats" VALUES('86340666c91a71f7',1,1,'C1',6,0.125,1.5,0.01,0.0066,0.02,0.4,0.05,0);
INSERT INTO "layer_stats" VALUES('86340666c91a71f7',1,2,'S2',6,0.25,2.5,0.02,0.008,0.01,0.3,0.0,NULL);
INSERT INTO "layer_stats" VALUES('86340666c91a71f7',2,1,'C1',6,0.5,1.75,0.015,0.0085,-0.02,0.5,0.0625,1);
INSERT INTO "layer_stats" VALUES('8a49076d4106a5a0',1,1,'C1',6,NULL,NULL,NULL,NULL,0.125,0.25,NULL,NULL);
CREATE TABLE predictions (
    run_id      text primary key references runs (run_id) on delete cascade,
    predictions blob not null          -- one byte for each test image: the class that the final network gives it
);
INSERT INTO "predictions" VALUES('9f15bff4f0319c5e',X'0808000809080206050604050001080500090504');
INSERT INTO "predictions" VALUES('86340666c91a71f7',X'0808080809080806080804050801080508090504');
INSERT INTO "predictions" VALUES('8a49076d4106a5a0',X'0808000809030206050304050001030500090404');
INSERT INTO "predictions" VALUES('9a6f3b912be1e088',X'0808090809040206080404080901040809090804');
CREATE TABLE robustness (
    run_id         text not null references runs (run_id) on delete cascade,
    transform      text not null,     -- shift_x, scale, rotation, …
    amount         real not null,     -- in the transform's own unit
    images         integer not null,  -- the first so many test images
    test_error_pct real not null,
    primary key (run_id, transform, amount)
) without rowid;
INSERT INTO "robustness" VALUES('86340666c91a71f7','rotation',15.5,20,50.0);
INSERT INTO "robustness" VALUES('86340666c91a71f7','shift_x',-2.0,20,45.0);
CREATE TABLE runners (
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
INSERT INTO "runners" VALUES(1,'host-1','a',71,'1','2026-11-21T09:25:16.950Z',5.0,1,'2026-11-21T09:25:17.800Z','2026-11-21T09:25:17.900Z');
INSERT INTO "runners" VALUES(2,'host-1','a',93,'9','2026-11-21T09:25:18.370Z',5.0,7,'2026-11-21T09:25:53.370Z',NULL);
CREATE TABLE runs (
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
, runner_id integer references runners (runner_id), token integer not null default 0, predict_seconds real);
INSERT INTO "runs" VALUES('86340666c91a71f7','tanh','partial','subsampling','lenet5','simd',2,'cpu',256,'./digits','8d7b8ac1827484d9ecb5b3385200c1c0e01791ead40c8bdea77e3ca5e8dbfbf8',250,1,60850,'done',9.66634000000000104257e-02,5.17258859092479633548e+03,'276cfe11f7dec6d345407e01372ad3ded8cb08f8dc5c2576fdf3c8308e96149d',NULL,'2026-11-21T09:25:15.886Z','2026-11-21T09:25:16.120Z','0123456789abcdef0123456789abcdef01234567',0,'host-1','A CPU @ 2 GHz','.NET 10.0.0','Linux 6.1 x64','1.0.0','3.40.1',1,1,0.25);
INSERT INTO "runs" VALUES('9a6f3b912be1e088','tanh','partial','subsampling','lenet5','simd',2,'cpu',256,'./digits','8d7b8ac1827484d9ecb5b3385200c1c0e01791ead40c8bdea77e3ca5e8dbfbf8',250,2,60850,'done',3.50609000000000059493e-02,1.42609003191589472402e+04,'0ade7ed3a9c5802c92011b544db8b7c6b10d913df6dc376b57ace722079b23b2',NULL,'2026-11-21T09:25:16.124Z','2026-11-21T09:25:16.211Z','0123456789abcdef0123456789abcdef01234567',0,'host-1','A CPU @ 2 GHz','.NET 10.0.0','Linux 6.1 x64','1.0.0','3.40.1',1,1,0.0125);
INSERT INTO "runs" VALUES('9f15bff4f0319c5e','relu','partial','subsampling','lenet5','simd',2,'cpu',256,'./digits','8d7b8ac1827484d9ecb5b3385200c1c0e01791ead40c8bdea77e3ca5e8dbfbf8',250,1,60850,'done',0.0874804,5.7155660010699539269e+03,'89c761adeac591a7f04befc1f2fd241a74c4bf6b39b427cea3a6232dbbcd4de7',NULL,'2026-11-21T09:25:15.894Z','2026-11-21T09:25:16.111Z','0123456789abcdef0123456789abcdef01234567',0,'host-1','A CPU @ 2 GHz','.NET 10.0.0','Linux 6.1 x64','1.0.0','3.40.1',1,1,0.25);
INSERT INTO "runs" VALUES('8a49076d4106a5a0','relu','partial','subsampling','lenet5','simd',2,'cpu',256,'./digits','8d7b8ac1827484d9ecb5b3385200c1c0e01791ead40c8bdea77e3ca5e8dbfbf8',250,2,60850,'failed',NULL,NULL,NULL,'System.IO.IOException: The disk is full.
   at somewhere','2026-11-21T09:25:16.128Z','2026-11-21T09:25:16.210Z','0123456789abcdef0123456789abcdef01234567',0,'host-1','A CPU @ 2 GHz','.NET 10.0.0','Linux 6.1 x64','1.0.0','3.40.1',1,1,NULL);
INSERT INTO "runs" VALUES('7d399bd2cc073723','leaky_relu','partial','subsampling','lenet5','simd',2,'cpu',256,'./digits','8d7b8ac1827484d9ecb5b3385200c1c0e01791ead40c8bdea77e3ca5e8dbfbf8',250,1,60850,'diverged',0.0,0.0,NULL,NULL,'2026-11-21T09:25:17.075Z','2026-11-21T09:25:17.200Z','0123456789abcdef0123456789abcdef01234567',0,'host-1','A CPU @ 2 GHz','.NET 10.0.0','Linux 6.1 x64','1.0.0','3.40.1',1,1,NULL);
INSERT INTO "runs" VALUES('da6a62de4c36678e','sigmoid','full','average','lenet5','simd',2,'cpu',256,'./digits','8d7b8ac1827484d9ecb5b3385200c1c0e01791ead40c8bdea77e3ca5e8dbfbf8',300,1,61706,'running',NULL,NULL,NULL,NULL,'2026-11-21T09:25:18.512Z',NULL,'0123456789abcdef0123456789abcdef01234567',0,'host-1','A CPU @ 2 GHz','.NET 10.0.0','Linux 6.1 x64','1.0.0','3.40.1',2,1,NULL);
INSERT INTO "runs" VALUES('ae30a848dbf3a246','sigmoid','full','average','lenet5','simd',2,'cpu',256,'./digits','8d7b8ac1827484d9ecb5b3385200c1c0e01791ead40c8bdea77e3ca5e8dbfbf8',300,2,61706,'pending',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL);
CREATE TABLE settings (
    run_id   text not null references runs (run_id) on delete cascade,
    path     text not null,
    value    text not null,
    position integer not null,
    primary key (run_id, path)
) without rowid;
INSERT INTO "settings" VALUES('7d399bd2cc073723','model.activation','leaky_relu',1);
INSERT INTO "settings" VALUES('7d399bd2cc073723','model.c3','partial',3);
INSERT INTO "settings" VALUES('7d399bd2cc073723','model.f6','84',5);
INSERT INTO "settings" VALUES('7d399bd2cc073723','model.negative_slope','0.01',2);
INSERT INTO "settings" VALUES('7d399bd2cc073723','model.pooling','subsampling',4);
INSERT INTO "settings" VALUES('7d399bd2cc073723','model.preset','lenet5',0);
INSERT INTO "settings" VALUES('7d399bd2cc073723','training.batch_size','32',7);
INSERT INTO "settings" VALUES('7d399bd2cc073723','training.epochs','2',6);
INSERT INTO "settings" VALUES('7d399bd2cc073723','training.initialisation','he_uniform',15);
INSERT INTO "settings" VALUES('7d399bd2cc073723','training.initialisation_gain','1',16);
INSERT INTO "settings" VALUES('7d399bd2cc073723','training.learning_rate','100',9);
INSERT INTO "settings" VALUES('7d399bd2cc073723','training.momentum','0.9',10);
INSERT INTO "settings" VALUES('7d399bd2cc073723','training.nesterov','false',11);
INSERT INTO "settings" VALUES('7d399bd2cc073723','training.optimizer','sgd',8);
INSERT INTO "settings" VALUES('7d399bd2cc073723','training.schedule','cosine',13);
INSERT INTO "settings" VALUES('7d399bd2cc073723','training.train_images','all',17);
INSERT INTO "settings" VALUES('7d399bd2cc073723','training.validation_images','50',18);
INSERT INTO "settings" VALUES('7d399bd2cc073723','training.warmup_epochs','0',14);
INSERT INTO "settings" VALUES('7d399bd2cc073723','training.weight_decay','0',12);
INSERT INTO "settings" VALUES('86340666c91a71f7','model.activation','tanh',1);
INSERT INTO "settings" VALUES('86340666c91a71f7','model.c3','partial',2);
INSERT INTO "settings" VALUES('86340666c91a71f7','model.f6','84',4);
INSERT INTO "settings" VALUES('86340666c91a71f7','model.pooling','subsampling',3);
INSERT INTO "settings" VALUES('86340666c91a71f7','model.preset','lenet5',0);
INSERT INTO "settings" VALUES('86340666c91a71f7','training.batch_size','32',6);
INSERT INTO "settings" VALUES('86340666c91a71f7','training.epochs','2',5);
INSERT INTO "settings" VALUES('86340666c91a71f7','training.initialisation','lecun_uniform',14);
INSERT INTO "settings" VALUES('86340666c91a71f7','training.initialisation_gain','1',15);
INSERT INTO "settings" VALUES('86340666c91a71f7','training.learning_rate','0.02',8);
INSERT INTO "settings" VALUES('86340666c91a71f7','training.momentum','0.9',9);
INSERT INTO "settings" VALUES('86340666c91a71f7','training.nesterov','false',10);
INSERT INTO "settings" VALUES('86340666c91a71f7','training.optimizer','sgd',7);
INSERT INTO "settings" VALUES('86340666c91a71f7','training.schedule','cosine',12);
INSERT INTO "settings" VALUES('86340666c91a71f7','training.train_images','all',16);
INSERT INTO "settings" VALUES('86340666c91a71f7','training.validation_images','50',17);
INSERT INTO "settings" VALUES('86340666c91a71f7','training.warmup_epochs','0',13);
INSERT INTO "settings" VALUES('86340666c91a71f7','training.weight_decay','0',11);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','model.activation','relu',1);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','model.c3','partial',2);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','model.f6','84',4);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','model.pooling','subsampling',3);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','model.preset','lenet5',0);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','training.batch_size','32',6);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','training.epochs','2',5);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','training.initialisation','he_uniform',14);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','training.initialisation_gain','1',15);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','training.learning_rate','0.02',8);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','training.momentum','0.9',9);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','training.nesterov','false',10);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','training.optimizer','sgd',7);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','training.schedule','cosine',12);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','training.train_images','all',16);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','training.validation_images','50',17);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','training.warmup_epochs','0',13);
INSERT INTO "settings" VALUES('8a49076d4106a5a0','training.weight_decay','0',11);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','model.activation','tanh',1);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','model.c3','partial',2);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','model.f6','84',4);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','model.pooling','subsampling',3);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','model.preset','lenet5',0);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','training.batch_size','32',6);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','training.epochs','2',5);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','training.initialisation','lecun_uniform',14);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','training.initialisation_gain','1',15);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','training.learning_rate','0.02',8);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','training.momentum','0.9',9);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','training.nesterov','false',10);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','training.optimizer','sgd',7);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','training.schedule','cosine',12);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','training.train_images','all',16);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','training.validation_images','50',17);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','training.warmup_epochs','0',13);
INSERT INTO "settings" VALUES('9a6f3b912be1e088','training.weight_decay','0',11);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','model.activation','relu',1);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','model.c3','partial',2);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','model.f6','84',4);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','model.pooling','subsampling',3);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','model.preset','lenet5',0);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','training.batch_size','32',6);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','training.epochs','2',5);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','training.initialisation','he_uniform',14);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','training.initialisation_gain','1',15);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','training.learning_rate','0.02',8);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','training.momentum','0.9',9);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','training.nesterov','false',10);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','training.optimizer','sgd',7);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','training.schedule','cosine',12);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','training.train_images','all',16);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','training.validation_images','50',17);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','training.warmup_epochs','0',13);
INSERT INTO "settings" VALUES('9f15bff4f0319c5e','training.weight_decay','0',11);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','model.activation','sigmoid',1);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','model.c3','full',2);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','model.f6','84',4);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','model.pooling','average',3);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','model.preset','lenet5',0);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','training.batch_size','32',6);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','training.epochs','2000',5);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','training.initialisation','glorot_uniform',14);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','training.initialisation_gain','4',15);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','training.learning_rate','0.02',8);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','training.momentum','0.9',9);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','training.nesterov','false',10);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','training.optimizer','sgd',7);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','training.schedule','cosine',12);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','training.train_images','all',16);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','training.validation_images','0',17);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','training.warmup_epochs','0',13);
INSERT INTO "settings" VALUES('ae30a848dbf3a246','training.weight_decay','0',11);
INSERT INTO "settings" VALUES('da6a62de4c36678e','model.activation','sigmoid',1);
INSERT INTO "settings" VALUES('da6a62de4c36678e','model.c3','full',2);
INSERT INTO "settings" VALUES('da6a62de4c36678e','model.f6','84',4);
INSERT INTO "settings" VALUES('da6a62de4c36678e','model.pooling','average',3);
INSERT INTO "settings" VALUES('da6a62de4c36678e','model.preset','lenet5',0);
INSERT INTO "settings" VALUES('da6a62de4c36678e','training.batch_size','32',6);
INSERT INTO "settings" VALUES('da6a62de4c36678e','training.epochs','2000',5);
INSERT INTO "settings" VALUES('da6a62de4c36678e','training.initialisation','glorot_uniform',14);
INSERT INTO "settings" VALUES('da6a62de4c36678e','training.initialisation_gain','4',15);
INSERT INTO "settings" VALUES('da6a62de4c36678e','training.learning_rate','0.02',8);
INSERT INTO "settings" VALUES('da6a62de4c36678e','training.momentum','0.9',9);
INSERT INTO "settings" VALUES('da6a62de4c36678e','training.nesterov','false',10);
INSERT INTO "settings" VALUES('da6a62de4c36678e','training.optimizer','sgd',7);
INSERT INTO "settings" VALUES('da6a62de4c36678e','training.schedule','cosine',12);
INSERT INTO "settings" VALUES('da6a62de4c36678e','training.train_images','all',16);
INSERT INTO "settings" VALUES('da6a62de4c36678e','training.validation_images','0',17);
INSERT INTO "settings" VALUES('da6a62de4c36678e','training.warmup_epochs','0',13);
INSERT INTO "settings" VALUES('da6a62de4c36678e','training.weight_decay','0',11);
CREATE TABLE test_labels (
    dataset_sha256 text primary key,
    labels         blob not null       -- one byte for each test image: its class
);
INSERT INTO "test_labels" VALUES('8d7b8ac1827484d9ecb5b3385200c1c0e01791ead40c8bdea77e3ca5e8dbfbf8',X'0001020304050607080900010203040506070809');
CREATE INDEX experiment_runs_by_run on experiment_runs (run_id);
CREATE INDEX running_runs on runs (runner_id) where status = 'running';
CREATE VIEW gradient_flow as
select bottom.run_id, bottom.epoch, bottom.layer as bottom_layer, top.layer as top_layer,
       bottom.gradient_norm as bottom_gradient_norm, top.gradient_norm as top_gradient_norm,
       bottom.gradient_norm / nullif(top.gradient_norm, 0) as bottom_over_top
from layer_stats bottom
join layer_stats top
  on top.run_id = bottom.run_id and top.epoch = bottom.epoch
 and top.position = (select max(l.position) from layer_stats l
                     where l.run_id = bottom.run_id and l.epoch = bottom.epoch and l.layer <> 'output')
where bottom.position = 1;
CREATE VIEW epochs_to_accuracy as
select r.run_id, r.status, count(e.epoch) as epochs,
       min(case when e.test_error_pct <= 10 then e.epoch end) as to_90_pct,
       min(case when e.test_error_pct <= 5 then e.epoch end) as to_95_pct,
       min(case when e.test_error_pct <= 2 then e.epoch end) as to_98_pct,
       min(case when e.test_error_pct <= 1 then e.epoch end) as to_99_pct
from runs r left join epochs e on e.run_id = r.run_id
where r.status in ('done', 'diverged')
group by r.run_id;
CREATE VIEW run_rows as
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
CREATE VIEW run_summary as
select run_id, experiment, variant, activation, c3, pooling, width, engine, device, dataset, dataset_sha256,
       train_images, seed, status, epochs, parameters, train_loss, test_loss, train_error_pct, test_error_pct, gap_pct,
       train_seconds, images_per_second, weights_sha256, started_at, finished_at, predict_seconds
from run_rows where trial_of is null;
CREATE VIEW trial_summary as
select run_id, experiment, trial_of, variant, dataset_sha256, train_images, seed, status, epochs, validation_error_pct,
       weights_sha256, started_at, finished_at
from run_rows where trial_of is not null;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('runners',2);
COMMIT;
