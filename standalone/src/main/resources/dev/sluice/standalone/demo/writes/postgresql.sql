create table demo_order (
    id bigint not null,
    tenant text not null,
    amount numeric(12, 2) not null,
    placed_on date not null
);

create table demo_counter (
    id bigint primary key,
    hits integer not null
);
