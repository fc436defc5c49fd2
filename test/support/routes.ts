import fs from 'node:fs';
import path from 'node:path';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { PolicyRow } from '../../src/platform/auth/policy.js';
import { boundsOf } from '../../src/platform/http/body-bounds.js';
import { POLICY } from '../../src/platform/http/route.js';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
}

interface Parameter {
  readonly $ref?: string;
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

interface Operation {
  readonly operationId: string;
  readonly 'x-shape'?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** A route of the running app: what the server does is in the metadata, what its body looks like in openapi.json. */
export interface Route {
  /** `POST /api/v1/goals/{id}/submit` */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly policy: PolicyRow;
  readonly operationId: string;
  readonly shape: string;
  readonly isDocumented: boolean;
  readonly hasIfMatch: boolean;
  readonly parameters: readonly string[];
  readonly requiredQuery: readonly Parameter[];
  readonly body: Schema | null;
  readonly isUpload: boolean;
  /** The largest JSON body that it takes, in bytes. */
  readonly maxBytes: number;
}

const OPERATION = 'swagger/apiOperation';
const OUTSIDE = ['', 'docs', 'errors', 'overview', 'assets', 'health', 'metrics', 'api'];

export const document = JSON.parse(fs.readFileSync(path.resolve('openapi.json'), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** Every handler of every controller with its policy. */
export function routesOf(app: NestFastifyApplication): readonly Route[] {
  const scanner = app.get(MetadataScanner, { strict: false });
  const controllers = app.get(DiscoveryService, { strict: false }).getControllers();
  return controllers
    .flatMap(({ instance, metatype }) => {
      const prototype = Object.getPrototypeOf(instance ?? {}) as Record<string, object>;
      const bases = [Reflect.getMetadata(PATH_METADATA, metatype as object) as string | string[]].flat();
      const handlers = scanner.getAllMethodNames(prototype).map((name) => prototype[name] as object);
      return handlers
        .filter((handler) => Reflect.hasMetadata(METHOD_METADATA, handler))
        .flatMap((handler) => bases.map((base) => toRoute(base, handler)));
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function toRoute(base: string, handler: object): Route {
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? '';
  const parts = [base, Reflect.getMetadata(PATH_METADATA, handler) as string].flatMap((part) => part.split('/'));
  const segments = parts.filter(Boolean).map((part) => part.replace(/^:(\w+)$/, '{$1}'));
  const isOutside = OUTSIDE.includes(segments[0] ?? '');
  const place = `/${[...(isOutside ? [] : ['api', 'v1']), ...segments].join('/')}`;
  const operation = document.paths[place]?.[method.toLowerCase()];
  const about = Reflect.getMetadata(OPERATION, handler) as Record<string, unknown> | undefined;
  const [type, content] = Object.entries(operation?.requestBody?.content ?? {})[0] ?? [];
  return {
    name: `${method} ${place}`,
    method,
    path: place,
    policy: Reflect.getMetadata(POLICY, handler) as PolicyRow,
    operationId: String(about?.['operationId']),
    shape: String(about?.['x-shape']),
    isDocumented: operation !== undefined,
    hasIfMatch: about?.['x-if-match'] === true,
    parameters: [...place.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''),
    requiredQuery: (operation?.parameters ?? []).filter((p) => p.in === 'query' && p.required),
    body: content?.schema ?? null,
    isUpload: type === 'multipart/form-data',
    maxBytes: boundsOf(Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler)).maxBytes,
  };
}

/** What the server itself would answer: every method and address in Fastify's own table. */
export function servedRoutes(app: NestFastifyApplication): readonly string[] {
  const tree = app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }) as string;
  const trail: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const match = /^((?:│ {3}| {4})*)[├└]── (\S*?)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!match) return [];
    const depth = (match[1] ?? '').length / 4;
    trail.length = depth;
    trail.push(match[2] ?? '');
    const address = trail.join('').replace(/:(\w+)/g, '{$1}') || '/';
    return (match[3] ?? '')
      .split(', ')
      .filter(Boolean)
      .map((method) => `${method} ${address}`);
  });
}
