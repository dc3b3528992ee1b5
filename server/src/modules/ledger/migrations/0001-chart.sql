-- The chart of accounts: what every account is to the bank's balance sheet or its profit and loss.
-- Balance sheet and profit-and-loss are read from the ledger through these nodes.

create schema ledger;
grant usage on schema ledger to sycee_app;

create table ledger.chart (
  code integer primary key check (code between 1 and 65535),
  class text not null check (class in ('asset', 'liability', 'equity', 'income', 'expense')),
  name_en text not null,
  name_zh text not null
);
grant select on ledger.chart to sycee_app;

insert into ledger.chart (code, class, name_en, name_zh) values
  (1010, 'asset', 'Due from card banks', '存放及应收发卡银行款项'),
  (2010, 'liability', 'Demand deposits', '活期存款'),
  (3010, 'equity', 'Share capital', '股本'),
  (4010, 'income', 'Fee income', '手续费收入');
