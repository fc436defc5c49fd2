import { type Call } from '../../platform/database/call.js';
import type { ListDefinition } from '../../platform/http/list.js';

export const unitOfMeasureList: ListDefinition = {
  name: 'units_of_measure.list',
  from: 'app.units_of_measure t',
  filters: {
    code: { column: 't.code', type: 'code', about: '单位代码 / code' },
    dimension: { column: 't.dimension', type: 'code', about: '量纲 / dimension' },
    spelling: {
      column: 't.symbol',
      type: 'text',
      about: '表上所印的写法 / as a form prints it',
      condition: (place) => `${place}::text = any (t.symbol || t.aliases)`,
    },
  },
  sorts: { position: { column: 'position', type: 'int' }, code: { column: 'code', type: 'text' } },
  defaultSort: 'position',
  item: `json_build_object('id', t.id, 'code', t.code, 'symbol', t.symbol, 'nameEn', t.name_en, 'dimension', t.dimension,
    'factor', trim_scale(t.factor)::text, 'aliases', t.aliases)`,
};

/** The whole dictionary, some hundred units: code and symbol. */
export const findUnitSymbols = (): Call<readonly (readonly [code: string, symbol: string])[]> => ({
  name: 'units_of_measure.find_symbols',
  text: `select code, symbol from app.units_of_measure order by code limit 10000`,
  values: [],
  read: (rows) => rows.map((row) => [String(row['code']), String(row['symbol'])] as const),
});
