import { defineErrors } from '../../kernel/domain-error.js';
import { constraintErrors } from '../../platform/http/problem.js';

export const organizationErrors = defineErrors('organization', {
  districtCodeTaken: { kind: 'CONFLICT', zh: '财政区划代码已存在', en: 'A district with this code exists' },
  unitCodeTaken: { kind: 'CONFLICT', zh: '本区划内单位编码已存在', en: 'A unit with this code exists in the district' },
  fiscalYearExists: { kind: 'CONFLICT', zh: '该预算年度已建立', en: 'This fiscal year exists already' },
  parentNotFound: {
    kind: 'RULE_BROKEN',
    zh: '上级不存在,或不在您的数据范围内',
    en: 'The parent is unknown, or outside your scope',
  },
  parentInOtherDistrict: {
    kind: 'RULE_BROKEN',
    zh: '上级单位不属于该区划',
    en: 'The parent belongs to another district',
  },
  calendarNotLoaded: {
    kind: 'RULE_BROKEN',
    zh: '{year} 年的工作日历尚未导入',
    en: 'The working-day calendar of {year} is not loaded',
  },
});

export const dutyErrors = defineErrors('duty', {
  codeTaken: { kind: 'CONFLICT', zh: '本单位已有该编码的职责', en: 'The unit has a duty with this code' },
  unitNotFound: {
    kind: 'RULE_BROKEN',
    zh: '单位不存在,或不在您的数据范围内',
    en: 'The unit is unknown, or outside your scope',
  },
  retired: { kind: 'CONFLICT', zh: '该职责已停用', en: 'The duty is retired' },
});

constraintErrors.set('uq_duties_code', dutyErrors.codeTaken);
constraintErrors.set('uq_districts_code', organizationErrors.districtCodeTaken);
constraintErrors.set('uq_units_district_code', organizationErrors.unitCodeTaken);
constraintErrors.set('uq_fiscal_years_district_year', organizationErrors.fiscalYearExists);
