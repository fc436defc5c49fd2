import { isWhollyInScope } from '../../platform/auth/grants.js';
import { type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { FiscalYearState } from './domain/fiscal-year.lifecycle.js';

/** A year of a district whose grants the caller holds as a whole. */
export interface FiscalYear {
  readonly id: string;
  readonly version: number;
  readonly districtId: string;
  readonly unitPath: string;
  readonly year: number;
  readonly state: FiscalYearState;
}

const COLUMNS = `id, version, district_id as "districtId", unit_path::text as "unitPath", year, state`;

export const findFiscalYear = (districtId: string, year: number): Call<FiscalYear | null> => ({
  name: 'fiscal_years.find',
  text: `select ${COLUMNS} from app.fiscal_years
    where district_id = $1::uuid and year = $2::smallint and ${isWhollyInScope('unit_path')}`,
  values: [districtId, year],
  read: firstRow<FiscalYear>(),
});

/** Waits for all who are writing in the year, and has those who come wait: ask it before anything of the year is read. */
export const sealFiscalYear = (districtId: string, year: number): Call<void> => ({
  name: 'fiscal_years.seal',
  text: `select app.seal_fiscal_year($1::uuid, $2::smallint)`,
  values: [districtId, year],
  read: noRows,
});

export const lockFiscalYear = (districtId: string, year: number): Call<FiscalYear | null> => ({
  ...findFiscalYear(districtId, year),
  name: 'fiscal_years.lock',
  text: `${findFiscalYear(districtId, year).text} for update`,
});

/** Compare-and-set along the lifecycle. */
export const moveFiscalYear = ({ id, version }: FiscalYear, to: FiscalYearState): Call<FiscalYear | null> => ({
  name: 'fiscal_years.move',
  text: `update app.fiscal_years set state = $3, version = version + 1, updated_at = now()
    where id = $1::uuid and version = $2::int returning ${COLUMNS}`,
  values: [id, version, to],
  read: firstRow<FiscalYear>(),
});

/** SQL: 'OPEN' or 'CLOSED' as it stands now and until the transaction ends, whatever the statement's snapshot says; null: no such year. */
export const heldFiscalYear = (district: string, year: string): string => `app.hold_fiscal_year(${district}, ${year})`;
