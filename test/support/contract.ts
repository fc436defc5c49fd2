import fs from 'node:fs';
import path from 'node:path';
import { Ajv2020 as Ajv, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import type { Answer } from './client.js';

interface Schema {
  [name: string]: unknown;
}
interface Operation {
  readonly responses: Record<string, { $ref?: string; content?: Record<string, { schema?: Schema }> }>;
  readonly 'x-error-codes': readonly string[];
}
interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: Record<string, Record<string, Schema>>;
}
interface Route {
  readonly template: string;
  readonly pattern: RegExp;
  readonly operations: Record<string, Operation>;
}

const FILE = path.resolve('openapi.json');
const SLACK_MS = 60_000;

/** CONTRACT=strict: judge by the document even when the code is newer than it. */
export const isStrict = process.env['CONTRACT'] === 'strict';

/** Read on first use: the class below does not exist yet while this module is read. */
let loaded: { readonly contract: Contract | null } | undefined;

/**
 * Every JSON answer is held against openapi.json, with nothing that the document doesn't name. A document that is older
 * than the code is not held against anybody: `npm run openapi` first, or CONTRACT=strict.
 */
export function validateAnswer(method: string, url: string, answer: Answer): void {
  const contract = load();
  if (!contract || !String(answer.headers['content-type'] ?? '').includes('json')) return;
  const place = `${method} ${url.split('?')[0]}`;
  const operation = contract.find(method, url);
  if (!operation) return; // the contract test lists what the document doesn't know
  const faults = contract.judge(operation, answer);
  if (faults) throw new Error(`${place} answered ${answer.status} against openapi.json: ${faults}\n${answer.text}`);
}

/** Whether the document has this route; the template's parameter names don't matter. */
export const isDocumented = (method: string, template: string): boolean => load()?.find(method, template) !== undefined;

function load(): Contract | null {
  loaded ??= { contract: read() };
  return loaded.contract;
}

function read(): Contract | null {
  if (!fs.existsSync(FILE)) return null;
  const isFresh = fs.statSync(FILE).mtimeMs + SLACK_MS >= newestShape(path.resolve('src'));
  if (!isFresh && !isStrict) return null;
  return new Contract(JSON.parse(fs.readFileSync(FILE, 'utf8')) as Document);
}

/** When a controller, an answer class or a catalogue of errors was last edited. */
function newestShape(folder: string): number {
  const times = fs.readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) return newestShape(at);
    return /\.(dto|controller|errors)\.ts$/.test(entry.name) ? fs.statSync(at).mtimeMs : 0;
  });
  return Math.max(0, ...times);
}

class Contract {
  private readonly ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  private readonly routes: readonly Route[];
  private readonly compiled = new Map<Schema, ValidateFunction>();

  constructor(private readonly document: Document) {
    // Compiled to CommonJS by Jest: the default export may be wrapped once more.
    const addFormats = ((addFormatsModule as unknown as { default?: unknown }).default ??
      addFormatsModule) as unknown as (ajv: Ajv) => void;
    addFormats(this.ajv);
    this.ajv.addFormat('binary', true);
    this.ajv.addSchema({ $id: 'openapi', components: closed(document.components) });
    this.routes = Object.entries(document.paths)
      .map(([template, operations]) => ({ template, operations, pattern: patternOf(template) }))
      // A literal segment goes before a parameter.
      .sort((a, b) => a.template.replace(/\{/g, '\uffff').localeCompare(b.template.replace(/\{/g, '\uffff'), 'en'));
  }

  find(method: string, url: string): Operation | undefined {
    const pathname = url.split('?')[0] ?? '';
    const matching = this.routes.filter(({ pattern }) => pattern.test(pathname));
    return matching.map(({ operations }) => operations[method.toLowerCase()]).find(Boolean);
  }

  judge(operation: Operation, answer: Answer): string | null {
    const documented = operation.responses[String(answer.status)];
    if (!documented) return `the status is not documented (${answer.body?.code ?? ''})`;
    const code = answer.status >= 400 ? answer.body?.code : undefined;
    if (code !== undefined && !operation['x-error-codes'].includes(code)) return `the code ${code} is not documented`;
    const schema = this.schemaOf(documented, answer.status);
    const validate = schema && this.compile(schema);
    if (!validate || validate(answer.body)) return null;
    return this.ajv.errorsText(validate.errors, { separator: '\n  ', dataVar: '' });
  }

  private schemaOf(documented: Operation['responses'][string], status: number): Schema | undefined {
    const name = documented.$ref?.split('/').at(-1);
    const answer = (name ? this.document.components['responses']?.[name] : documented) as typeof documented;
    return answer.content?.[status >= 400 ? 'application/problem+json' : 'application/json']?.schema;
  }

  private compile(schema: Schema): ValidateFunction {
    const known = this.compiled.get(schema);
    if (known) return known;
    const local = JSON.parse(JSON.stringify(closed(schema)).replaceAll('"#/components/', '"openapi#/components/'));
    const validate = this.ajv.compile(local as Schema);
    this.compiled.set(schema, validate);
    return validate;
  }
}

/** Published answers may grow; in tests nothing may be in them that isn't named. */
function closed<T>(node: T): T {
  if (Array.isArray(node)) return node.map(closed) as T;
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closed(value)])) as Schema;
  const isOpenObject = copy['properties'] !== undefined && copy['additionalProperties'] === undefined;
  return (
    isOpenObject && [copy['type']].flat().includes('object') ? { ...copy, additionalProperties: false } : copy
  ) as T;
}

const patternOf = (template: string): RegExp =>
  new RegExp(`^${template.replace(/[.+*?^$()[\]|\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`);
