-- A database of schema version 6, as it was when that version was in use: runs in every state, one of a tuned variant,
-- one a trial, two that no experiment asks for, one of them without settings that go without saying; labels, images,
-- layers, altered test images and times of prediction. Never edited.
PRAGMA application_id = 1280193868;
PRAGMA user_version = 6;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE experiments (
    name        text primary key,
    question    text not null,
    spec_yaml   text not null,
    command     text not null,         -- what asks for the same runs again, overrides included
    declared_at text not null          -- ISO 8601, UTC, as every time here; the latest declaration's
, baseline text);
INSERT INTO experiments VALUES('tiny','Does the whole way work?',replace('name: tiny\nquestion: Does the whole way work?\ndataset: ./digits\nseeds: 1\nbase:\n  model: {preset: lenet5, activation: relu, c3: partial, pooling: subsampling}\n  training: {epochs: 2, batch_size: 32, learning_rate: 100, validation_images: 50}\n','\n',char(10)),'make run EXP=tiny','2026-12-01T04:11:48.990Z',NULL);
INSERT INTO experiments VALUES('again','Does the whole way work?',replace('name: again\nquestion: Does the whole way work?\ndataset: ./digits\nseeds: 1\nbase:\n  model: {preset: lenet5, activation: tanh, c3: partial, pooling: subsampling}\n  training: {epochs: 2, learning_rate: 0.02, validation_images: 50}\ngrid:\n  training.batch_size: [32, 64]\n','\n',char(10)),'make run EXP=again','2026-12-01T04:11:18.656Z',NULL);
INSERT INTO experiments VALUES('long','What if it is killed?',replace('name: long\nquestion: What if it is killed?\ndataset: ./digits\nseeds: 2\nbase:\n  model: {preset: lenet5, activation: tanh, c3: partial, pooling: subsampling}\n  training: {epochs: 2, batch_size: 32, learning_rate: 0.02, validation_images: 50}\ngrid:\n  model.activation: [tanh, relu]\n','\n',char(10)),'make run EXP=long','2026-12-01T04:11:13.115Z',NULL);
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
INSERT INTO runs VALUES('0c4059a81b82bba8','tanh','partial','subsampling','lenet5','simd',2,'cpu',512,'./digits','d53b6682a70ca6e83dd594580e31c1e823e96dc24a97279b33f2a3ba58bc1b0b',250,1,60850,'done',0.17086239999999999761,2926.3313637172368544,'6e170ddcc98f435aa49d8057ac6fa0010fafd5be8b8d639f754e0167f9530faf',NULL,'2026-12-01T04:11:08.334Z','2026-12-01T04:11:09.490Z','0123456789abcdef0123456789abcdef01234567',0,'host-1','A CPU @ 2 GHz','.NET 10.0.0','Linux 6.1 x64','1.0.0','3.40.1',2,1,0.00016220000000000001235);
INSERT INTO runs VALUES('14a048b2163038ac','tanh','partial','subsampling','lenet5','simd',2,'cpu',512,'./digits','d53b6682a70ca6e83dd594580e31c1e823e96dc24a97279b33f2a3ba58bc1b0b',250,2,60850,'running',NULL,NULL,NULL,NULL,'2026-12-01T04:11:09.632Z',NULL,'0123456789abcdef0123456789abcdef01234567',0,'host-1','A CPU @ 2 GHz','.NET 10.0.0','Linux 6.1 x64','1.0.0','3.40.1',2,1,NULL);
INSERT INTO runs VALUES('c946fe57e1a5fdad','tanh','partial','subsampling','lenet5','simd',2,'cpu',512,'./digits','d53b6682a70ca6e83dd594580e31c1e823e96dc24a97279b33f2a3ba58bc1b0b',250,1,60850,'done',0.19009090000000000708,2630.3205466437370888,'761069eacbb18bf3e8ea13248783df5ade086622a367a17f0478dd4423b76414',NULL,'2026-12-01T04:11:08.370Z','2026-12-01T04:11:09.537Z','0123456789abcdef0123456789abcdef01234567',0,'host-1','A CPU @ 2 GHz','.NET 10.0.0','Linux 6.1 x64','1.0.0','3.40.1',2,1,0.013780699999999999894);
INSERT INTO runs VALUES('403b1a6bdfeda47a','tanh','partial','subsampling','lenet5','simd',2,'cpu',512,'./digits','d53b6682a70ca6e83dd594580e31c1e823e96dc24a97279b33f2a3ba58bc1b0b',250,2,60850,'pending',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO runs VALUES('870f802068f87938','relu','partial','subsampling','lenet5','simd',2,'cpu',512,'./digits','d53b6682a70ca6e83dd594580e31c1e823e96dc24a97279b33f2a3ba58bc1b0b',250,1,60850,'done',0.23292089999999998628,2146.6515027204513899,'ad6c18c87c02c18e1adf19aac79657968f8310f8b44b25b26d148feb0750e532',NULL,'2026-12-01T04:11:13.819Z','2026-12-01T04:11:15.258Z','0123456789abcdef0123456789abcdef01234567',0,'host-1','A CPU @ 2 GHz','.NET 10.0.0','Linux 6.1 x64','1.0.0','3.40.1',3,1,0.00018210000000000000817);
INSERT INTO runs VALUES('8d8d4a53bd8373d4','relu','partial','subsampling','lenet5','simd',2,'cpu',512,'./digits','d53b6682a70ca6e83dd594580e31c1e823e96dc24a97279b33f2a3ba58bc1b0b',250,2,60850,'done',0.21509610000000001228,2324.5423789645651595,'8523a45726cf65e198adb17d253816f901e43b4fe4d8386809165372b9af21c5',NULL,'2026-12-01T04:11:13.886Z','2026-12-01T04:11:15.210Z','0123456789abcdef0123456789abcdef01234567',0,'host-1','A CPU @ 2 GHz','.NET 10.0.0','Linux 6.1 x64','1.0.0','3.40.1',3,1,0.00013870000000000001034);
INSERT INTO runs VALUES('c17425e68428fec7','tanh','partial','subsampling','lenet5','simd',2,'cpu',512,'./digits','d53b6682a70ca6e83dd594580e31c1e823e96dc24a97279b33f2a3ba58bc1b0b',250,1,60850,'failed',NULL,NULL,NULL,replace('System.IO.IOException: The disk is full.\n   at Somewhere','\n',char(10)),'2026-12-01T04:11:19.337Z','2026-12-01T04:11:20.475Z','0123456789abcdef0123456789abcdef01234567',0,'host-1','A CPU @ 2 GHz','.NET 10.0.0','Linux 6.1 x64','1.0.0','3.40.1',4,1,NULL);
INSERT INTO runs VALUES('6ddeccfd46d24a68','relu','partial','subsampling','lenet5','simd',2,'cpu',512,'./digits','d53b6682a70ca6e83dd594580e31c1e823e96dc24a97279b33f2a3ba58bc1b0b',250,1,60850,'diverged',0.0,0.0,NULL,NULL,'2026-12-01T04:11:49.723Z','2026-12-01T04:11:51.082Z','0123456789abcdef0123456789abcdef01234567',0,'host-1','A CPU @ 2 GHz','.NET 10.0.0','Linux 6.1 x64','1.0.0','3.40.1',5,1,NULL);
CREATE TABLE settings (
    run_id   text not null references runs (run_id) on delete cascade,
    path     text not null,
    value    text not null,
    position integer not null,
    primary key (run_id, path)
) without rowid;
INSERT INTO settings VALUES('0c4059a81b82bba8','model.activation','tanh',1);
INSERT INTO settings VALUES('0c4059a81b82bba8','model.c3','partial',2);
INSERT INTO settings VALUES('0c4059a81b82bba8','model.f6','84',4);
INSERT INTO settings VALUES('0c4059a81b82bba8','model.loss','cross_entropy',6);
INSERT INTO settings VALUES('0c4059a81b82bba8','model.output','softmax',5);
INSERT INTO settings VALUES('0c4059a81b82bba8','model.pooling','subsampling',3);
INSERT INTO settings VALUES('0c4059a81b82bba8','model.preset','lenet5',0);
INSERT INTO settings VALUES('0c4059a81b82bba8','training.affine_strength','1',21);
INSERT INTO settings VALUES('0c4059a81b82bba8','training.batch_size','32',8);
INSERT INTO settings VALUES('0c4059a81b82bba8','training.distortion','none',20);
INSERT INTO settings VALUES('0c4059a81b82bba8','training.elastic_alpha','34',22);
INSERT INTO settings VALUES('0c4059a81b82bba8','training.elastic_sigma','4',23);
INSERT INTO settings VALUES('0c4059a81b82bba8','training.epochs','2',7);
INSERT INTO settings VALUES('0c4059a81b82bba8','training.initialisation','lecun_uniform',16);
INSERT INTO settings VALUES('0c4059a81b82bba8','training.initialisation_gain','1',17);
INSERT INTO settings VALUES('0c4059a81b82bba8','training.learning_rate','0.02',10);
INSERT INTO settings VALUES('0c4059a81b82bba8','training.momentum','0.9',11);
INSERT INTO settings VALUES('0c4059a81b82bba8','training.nesterov','false',12);
INSERT INTO settings VALUES('0c4059a81b82bba8','training.optimizer','sgd',9);
INSERT INTO settings VALUES('0c4059a81b82bba8','training.schedule','cosine',14);
INSERT INTO settings VALUES('0c4059a81b82bba8','training.train_images','all',18);
INSERT INTO settings VALUES('0c4059a81b82bba8','training.validation_images','50',19);
INSERT INTO settings VALUES('0c4059a81b82bba8','training.warmup_epochs','0',15);
INSERT INTO settings VALUES('0c4059a81b82bba8','training.weight_decay','0',13);
INSERT INTO settings VALUES('14a048b2163038ac','model.activation','tanh',1);
INSERT INTO settings VALUES('14a048b2163038ac','model.c3','partial',2);
INSERT INTO settings VALUES('14a048b2163038ac','model.f6','84',4);
INSERT INTO settings VALUES('14a048b2163038ac','model.loss','cross_entropy',6);
INSERT INTO settings VALUES('14a048b2163038ac','model.output','softmax',5);
INSERT INTO settings VALUES('14a048b2163038ac','model.pooling','subsampling',3);
INSERT INTO settings VALUES('14a048b2163038ac','model.preset','lenet5',0);
INSERT INTO settings VALUES('14a048b2163038ac','training.affine_strength','1',21);
INSERT INTO settings VALUES('14a048b2163038ac','training.batch_size','32',8);
INSERT INTO settings VALUES('14a048b2163038ac','training.distortion','none',20);
INSERT INTO settings VALUES('14a048b2163038ac','training.elastic_alpha','34',22);
INSERT INTO settings VALUES('14a048b2163038ac','training.elastic_sigma','4',23);
INSERT INTO settings VALUES('14a048b2163038ac','training.epochs','2',7);
INSERT INTO settings VALUES('14a048b2163038ac','training.initialisation','lecun_uniform',16);
INSERT INTO settings VALUES('14a048b2163038ac','training.initialisation_gain','1',17);
INSERT INTO settings VALUES('14a048b2163038ac','training.learning_rate','0.02',10);
INSERT INTO settings VALUES('14a048b2163038ac','training.momentum','0.9',11);
INSERT INTO settings VALUES('14a048b2163038ac','training.nesterov','false',12);
INSERT INTO settings VALUES('14a048b2163038ac','training.optimizer','sgd',9);
INSERT INTO settings VALUES('14a048b2163038ac','training.schedule','cosine',14);
INSERT INTO settings VALUES('14a048b2163038ac','training.train_images','all',18);
INSERT INTO settings VALUES('14a048b2163038ac','training.validation_images','50',19);
INSERT INTO settings VALUES('14a048b2163038ac','training.warmup_epochs','0',15);
INSERT INTO settings VALUES('14a048b2163038ac','training.weight_decay','0',13);
INSERT INTO settings VALUES('403b1a6bdfeda47a','model.activation','tanh',1);
INSERT INTO settings VALUES('403b1a6bdfeda47a','model.c3','partial',2);
INSERT INTO settings VALUES('403b1a6bdfeda47a','model.f6','84',4);
INSERT INTO settings VALUES('403b1a6bdfeda47a','model.loss','cross_entropy',6);
INSERT INTO settings VALUES('403b1a6bdfeda47a','model.output','softmax',5);
INSERT INTO settings VALUES('403b1a6bdfeda47a','model.pooling','subsampling',3);
INSERT INTO settings VALUES('403b1a6bdfeda47a','model.preset','lenet5',0);
INSERT INTO settings VALUES('403b1a6bdfeda47a','training.affine_strength','1',21);
INSERT INTO settings VALUES('403b1a6bdfeda47a','training.batch_size','16',8);
INSERT INTO settings VALUES('403b1a6bdfeda47a','training.distortion','none',20);
INSERT INTO settings VALUES('403b1a6bdfeda47a','training.elastic_alpha','34',22);
INSERT INTO settings VALUES('403b1a6bdfeda47a','training.elastic_sigma','4',23);
INSERT INTO settings VALUES('403b1a6bdfeda47a','training.epochs','2',7);
INSERT INTO settings VALUES('403b1a6bdfeda47a','training.initialisation','lecun_uniform',16);
INSERT INTO settings VALUES('403b1a6bdfeda47a','training.initialisation_gain','1',17);
INSERT INTO settings VALUES('403b1a6bdfeda47a','training.learning_rate','0.02',10);
INSERT INTO settings VALUES('403b1a6bdfeda47a','training.momentum','0.9',11);
INSERT INTO settings VALUES('403b1a6bdfeda47a','training.nesterov','false',12);
INSERT INTO settings VALUES('403b1a6bdfeda47a','training.optimizer','sgd',9);
INSERT INTO settings VALUES('403b1a6bdfeda47a','training.schedule','cosine',14);
INSERT INTO settings VALUES('403b1a6bdfeda47a','training.train_images','all',18);
INSERT INTO settings VALUES('403b1a6bdfeda47a','training.validation_images','50',19);
INSERT INTO settings VALUES('403b1a6bdfeda47a','training.warmup_epochs','0',15);
INSERT INTO settings VALUES('403b1a6bdfeda47a','training.weight_decay','0',13);
INSERT INTO settings VALUES('6ddeccfd46d24a68','model.activation','relu',1);
INSERT INTO settings VALUES('6ddeccfd46d24a68','model.c3','partial',2);
INSERT INTO settings VALUES('6ddeccfd46d24a68','model.f6','84',4);
INSERT INTO settings VALUES('6ddeccfd46d24a68','model.loss','cross_entropy',6);
INSERT INTO settings VALUES('6ddeccfd46d24a68','model.output','softmax',5);
INSERT INTO settings VALUES('6ddeccfd46d24a68','model.pooling','subsampling',3);
INSERT INTO settings VALUES('6ddeccfd46d24a68','model.preset','lenet5',0);
INSERT INTO settings VALUES('6ddeccfd46d24a68','training.affine_strength','1',21);
INSERT INTO settings VALUES('6ddeccfd46d24a68','training.batch_size','32',8);
INSERT INTO settings VALUES('6ddeccfd46d24a68','training.distortion','none',20);
INSERT INTO settings VALUES('6ddeccfd46d24a68','training.elastic_alpha','34',22);
INSERT INTO settings VALUES('6ddeccfd46d24a68','training.elastic_sigma','4',23);
INSERT INTO settings VALUES('6ddeccfd46d24a68','training.epochs','2',7);
INSERT INTO settings VALUES('6ddeccfd46d24a68','training.initialisation','he_uniform',16);
INSERT INTO settings VALUES('6ddeccfd46d24a68','training.initialisation_gain','1',17);
INSERT INTO settings VALUES('6ddeccfd46d24a68','training.learning_rate','100',10);
INSERT INTO settings VALUES('6ddeccfd46d24a68','training.momentum','0.9',11);
INSERT INTO settings VALUES('6ddeccfd46d24a68','training.nesterov','false',12);
INSERT INTO settings VALUES('6ddeccfd46d24a68','training.optimizer','sgd',9);
INSERT INTO settings VALUES('6ddeccfd46d24a68','training.schedule','cosine',14);
INSERT INTO settings VALUES('6ddeccfd46d24a68','training.train_images','all',18);
INSERT INTO settings VALUES('6ddeccfd46d24a68','training.validation_images','50',19);
INSERT INTO settings VALUES('6ddeccfd46d24a68','training.warmup_epochs','0',15);
INSERT INTO settings VALUES('6ddeccfd46d24a68','training.weight_decay','0',13);
INSERT INTO settings VALUES('870f802068f87938','model.activation','relu',1);
INSERT INTO settings VALUES('870f802068f87938','model.c3','partial',2);
INSERT INTO settings VALUES('870f802068f87938','model.f6','84',4);
INSERT INTO settings VALUES('870f802068f87938','model.loss','cross_entropy',6);
INSERT INTO settings VALUES('870f802068f87938','model.output','softmax',5);
INSERT INTO settings VALUES('870f802068f87938','model.pooling','subsampling',3);
INSERT INTO settings VALUES('870f802068f87938','model.preset','lenet5',0);
INSERT INTO settings VALUES('870f802068f87938','training.affine_strength','1',21);
INSERT INTO settings VALUES('870f802068f87938','training.batch_size','32',8);
INSERT INTO settings VALUES('870f802068f87938','training.distortion','none',20);
INSERT INTO settings VALUES('870f802068f87938','training.elastic_alpha','34',22);
INSERT INTO settings VALUES('870f802068f87938','training.elastic_sigma','4',23);
INSERT INTO settings VALUES('870f802068f87938','training.epochs','2',7);
INSERT INTO settings VALUES('870f802068f87938','training.initialisation','he_uniform',16);
INSERT INTO settings VALUES('870f802068f87938','training.initialisation_gain','1',17);
INSERT INTO settings VALUES('870f802068f87938','training.learning_rate','0.02',10);
INSERT INTO settings VALUES('870f802068f87938','training.momentum','0.9',11);
INSERT INTO settings VALUES('870f802068f87938','training.nesterov','false',12);
INSERT INTO settings VALUES('870f802068f87938','training.optimizer','sgd',9);
INSERT INTO settings VALUES('870f802068f87938','training.schedule','cosine',14);
INSERT INTO settings VALUES('870f802068f87938','training.train_images','all',18);
INSERT INTO settings VALUES('870f802068f87938','training.validation_images','50',19);
INSERT INTO settings VALUES('870f802068f87938','training.warmup_epochs','0',15);
INSERT INTO settings VALUES('870f802068f87938','training.weight_decay','0',13);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','model.activation','relu',1);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','model.c3','partial',2);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','model.f6','84',4);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','model.loss','cross_entropy',6);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','model.output','softmax',5);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','model.pooling','subsampling',3);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','model.preset','lenet5',0);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','training.affine_strength','1',21);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','training.batch_size','32',8);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','training.distortion','none',20);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','training.elastic_alpha','34',22);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','training.elastic_sigma','4',23);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','training.epochs','2',7);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','training.initialisation','he_uniform',16);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','training.initialisation_gain','1',17);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','training.learning_rate','0.02',10);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','training.momentum','0.9',11);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','training.nesterov','false',12);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','training.optimizer','sgd',9);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','training.schedule','cosine',14);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','training.train_images','all',18);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','training.validation_images','50',19);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','training.warmup_epochs','0',15);
INSERT INTO settings VALUES('8d8d4a53bd8373d4','training.weight_decay','0',13);
INSERT INTO settings VALUES('c17425e68428fec7','model.activation','tanh',1);
INSERT INTO settings VALUES('c17425e68428fec7','model.c3','partial',2);
INSERT INTO settings VALUES('c17425e68428fec7','model.f6','84',4);
INSERT INTO settings VALUES('c17425e68428fec7','model.loss','cross_entropy',6);
INSERT INTO settings VALUES('c17425e68428fec7','model.output','softmax',5);
INSERT INTO settings VALUES('c17425e68428fec7','model.pooling','subsampling',3);
INSERT INTO settings VALUES('c17425e68428fec7','model.preset','lenet5',0);
INSERT INTO settings VALUES('c17425e68428fec7','training.affine_strength','1',21);
INSERT INTO settings VALUES('c17425e68428fec7','training.batch_size','64',8);
INSERT INTO settings VALUES('c17425e68428fec7','training.distortion','none',20);
INSERT INTO settings VALUES('c17425e68428fec7','training.elastic_alpha','34',22);
INSERT INTO settings VALUES('c17425e68428fec7','training.elastic_sigma','4',23);
INSERT INTO settings VALUES('c17425e68428fec7','training.epochs','2',7);
INSERT INTO settings VALUES('c17425e68428fec7','training.initialisation','lecun_uniform',16);
INSERT INTO settings VALUES('c17425e68428fec7','training.initialisation_gain','1',17);
INSERT INTO settings VALUES('c17425e68428fec7','training.learning_rate','0.02',10);
INSERT INTO settings VALUES('c17425e68428fec7','training.momentum','0.9',11);
INSERT INTO settings VALUES('c17425e68428fec7','training.nesterov','false',12);
INSERT INTO settings VALUES('c17425e68428fec7','training.optimizer','sgd',9);
INSERT INTO settings VALUES('c17425e68428fec7','training.schedule','cosine',14);
INSERT INTO settings VALUES('c17425e68428fec7','training.train_images','all',18);
INSERT INTO settings VALUES('c17425e68428fec7','training.validation_images','50',19);
INSERT INTO settings VALUES('c17425e68428fec7','training.warmup_epochs','0',15);
INSERT INTO settings VALUES('c17425e68428fec7','training.weight_decay','0',13);
INSERT INTO settings VALUES('c946fe57e1a5fdad','model.activation','tanh',1);
INSERT INTO settings VALUES('c946fe57e1a5fdad','model.c3','partial',2);
INSERT INTO settings VALUES('c946fe57e1a5fdad','model.f6','84',4);
INSERT INTO settings VALUES('c946fe57e1a5fdad','model.output','softmax',5);
INSERT INTO settings VALUES('c946fe57e1a5fdad','model.pooling','subsampling',3);
INSERT INTO settings VALUES('c946fe57e1a5fdad','model.preset','lenet5',0);
INSERT INTO settings VALUES('c946fe57e1a5fdad','training.batch_size','16',8);
INSERT INTO settings VALUES('c946fe57e1a5fdad','training.elastic_alpha','34',22);
INSERT INTO settings VALUES('c946fe57e1a5fdad','training.elastic_sigma','4',23);
INSERT INTO settings VALUES('c946fe57e1a5fdad','training.epochs','2',7);
INSERT INTO settings VALUES('c946fe57e1a5fdad','training.initialisation','lecun_uniform',16);
INSERT INTO settings VALUES('c946fe57e1a5fdad','training.initialisation_gain','1',17);
INSERT INTO settings VALUES('c946fe57e1a5fdad','training.learning_rate','0.02',10);
INSERT INTO settings VALUES('c946fe57e1a5fdad','training.momentum','0.9',11);
INSERT INTO settings VALUES('c946fe57e1a5fdad','training.nesterov','false',12);
INSERT INTO settings VALUES('c946fe57e1a5fdad','training.optimizer','sgd',9);
INSERT INTO settings VALUES('c946fe57e1a5fdad','training.schedule','cosine',14);
INSERT INTO settings VALUES('c946fe57e1a5fdad','training.train_images','all',18);
INSERT INTO settings VALUES('c946fe57e1a5fdad','training.validation_images','50',19);
INSERT INTO settings VALUES('c946fe57e1a5fdad','training.warmup_epochs','0',15);
INSERT INTO settings VALUES('c946fe57e1a5fdad','training.weight_decay','0',13);
CREATE TABLE experiment_runs (
    experiment text not null references experiments (name) on delete cascade,
    position   integer not null,       -- the order of the spec
    run_id     text not null references runs (run_id),
    variant    text not null, tuned_from text, trial_of text,
    primary key (experiment, position),
    unique (experiment, run_id, variant)
) without rowid;
INSERT INTO experiment_runs VALUES('again',0,'0c4059a81b82bba8','batch_size=32',NULL,NULL);
INSERT INTO experiment_runs VALUES('again',1,'c17425e68428fec7','batch_size=64',NULL,NULL);
INSERT INTO experiment_runs VALUES('long',0,'0c4059a81b82bba8','activation=tanh',NULL,NULL);
INSERT INTO experiment_runs VALUES('long',1,'14a048b2163038ac','activation=tanh',NULL,NULL);
INSERT INTO experiment_runs VALUES('long',2,'870f802068f87938','relu, tuned','relu',NULL);
INSERT INTO experiment_runs VALUES('long',3,'8d8d4a53bd8373d4','relu, rate 0.02',NULL,'relu');
INSERT INTO experiment_runs VALUES('tiny',0,'6ddeccfd46d24a68','base',NULL,NULL);
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
INSERT INTO epochs VALUES('0c4059a81b82bba8',1,0.020000000000000000416,2.0628244409111147206,80.799999999999997154,57.60000000000000142,66.0,2.0786172486408349691,65.0,7.3999999999999985789,0.14583589999999999053);
INSERT INTO epochs VALUES('0c4059a81b82bba8',2,0.010000000000000000208,1.9464506596374318014,54.0,49.200000000000002841,60.0,1.9522148288190350751,45.0,-4.2000000000000028421,0.025026500000000000134);
INSERT INTO epochs VALUES('14a048b2163038ac',1,0.020000000000000000416,1.9853183866385688549,75.20000000000000284,49.600000000000001422,38.0,1.969104880055289497,45.0,-4.600000000000001421,0.033599600000000000299);
INSERT INTO epochs VALUES('870f802068f87938',1,0.020000000000000000416,1.8363717704704933808,81.200000000000002843,52.799999999999997156,52.0,1.9844669472875655635,60.0,7.2000000000000028421,0.20896829999999999571);
INSERT INTO epochs VALUES('870f802068f87938',2,0.010000000000000000208,1.5209519343453561379,36.799999999999997157,28.80000000000000071,28.0,1.7195040142488113854,40.0,11.199999999999999289,0.023952600000000000973);
INSERT INTO epochs VALUES('8d8d4a53bd8373d4',1,0.020000000000000000416,1.9714775778468436318,80.799999999999997154,61.200000000000002843,58.0,1.9739533808808880088,55.0,-6.2000000000000028421,0.19518220000000000013);
INSERT INTO epochs VALUES('8d8d4a53bd8373d4',2,0.010000000000000000208,1.7705872027000666424,56.799999999999997157,48.399999999999998578,50.0,1.775569056140488211,45.0,-3.3999999999999985789,0.019913899999999998269);
INSERT INTO epochs VALUES('c17425e68428fec7',1,0.020000000000000000416,2.2273047829485874693,90.0,85.20000000000000284,76.0,2.2597293392558244207,80.0,-5.2000000000000028421,0.29793779999999997487);
INSERT INTO epochs VALUES('c17425e68428fec7',2,0.010000000000000000208,2.1774148041009806497,77.200000000000002843,70.799999999999997158,72.0,2.2059806813994624619,80.0,9.2000000000000028421,0.080689200000000002588);
INSERT INTO epochs VALUES('c946fe57e1a5fdad',1,0.020000000000000000416,1.624169216430344953,66.799999999999997157,40.399999999999998577,46.0,1.6287533159169378382,35.0,-5.3999999999999985789,0.15058530000000000526);
INSERT INTO epochs VALUES('c946fe57e1a5fdad',2,0.010000000000000000208,1.3259232925583810391,32.799999999999997156,27.199999999999999289,30.0,1.3761906631138709489,30.0,2.8000000000000007105,0.039505600000000001825);
CREATE TABLE predictions (
    run_id      text primary key references runs (run_id) on delete cascade,
    predictions blob not null          -- one byte for each test image: the class that the final network gives it
);
INSERT INTO predictions VALUES('0c4059a81b82bba8',X'0901010604010909020900060900010309090609');
INSERT INTO predictions VALUES('c946fe57e1a5fdad',X'0700010004010909000900060900010304070604');
INSERT INTO predictions VALUES('8d8d4a53bd8373d4',X'0702010004010404020700000400010004020204');
INSERT INTO predictions VALUES('870f802068f87938',X'0306010004010909020900060900010302030204');
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
INSERT INTO runners VALUES(1,'host-1','pid:[4026531836]',101,'0','2026-12-01T04:11:02.975Z',5.0,0,'2026-12-01T04:11:02.975Z','2026-12-01T04:11:04.668Z');
INSERT INTO runners VALUES(2,'host-1','pid:[4026531836]',102,'0','2026-12-01T04:11:07.988Z',5.0,0,'2026-12-01T04:11:07.988Z','2026-12-01T04:11:10.061Z');
INSERT INTO runners VALUES(3,'host-1','pid:[4026531836]',103,'0','2026-12-01T04:11:13.456Z',5.0,0,'2026-12-01T04:11:13.456Z','2026-12-01T04:11:15.326Z');
INSERT INTO runners VALUES(4,'host-1','pid:[4026531836]',104,'0','2026-12-01T04:11:18.934Z',5.0,0,'2026-12-01T04:11:18.934Z','2026-12-01T04:11:20.562Z');
INSERT INTO runners VALUES(5,'host-1','pid:[4026531836]',105,'0','2026-12-01T04:11:49.321Z',5.0,0,'2026-12-01T04:11:49.321Z','2026-12-01T04:11:51.198Z');
CREATE TABLE test_labels (
    dataset_sha256 text primary key,
    labels         blob not null       -- one byte for each test image: its class
);
INSERT INTO test_labels VALUES('d53b6682a70ca6e83dd594580e31c1e823e96dc24a97279b33f2a3ba58bc1b0b',X'0702010004010409050900060900010509070304');
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
INSERT INTO layer_stats VALUES('0c4059a81b82bba8',1,1,'C1',6,0.1985965724684967959,2.601118967394528525,0.061944325405998069966,0.023814491448672970436,0.0059450199430694386851,0.29504932309760478759,0.003139455782312925141,0);
INSERT INTO layer_stats VALUES('0c4059a81b82bba8',1,2,'S2',6,0.081065881342023873856,2.450768145307321788,0.037706019073608113001,0.015385388106095139459,-0.011075727666671190962,0.2374413584762121443,0.0,0);
INSERT INTO layer_stats VALUES('0c4059a81b82bba8',1,3,'C3',16,0.26606878442571302301,3.9817850881613372493,0.12366409144876494563,0.031057450040797938278,0.0062419503119820708356,0.25786318012415992972,0.0,0);
INSERT INTO layer_stats VALUES('0c4059a81b82bba8',1,4,'S4',16,0.056056697029644095287,4.0004938013389441664,0.0313765678287900307,0.0078431737147770259205,0.0070038616532087320104,0.19370397839607098045,0.0,0);
INSERT INTO layer_stats VALUES('0c4059a81b82bba8',1,5,'C5',120,0.50583961227681106809,10.931883862708319909,0.26566921984573022008,0.024302235843540326287,0.015473401959896240093,0.1918562566491402721,0.0,0);
INSERT INTO layer_stats VALUES('0c4059a81b82bba8',1,6,'F6',84,0.29355406346196732947,9.2775276214968780408,0.14897358073592298355,0.016057465610852788423,0.0089408741310416182251,0.19425559440169806735,0.0,0);
INSERT INTO layer_stats VALUES('0c4059a81b82bba8',1,7,'output',10,0.24979296131510134171,3.132333870752475935,0.12040795843699693412,0.038440333439957188876,NULL,NULL,NULL,NULL);
INSERT INTO layer_stats VALUES('0c4059a81b82bba8',2,1,'C1',6,0.24592651046465172082,2.6061076846037556364,0.035039566819645054374,0.01344517228764191552,0.0013075456462141631444,0.29947790611173868979,0.0032134353741496597678,0);
INSERT INTO layer_stats VALUES('0c4059a81b82bba8',2,2,'S2',6,0.090934693036311478597,2.4573789269555335046,0.016460517815958225495,0.0066984043996630559386,-0.020120431541078755838,0.24294808977151194362,0.0,0);
INSERT INTO layer_stats VALUES('0c4059a81b82bba8',2,3,'C3',16,0.28202497735520515309,3.9876206708890009622,0.060835650637871309387,0.015256127816267086444,0.005412722086058932569,0.2654150817226921255,0.0,0);
INSERT INTO layer_stats VALUES('0c4059a81b82bba8',2,4,'S4',16,0.069995237958637490649,4.0057968408390181025,0.011791733452342207516,0.0029436673702784230122,0.0059127173841185837882,0.20121880936075808854,0.0,0);
INSERT INTO layer_stats VALUES('0c4059a81b82bba8',2,5,'C5',120,0.50055946860984568136,10.935697914136309095,0.12027513572560394328,0.010998395956981146456,0.014058632457295126838,0.2010583529407673764,0.0,0);
INSERT INTO layer_stats VALUES('0c4059a81b82bba8',2,6,'F6',84,0.29734961882357385798,9.2808400137691986486,0.068039599601002212492,0.0073311897953264575783,0.011346352272561661261,0.20480439495100891122,0.0,0);
INSERT INTO layer_stats VALUES('0c4059a81b82bba8',2,7,'output',10,0.26611394294150220174,3.1423600067076211672,0.057236096036404879305,0.018214366245188268189,NULL,NULL,NULL,NULL);
CREATE TABLE robustness (
    run_id         text not null references runs (run_id) on delete cascade,
    transform      text not null,     -- shift_x, scale, rotation, …
    amount         real not null,     -- in the transform's own unit
    images         integer not null,  -- the first so many test images
    test_error_pct real not null,
    primary key (run_id, transform, amount)
) without rowid;
INSERT INTO robustness VALUES('0c4059a81b82bba8','none',0.0,10,50.0);
INSERT INTO robustness VALUES('0c4059a81b82bba8','shift_x',-8.0,10,80.0);
INSERT INTO robustness VALUES('0c4059a81b82bba8','shift_x',8.0,10,80.0);
CREATE TABLE test_images (
    dataset_sha256 text primary key,
    rows           integer not null,   -- of one image
    columns        integer not null,
    pixels         blob not null       -- gzip of [image][row][column], one byte a pixel: 0 is background
);
INSERT INTO test_images VALUES('d53b6682a70ca6e83dd594580e31c1e823e96dc24a97279b33f2a3ba58bc1b0b',28,28,X'1f8b0800000000000003ed9b795457d516c7cf93505144cc1f9646c2722095d4921ccb214d22c73250cbac56fa505f9981e872caf0a9280e949a20cee1881306be7ae4006a12fa53119c074405057e203209c23d7bdfb7ee6fe24e9bf57aeb3dd74bfbfe81473eec73cf39f7de73cedefb5cc69e14f9276e8a7aa38d3ebb8988589262d5aed7e46c40b05ff0966cbc8d88d5771197698c9bf477193060c0eb6e85f837eadaef43fab3046a962fbe4f99cdc3a29709f47a15f6a1cc16e2414702399d79d48b329b8b3f5168b050dc93404d33713b811c8c78bd35c1bc108712c8e3164efd0bc116222a6e8e4cbd4b693613f17a3b92a551f7e6b12be4ebdda21839560fc58259d75aeaa38b11fb016669d06bd590e1e9ccea9e05ed733b54c868ce189bf508ded4d6e9611e9374d063664dab849406fa684825e4f625cc4201be23d0fe0ad8e4ac8f9a9b209f7a925200961368d823384cd4d83495360b03d84b98b14700d2a051ccdb6030181c99a3c1d03632327255cd003db2dc3ed8f9ed766b69b69ded831a555556c64e9b267bd9a6cf9e3d5b3259377b767beac24fb1bc7032c946f111245b5442a28ee59124f347eac166ec5456430a79e215d2ec133c4eb265e424c97ade3f539f6273c46d6495bbf13d0a3d9f7799349b819b4816851124cbc1fe14ea2dd06c399e71205083cb389332734cd94fcc494f831a46c2290f82b51504f85c1fb99d20d99747044180d8c97a5b0d10242608377c34e827519aca4c3701408dfa664a76ab86f6091584494ae4992b807023bc01631ef784b2204775f30f19ccc5c902088ab5a0ad209cb4ae8a1ea96a56d302cf53226c95b36582602b6aeabc6a636e7d7305b8d752977d270842666fa6c77eca1404e180b27fd700de792707c03c38aa6109320fa5e5c72a15f3b86765f70eb7d63cdd7d222c4cfffef9ed13f6beeda7b36578cad5e596b5e0fba286cdccb516bedfa946cf1cb7b14f33d473fd401e662d05733725ea5878d5b69d4856b39d955dada567455032ffd2f3b6e27238acdcd1c7729bafe19957ad9c451bdfe6b66218b7d76051336e7f0362f90e25733a6df3519a81e6718ae5bf05040404ccdb7a9cdbaf6c53fb5d0f39e73c2f57e0dc49c5187bd5dfdfdf9fb11fb8bd551a7dc379478a856aa710b91dc916f17292e5154e215902b9243df91a8a9f538b6ed36c44edbdb5e83dc46d84bf56cf88f80e61d615b19a6a4918a26af2acd1aff8e81502f542bc4f994d415c40b12d58e44ea03738665166c311d7d652a5edc556cb9d6306653612713ec526a1c9b202ea280e4f532ebfe379fc953273d8889b29c65a6c20360c4fbc9a258779daca8d872a06b6494175ac1ddd28692b4386c350b3742f85f172335fa899dcbd716f23f9c5a2e1533bcac58fe4665bc4d3f67566226e54343206e2ad2d739a7f5f3549c60024c5f9fafafa2e3c01606faf453e3900286d411040139e69f26638e6858787bf0cf00323d40acfaa16b11a6d8681140ac0922e14db88b4c3925b4e9a4dc43cd2ec1c6c608d889dcf39583be634d1bf7380b056bb2b30abf791d0e7ea92577c5ae5b2fa2835f78cb905d0541fb91720c076fdc8db77e607b468aace587b94c0b94400c87d5ecb86e35156ffb3eb289ed4563b12de95b6e58049dac84e1cac638c99001769eb1c09e7da056c17ee6361070d7bb6486a67629b2bb0466bf856b1882beab330ccd2095cbdb531c29931a738fa2563a3e10e1996acb31de69286af3c042f124ec53dd432cedcae6127d2b0652d6f28fba55c3b3836b9640d637f6435e9dcb9b3ebbc80ce5a3238fa2a005caed0ec505b4794737b404fc5fa5a7f7d71d7ae5dbb64bf372cf0633d8bb28b76ce196850b9160dcfc230c63c59cb3a9a26d4fd111610010fe78590df98e8d3479045ed775824eca3103341c537af124cf26a855563660674e810a0ae7ca92cc099a7f2aa1cba5ebb29d8209fa3a977805faa15c6e95c750654adf1d9aacfba00c0210ef0bd0e73da21d5581da71bb17bee402e648612fd64635737a3d09ffafd6ad323fce46f9fc8f75136755c6392d272587d3e4ab510748a2e46ccdebe5048c5bbb7272a50b409f160447dc692daa55464c93deafa7301f343cd373cc3db171165ccaf0c73ba490507cf90dba528c6c816b4c1c5983579497c7c6c86908b8879f2c9d529ae1c4444c1dc4ebe5b9519705d7c7cffcae8548945baea763e06b1649cbecf35bd1af1435dc2c697229eafa78bba952096beae6f361fb1bc9f3e6a5485a8b3864972ce413c47449a8789488670d311c309c4b2c57c328912247ec1fe18eaedd061fad1e9d3950140b35c121e16964ab7fd6181bf9a4521e2c5e4f8f8038825aae5d6bb00eff4737766ac4e2817f73651b01e688fc98455e36005eb2bf30c327183821dc309f672245e94a356371ed4e482fd956c2eee6614bbf4e00d9afdc628d6f03acd3e43398bc1748af91429fa2e673edbf0f83332d6bfc4ce1c766076777933d9a58b1657bad39a53a84ee95cc2d3072415209ad6ab56d7f7ce985f75446e9aa1759833cc285a39233d49aa771af6532892f3af09368dffd283aa72399f4e5e6e6d25e9fab50032a8c122edac6740806a2f7cdbea6c47dd29e3bc48d1e00677ef4831de6e774134c5dd1673e4a9942f7924632d4239cf0e73672c9ecbbbb3890749d7e4bf785bfa2367893c8879dd07eb02b6fc947c214b8160b60ab6d8fa7a42de96133c88ede1876c7dddad664d732b67991dabd472f9e55adc94dad2dcc88f36624352ab94f7231112a4a77948eb17d742b9ea56b9a7c3af237af69c7f82c3254d7eb0f915ce3970ced7ebf872ae1396162f5bba943a5df1a7febb7af5008810dba6e1108d1be7f8568ef92e6d3e0c8a1892a4ee9c670f1f3870fc8785950354c83b9f274a6f590b23d7b8bf3b21debc31f3e55c9df65e07a5669fcf31098ea8cdd2f83d335acc793f7de6b984f36ccd96681baf4a4b4bcb91faa0e9b75382f400f2c1b18ad7cba67e212183d86ab84cc6a580c750c8138ac95966833263289777b176986d1a0b5cb3eedb14cce58b9b52693c8464db6a616353e953097f1035e9bf4484d825cf6989e30ccb73cd95e14fb3be909e8923d20f0df2cee79c87382ed261def1c033bdeb30c76e795c1d891f0b62d5547369b120aaa2fbdb39245a8be97056819adee0f6c72144c57c394fb66de642204bb1f39d257bb342802b82a70b64c18310511958fda7ac576a3b25533edc7296015f29daf94a5ecd10dfcb536df9c7822d0cbb0ed479d1565b21c85ce85f98ab090479de2c0e63cc6b8c89ebb803cd7f2c4e9b90cff97ebdc35d8dbb25f0f0f06ef23ddd13a65031896449a248386b8c89a2488627445164ff090badbdcec7cdd8e36449b5b4a516d6af963e24d14c32a36e6d3fba214fbe7c165c0204638cfa9c636084d1081c7894afd606a1dc1811a87fce6f0f3792d772cb32d1c7626601b92360b3718c8f8f8f6ed0d52d4b6a25ecd1698ddb2530c604061ab31034b6bdaddb7bc357c970813ee3196834694f5ad964b898479f75ec63347d558b257d888245d3872fdae75f90ff3748b619f2d85b2e7707464094a5e01618f873fe05857b314204d39ae8a37b01012f46a8d2db6f4745e5c185e4a8f95dba3cc5a7fa7eb7faadbc2b9e99a17bc03385c3ed2b05fc032d329c812cdfc6ecc5b3fbea8cf2529de608876cb3dfdada7d0880d2ef182d1458f3691d8a609fd22e0c92ad25972275a22b1606594b0195a08c6635a8066bb2a5ee7528519e676c0056e6e807f0adb2caba99304dfab7f974b0fd558ddc4bf1e0c4959b6e943fc05b9ab4dab093008f2eaf1f5009cad899e54a3d7a7461cc0bec0dd6a83f0099a95b4db396459044ed6dfa836a6f26d32828a74ee9b05d90422186b09a644f9f065549e1d91d3b16377f5716cdb468a235c68755c84f04bdfd929c398e5b34695270727272bef92f2ae6e955de3138d88888c544fead7eeb75887fa75ad6064b5a516c2a22152d6b5586c5ca90718da6202e2550db32544cd63219f6235af6f55a2d43bca14d479a351ab08c38ced7b70491f8d8c9b50c7195fe31823a53108dc409835e8848b8da2ef7513c46bc6023108fbda08fd84bf78e92c9d1ff1739b75fb9923804e73c4f4a6c6ed19d75165a12a97775f651ecafc057047e7e1f2a43b56bed3f403a2bdabb00608be63e88600e7bf63a0ab0553dda07c1728caa7b21c048155b099e6cfc9151a346ad927f0a63d1c730ac9ded83992c7fe55be4f29173eb627b36b9fc03756b07ff9060a7e9e6a6c9e5e0eafa9297abeb8a328044e5001aecb9905ee9003fcbd1d0cccae1b672a3eb50ec27631f5602b77fadd355008543170260cfc58de3b042d18f4390b9d11c9c9e72be02948c396756805055555525f522551d75fde4e71c4bff8ecfd189973cdf76c9a0b9a3dbeae7079f72ed1c43a23a26fa488d0f6a9957bc656be2a3f33dcdc7d6596e149a93ca0a6d464b00f37091666e6a94bdd332a71e2bd49875c760f3bfae053b7456058bbb3201555f5430562fb370f0fa03473807abbd4c8da534d6f98484840aacfc58c5ea5f7d30cd7ccce10e962a1213925c2c93cb0b65699df4f2f692c6d1876d5908aa63d072a6934efd37d83e5171dc52a183d49a230dddfffa7ba17f01ab56d35c403d0000');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('runners',5);
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
COMMIT;
