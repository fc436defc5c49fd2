import { AGRICULTURE_OUTCOMES } from './1764000730000-indicator-library/agriculture-outcomes.js';
import { AGRICULTURE_OUTPUTS } from './1764000730000-indicator-library/agriculture-outputs.js';
import { CIVIL_AFFAIRS_OUTCOMES } from './1764000730000-indicator-library/civil-affairs-outcomes.js';
import { CIVIL_AFFAIRS_OUTPUTS } from './1764000730000-indicator-library/civil-affairs-outputs.js';
import { COMMON_DEPARTMENT_INPUTS } from './1764000730000-indicator-library/common-department-inputs.js';
import { COMMON_DEPARTMENT_MANAGEMENT } from './1764000730000-indicator-library/common-department-management.js';
import { COMMON_DEPARTMENT_RESULTS } from './1764000730000-indicator-library/common-department-results.js';
import { COMMON_PROJECT_INPUTS } from './1764000730000-indicator-library/common-project-inputs.js';
import { COMMON_PROJECT_RESULTS } from './1764000730000-indicator-library/common-project-results.js';
import { CULTURE_OUTCOMES } from './1764000730000-indicator-library/culture-outcomes.js';
import { CULTURE_OUTPUTS } from './1764000730000-indicator-library/culture-outputs.js';
import { EDUCATION_OUTCOMES } from './1764000730000-indicator-library/education-outcomes.js';
import { EDUCATION_OUTPUTS } from './1764000730000-indicator-library/education-outputs.js';
import { commonEntries, type IndicatorLibraryEntry, sectorEntries } from './1764000730000-indicator-library/entry.js';
import { ENVIRONMENT_OUTCOMES } from './1764000730000-indicator-library/environment-outcomes.js';
import { ENVIRONMENT_OUTPUTS } from './1764000730000-indicator-library/environment-outputs.js';
import { GOVERNANCE_OUTCOMES } from './1764000730000-indicator-library/governance-outcomes.js';
import { GOVERNANCE_OUTPUTS } from './1764000730000-indicator-library/governance-outputs.js';
import { HEALTH_OUTCOMES } from './1764000730000-indicator-library/health-outcomes.js';
import { HEALTH_OUTPUTS } from './1764000730000-indicator-library/health-outputs.js';
import { SCIENCE_OUTCOMES } from './1764000730000-indicator-library/science-outcomes.js';
import { SCIENCE_OUTPUTS } from './1764000730000-indicator-library/science-outputs.js';
import { TRANSPORT_OUTCOMES } from './1764000730000-indicator-library/transport-outcomes.js';
import { TRANSPORT_OUTPUTS } from './1764000730000-indicator-library/transport-outputs.js';
import { URBAN_OUTCOMES } from './1764000730000-indicator-library/urban-outcomes.js';
import { URBAN_OUTPUTS } from './1764000730000-indicator-library/urban-outputs.js';

export {
  COLLECTION_METHODS,
  EVIDENCE_KINDS,
  type IndicatorLibraryEntry,
  SECTORS,
} from './1764000730000-indicator-library/entry.js';

/**
 * A starter indicator library (指标库): the common indicators (共性指标) of 财预〔2013〕53号 and 财预〔2020〕10号, and indicators
 * of ten sectors. Definitions only: no target and no benchmark. Wording is our own; figures follow the usual statistical
 * definitions, and a district replaces what its own rules define otherwise.
 */
export const INDICATOR_LIBRARY_1764000730000: readonly IndicatorLibraryEntry[] = [
  ...commonEntries('PROJECT', [...COMMON_PROJECT_INPUTS, ...COMMON_PROJECT_RESULTS]),
  ...commonEntries('DEPARTMENT_WHOLE', [
    ...COMMON_DEPARTMENT_INPUTS,
    ...COMMON_DEPARTMENT_MANAGEMENT,
    ...COMMON_DEPARTMENT_RESULTS,
  ]),
  ...sectorEntries('EDUCATION', [...EDUCATION_OUTPUTS, ...EDUCATION_OUTCOMES]),
  ...sectorEntries('HEALTH', [...HEALTH_OUTPUTS, ...HEALTH_OUTCOMES]),
  ...sectorEntries('TRANSPORT', [...TRANSPORT_OUTPUTS, ...TRANSPORT_OUTCOMES]),
  ...sectorEntries('ENVIRONMENT', [...ENVIRONMENT_OUTPUTS, ...ENVIRONMENT_OUTCOMES]),
  ...sectorEntries('URBAN', [...URBAN_OUTPUTS, ...URBAN_OUTCOMES]),
  ...sectorEntries('AGRICULTURE', [...AGRICULTURE_OUTPUTS, ...AGRICULTURE_OUTCOMES]),
  ...sectorEntries('SCIENCE', [...SCIENCE_OUTPUTS, ...SCIENCE_OUTCOMES]),
  ...sectorEntries('CIVIL_AFFAIRS', [...CIVIL_AFFAIRS_OUTPUTS, ...CIVIL_AFFAIRS_OUTCOMES]),
  ...sectorEntries('CULTURE', [...CULTURE_OUTPUTS, ...CULTURE_OUTCOMES]),
  ...sectorEntries('GOVERNANCE', [...GOVERNANCE_OUTPUTS, ...GOVERNANCE_OUTCOMES]),
];
