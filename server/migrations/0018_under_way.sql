-- What is under way at this moment, asked before anything new starts.
create index merges_under_way on merges (kind) where state in ('running', 'undoing');
create index erasures_running on erasures (account_id) where state = 'running';
