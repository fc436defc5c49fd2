import { type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { OF_MY_DISTRICT } from '../organization/index.js';
import type { WeightTemplate } from './domain/weight-template.js';

const TEMPLATE_JSON = `json_build_object('id', t.id, 'code', t.code, 'revision', t.revision, 'districtId', t.district_id, 'nameZh', t.name_zh,
  'nameEn', t.name_en, 'source', t.source, 'evidence', t.evidence, 'subjectKinds', t.subject_kinds, 'frame', t.frame,
  'executionWeight', t.execution_weight::text, 'places', t.places, 'state', t.state, 'publishedAt', t.published_at, 'version', t.version)`;

export const weightTemplateList: ListDefinition = {
  name: 'weight_templates.list',
  from: 'app.weight_templates t',
  where: OF_MY_DISTRICT,
  filters: {
    code: { column: 't.code', type: 'code', about: '模板代码 / code' },
    frame: { column: 't.frame', type: 'code', values: ['V2015', 'V2021'], about: '指标体系 / frame' },
    state: { column: 't.state', type: 'code', values: ['DRAFT', 'PUBLISHED', 'RETIRED'], about: '状态 / state' },
  },
  sorts: { code: { column: 'code', type: 'text' }, revision: { column: 'revision', type: 'int' } },
  defaultSort: 'code,-revision',
  item: TEMPLATE_JSON,
};

export const weightTemplateDetail = (id: string): Call<JsonText | null> => ({
  name: 'weight_templates.detail',
  text: `select (${TEMPLATE_JSON})::text as json, t.version from app.weight_templates t where t.id = $1::uuid and ${OF_MY_DISTRICT}`,
  values: [id],
  read: firstRow<JsonText>(),
});

const COLUMNS = `t.code, t.revision, t.execution_weight::text as "executionWeight", t.places`;

export type StoredWeightTemplate = WeightTemplate & { readonly revision: number };

/** What a new goal is filed under: the district's own before the general one. */
export const findPublishedTemplate = (code: string, districtId: string): Call<StoredWeightTemplate | null> => ({
  name: 'weight_templates.find_published',
  text: `select ${COLUMNS} from app.weight_templates t where t.code = $1 and t.state = 'PUBLISHED'
      and (t.district_id is null or t.district_id = $2::uuid) order by t.district_id is null limit 1`,
  values: [code, districtId],
  read: firstRow<StoredWeightTemplate>(),
});
