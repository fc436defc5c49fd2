import { CreateFoundation1764000100000 } from './1764000100000-create-foundation.js';
import { CreateIdentity1764000200000 } from './1764000200000-create-identity.js';
import { CreateOrganization1764000300000 } from './1764000300000-create-organization.js';

/** In order. A list, not a glob: what is not here does not run. */
export const migrations = [
  CreateFoundation1764000100000,
  CreateIdentity1764000200000,
  CreateOrganization1764000300000,
] as const;
