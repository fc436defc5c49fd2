import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/index.js';

/**
 * Migrations run as app_owner with row_security=off: a statement that a policy would filter raises 42501 instead of
 * silently touching no rows.
 */
export function migrationSource(ownerUrl: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url: ownerUrl,
    extra: { max: 2, options: '-c row_security=off -c lock_timeout=5s' },
    migrationsTransactionMode: 'each',
    migrationsTableName: 'schema_migrations',
    schema: 'public',
    migrations: [...migrations],
  });
}
