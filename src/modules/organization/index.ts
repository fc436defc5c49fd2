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
export { EDITION_STATES } from './domain/edition.lifecycle.js';
export {
  FISCAL_YEAR_STATES,
  type FiscalYearAction,
  type FiscalYearState,
  fiscalYearLifecycle,
} from './domain/fiscal-year.lifecycle.js';
export { DUTY_VIEW } from './duty.store.js';
export {
  draftEdition,
  type EditionKind,
  publishEdition,
  readEdition,
  toEditionResponse,
  updateEdition,
} from './edition.js';
export {
  type Edition,
  editionDetail,
  findEdition,
  findPublishedEdition,
  type NewEdition,
  OF_MY_DISTRICT,
} from './edition.store.js';
export {
  type FiscalYear,
  findFiscalYear,
  heldFiscalYear,
  lockFiscalYear,
  moveFiscalYear,
  sealFiscalYear,
} from './fiscal-year.store.js';
export { OrganizationModule } from './organization.module.js';
export { UNIT_KINDS } from './unit.dto.js';
export { findUnit, findUnitsByCode, findUnitsById, PLACE_VIEW, UNIT_VIEW, type Unit } from './unit.store.js';
