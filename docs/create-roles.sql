-- Run once by a superuser in the product's database (compose: database `budget`). Change the passwords.
create role app_owner login password 'app_owner' nosuperuser nobypassrls nocreatedb nocreaterole;
create role app_rw login password 'app_rw' nosuperuser nobypassrls nocreatedb nocreaterole;
create role app_worker login password 'app_worker' nosuperuser bypassrls nocreatedb nocreaterole;
do $$ begin
  execute format('alter database %I owner to app_owner', current_database());
  execute format('revoke temporary on database %I from public', current_database());
  -- BullMQ's addBulk and the bulk import work through temporary tables.
  execute format('grant temporary on database %I to app_worker', current_database());
end $$;
create extension if not exists ltree;
revoke all on schema public from public;
grant usage on schema public to app_rw, app_worker;
grant usage, create on schema public to app_owner;
