export { addWorkingDays } from './calendar.store.js';
export { OrganizationModule } from './organization.module.js';
export { findUnit, findUnitsByCode, type Unit } from './unit.store.js';
