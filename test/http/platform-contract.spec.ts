import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { startTestApp, type TestApp } from '../support/app.js';
import { isDocumented, isStrict } from '../support/contract.js';
import { document } from '../support/routes.js';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];
const EXCLUDED = 'swagger/apiExcludeController';
const EXCLUDED_ENDPOINT = 'swagger/apiExcludeEndpoint';

/** Every route of the application that is meant to be in the document, as `GET /api/v1/units/{id}`. */
function routesOf(app: TestApp['app']): { method: string; template: string }[] {
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .filter(({ metatype }) => metatype && !Reflect.getMetadata(EXCLUDED, metatype))
    .flatMap(({ metatype, instance }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      const base = [Reflect.getMetadata('path', metatype as object)].flat()[0] as string;
      return scanner
        .getAllMethodNames(prototype)
        .map((name) => prototype[name] as object)
        .filter((handler) => Reflect.hasMetadata('method', handler) && !Reflect.getMetadata(EXCLUDED_ENDPOINT, handler))
        .map((handler) => {
          const parts = [base, Reflect.getMetadata('path', handler) as string].flatMap((part) => part.split('/'));
          const local = parts.filter(Boolean).map((part) => part.replace(/^:(\w+)$/, '{$1}'));
          const prefix = ['health', 'api'].includes(local[0] ?? '') ? '' : '/api/v1';
          const method = METHODS[Reflect.getMetadata('method', handler) as number] ?? '';
          return { method, template: `${prefix}/${local.join('/')}` };
        });
    });
}

describe('openapi.json', () => {
  const judge = isStrict ? it : it.skip;

  judge('knows every route (CONTRACT=strict; else run `npm run openapi`)', () => {
    const routes = routesOf(t.app);
    expect(routes.length).toBeGreaterThan(10);
    expect(routes.filter(({ method, template }) => !isDocumented(method, template))).toEqual([]);
  });

  it('is served as it was generated', async () => {
    if (!fs.existsSync('openapi.json')) return;
    const answer = await t.world.nobody.get('/api/openapi.json');
    expect(answer.status).toBe(200);
    expect(answer.body.openapi).toBe('3.1.0');
    const ids = Object.values(answer.body.paths as Record<string, Record<string, { operationId: string }>>).flatMap(
      (operations) => Object.values(operations).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/** Where money, figures or decisions are made: whoever repeats one must not make two. */
const KEYED = [
  'actuals.correct',
  'actuals.record',
  'approvalHandOvers.create',
  'approvalTasks.addSigners',
  'approvalTasks.advise',
  'approvalTasks.decide',
  'approvalTasks.decideMany',
  'approvalTasks.delegate',
  'approvalTasks.reassign',
  'approvalTasks.remove',
  'approvalTasks.transfer',
  'budgetAdjustments.create',
  'fiscalYears.close',
  'fiscalYears.confirm',
  'fiscalYears.reopen',
  'fiscalYears.withdraw',
  'goalReleases.create',
  'goalRolls.create',
  'goals.adjust',
  'goals.cancel',
  'goals.roll',
  'goals.suspend',
  'paymentBatches.record',
  'payments.record',
  'payments.reverse',
  'projectAssessments.finalize',
  'projectAssessments.return',
  'selfEvaluations.finalize',
  'selfEvaluations.return',
];

describe('an Idempotency-Key', () => {
  it('is asked for where money, figures or decisions are made, and the document says so', async () => {
    const posts = Object.entries(document.paths).flatMap(([path, { post }]) => (post ? [{ path, ...post }] : []));
    const keyed = posts.filter(({ parameters = [] }) => parameters.some(({ $ref = '' }) => /RequiredIdem/.test($ref)));
    expect(keyed.map(({ operationId }) => operationId).sort()).toEqual(KEYED);
    for (const { path, operationId } of keyed) {
      const url = path.replace(/^\/api\/v1|\{\w+\}/g, (part) => (part.startsWith('{') ? randomUUID() : ''));
      const { status, body } = await t.world.as('unit').send('POST', url, {}, { 'if-match': '"1"' });
      expect([operationId, status, body.code]).toEqual([operationId, 400, 'request.idempotency-key-required']);
    }
  });
});
