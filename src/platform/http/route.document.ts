import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiProduces,
  ApiQuery,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { type FilterColumn, operatorsOf, patternOf } from './filter.js';
import type { RouteOptions } from './route.js';

const MAX_FILE = 10_485_760;
const CURSOR = { type: 'string', minLength: 1, maxLength: 2000, pattern: '^[\\w.-]+$' } as const;
const NEXT = { ...CURSOR, nullable: true, description: '下一页游标 / cursor of the next page' } as const;
const PAGE = {
  page: { type: 'integer', nullable: true, minimum: 1, maximum: 10_000 },
  pageSize: { type: 'integer', minimum: 1, maximum: 10_000 },
  nextAfter: NEXT,
  total: { type: 'integer', minimum: 0, maximum: 10_000 },
  totalCapped: { type: 'boolean' },
} as const;

/** What the route answers when all is well; errors and headers are added when the document is completed. */
export function describeAnswer(
  { answer, shape = 'ONE', file }: Pick<RouteOptions, 'answer' | 'shape' | 'file'>,
  status: number,
): MethodDecorator[] {
  if (file === 'DOWNLOAD') {
    const schema = { type: 'string', format: 'binary', maxLength: MAX_FILE } as const;
    return [
      ApiProduces('application/octet-stream'),
      ApiResponse({ status, description: '内容 / the content', schema }),
    ];
  }
  if (!answer) return [ApiResponse({ status, description: '完成 / done' })];
  if (shape === 'ONE') return [ApiResponse({ status, description: '结果 / the result', type: answer })];
  const items = { type: 'array', maxItems: 10_000, items: { $ref: getSchemaPath(answer) } } as const;
  const properties = {
    items,
    ...(shape === 'PAGE' ? PAGE : {}),
    ...(shape === 'FEED' ? { nextAfter: NEXT } : {}),
  };
  const required = Object.keys(properties).filter((name) => !name.startsWith('total'));
  const schema = { type: 'object', properties: properties as never, required } as const;
  return [ApiExtraModels(answer), ApiResponse({ status, description: '列表 / a list', schema })] as MethodDecorator[];
}

/** Query parameters and the body of an upload. Headers are added when the document is completed. */
export function describeRequest({ shape, list, feed, expand, file, form }: RouteOptions): MethodDecorator[] {
  const filters = { ...list?.filters, ...feed?.filters };
  return [
    ...(file === 'UPLOAD' ? describeUpload(form) : []),
    ...(expand ? [query('expand', `展开 / expand: ${expand.join(', ')}`, listOf(expand))] : []),
    ...(shape === 'FEED' ? describeFollowing() : []),
    ...(list ? describePaging(list.sorts, list.defaultSort) : []),
    ...Object.entries(filters).flatMap(([name, filter]) => describeFilter(name, filter)),
  ];
}

function describeUpload(form: RouteOptions['form']): MethodDecorator[] {
  const file = { type: 'string', format: 'binary', maxLength: MAX_FILE, description: '文件 / the file' } as const;
  const upload = { type: 'object', properties: { file }, required: ['file'] } as const;
  const schema = form ? { allOf: [{ $ref: getSchemaPath(form) }, upload] } : upload;
  return [
    ...(form ? ([ApiExtraModels(form)] as MethodDecorator[]) : []),
    ApiConsumes('multipart/form-data'),
    ApiBody({ schema: schema as never }),
  ];
}

const describeFollowing = (): MethodDecorator[] => [
  query('after', '游标 / cursor', CURSOR),
  query('limit', '条数 / at most', { type: 'integer', minimum: 1, maximum: 200, default: 50 }),
];

const describePaging = (sorts: object, defaultSort: string): MethodDecorator[] => [
  query('page', '页码 / page', { type: 'integer', minimum: 1, maximum: 10_000, default: 1 }),
  query('pageSize', '每页条数 / rows per page', { type: 'integer', minimum: 1, maximum: 200, default: 20 }),
  query('after', '游标(任意深度)/ cursor, any depth', CURSOR),
  query('withTotal', '返回总数 / with a total', { type: 'boolean', default: false }),
  query('sort', `排序,- 为降序 / sort, - descends: ${Object.keys(sorts).join(', ')}`, {
    type: 'string',
    maxLength: 200,
    pattern: `^-?(${Object.keys(sorts).join('|')})(,-?(${Object.keys(sorts).join('|')}))*$`,
    default: defaultSort,
  }),
];

function describeFilter(name: string, filter: FilterColumn): MethodDecorator[] {
  return operatorsOf(filter).map((operator) => {
    const place = operator === 'eq' ? name : `${name}[${operator}]`;
    return query(place, filter.about ?? name, schemaOf(filter, operator === 'in'));
  });
}

function schemaOf(filter: FilterColumn, isList: boolean): object {
  if (filter.values) return isList ? listOf(filter.values) : { type: 'string', enum: filter.values };
  if (isList || filter.type === 'text')
    return { type: 'string', minLength: 1, maxLength: 2000, pattern: '^[\\s\\S]+$' };
  switch (filter.type) {
    case 'uuid':
      return { type: 'string', format: 'uuid', maxLength: 36 };
    case 'date':
      return { type: 'string', format: 'date', maxLength: 10 };
    case 'timestamp':
      return { type: 'string', format: 'date-time', maxLength: 40 };
    case 'boolean':
      return { type: 'boolean' };
    case 'integer':
      return { type: 'integer', minimum: -999_999_999, maximum: 999_999_999 };
    default:
      return { type: 'string', maxLength: 100, pattern: patternOf(filter.type) };
  }
}

/** Comma-separated words of a whitelist. */
const listOf = (words: readonly string[]): object => ({
  type: 'string',
  maxLength: 2000,
  pattern: `^(${words.join('|')})(,(${words.join('|')}))*$`,
});

const query = (name: string, description: string, schema: object): MethodDecorator =>
  ApiQuery({ name, required: false, description, schema: schema as never });
