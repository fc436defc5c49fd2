import { Injectable } from '@nestjs/common';
import { contentDigest } from '../../platform/audit/digest.js';
import type { PolicyRow } from '../../platform/auth/policy.js';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { Files } from '../../platform/files/files.service.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ImportKind } from '../../platform/imports/import-kinds.js';
import type { ImportFormat } from '../../platform/imports/import-schema.js';
import { ImportThread } from '../../platform/imports/import-thread.js';
import { actingFor, type LateActor, lateActorOf, wakeActor } from '../../platform/operations/late-actor.js';
import { type OperationKind, OperationRunner } from '../../platform/operations/operation-runner.js';
import { Operations } from '../../platform/operations/operations.service.js';
import type { Operation } from '../../platform/operations/operations.store.js';
import { exportErrors } from './exchange.errors.js';
import type { CreateExportRequest } from './export.dto.js';
import { ImportService, requireKeyScope } from './import.service.js';
import type { Progress } from './import-validation.service.js';

const EXPORT_OPERATION = 'exchange.export';
const MAX_ROWS = 20_000;
const MEDIA_TYPES: Readonly<Record<ImportFormat, string>> = {
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  CSV: 'text/csv',
  NDJSON: 'application/x-ndjson',
};
const CONTENT_NAMES = { TEMPLATE: '模板', DATA: '数据' } as const;

/** Forms out: the template that comes back as an import, and the filled form. The result is one of the caller's files. */
@Injectable()
export class ExportService implements OperationKind {
  readonly kind = EXPORT_OPERATION;

  constructor(
    private readonly transactions: Transactions,
    private readonly imports: ImportService,
    private readonly operations: Operations,
    private readonly thread: ImportThread,
    private readonly files: Files,
    runner: OperationRunner,
  ) {
    runner.register(this);
  }

  create(actor: Actor, request: CreateExportRequest): Promise<JsonText> {
    const policy = policyOf(this.imports.kindOf(request.kind), request.content);
    return this.transactions.run(actingFor(policy, actor), async (tx) => {
      await requireKeyScope(tx, policy);
      return this.operations.start(tx, EXPORT_OPERATION, { ...request, actor: lateActorOf(actor) });
    });
  }

  async run({ id, params }: Operation, progress: Progress): Promise<{ result: object; resultUrl: string }> {
    const { actor: late, ...request } = params as unknown as CreateExportRequest & { actor: LateActor };
    const { content, format, fiscalYear = null } = request;
    const kind = this.imports.kindOf(request.kind);
    const actor = wakeActor(late, policyOf(kind, content), id);
    const { rows, codes } = await this.transactions.run(
      actor,
      async (tx) => ({
        rows: await kind.rows((call) => tx.one(call), content, fiscalYear),
        codes: format === 'XLSX' ? await kind.codes((call) => tx.one(call)) : [],
      }),
      { isolation: 'REPEATABLE READ', readOnly: true },
    );
    if (rows.length > MAX_ROWS) throw exportErrors.tooManyRows({ max: MAX_ROWS });
    await progress(0, rows.length, 'WRITING');
    const bytes = await this.thread.write({ schema: kind.schema, format, rows, codes });
    const name = `${kind.schema.sheet}-${CONTENT_NAMES[content]}${fiscalYear ? `-${fiscalYear}` : ''}.${format.toLowerCase()}`;
    const file = { name, mediaType: MEDIA_TYPES[format], digest: contentDigest(bytes), bytes };
    const kept = await this.transactions.run(actor, (tx) => this.files.keep(tx, file));
    return { result: { rows: rows.length, fileId: kept.id }, resultUrl: `/api/v1/files/${kept.id}/content` };
  }
}

/** A template is for whoever may fill it in, data for whoever may read it. */
const policyOf = (kind: ImportKind, content: 'TEMPLATE' | 'DATA'): PolicyRow =>
  content === 'TEMPLATE' ? kind.allow : kind.read;
