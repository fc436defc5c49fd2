import { sharedComponents } from './openapi/components.js';
import { completeOperation } from './openapi/operation-completion.js';
import { completeSchema } from './openapi/schema-completion.js';
import type { Document, Operation, Schema } from './openapi/types.js';

export interface Product {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** Tag → what its operations are about, Chinese and English. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * What @nestjs/swagger made from the decorators, as the OpenAPI 3.1 document that is published: bounded schemas,
 * failures by code, security, shared headers. Pure, and the same input gives the same bytes.
 */
export function completeDocument(generated: Document, product: Product): Document {
  const paths = completePaths(generated.paths);
  const shared = sharedComponents();
  const requests = requestSchemas(paths);
  const schemas = Object.entries(generated.components.schemas).map(([name, schema]): [string, Schema] => [
    name,
    close(completeSchema(schema), requests.has(name)),
  ]);
  return {
    openapi: '3.1.0',
    info: {
      title: product.title,
      version: product.version,
      description: product.description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      contact: { name: '系统管理员 / the administrator of this deployment' },
    },
    servers: [{ url: '/', description: '本部署 / this deployment (production or test)', 'x-internal': false }],
    tags: tagsOf(paths, product.tags),
    paths,
    components: { ...shared, schemas: sorted({ ...shared.schemas, ...Object.fromEntries(schemas) }) },
  };
}

function completePaths(paths: Document['paths']): Document['paths'] {
  const complete = Object.entries(paths).map(([path, operations]): [string, Record<string, Operation>] => [
    path,
    Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => [method, completeOperation(operation, { path, method })]),
    ),
  ]);
  return sorted(Object.fromEntries(complete));
}

/** Unknown properties of a request are refused, and the document says so; answers may grow. */
const close = (schema: Schema, isRequest: boolean): Schema =>
  isRequest && schema.type === 'object' && schema.properties ? { ...schema, additionalProperties: false } : schema;

/** Names of the schemas that request bodies use, with everything inside them. */
function requestSchemas(paths: Document['paths']): ReadonlySet<string> {
  const bodies = Object.values(paths).flatMap((operations) =>
    Object.values(operations).map(({ requestBody }) => requestBody),
  );
  return new Set([...JSON.stringify(bodies).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name ?? ''));
}

function tagsOf(paths: Document['paths'], known: Product['tags']): { name: string; description: string }[] {
  const used = new Set(
    Object.values(paths).flatMap((operations) => Object.values(operations).flatMap((o) => o.tags ?? [])),
  );
  const untold = [...used].filter((name) => !Object.hasOwn(known, name));
  if (untold.length > 0)
    throw new Error(`tags without a description (src/launcher/openapi-texts.ts): ${untold.join(', ')}`);
  return Object.entries(known)
    .filter(([name]) => used.has(name))
    .map(([name, description]) => ({ name, description }));
}

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
