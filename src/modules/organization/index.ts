export { addWorkingDays, FISCAL_YEAR_VIEW, findDaysAround, findFiscalYearState } from './calendar.store.js';
export { type District, findDistrict, ROOT_PATH } from './district.store.js';
export { OrganizationModule } from './organization.module.js';
export { findUnit, findUnitsByCode, type Unit } from './unit.store.js';
