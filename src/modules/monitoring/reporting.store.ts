import { PROJECT_VIEW } from '../budget/index.js';

/** How many months one figure of indicator `i` covers. A date counts from its own month. */
export const monthsPerPeriod = (i: string): string => `case
  when ${i}.reporting_period = 'MONTH' or ${i}.measure_type = 'DATE' then 1
  when ${i}.reporting_period = 'QUARTER' then 3
  when ${i}.reporting_period = 'HALF' then 6
  else 12 end`;

/**
 * Months from one due figure to the next: a figure is due in the months that it divides. 13: never in this year, because a
 * span of several years (its own date, else the project's) ends later. Dates are judged at every month-end.
 */
export const monthsPerFigure = (i: string, year: string): string => `case
  when ${i}.reporting_period = 'MULTI_YEAR' and ${i}.measure_type <> 'DATE' and ${year} < extract(year from
    coalesce(${i}.target_on, (select period_to from ${PROJECT_VIEW} where id = ${i}.project_id))) then 13
  else ${monthsPerPeriod(i)} end`;
