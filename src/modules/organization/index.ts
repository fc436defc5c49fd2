export {
  addWorkingDays,
  FISCAL_YEAR_VIEW,
  findCalendarGap,
  findDaysAround,
  holdFiscalYear,
  today,
  workingDayAfter,
} from './calendar.store.js';
export {
  type District,
  type DistrictSetting,
  findDistrict,
  findDistrictSettings,
  findRolesInDistrict,
  ROOT_PATH,
  rolesInDistrict,
  updateDistrictSetting,
} from './district.store.js';
export { DUTY_VIEW } from './duty.store.js';
export { OrganizationModule } from './organization.module.js';
export { UNIT_KINDS } from './unit.dto.js';
export { findUnit, findUnitsByCode, findUnitsById, UNIT_VIEW, type Unit } from './unit.store.js';
