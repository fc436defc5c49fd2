/** The parts of an OpenAPI 3.1 document that completion reads and writes. */
export type Json = string | number | boolean | null | readonly Json[] | { [name: string]: Json };

export interface Schema {
  type?: string | string[];
  nullable?: boolean;
  enum?: (string | number | boolean | null)[];
  format?: string;
  pattern?: string;
  description?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  maxProperties?: number;
  example?: unknown;
  examples?: unknown[];
  default?: unknown;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  $ref?: string;
}

export interface Content {
  schema?: Schema;
  example?: unknown;
}

export interface Answer {
  description?: string;
  headers?: Record<string, object>;
  content?: Record<string, Content>;
  $ref?: string;
}

export interface Parameter {
  name?: string;
  in?: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
  $ref?: string;
}

export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, Content> };
  responses: Record<string, Answer>;
  security?: Record<string, string[]>[];
  'x-policy': string;
  'x-roles': 'PUBLIC' | 'SIGNED_IN' | string[];
  'x-key-scope'?: string;
  'x-error-codes': string[];
  'x-shape': 'ONE' | 'PAGE' | 'FEED' | 'ITEMS';
  'x-if-match'?: boolean;
  'x-idempotency'?: 'REQUIRED';
}

export interface Document {
  openapi: string;
  info: object;
  servers?: object[];
  tags?: { name: string; description?: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    responses?: Record<string, Answer>;
    headers?: Record<string, object>;
    parameters?: Record<string, object>;
    securitySchemes?: Record<string, object>;
  };
}
