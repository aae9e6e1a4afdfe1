-- What others were told about a person's tickets is found without reading a whole table, when the person is erased.
create index notices_ticket on notices (ticket_id) where ticket_id is not null;
create index mails_ticket on mails (ticket_id) where ticket_id is not null;
create index inbox_messages_mail on inbox_messages (mail_id) where mail_id is not null;
-- Somebody whom a directory named and who was refused before there was an account.
create index scim_activities_subject on scim_activities (lower(subject)) where account_id is null;
-- The address that a merge took from an account.
create index merge_rows_account on merge_rows ((key ->> 'id')) where relation = 'accounts';
