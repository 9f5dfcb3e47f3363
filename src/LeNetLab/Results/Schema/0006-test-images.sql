-- Version 6. The test images themselves, so that a report can show what a network was wrong about wherever it is made.

create table test_images (
    dataset_sha256 text primary key,
    rows           integer not null,   -- of one image
    columns        integer not null,
    pixels         blob not null       -- gzip of [image][row][column], one byte a pixel: 0 is background
);
