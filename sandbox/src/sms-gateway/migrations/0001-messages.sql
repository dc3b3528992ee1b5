-- Messages, kept for the phone they were sent to.

create schema sms_gateway;

create table sms_gateway.messages (
  sequence bigint generated always as identity primary key,
  message_id text not null unique,
  reference text not null unique,
  recipient text not null,
  sender text not null,
  text text not null,
  code text,
  at timestamptz not null
);
create index messages_recipient on sms_gateway.messages (recipient, sequence desc);
