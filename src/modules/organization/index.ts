export {
  addWorkingDays,
  FISCAL_YEAR_VIEW,
  findCalendarGap,
  findDaysAround,
  findFiscalYearState,
  today,
} from './calendar.store.js';
export {
  type District,
  type DistrictSetting,
  findDistrict,
  findDistrictSettings,
  ROOT_PATH,
  updateDistrictSetting,
} from './district.store.js';
export { OrganizationModule } from './organization.module.js';
export { findUnit, findUnitsByCode, type Unit } from './unit.store.js';
