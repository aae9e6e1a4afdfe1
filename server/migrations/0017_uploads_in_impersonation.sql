-- An upload that waits in a composer belongs to whoever sits there: somebody who stands in for a contact sees none of the contact's own,
-- and leaves none to him. No foreign key: the number only has to be equal or not.
alter table files add column impersonation_id int;
