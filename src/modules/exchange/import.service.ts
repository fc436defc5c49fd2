import { Injectable } from '@nestjs/common';
import { recordDeed } from '../../platform/audit/record-change.js';
import { holdsKeyScope } from '../../platform/auth/api-keys.js';
import type { PolicyRow } from '../../platform/auth/policy.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { Files, recogniseFile } from '../../platform/files/files.service.js';
import type { UploadForm } from '../../platform/files/upload.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ImportKind, ImportKinds } from '../../platform/imports/import-kinds.js';
import type { ImportFormat } from '../../platform/imports/import-schema.js';
import { actingFor, lateActorOf } from '../../platform/operations/late-actor.js';
import { Operations } from '../../platform/operations/operations.service.js';
import { openPackage } from '../../platform/workbook/zip-reading.js';
import { importErrors } from './exchange.errors.js';
import type { CreateImportRequest } from './import.dto.js';
import { findConfirmed, type Import, importDetail, insertImport, useToken } from './import.store.js';

export const IMPORT_OPERATION = 'exchange.import';

const FORMATS: Readonly<Record<string, ImportFormat>> = {
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'XLSX',
  'text/csv': 'CSV',
  'application/x-ndjson': 'NDJSON',
};

/** Takes a file in: what makes it harmless is looked at before it is kept, everything else by the operation. */
@Injectable()
export class ImportService {
  constructor(
    private readonly transactions: Transactions,
    private readonly kinds: ImportKinds,
    private readonly files: Files,
    private readonly operations: Operations,
  ) {}

  async create(actor: Actor, { fields, ...upload }: UploadForm<CreateImportRequest>): Promise<JsonText> {
    const kind = this.kindOf(fields.kind);
    const file = recogniseFile(upload);
    const format = FORMATS[file.mediaType];
    if (!format) throw importErrors.formatNotAccepted();
    if (format === 'XLSX') openPackage(file.bytes);
    return this.transactions.run(actingFor(kind.allow, actor), async (tx) => {
      await requireKeyScope(tx, kind.allow);
      const { id: fileId } = await this.files.keep(tx, file);
      const id = newId();
      const asked = {
        kind: fields.kind,
        strategy: fields.strategy ?? 'UPSERT',
        atomic: fields.atomic ?? 'ALL',
        fileDigest: file.digest,
      } as const;
      const source = fields.mode === 'COMMIT' ? await this.confirm(tx, id, asked, fields.confirmToken) : null;
      const rowDigest = source?.rowDigest ?? null;
      await tx.one(
        insertImport({
          id,
          ...asked,
          mode: fields.mode,
          format,
          fileId,
          fileName: file.name,
          rowDigest,
          sourceId: source?.id ?? null,
        }),
      );
      await recordDeed(tx, {
        action: 'import.create',
        object: { type: 'import', id, version: 1 },
        after: { ...asked, mode: fields.mode },
      });
      return this.operations.start(tx, IMPORT_OPERATION, { importId: id, actor: lateActorOf(actor) });
    });
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    const detail = await this.transactions.read(actor, importDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }

  kindOf(name: string): ImportKind {
    const kind = this.kinds.find(name);
    if (!kind) throw importErrors.unknownKind({ kind: name, allowed: this.kinds.names().join(', ') });
    return kind;
  }

  /** The token is bound to the bytes, the kind and the options that were validated, and is good for one commit. */
  private async confirm(
    tx: Tx,
    id: string,
    asked: Pick<Import, 'kind' | 'strategy' | 'atomic' | 'fileDigest'>,
    token: string | undefined,
  ): Promise<Import> {
    if (!token) throw importErrors.tokenMissing();
    const validated = await tx.one(findConfirmed(token));
    if (!validated) throw importErrors.tokenUnknown();
    const isSame = (['kind', 'strategy', 'atomic', 'fileDigest'] as const).every(
      (name) => validated[name] === asked[name],
    );
    if (!isSame) throw importErrors.bytesDiffer();
    await tx.one(useToken(validated.id, id));
    return validated;
  }
}

/** `imports:write` alone opens nothing: the key must be good for what the kind writes. */
export async function requireKeyScope(tx: Tx, { keyScope }: PolicyRow): Promise<void> {
  if ('system' in tx.actor) return;
  const holds = await tx.one(holdsKeyScope(tx.actor.sessionId, keyScope ?? ''));
  if (!holds) throw httpErrors.forbidden();
}
