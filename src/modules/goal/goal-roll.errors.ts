import { defineErrors } from '../../kernel/domain-error.js';

export const goalRollErrors = defineErrors('goal-roll', {
  notNextYear: {
    kind: 'RULE_BROKEN',
    zh: '只能结转到下一预算年度({year})',
    en: 'A goal is rolled to the year that follows it ({year})',
  },
  notApproved: {
    kind: 'CONFLICT',
    zh: '绩效目标未经批复或已撤销,不能结转',
    en: 'The goal has never been released, or was cancelled: there is nothing to roll',
  },
  projectEnded: {
    kind: 'RULE_BROKEN',
    zh: '项目在该年度之前已到期或已终止',
    en: 'The project ends before that year',
  },
  exists: {
    kind: 'CONFLICT',
    zh: '该项目在该年度已有绩效目标',
    en: 'The project has a goal for that year already',
  },
  oneScope: {
    kind: 'RULE_BROKEN',
    zh: '请填写单位或区划之一',
    en: 'Name either a unit or a district',
  },
  unknownScope: {
    kind: 'RULE_BROKEN',
    zh: '单位或区划不存在,或不在您的数据范围内',
    en: 'The unit or district is unknown, or outside your scope',
  },
});

/** Why a goal is not rolled, as the statement that judges it names it. */
export type RollRefusal = keyof Pick<typeof goalRollErrors, 'notNextYear' | 'notApproved' | 'projectEnded' | 'exists'>;
