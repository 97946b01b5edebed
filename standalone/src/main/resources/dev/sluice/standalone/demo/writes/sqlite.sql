create table demo_order (
    id integer not null,
    tenant text not null,
    amount text not null,
    placed_on text not null
);

create table demo_counter (
    id integer primary key,
    hits integer not null
);
